"""The counter in the browser: find, take, hand out the receipt, next."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from funds.models import Receipt
from funds.services import reversals, savings, withdrawals
from ledger import queries as books
from ledger import thai
from ledger.models import Entry
from tests import made_bylaws
from tests.funds.conftest import url
from tests.markup import folded
from villages.models import Group, PendingRequest
from villages.services import groups, people, requests


def sent(world, **more) -> dict:
    """What the deposit form sends when nothing is changed."""
    today = thai.numeric_date(timezone.localdate())
    return {"amount": "500.00", "entry_fee": "", "on": today, "paid_by": "", "request_id": uuid4()} | more


def text(response) -> str:
    return response.content.decode()


# -- Finding -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def crowd(world, new_id):
    """Thirty members with a pledged passbook each, numbers 08-0002 to 08-0031."""
    members = [world.new_member(new_id(), f"สมาชิก{i:02d}", last_name="ขยันออม") for i in range(30)]
    for member in members:
        savings.open_passbook(member, world.pledged, on=member.joined_on)
    return members


def test_a_running_number_and_enter_go_straight_to_the_deposit(world, crowd, treasurer):
    for typed in ("12", "0012", "08-0012", "080012", "๑๒"):
        response = treasurer.get(url(world, "find"), {"q": typed})

        assert crowd[10].number == "08-0012"
        assert response.url == url(world, "deposit", crowd[10].passbooks.get().pk), typed


@pytest.mark.parametrize("typed", ["สมาชิก07", "สมาชิก07 ขยัน", "ขยันออม สมาชิก07", "นางสมาชิก07"])
def test_parts_of_a_name_find_their_member(world, crowd, treasurer, typed):
    response = treasurer.get(url(world, "find"), {"q": typed})

    assert response.url == url(world, "deposit", crowd[7].passbooks.get().pk)


def test_the_last_digits_of_an_id_find_their_member(world, crowd, treasurer):
    response = treasurer.get(url(world, "find"), {"q": crowd[7].person.citizen_id[-6:]})

    assert response.url == url(world, "deposit", crowd[7].passbooks.get().pk)


def test_a_member_with_two_passbooks_shows_a_button_for_each_the_first_one_focused(world, treasurer):
    page = text(treasurer.get(url(world, "find"), {"q": "1"}))

    first, second = (url(world, "deposit", passbook.pk) for passbook in world.member.passbooks.order_by("product"))
    assert f'href="{first}" autofocus' in folded(page)
    assert f'href="{second}"' in page
    assert world.member.person.citizen_id not in page


def test_an_empty_field_shows_the_first_twenty_and_the_next_page_the_rest(world, crowd, treasurer):
    first = text(treasurer.get(url(world, "find")))
    second = text(treasurer.get(url(world, "find"), {"page": 2}))

    assert [first.count("<h2"), second.count("<h2")] == [20, 11]


def test_nobody_found_says_what_was_typed_and_what_to_try(world, treasurer):
    page = text(treasurer.get(url(world, "find"), {"q": "ไม่มีใคร<b>"}))

    assert "ไม่มีใคร&lt;b&gt;" in page
    assert "ไม่พบ" in page


def test_who_left_is_not_found_at_the_counter(world, treasurer):
    people.leave(world.member, on=timezone.localdate(), reason="ย้ายบ้าน")

    assert "<h2" not in text(treasurer.get(url(world, "find"), {"q": "1"}))


# -- Depositing --------------------------------------------------------------------------------------------------------


def test_the_form_opens_with_the_pledge_and_the_fee_of_a_newcomer(world, treasurer):
    response = treasurer.get(url(world, "deposit", world.passbook.pk))

    form = response.context["form"]
    assert form["amount"].value() == "500.00"
    assert form["entry_fee"].value() == "20.00"
    assert "autofocus" in str(form["amount"])
    assert thai.numeric_date(timezone.localdate()) in text(response)


def test_a_fee_not_paid_with_the_first_deposit_is_asked_for_but_no_longer_filled_in(world, treasurer):
    world.deposit(500)

    form = treasurer.get(url(world, "deposit", world.passbook.pk)).context["form"]

    assert form["entry_fee"].value() is None
    assert "20.00" in form["entry_fee"].help_text


def test_a_paid_fee_is_no_longer_on_the_form(world, treasurer):
    world.deposit(500, entry_fee=Decimal(20))

    assert "entry_fee" not in treasurer.get(url(world, "deposit", world.passbook.pk)).context["form"].fields


def test_a_deposit_ends_on_its_receipt_with_the_next_member_focused(world, treasurer):
    response = treasurer.post(url(world, "deposit", world.passbook.pk), sent(world, entry_fee="20"), follow=True)

    receipt = Receipt.objects.get()
    page = text(response)
    assert response.redirect_chain == [(url(world, "receipt", receipt.pk), 302)]
    assert f'href="{url(world, "find")}" autofocus' in page
    for said in (receipt.entry.number, "520.00", "ห้าร้อยยี่สิบบาทถ้วน", str(world.member.person), "500.00"):
        assert said in page
    assert receipt.received_by == world.treasurer


def test_pressing_twice_records_once_and_ends_on_the_same_receipt(world, treasurer):
    form = sent(world, entry_fee="20")

    first = treasurer.post(url(world, "deposit", world.passbook.pk), form)
    second = treasurer.post(url(world, "deposit", world.passbook.pk), form)

    assert first.url == second.url
    assert Entry.objects.count() == 1


def test_thai_digits_commas_and_a_buddhist_date_are_understood(world, treasurer):
    form = sent(world, amount="๑,๒๐๐", on="๕ มี.ค. ๒๕๖๗")
    answer = treasurer.post(
        url(world, "deposit", world.passbook.pk), form
    )  # a day long past is asked once more (R0.18)
    treasurer.post(url(world, "deposit", world.passbook.pk), form | {"sure": answer.context["form"]["sure"].value()})

    entry = Entry.objects.get()
    assert (entry.on.isoformat(), books.balance(world.passbook.account)) == ("2024-03-05", 1200)


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("amount", "5"),
        ("amount", "ห้าร้อย"),
        ("amount", ""),
        ("amount", "-500"),
        ("amount", "500.005"),
        ("amount", "99999999999999"),
        ("entry_fee", "15"),
        ("on", "31/2/2569"),
        ("on", "1/1/2563"),
        ("on", "1/1/2699"),
        ("request_id", "x"),
    ],
)
def test_a_refusal_stands_beside_its_field_and_keeps_what_was_typed(world, treasurer, field, typed):
    response = treasurer.post(url(world, "deposit", world.passbook.pk), sent(world, paid_by="ป้าแดง") | {field: typed})

    assert response.status_code == 200
    assert response.context["form"].errors[field]
    assert "ป้าแดง" in text(response)
    assert 'role="alert"' in text(response)
    assert not Entry.objects.exists()


def test_who_brought_the_money_stands_on_the_receipt(world, treasurer):
    treasurer.post(url(world, "deposit", world.passbook.pk), sent(world, paid_by="  นางแดง เพื่อนบ้าน "))

    receipt = Receipt.objects.get()
    assert receipt.paid_by == "นางแดง เพื่อนบ้าน"
    assert "นางแดง เพื่อนบ้าน" in text(treasurer.get(url(world, "receipt", receipt.pk)))


def test_a_back_dated_deposit_says_so_on_its_receipt_and_todays_does_not(world, treasurer):
    old, new = world.deposit(500, on=world.passbook.opened_on), world.deposit(500)

    assert "ลงย้อนหลัง" in text(treasurer.get(url(world, "receipt", old.pk)))
    assert "ลงย้อนหลัง" not in text(treasurer.get(url(world, "receipt", new.pk)))


# -- Withdrawing and reversing -----------------------------------------------------------------------------------------


def test_a_withdrawal_within_the_limit_ends_on_its_receipt(world, treasurer):
    world.deposit(5000, passbook=world.special_passbook)

    response = treasurer.post(
        url(world, "withdraw", world.special_passbook.pk), {"amount": "1,000", "request_id": uuid4()}, follow=True
    )

    assert Receipt.objects.get(entry__event="J08").entry.number in text(response)
    assert "หนึ่งพันบาทถ้วน" in text(response)


def test_above_the_limit_the_page_says_that_it_waits_and_the_second_officer_pays(world, treasurer, client):
    world.deposit(5000, passbook=world.special_passbook)
    form = {"amount": "1001", "request_id": uuid4(), "reason": ""}
    page = url(world, "withdraw", world.special_passbook.pk)

    without_reason = treasurer.post(page, form)
    response = treasurer.post(page, form | {"reason": "ค่าเทอม"}, follow=True)

    pending = PendingRequest.objects.get()
    assert without_reason.context["form"].errors["reason"]
    assert "รอกรรมการคนที่สอง" in text(response)
    assert books.balance(world.special_passbook.account) == 5000
    client.force_login(world.checker)
    client.post(reverse("villages:decide", args=[world.group.slug, pending.pk]), {"approve": "1"})
    assert books.balance(world.special_passbook.account) == 3999


def test_pledged_savings_have_no_withdrawal_form(world, treasurer):
    page = text(treasurer.get(url(world, "withdraw", world.passbook.pk)))

    assert "ถอนไม่ได้" in page
    assert 'name="amount"' not in page


def test_a_reversal_is_asked_for_here_and_approved_by_another(world, treasurer, client):
    receipt = world.deposit(500)
    page = url(world, "receipt", receipt.pk)

    number = uuid4()
    refused = treasurer.post(url(world, "reverse", receipt.pk), {"reason": " ", "request_id": number})
    form = {"reason": "พิมพ์ผิด", "request_id": number}
    waiting = text(treasurer.post(url(world, "reverse", receipt.pk), form, follow=True))
    client.force_login(world.checker)
    decide = reverse("villages:decide", args=[world.group.slug, PendingRequest.objects.get().pk])
    client.post(decide, {"approve": "1"})

    reversal = Entry.objects.get(reverses=receipt.entry)
    entry_page = reverse("kahro:entry", args=[world.group.slug, world.book.slug, reversal.number])
    assert refused.context["form"].errors["reason"]
    assert url(world, "reverse", receipt.pk) not in waiting
    assert reverse("villages:requests", args=[world.group.slug]) in waiting
    assert f'href="{entry_page}"' in text(client.get(page))
    assert receipt.entry.number in text(client.get(entry_page))
    assert receipt.entry.number in text(client.get(url(world, "passbook", world.passbook.pk)))


# -- Lists and limits --------------------------------------------------------------------------------------------------


def test_the_register_counts_cash_in_and_out_without_what_was_reversed(world, treasurer):
    world.deposit(500, entry_fee=Decimal(20))
    world.deposit(1000, passbook=world.special_passbook)
    withdrawals.withdraw(world.special_passbook, Decimal(300), by=world.treasurer, request_id=uuid4())
    wrong = reversals.ask_to_reverse(world.deposit(700).entry, by=world.treasurer, reason="ผิด", request_id=uuid4())
    requests.approve(wrong, by=world.checker)

    context = treasurer.get(url(world, "receipts")).context

    assert (context["count"], context["taken"], context["paid"]) == (3, 1520, 300)


PAGES = [("find", 13), ("receipts", 13), ("products", 12), ("member", 12), ("passbook", 17)]


@pytest.mark.parametrize(("name", "queries"), PAGES)
@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_of_three_rows_costs_what_one_row_costs(
    world, treasurer, new_id, django_assert_num_queries, name, queries, rows
):
    for i in range(rows - 1):
        member = world.new_member(new_id(), f"คนที่{i}")
        passbook = savings.open_passbook(member, world.special, on=member.joined_on)
        world.deposit(100, passbook=passbook)
        bylaw = {"resolution": "มติ", "minimum": 1, "step": 1}
        product = made_bylaws.offer(world.group.books.get(), "demand", f"ออม{i}", from_on=member.joined_on, **bylaw)
        world.deposit(100, passbook=savings.open_passbook(world.member, product, on=member.joined_on))
        world.deposit(500)
    world.deposit(500)
    args = {"member": [world.member.pk], "passbook": [world.passbook.pk]}.get(name, [])

    with django_assert_num_queries(queries):
        treasurer.get(url(world, name, *args))


@pytest.fixture
def neighbour(world):
    """Another group of the village with its own treasurer."""
    group = groups.create_group(Group.Kind.GOP, "กลุ่มออมทรัพย์เพื่อการผลิต", "gop-8", village=world.village)
    user = User.objects.create_user("neighbour")
    world.appoint(user, "treasurer", group)
    return group, user


def test_a_treasurer_reaches_nothing_of_another_group_through_their_own(world, client, neighbour):
    receipt = world.deposit(500)
    group, user = neighbour
    client.force_login(user)
    mine = {
        "deposit": world.passbook.pk,
        "withdraw": world.passbook.pk,
        "passbook": world.passbook.pk,
        "passbook_pdf": world.passbook.pk,
        "pledge": world.passbook.pk,
        "member": world.member.pk,
        "open_passbook": world.member.pk,
        "receipt": receipt.pk,
        "receipt_pdf": receipt.pk,
        "reverse": receipt.pk,
        "product_bylaw": world.pledged.pk,
    }

    for name, pk in mine.items():
        assert client.get(reverse(f"funds:{name}", args=[group.slug, pk])).status_code == 404, name
        assert client.get(reverse(f"funds:{name}", args=[world.group.slug, pk])).status_code == 404, name
    assert client.post(reverse("funds:deposit", args=[group.slug, world.passbook.pk]), sent(world)).status_code == 404
    assert Entry.objects.count() == 1


def test_an_auditor_reads_receipts_and_takes_no_money(world, client):
    receipt = world.deposit(500)
    client.force_login(world.auditor)

    assert client.get(url(world, "receipt", receipt.pk)).status_code == 200
    assert client.get(url(world, "passbook", world.passbook.pk)).status_code == 200
    for name, pk in (("deposit", world.passbook.pk), ("withdraw", world.passbook.pk), ("reverse", receipt.pk)):
        assert client.post(url(world, name, pk), sent(world)).status_code == 403, name
    assert Entry.objects.count() == 1
