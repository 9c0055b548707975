"""Unusual is asked, not refused; above `second_look` another officer agrees before a receipt exists (R0.18, R3.32)."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from funds.models import Receipt, Visit
from funds.queries import boxes as boxes_queries
from funds.queries import sheet as sheet_queries
from funds.queries import unusual as unusual_queries
from funds.rules import limits as limits_rules
from funds.services import counting, savings, second_looks
from kahro.practice import services as practice
from ledger import queries as books
from ledger import services as ledger
from ledger.models import Entry
from tests import made_bylaws
from tests.conftest import PASSWORD
from villages.models import Group, PendingRequest
from villages.services import requests

TODAY = timezone.localdate
LIMITS = limits_rules.Limits(times=10, days=31)


@pytest.fixture
def second_look(world):
    """Above 5,000 baht a second officer agrees."""

    def rule(limit=5000, **more):
        given = {"day_of_month": 5, "effective_from": date(2020, 1, 1), "resolution": "มติ 2/2569"}
        return made_bylaws.set_working_day_bylaw(world.group, second_look=limit, **given | more)

    return rule


# -- The rule ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "usual", "due", "asks"),
    [
        ("5000", "500", "0", False),
        ("5000.01", "500", "0", True),
        ("6500", "500", "6500", False),  # thirteen months owed are no surprise
        ("50000000", None, "0", False),  # nothing is known of what is usual
    ],
)
def test_more_than_ten_times_the_usual_amount_is_unusual_unless_it_is_due(amount, usual, due, asks):
    most = limits_rules.most_usual(usual and Decimal(usual), LIMITS, Decimal(due))

    assert limits_rules.is_unusual_amount(Decimal(amount), most) is asks


def test_a_by_law_without_limits_asks_nothing():
    never = limits_rules.Limits(times=0, days=0)

    assert limits_rules.most_usual(Decimal(500), never) is None
    assert not limits_rules.is_unusual_day(date(1990, 1, 1), date(2026, 1, 1), never)
    assert not limits_rules.wants_second(Decimal(10**9), never.second_look)


def test_a_day_more_than_31_days_back_is_unusual():
    today = date(2026, 3, 31)

    assert not limits_rules.is_unusual_day(today - timedelta(days=31), today, LIMITS)
    assert limits_rules.is_unusual_day(today - timedelta(days=32), today, LIMITS)
    assert not limits_rules.is_unusual_day(today + timedelta(days=400), today, LIMITS)


def test_without_a_pledge_the_usual_amount_is_what_was_mostly_paid_lately(world):
    assert unusual_queries.usual(world.special_passbook) == 1  # the smallest deposit
    for amount in (300, 200, 400):
        world.deposit(amount, passbook=world.special_passbook)

    assert unusual_queries.usual(world.special_passbook) == 300
    assert unusual_queries.usual(world.passbook) == 500  # the pledge


# -- At the counter ----------------------------------------------------------------------------------------------------


def counter(world, client, passbook=None):
    client.force_login(world.treasurer)
    page = reverse("funds:deposit", args=[world.group.slug, (passbook or world.passbook).pk])
    return lambda **form: client.post(page, {"amount": "500", "on": TODAY().isoformat(), "request_id": uuid4()} | form)


def test_99_999_999_990_baht_at_the_counter_are_repeated_in_words_for_one_more_enter(world, client):
    post, number = counter(world, client), uuid4()

    answer = post(amount="99,999,999,990.00", request_id=number)

    page = answer.content.decode()
    assert "เก้าหมื่นเก้าพันเก้าร้อยเก้าสิบเก้าล้านเก้าแสนเก้าหมื่นเก้าพันเก้าร้อยเก้าสิบบาทถ้วน" in page
    assert "99,999,999,990.00" in page
    assert not Receipt.objects.exists()

    sure = answer.context["form"]["sure"].value()
    assert post(amount="9999999990", request_id=number, sure=sure).status_code == 200  # a yes to another amount is none
    assert not Receipt.objects.exists()
    assert post(amount="99999999990", request_id=number, sure=sure).status_code == 302
    assert books.balance(world.passbook.account) == Decimal("99999999990")


def test_a_deposit_of_eleven_months_back_is_repeated_with_its_long_date(world, client):
    post, on = counter(world, client), TODAY() - timedelta(days=330)

    answer = post(on=on.isoformat())

    assert "330" in answer.content.decode()
    assert not Receipt.objects.exists()
    assert post(on=on.isoformat(), sure=answer.context["form"]["sure"].value()).status_code == 302
    assert Receipt.objects.get().entry.on == on


def test_what_is_usual_is_not_asked(world, client):
    assert counter(world, client)(amount="5000").status_code == 302


@pytest.mark.parametrize(("act", "more"), [("interest", {}), ("fee", {}), ("transfer", {"memo": "โอน"})])
def test_what_one_officer_writes_off_the_bank_s_passbook_is_asked_too(world, client, act, more):
    """A related case: interest of 40,000.00 typed for 4.00, dated last year."""
    world.deposit(900)
    cash, bank = ledger.activate(world.book, "11010"), ledger.activate(world.book, "12300")
    given = {"kind": "JV", "event": "J33", "on": TODAY(), "by": world.treasurer, "request_id": uuid4()}
    ledger.post(world.book, [ledger.debit(bank, Decimal(900)), ledger.credit(cash, Decimal(900))], **given)
    client.force_login(world.treasurer)
    page = reverse("funds:cash_act", args=[world.group.slug, world.book.slug, act])

    def post(**form):
        first = {"amount": "4", "on": TODAY().isoformat(), "request_id": uuid4()}
        return client.post(page, first | more | form)

    assert post().status_code == 302
    before = Entry.objects.count()
    answer = post(amount="41")
    assert "สี่สิบเอ็ดบาทถ้วน" in answer.content.decode()
    assert post(on=(TODAY() - timedelta(days=40)).isoformat()).status_code == 200
    assert Entry.objects.count() == before
    assert post(amount="41", sure=answer.context["form"]["sure"].value()).status_code == 302


@pytest.mark.parametrize("name", ["withdraw", "pledge"])
def test_a_withdrawal_and_a_pledge_are_asked_too(world, client, name):
    passbook = world.special_passbook if name == "withdraw" else world.passbook
    world.deposit(900, passbook=world.special_passbook)
    world.deposit(20, passbook=world.special_passbook)
    world.deposit(20, passbook=world.special_passbook)
    client.force_login(world.treasurer)
    page = reverse(f"funds:{name}", args=[world.group.slug, passbook.pk])
    form = {"amount": "201" if name == "withdraw" else "5010", "on": TODAY().isoformat(), "request_id": uuid4()}

    answer = client.post(page, form)

    assert "บาทถ้วน" in answer.content.decode()
    assert client.post(page, form | {"sure": answer.context["form"]["sure"].value()}).status_code == 302


# -- A second officer --------------------------------------------------------------------------------------------------


def test_a_large_deposit_has_no_receipt_before_another_officer_typed_their_password(world, client, second_look):
    second_look(400)
    post, number = counter(world, client), uuid4()

    answer = post(request_id=number)

    assert world.chair in answer.context["seconds"]
    assert world.treasurer not in answer.context["seconds"]
    assert world.receiver not in answer.context["seconds"]
    for chosen, password in [(world.chair, "wrong"), (world.treasurer, PASSWORD), (world.receiver, PASSWORD)]:
        refused = post(request_id=number, second=chosen.pk, password=password)
        assert refused.context["seconds"]
    assert not Receipt.objects.exists()
    assert post(request_id=number, second=world.chair.pk, password=PASSWORD).status_code == 302
    assert Receipt.objects.get().entry.approved_by == world.chair
    assert post(request_id=number).status_code == 302  # the same form again finds its receipt
    assert Receipt.objects.count() == 1


def test_who_records_a_large_receipt_is_not_who_agrees_and_is_told_so_at_the_field(world, second_look):
    second_look(400)

    with pytest.raises(ValidationError) as refusal:
        world.deposit(500, by=world.treasurer, agreed_by=world.treasurer)

    assert refusal.value.code == "second"
    assert world.deposit(500, by=world.treasurer, agreed_by=world.checker).entry.approved_by == world.checker


def test_of_two_large_receipts_the_officer_may_agree_to_both_or_to_none(world, new_id):
    """The chair decides requests of the first group only."""
    other = Group.objects.create(kind="GOP", name="กลุ่มออมทรัพย์", slug="gop-8", village=world.village)
    large = [second_looks.Paid(group, world.book, Decimal(600), Decimal(500)) for group in (world.group, other)]
    told = {"person": world.member.person, "by": world.treasurer, "agreed_by": world.chair, "request_id": uuid4()}
    second_looks.check(large[0], **told)

    for receipts in (large, large[::-1]):
        with pytest.raises(ValidationError) as refusal:
            second_looks.check(*receipts, **told)
        assert refusal.value.code == "second"


@pytest.mark.parametrize("chosen", ["²", "x", "-1", "9" * 30])
def test_a_second_officer_who_is_nobody_agrees_to_nothing(world, client, second_look, chosen):
    second_look(400)

    refused = counter(world, client)(second=chosen, password=PASSWORD)

    assert refused.status_code == 200
    assert not Receipt.objects.exists()


def test_wrong_passwords_of_a_second_officer_are_counted(world, client, second_look):
    second_look(400)
    post = counter(world, client)
    for _try in range(8):
        refused = post(second=world.chair.pk, password="wrong")

    assert post(second=world.chair.pk, password=PASSWORD).status_code == 200
    assert "ครบจำนวน" in refused.content.decode() or "หลายครั้ง" in refused.content.decode()
    assert not Receipt.objects.exists()


def test_a_large_deposit_left_waiting_is_written_on_its_own_day_once_another_agreed(world, client, second_look):
    second_look(400)
    post, on = counter(world, client), TODAY() - timedelta(days=3)

    post(on=on.isoformat(), paid_by="ลูกสาว", ask="yes")

    pending = PendingRequest.objects.get(act=unusual_queries.DEPOSIT)
    assert not Receipt.objects.exists()
    client.force_login(world.checker)
    assert "ห้าร้อยบาทถ้วน" in client.get(pending.get_absolute_url()).content.decode()
    requests.approve(pending, by=world.checker)
    receipt = Receipt.objects.select_related("entry").get()
    assert (receipt.entry.on, receipt.entry.by, receipt.entry.approved_by) == (on, world.treasurer, world.checker)
    assert receipt.paid_by == "ลูกสาว"


def test_a_fee_counts_for_what_is_large(world, new_id, second_look):
    second_look(500)
    joined = world.new_member(new_id())
    passbook = savings.open_passbook(joined, world.pledged, on=TODAY(), pledge=Decimal(500))

    assert world.deposit(500, passbook=passbook)
    with pytest.raises(ValidationError) as refusal:
        world.deposit(490, passbook=passbook, entry_fee=Decimal(20))
    assert refusal.value.code == "second"


def test_the_by_law_of_the_day_of_the_receipt_rules(world, second_look):
    second_look(400, effective_from=TODAY() - timedelta(days=10))

    assert world.deposit(500, on=TODAY() - timedelta(days=11))
    with pytest.raises(ValidationError):
        world.deposit(500, on=TODAY() - timedelta(days=10))


def test_postgresql_refuses_a_large_receipt_to_which_nobody_agreed(world, second_look, monkeypatch):
    second_look(400)
    monkeypatch.setattr(second_looks, "check", lambda *paid, **more: None)

    with pytest.raises(DatabaseError, match="names who agreed"), transaction.atomic():
        world.deposit(500)
    assert world.deposit(500, agreed_by=world.chair)
    assert world.deposit(400)


# -- On the sheet ------------------------------------------------------------------------------------------------------


@pytest.fixture
def sheet(world, evening, client):
    """An open evening, and the row of the member as a page or a script sends it."""
    table = evening()
    client.force_login(world.bookkeeper)
    page = reverse("funds:sheet_row", args=[world.group.slug, table.day.pk, world.member.person.pk])
    key = table.key(world.passbook)

    def post(amount, *, script=True, **form):
        headers = {"accept": "application/json"} if script else {}
        return client.post(page, {key: amount, "request_id": uuid4()} | form, headers=headers)

    post.key, post.day = key, table.day
    return post


def test_50_000_000_baht_on_the_sheet_are_repeated_in_words_beside_the_row(sheet):
    answer = sheet("50,000,000.00").json()

    assert answer["code"] == "unusual"
    assert "ห้าสิบล้านบาทถ้วน" in answer["message"]
    assert answer["sure"] == f"{sheet.key}=50000000.00"
    assert sheet("5000000", sure=answer["sure"]).status_code == 428
    assert not Visit.objects.exists()
    assert sheet("50000000", sure=answer["sure"]).status_code == 200


def test_the_row_asks_without_a_script_too(sheet):
    number = uuid4()

    page = sheet("50000000", script=False, request_id=number).content.decode()

    assert "ห้าสิบล้านบาทถ้วน" in page
    assert f'name="sure" value="{sheet.key}=50000000.00"' in page
    assert not Visit.objects.exists()
    sure = f"{sheet.key}=50000000.00"
    assert sheet("50000000", script=False, request_id=number, sure=sure).status_code == 302
    assert Visit.objects.count() == 1


def test_a_large_row_has_no_receipt_before_another_officer_typed_their_password(world, sheet, second_look, client):
    second_look(400)
    number = uuid4()

    answer = sheet("500", request_id=number)

    assert answer.status_code == 428
    assert [world.checker.pk, world.checker.get_full_name()] in answer.json()["seconds"]
    assert world.bookkeeper.pk not in [pk for pk, _name in answer.json()["seconds"]]
    assert sheet("500", request_id=number, second=world.checker.pk, password="wrong").status_code == 428
    page = sheet("500", script=False, request_id=number).content.decode()
    assert f'name="second" form="f{world.member.person.pk}"' in page
    assert not Visit.objects.exists()
    agreed = {"second": world.checker.pk, "password": PASSWORD}
    assert sheet("500", request_id=number, **agreed).status_code == 200
    receipt = Receipt.objects.get()
    assert receipt.entry.approved_by == world.checker
    for page in [("funds:visit", receipt.visit_id), ("funds:receipt", receipt.pk)]:
        text = client.get(reverse(page[0], args=[world.group.slug, page[1]])).content.decode()
        assert world.checker.get_full_name() in text
    assert (
        sheet("500", request_id=number).status_code == 200
    )  # its answer was lost: the first visit, without a password
    assert Visit.objects.count() == 1


def test_a_row_left_waiting_is_counted_apart_and_nobody_takes_its_money_twice(world, sheet, second_look, client):
    second_look(400)

    answer = sheet("500", ask="yes").json()

    pending = PendingRequest.objects.get(act=unusual_queries.TAKE)
    assert (answer["waits"], answer["total"], answer["boxes"]) == (
        True,
        "500.00",
        {str(boxes_queries.boxes(sheet.day)[0].group_book_id): "0.00"},
    )
    assert not Visit.objects.exists()
    assert sheet("100").json()["code"] == "again"
    fresh = client.get(reverse("funds:sheet_taken", args=[world.group.slug, sheet.day.pk])).json()
    assert [one["waits"] for one in fresh["visits"]] == [True]
    for page in ("funds:sheet", "funds:day"):
        assert (
            pending.get_absolute_url()
            in client.get(reverse(page, args=[world.group.slug, sheet.day.pk])).content.decode()
        )

    client.force_login(world.checker)
    assert "ห้าร้อยบาทถ้วน" in client.get(pending.get_absolute_url()).content.decode()
    requests.approve(pending, by=world.checker)
    visit = Visit.objects.get()
    assert (visit.request_id, visit.by) == (pending.request_id, world.bookkeeper)
    assert visit.receipts.get().entry.approved_by == world.checker
    assert not unusual_queries.waiting_at(sheet.day)


def test_what_is_not_large_any_more_is_taken_at_once(sheet):
    assert sheet("500", ask="yes").json()["number"]
    assert Visit.objects.count() == 1
    assert not PendingRequest.objects.exists()


def test_a_row_that_waited_until_the_count_says_where_it_is_recorded(world, sheet, second_look, client):
    second_look(400)
    sheet("500", ask="yes")
    pending = PendingRequest.objects.get(act=unusual_queries.TAKE)
    counting.start_counting(sheet.day, by=world.receiver)

    client.force_login(world.receiver)
    count = reverse("funds:count_box", args=[world.group.slug, sheet.day.pk, boxes_queries.boxes(sheet.day)[0].pk])
    assert pending.get_absolute_url() in client.get(count).content.decode()  # who counts is told what lies apart
    with pytest.raises(ValidationError, match="นับเงิน"):
        requests.approve(pending, by=world.checker)
    requests.refuse(pending, by=world.checker, reason="คืนเงินแล้ว")
    assert not Visit.objects.exists()


def test_on_the_sheet_a_passbook_without_a_pledge_knows_what_was_mostly_paid(world, evening):
    for amount in (300, 200, 400):
        world.deposit(amount, passbook=world.special_passbook)
    sheet = sheet_queries.collection_sheet(evening().day, world.member.person)

    cells = sheet.rows[world.member.person.pk].cells
    most = {cell.column.title: sheet.unasked(cell) for cell in cells.values() if cell.account_id}

    assert most == {"เงินสัจจะสะสม": Decimal(5000), "ฝากพิเศษ": Decimal(3000)}


def test_practice_begins_also_where_small_receipts_want_a_second_officer(world, second_look):
    """A related case: the past of a practice group is paid by its parent's by-law."""
    second_look(50)

    own = practice.begin(world.group, by=world.bookkeeper)

    large = Receipt.objects.filter(member__group=own, entry__kind="RV")
    assert large.exists()
    assert not large.filter(entry__approved_by=None).exists()
