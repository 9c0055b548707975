"""A closed year is closed: nothing is dated in it any more, what turns up later says so, the next closes (R0.8)."""

from datetime import date
from decimal import Decimal
from functools import partial
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from funds.services import cash
from ledger import chart, events, verify
from ledger import queries as books
from ledger import services as ledger
from ledger.models import Entry, LateItem
from tests.ledger.conftest import commit, sql
from tests.ledger.prompt import refused
from tests.ledger.tampers import asleep
from tests.markup import folded
from tests.pdfs import printed
from tests.welfare.conftest import give
from tests.welfare.test_years_services import close, post
from tests.welfare.test_years_views import see
from villages.models import PendingRequest
from villages.services import requests
from welfare.queries import subfunds as subfunds_queries
from welfare.rules.subfunds import Subfunds
from welfare.services import matching_grants

SAY_SO = "ลงวันที่ในปีที่ยังเปิดอยู่"


@pytest.fixture
def adopted(world, enrolled):
    """The year 2567 as the general meeting adopted it: 12,220.00 baht came in."""
    give(world, enrolled, 12220, date(2024, 11, 1))
    close(world, enrolled.scheme, 2024, met_on=date(2025, 1, 20))
    return enrolled.scheme


def interest(client, scheme, amount="12.34", on="31/12/2567", **more) -> str:
    group, book = scheme.group_book.group, scheme.group_book.book
    address = reverse("funds:cash_act", args=[group.slug, book.slug, "interest"])
    params = {"amount": amount, "tax": "", "on": on, "of_year": "", "request_id": uuid4()} | more
    return twice(client, address, params).content.decode()


def twice(client, address: str, fields: dict):
    """Press once more: a day so far back is repeated in words first (R0.18)."""
    form = client.post(address, fields).context["form"]
    return client.post(address, fields | {"sure": form["sure"].value()}, follow=True)


def close_on_the_page(client, world, scheme, year: int) -> None:
    """The bookkeeper asks, the checker agrees."""
    group = scheme.group_book.group
    client.force_login(world.bookkeeper)
    params = {"met_on": f"20/1/{year + 544}", "resolution": "ประชุมใหญ่", "attended": "12", "runs_on": "reserve"}
    address = reverse("welfare:close_year", args=[group.slug]) + f"?year={year + 543}"
    client.post(address, params | {"request_id": uuid4()})
    client.force_login(world.checker)
    pending = PendingRequest.objects.get(status="waiting")
    client.post(reverse("villages:decide", args=[group.slug, pending.pk]), {"approve": "yes"})


def test_interest_dated_in_a_closed_year_is_refused_and_the_next_year_closes(world, enrolled, client):
    scheme, group = enrolled.scheme, enrolled.member.group
    give(world, enrolled, 12220, date(2024, 11, 1))
    close_on_the_page(client, world, scheme, 2024)
    client.force_login(world.treasurer)

    page = interest(client, scheme)

    assert SAY_SO in page
    assert not Entry.objects.filter(event="J35").exists()
    adopted = see(client, "year", group.slug, year=2567)
    assert "12,220.00" in adopted
    assert "12,232.34" not in adopted
    give(world, enrolled, 100, date(2025, 5, 5))
    close_on_the_page(client, world, scheme, 2025)
    assert scheme.years.count() == 2


def test_what_turns_up_later_is_dated_now_and_stands_in_the_notes_of_both_years(adopted, world, client):
    group = adopted.group_book.group
    client.force_login(world.treasurer)

    interest(client, adopted, on="3/3/2568", of_year="2024")

    entry = Entry.objects.get(event="J35")
    assert entry.memo == "ดอกเบี้ยธนาคาร (ของปี 2567)"
    assert LateItem.objects.get().year == 2024
    for year, title in ((2568, "รายการของปีก่อน"), (2567, "รายการที่พบภายหลัง")):
        page = see(client, "year", group.slug, year=year)
        assert title in page
        assert f"{entry.number}</a> · {entry.memo} · 12.34" in folded(page)
        assert reverse("kahro:entry", args=[group.slug, adopted.group_book.book.slug, entry.number]) in page
        paper = printed(client.get(reverse("welfare:year_pdf", args=[group.slug]), {"year": year}).content)
        assert entry.number in paper
    assert "12,220.00" in see(client, "year", group.slug, year=2567)
    assert close(world, adopted, 2025).came_in.lines.get(account__heading=chart.BANK_INTEREST).debit == Decimal("12.34")


