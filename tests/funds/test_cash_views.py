"""Box and bank as pages: what they show, who may press what, and sentences beside the right field."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from funds.models import Receipt, UnknownTransfer
from funds.services import cash, savings, transfers
from ledger import queries as books
from ledger import services as ledger
from ledger import thai
from ledger.models import Account, Entry
from tests import made_bylaws
from tests.conftest import LONG_AGO
from tests.markup import folded
from villages.models import Group, PendingRequest
from villages.services import groups, people

TODAY = timezone.localdate


def url(world, name: str, *args) -> str:
    return reverse(f"funds:{name}", args=[world.group.slug, *args])


def text(response) -> str:
    return folded(response.content.decode())


@pytest.fixture
def page(world, client):
    """`page(role)` is an officer's browser."""

    def of(role: str):
        client.force_login(world.users[role])
        return client

    return of


def act(world, name: str) -> str:
    return url(world, "cash_act", world.book.slug, name)


def sent(**more) -> dict:
    fields = {"amount": "200", "on": thai.numeric_date(TODAY()), "memo": "ค่าเบี้ยประชุม", "request_id": uuid4()}
    return fields | more


@pytest.fixture
def filled(world):
    world.deposit(5000)
    return world


def short(world, user, amount: int) -> Account:
    """Cash was missing, and somebody answers for it."""
    owed, box = cash.shortage_account(world.book, user), Account.objects.get(book=world.book, heading="11010")
    ledger.post(
        world.book, [ledger.debit(owed, Decimal(amount)), ledger.credit(box, Decimal(amount))],
        kind=Entry.Kind.JOURNAL, event="J47", on=TODAY(), by=world.bookkeeper, request_id=uuid4(),
    )  # fmt: skip
    return owed


def arrive(world, amount=700, **more) -> UnknownTransfer:
    given = {"on": TODAY() - timedelta(days=10), "memo": "โอนเงิน KTB x-1234", "by": world.treasurer}
    return transfers.record_transfer(world.book, Decimal(amount), **given | {"request_id": uuid4()} | more)


def test_box_bank_and_everything_unclear_stand_on_one_page_and_open_their_ledgers(filled, page):
    short(filled, filled.receiver, 100)
    short(filled, filled.secretary, 20)
    arrive(filled)

    answer = page("auditor").get(url(filled, "cash"))

    ledgers = reverse("kahro:report", args=[filled.group.slug, filled.book.slug, "ledger"])
    for code, amount in {"11010": "4,880.00", "12300": "700.00", "14030": "120.00", "23170": "700.00"}.items():
        assert f'<a href="{ledgers}?code={code}">{amount}</a>' in text(answer)
    holder = f"u{filled.receiver.pk}"
    assert f'<a href="{ledgers}?code=14030&amp;holder={holder}">100.00</a>' in text(answer)
    assert [part.account.name for part in answer.context["cash"][0].owed] == ["คุณreceiver", "คุณsecretary"]
    assert answer.context["total"] == Decimal("5580.00")


def test_an_empty_group_has_a_box_and_a_bank_with_nothing_in_them(world, page):
    answer = page("treasurer").get(url(world, "cash"))

    assert [part.amount for part in answer.context["cash"][0].money] == [0, 0]
    assert answer.context["cash"][0].unclear == []


def test_a_village_fund_keeps_its_two_boxes_apart(world, page):

    fund = groups.create_group(Group.Kind.VF, "กองทุนหมู่บ้าน", "vf-8", village=world.village)
    answer = page("staff").get(reverse("funds:cash", args=[fund.slug]))

    assert [one.group_book.book.slug for one in answer.context["cash"]] == ["vf-8-1", "vf-8-2"]


def test_who_only_reads_is_offered_nothing_to_press(filled, page):
    assert act(filled, "expense") not in text(page("auditor").get(url(filled, "cash")))
    assert act(filled, "expense") in text(page("bookkeeper").get(url(filled, "cash")))


def test_nobody_is_offered_to_receive_their_own_repayment(filled, page):
    owed = url(filled, "repay", short(filled, filled.receiver, 100).pk)

    assert owed not in text(page("receiver").get(url(filled, "cash")))
    assert owed in text(page("treasurer").get(url(filled, "cash")))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pages_ask_the_database_the_same_whatever_stands_on_them(filled, page, new_id, rows):
    for number in range(rows):
        page("treasurer").post(act(filled, "expense"), sent(heading="53020", from_bank=""))
        short(filled, filled.users[("receiver", "secretary", "chair")[number]], 10)
        transfer = arrive(filled, 100)
        transfers.identify(transfer, filled.passbook, Decimal(50), on=TODAY(), by=filled.bookkeeper, request_id=uuid4())
    for _number in range(rows - 1):
        transfers.identify(
            transfer, filled.special_passbook, Decimal(10), on=TODAY(), by=filled.bookkeeper, request_id=uuid4()
        )
    browser = page("checker")
    browser.get(url(filled, "cash"))

    counted = {}
    for name, args in {"cash": [], "transfers": [], "transfer": [transfer.pk]}.items():
        with CaptureQueriesContext(connection) as queries:
            browser.get(url(filled, name, *args))
        counted[name] = len(queries)

    assert counted == {"cash": 15, "transfers": 11, "transfer": 12}


def test_an_expense_waits_for_a_second_officer_with_its_bill(filled, page):
    bill = SimpleUploadedFile("IMG_1.JPG", b"\xff\xd8\xff bill", "image/jpeg")

    answer = page("treasurer").post(act(filled, "expense"), sent(heading="53020", from_bank="", paper=bill))

    pending = PendingRequest.objects.get()
    assert answer.url == url(filled, "cash")
    assert pending.summary in text(page("treasurer").get(answer.url))
    assert (pending.act, pending.reason, pending.arguments["amount"]) == ("pay an expense", "ค่าเบี้ยประชุม", "200.00")
    assert "200.00" in pending.summary
    assert "ค่าเบี้ยประชุมกรรมการ" in pending.summary
    assert pending.paper.read() == b"\xff\xd8\xff bill"


@pytest.mark.parametrize("name", ["expense", "fetch", "bring"])
def test_pressing_twice_asks_once(filled, page, name):
    form = sent(heading="53020", from_bank="", amount="0.01" if name == "fetch" else "1")
    arrive(filled)

    for _time in range(2):
        assert page("treasurer").post(act(filled, name), form).status_code == 302
    assert PendingRequest.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("amount", "สองร้อย"),
        ("amount", "0"),
        ("amount", "5000.01"),
        ("amount", ""),
        ("heading", "11010"),
        ("heading", ""),
        ("memo", " "),
        ("on", "31/2/2569"),
        ("on", "1/1/2999"),
        ("paper", SimpleUploadedFile("bill.pdf", b"MZ not a paper")),
        ("from_bank", "pocket"),
    ],
)
def test_what_cannot_be_paid_is_said_beside_its_field_and_nothing_is_asked(filled, page, field, value):
    form = sent(heading="53020", from_bank="") | {field: value}

    answer = page("treasurer").post(act(filled, "expense"), form)

    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert not PendingRequest.objects.exists()


def test_an_unknown_act_or_book_has_no_page(filled, page):
    assert page("treasurer").get(act(filled, "steal")).status_code == 404
    assert page("treasurer").get(url(filled, "cash_act", "other", "expense")).status_code == 404


@pytest.mark.parametrize(("name", "event"), [("interest", "J35"), ("fee", "J36"), ("transfer", "J50")])
def test_a_line_of_the_banks_passbook_is_recorded_once_with_the_banks_day(filled, page, name, event):
    arrive(filled, 500, on=TODAY() - timedelta(days=3))
    form = sent(on=thai.numeric_date(TODAY() - timedelta(days=1)))

    for _time in range(2):
        assert page("bookkeeper").post(act(filled, name), form).url == url(filled, "cash")

    entry = Entry.objects.filter(event=event).latest("seq")
    assert Entry.objects.filter(event=event, by=filled.bookkeeper).count() == 1
    assert (entry.on, entry.by) == (TODAY() - timedelta(days=1), filled.bookkeeper)


@pytest.mark.parametrize("name", ["interest", "fee", "transfer"])
def test_a_line_of_tomorrow_is_refused_beside_the_day(filled, page, name):
    arrive(filled, on=TODAY())
    entries = Entry.objects.count()

    answer = page("bookkeeper").post(act(filled, name), sent(on=thai.numeric_date(TODAY() + timedelta(days=1))))

    assert list(answer.context["form"].errors) == ["on"]
    assert Entry.objects.count() == entries


def test_a_repaid_shortage_leads_to_its_entry_and_its_voucher(filled, page):
    owed = short(filled, filled.receiver, 100)

    answer = page("treasurer").post(url(filled, "repay", owed.pk), {"amount": "60", "request_id": uuid4()})

    entry = Entry.objects.get(event="J48")
    assert answer.url == reverse("kahro:entry", args=[filled.group.slug, filled.book.slug, entry.number])
    assert url(filled, "movement_pdf", filled.book.slug, entry.number) in text(page("treasurer").get(answer.url))
    assert books.balance(owed) == 40