def test_the_year_is_asked_for_only_where_one_is_closed(enrolled, world, client):
    scheme = enrolled.scheme
    address = reverse("funds:cash_act", args=[scheme.group_book.group.slug, scheme.group_book.book.slug, "interest"])
    client.force_login(world.treasurer)
    give(world, enrolled, 100, date(2024, 11, 1))
    assert 'name="of_year"' not in client.get(address).content.decode()

    close(world, scheme, 2024, met_on=date(2025, 1, 20))

    page = client.get(address).content.decode()
    assert "ปี 2567 (ปิดแล้ว)" in page
    assert "2568 (ปิดแล้ว)" not in page


@pytest.mark.parametrize("act", ["fee", "expense"])
def test_costs_name_their_closed_year_too(adopted, world, client, act):
    book = adopted.group_book.book
    post(world, book, "J27", date(2025, 1, 5), *sides(book, adopted.group_book.bank_code, "46020", 500), kind="RV")
    client.force_login(world.treasurer)
    address = reverse("funds:cash_act", args=[adopted.group_book.group.slug, book.slug, act])
    params = {"amount": "25", "heading": "54050", "from_bank": "yes", "memo": "ค่าน้ำเดือนธันวาคม", "of_year": "2024"}

    press = partial(twice, client) if act == "fee" else client.post  # an expense is read by a second officer anyway
    early = press(address, params | {"on": "31/12/2567", "request_id": uuid4()}).content.decode()
    press(address, params | {"on": "5/2/2568", "request_id": uuid4()})
    for pending in PendingRequest.objects.filter(status="waiting"):
        requests.approve(pending, by=world.checker)

    assert SAY_SO in early
    late = LateItem.objects.get()
    assert late.entry.event == ("J36" if act == "fee" else "J37")
    assert late.entry.memo.endswith("(ของปี 2567)")


def sides(book, debit: str, credit: str, amount: int) -> tuple:
    return (
        ledger.debit(ledger.activate(book, debit), Decimal(amount)),
        ledger.credit(ledger.activate(book, credit), Decimal(amount)),
    )


def test_a_closing_takes_its_months_along(adopted, world):
    months = list(adopted.group_book.book.periods.order_by("month").values_list("month", "closed_by__username"))

    assert months == [(date(2024, 11, 1), "checker"), (date(2024, 12, 1), "checker")]
    with pytest.raises(ValidationError, match=SAY_SO):
        post(
            world,
            adopted.group_book.book,
            "J35",
            date(2023, 5, 1),
            *sides(adopted.group_book.book, "12400", "45010", 5),
        )


def test_the_months_page_says_that_december_waits_and_offers_no_button(world, enrolled, client):
    book = enrolled.scheme.group_book.book
    address = reverse("kahro:months", args=[enrolled.member.group.slug, book.slug])
    for on in (date(2025, 12, 5), date(2026, 1, 5)):
        give(world, enrolled, 100, on)
    client.force_login(world.bookkeeper)

    page = client.get(address).content.decode()

    assert "รอปิดปี" in page
    assert "ปิดปีก่อน" in page
    assert 'name="month"' not in page
    close(world, enrolled.scheme)
    assert 'name="month" value="2026-01-01"' in client.get(address).content.decode()


def test_a_reversal_of_a_closed_years_receipt_lowers_the_open_year_which_still_closes(adopted, world, enrolled):
    mistaken = adopted.group_book.book.entries.get(event="J21")
    undone = ledger.reverse(
        mistaken, on=date(2025, 2, 3), by=world.treasurer, approved_by=world.checker, reason="ลงซ้ำ", request_id=uuid4()
    )

    assert undone.memo == "ลงซ้ำ (ของปี 2567)"
    fund_year = subfunds_queries.fund_year(adopted, 2025)
    assert fund_year.came_in == Decimal("-12220.00")
    close(world, adopted, 2025)
    assert subfunds_queries.fund_year(adopted, 2025).subfunds.closing == Subfunds()
    assert subfunds_queries.fund_year(adopted, 2024).came_in == Decimal("12220.00")


def test_a_year_whose_income_comes_to_nothing_closes_all_the_same(adopted, world, enrolled):
    """One member's receipt of last year goes back, another income as large comes: every account is emptied."""
    book = adopted.group_book.book
    ledger.reverse(
        book.entries.get(event="J21"), on=date(2025, 2, 3), by=world.treasurer, approved_by=world.checker,
        reason="ลงซ้ำ", request_id=uuid4(),
    )  # fmt: skip
    post(world, book, "J35", date(2025, 3, 3), *sides(book, "12400", "45010", 12220), kind="RV")
    for month in (2, 3):
        ledger.close_month(book, date(2025, month, 1), by=world.bookkeeper)
    with pytest.raises(ValidationError, match="ปิดปีก่อน"):
        ledger.close_month(book, date(2025, 12, 1), by=world.bookkeeper)

    close(world, adopted, 2025)

    income = books.heading_balances([book], [chart.BANK_INTEREST, chart.CONTRIBUTIONS], date(2025, 12, 31))
    assert set(income.values()) == {Decimal(0)}
    assert books.balance(enrolled.account) == 0


def test_a_claim_of_a_closed_year_that_nobody_fetched_comes_back_in_the_open_one(world, enrolled):
    """Approved and closed in one year, taken back in the next: the subfund has it again, the closed year stays."""
    scheme, book = enrolled.scheme, enrolled.scheme.group_book.book
    give(world, enrolled, 1000, date(2024, 11, 1))
    post(world, book, "J30", date(2024, 12, 3), *sides_of_claim(book, 300))
    close(world, scheme, 2024, met_on=date(2025, 1, 20))

    cost, owed = (book.accounts.get(heading=code, holder="000001") for code in (chart.SICKNESS, chart.CLAIMS_PAYABLE))
    lapse = (ledger.debit(owed, Decimal(300)), ledger.credit(cost, Decimal(300)))
    late = post(world, book, "J32", date(2025, 4, 1), *lapse, of_year=2024)

    assert late.memo == "(ของปี 2567)"
    assert subfunds_queries.fund_year(scheme, 2025).subfunds.benefits == Subfunds(Decimal(-300))
    close(world, scheme, 2025)
    assert subfunds_queries.fund_year(scheme, 2025).subfunds.closing == Subfunds(
        Decimal(500), Decimal(300), Decimal(200)
    )
    assert subfunds_queries.fund_year(scheme, 2024).subfunds.closing == Subfunds(
        Decimal(200), Decimal(300), Decimal(200)
    )


def sides_of_claim(book, amount: int) -> tuple:
    cost = ledger.open_account(book, chart.SICKNESS, "000001", "คำขอ")
    owed = ledger.open_account(book, chart.CLAIMS_PAYABLE, "000001", "คำขอ")
    return ledger.debit(cost, Decimal(amount)), ledger.credit(owed, Decimal(amount))


def test_a_match_for_a_closed_year_is_promised_in_the_open_one_and_says_whose_it_is(adopted, world):
    params = {"members": 1, "counted_on": date(2024, 12, 31), "amount": Decimal(365), "by": world.treasurer}
    params |= {"source": "local", "year": 2024, "letter": "หนังสือ 1", "request_id": uuid4()}
    with pytest.raises(ValidationError, match=SAY_SO):
        matching_grants.declare(adopted, on=date(2024, 12, 31), **params)

    grant = matching_grants.declare(adopted, on=date(2025, 3, 1), **params)
    more = {"reference": "โอน", "by": world.treasurer, "request_id": uuid4()}
    with pytest.raises(ValidationError, match=SAY_SO):
        matching_grants.ask_to_receive(grant, Decimal(365), on=date(2024, 12, 31), **more)
    pending = matching_grants.ask_to_receive(
        grant, Decimal(365), on=date(2025, 6, 1), reference="โอน", by=world.treasurer, request_id=uuid4()
    )
    came = requests.approve(pending, by=world.checker)

    assert [late.amount for late in subfunds_queries.notes(adopted, 2024).later] == [Decimal("365.00")]
    assert not hasattr(came, "late")  # income was the promise
    close(world, adopted, 2025)