def test_a_shortage_is_repaid_in_figures_and_never_beyond_it(filled, page):
    owed = short(filled, filled.receiver, 100)

    for amount in ("ร้อย", "100.01"):
        answer = page("treasurer").post(url(filled, "repay", owed.pk), {"amount": amount, "request_id": uuid4()})
        assert list(answer.context["form"].errors) == ["amount"]
    assert books.balance(owed) == 100


def test_only_box_and_bank_have_vouchers_and_reversals_here(filled, page):
    receipt = Receipt.objects.get().entry

    for name in ("movement_pdf", "reverse_movement"):
        assert page("treasurer").get(url(filled, name, filled.book.slug, receipt.number)).status_code == 404


def test_a_wrong_transfer_is_asked_to_be_reversed_from_its_entry(filled, page):
    entry = arrive(filled).entry
    address = url(filled, "reverse_movement", filled.book.slug, entry.number)
    opened = page("treasurer").get(reverse("kahro:entry", args=[filled.group.slug, filled.book.slug, entry.number]))

    answer = page("treasurer").post(address, {"reason": "พิมพ์ผิด", "request_id": uuid4()})

    assert address in text(opened)
    assert answer.url == url(filled, "cash")
    assert PendingRequest.objects.get().arguments == {"entry": entry.pk}
    assert (
        "form" in page("treasurer").post(address, {"reason": "อีกครั้ง", "request_id": uuid4()}).context
    )  # it waits already


def test_a_transfer_finds_its_member_by_the_number_and_only_in_its_own_book(filled, page):
    transfer = arrive(filled)

    answer = page("bookkeeper").get(url(filled, "transfer", transfer.pk), {"q": "1"})

    links = [url(filled, "identify", transfer.pk, passbook.pk) for passbook in filled.member.passbooks.all()]
    assert all(link in text(answer) for link in links)


def test_who_recorded_a_transfer_is_told_that_another_officer_goes_on(filled, page):
    transfer = arrive(filled)

    answer = page("treasurer").get(url(filled, "transfer", transfer.pk), {"q": "1"})

    assert url(filled, "identify", transfer.pk, filled.passbook.pk) not in text(answer)


def test_an_identified_transfer_gives_a_receipt_over_its_sum(filled, page):
    transfer = arrive(filled)
    form = sent(amount="700", paid_by="ลูกสาว")

    for _time in range(2):
        answer = page("bookkeeper").post(url(filled, "identify", transfer.pk, filled.passbook.pk), form)

    receipt = Receipt.objects.get(entry__event="J51")
    assert answer.url == url(filled, "receipt", receipt.pk)
    opened = page("bookkeeper").get(answer.url)
    assert (opened.context["total"], len(opened.context["lines"])) == (700, 1)
    register = page("bookkeeper").get(url(filled, "receipts"))
    assert (register.context["count"], register.context["taken"]) == (2, Decimal(5700))


@pytest.mark.parametrize(
    ("field", "value"), [("amount", "705"), ("amount", "710"), ("amount", "เจ็ดร้อย"), ("on", "1/1/2567")]
)
def test_what_a_transfer_cannot_become_is_said_beside_its_field(filled, page, field, value):
    """Pledged savings take steps of 10 baht; 700 are there; it came ten days ago."""
    transfer = arrive(filled)

    answer = page("bookkeeper").post(
        url(filled, "identify", transfer.pk, filled.passbook.pk), sent(amount="700") | {field: value}
    )

    assert list(answer.context["form"].errors) == [field]
    assert not Receipt.objects.filter(entry__event="J51").exists()


def test_a_passbook_of_another_group_is_not_reached_through_a_transfer(filled, page, new_id):

    other = groups.create_group(Group.Kind.SAJJA, "กลุ่มอื่น", "other", village=filled.village)
    product = made_bylaws.offer(
        other.books.select_related("book").get(), "pledged", "สัจจะ", minimum=10, step=10,
        from_on=LONG_AGO, resolution="มติ 1/2563",
    )  # fmt: skip
    member = people.join(other, filled.member.person, on=LONG_AGO)
    passbook = savings.open_passbook(member, product, on=LONG_AGO)

    assert page("bookkeeper").get(url(filled, "identify", arrive(filled).pk, passbook.pk)).status_code == 404