def test_savings_are_never_late(world):
    """What is neither income nor expense belongs to no year, and a book without closed years has nothing late."""
    receipt = world.deposit(100, on=date(2024, 5, 5))
    params = {"by": world.treasurer, "approved_by": world.checker, "reason": "ผิดคน", "request_id": uuid4()}

    undone = ledger.reverse(receipt.entry, on=timezone.localdate(), **params)

    assert undone.memo == "ผิดคน"
    assert not LateItem.objects.exists()


def test_pressing_twice_across_a_closing_answers_with_the_first_entry(world, enrolled):
    scheme, request = enrolled.scheme, uuid4()
    give(world, enrolled, 100, date(2024, 11, 1))
    params = {"on": date(2025, 1, 5), "by": world.treasurer, "request_id": request, "of_year": 2024}
    first = cash.bank_interest(scheme.group_book.book, Decimal(5), **params)
    close(world, scheme, 2024, met_on=date(2025, 1, 20))

    assert cash.bank_interest(scheme.group_book.book, Decimal(5), **params) == first
    assert first.memo == "ดอกเบี้ยธนาคาร"


# -- The database ------------------------------------------------------------------------------------------------------


def test_a_long_reason_leaves_room_for_its_year(adopted, world):
    long = "ก" * 300
    undone = ledger.reverse(
        adopted.group_book.book.entries.get(event="J21"),
        on=date(2025, 2, 3), by=world.treasurer, approved_by=world.checker,
        reason=long, request_id=uuid4(),
    )  # fmt: skip

    assert len(undone.memo) == 300
    assert undone.memo.endswith("ก (ของปี 2567)")


def test_the_database_refuses_a_closing_entry_without_its_months(world, enrolled):
    book = enrolled.scheme.group_book.book
    give(world, enrolled, 100, date(2024, 11, 1))
    income = ledger.debit(enrolled.account, Decimal(100))

    with refused("year_closes_with_its_months"):
        post(
            world, book, "J54", date(2024, 12, 31), income, ledger.credit(ledger.activate(book, "35100"), Decimal(100))
        )


def test_a_closing_entry_is_never_reversed(adopted, world):
    closing = Entry.objects.get(event="J54")
    params = {"by": world.treasurer, "approved_by": world.checker, "request_id": uuid4()}
    with pytest.raises(ValidationError, match="เปิดใหม่ไม่ได้"):
        ledger.reverse(closing, on=timezone.localdate(), reason="แก้งบ", **params)
    mirror = [ledger.Side(line.account, line.credit, line.debit) for line in closing.lines.all()]

    with pytest.raises(ValidationError):
        ledger.post(closing.book, mirror, kind="JV", event="J62", on=timezone.localdate(), reverses=closing, **params)


@pytest.mark.parametrize("year", [2025, 2023])
def test_nobody_makes_a_late_item_of_what_is_none(adopted, world, year):
    entry = post(
        world, adopted.group_book.book, "J35", date(2025, 3, 1), *sides(adopted.group_book.book, "12400", "45010", 5)
    )

    with refused("late_item_comes_with_its_entry"):
        sql("INSERT INTO ledger_lateitem (entry_id, year) VALUES (%s, %s)", entry.pk + (year == 2023), year)


@pytest.mark.tampers
def test_verify_names_a_closed_year_with_an_open_month(adopted, world):
    commit()
    asleep("UPDATE ledger_period SET closed_at = NULL, closed_by_id = NULL WHERE month = '2024-12-01'")

    assert any("ปิดปี 2567 แล้ว แต่เดือน 2024-12 ยังเปิดอยู่" in problem for problem in verify.problems(adopted.group_book.book))
    asleep("DELETE FROM ledger_period WHERE month = '2024-12-01'")
    assert any("2024-12" in problem for problem in verify.problems())


@pytest.mark.tampers
def test_verify_names_a_late_item_whose_memo_does_not_say_so(adopted, world):
    entry = post(
        world, adopted.group_book.book, "J35", date(2025, 3, 1), *sides(adopted.group_book.book, "12400", "45010", 5)
    )
    commit()
    asleep("INSERT INTO ledger_lateitem (entry_id, year) VALUES (%s, 2024)", entry.pk)

    assert any(f"{entry.number} อยู่ในหมายเหตุของปี 2567" in problem for problem in verify.problems())


def test_every_closing_event_is_known():
    assert set(events.CLOSING) <= set(events.EVENTS)
