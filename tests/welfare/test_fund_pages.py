"""The overview of a fund, its years on screen and paper, days paid ahead, cards and vouchers."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ledger import chart
from ledger import queries as books
from ledger import services as ledger
from ledger.rules import last_of_month, months
from tests import made_bylaws
from tests.pdfs import printed
from villages.models import PendingRequest
from villages.services import people, requests
from welfare.queries import days as days_queries
from welfare.queries import subfunds as subfunds_queries
from welfare.services import days, schemes, years


def give(world, enrolment, amount, on, account=None, event="J21"):
    """Money at the table."""
    book = enrolment.scheme.group_book.book
    sides = [ledger.debit(ledger.activate(book, chart.CASH), Decimal(amount)),
             ledger.credit(account or enrolment.account, Decimal(amount))]  # fmt: skip
    return ledger.post(book, sides, kind="RV", event=event, on=on, by=world.receiver, request_id=uuid4())


def see(client, name, *args, **query) -> str:
    return client.get(reverse(f"welfare:{name}", args=args), query).content.decode()


@pytest.mark.parametrize("members", [1, 3])
def test_the_fund_at_a_glance_costs_the_same_for_one_member_and_three(
    world, enrolled, client, new_id, members, django_assert_max_num_queries
):
    group = enrolled.member.group
    for _n in range(members - 1):
        other = people.join(group, world.new_person(new_id()), on=date(2025, 10, 1))
        schemes.enrol(enrolled.scheme, other, on=date(2025, 10, 1))
    give(world, enrolled, 3650, date(2025, 9, 25))
    client.force_login(world.treasurer)
    see(client, "fund", group.slug)

    with django_assert_max_num_queries(20):
        page = see(client, "fund", group.slug)
    assert "1,825.00" in page
    assert str(world.village) in page


def test_a_year_is_closed_in_the_browser_and_printed(world, enrolled, client):
    group, year = enrolled.member.group, 2568
    give(world, enrolled, 365, date(2025, 9, 25))
    client.force_login(world.bookkeeper)
    page = see(client, "year", group.slug, year=year)
    assert "182.50" in page
    assert reverse("welfare:close_year", args=[group.slug]) in page
    params = {"met_on": "20/1/2569", "resolution": "ประชุมใหญ่ 1/2569", "attended": "12", "runs_on": "reserve"}
    address = reverse("welfare:close_year", args=[group.slug]) + f"?year={year}"
    early = client.post(address, params | {"met_on": "20/12/2568", "request_id": uuid4()})
    assert "หลังวันสิ้นปี" in early.content.decode()
    assert "ประชุมใหญ่ 1/2569" in early.content.decode()

    minutes = SimpleUploadedFile("m.pdf", b"%PDF-1.7 minutes")
    client.post(address, params | {"request_id": uuid4(), "minutes": minutes})
    pending = PendingRequest.objects.get()
    requests.look(pending, by=world.checker)
    requests.approve(pending, by=world.checker)

    page = see(client, "year", group.slug, year=year)
    assert "ปิดตามประชุมใหญ่ 1/2569" in page
    assert reverse("welfare:close_year", args=[group.slug]) not in page
    paper = printed(client.get(reverse("welfare:year_pdf", args=[group.slug]), {"year": year}).content)
    for params in ("182.50", "109.50", "73.00", "ประชุมใหญ่ 1/2569"):
        assert params in paper


def test_a_closed_year_beside_another_costs_little(world, enrolled, client, django_assert_max_num_queries):
    """Two closed years: the slowest page there is."""
    for year in (2024, 2025):
        give(world, enrolled, 100, date(year, 11, 1))
        params = {"met_on": date(year + 1, 1, 20), "resolution": "มติ", "attended": 9, "runs_on": "reserve"}
        pending = years.ask_to_close(
            enrolled.scheme, year, **params, minutes=None, by=world.bookkeeper, request_id=uuid4()
        )
        requests.approve(pending, by=world.checker)
    client.force_login(world.bookkeeper)
    see(client, "year", enrolled.member.group.slug, year=2568)

    with django_assert_max_num_queries(20):
        page = see(client, "year", enrolled.member.group.slug, year=2568)
    assert page.count("100.00") >= 4


def test_the_year_before_stands_as_its_own_statement_says(world, enrolled):
    """The first closing took what an unclosed year before it left behind."""
    for year, amount in ((2023, 70), (2024, 100), (2025, 40)):
        give(world, enrolled, amount, date(year, 11, 1))
    params = {"met_on": date(2025, 1, 20), "resolution": "มติ", "attended": 9, "runs_on": "reserve", "minutes": None}
    pending = years.ask_to_close(enrolled.scheme, 2024, **params, by=world.bookkeeper, request_id=uuid4())
    requests.approve(pending, by=world.checker)

    own, later = (subfunds_queries.fund_year(enrolled.scheme, year) for year in (2024, 2025))

    assert (own.came_in, later.came_in, later.came_in_before) == (170, 40, 170)


def test_a_year_nobody_knows_is_not_found(world, enrolled, client):
    client.force_login(world.treasurer)
    for year in ("2600", "2450", "abcd", "๒๕๖๘"):
        expected = 200 if year in ("abcd", "๒๕๖๘") else 404
        answer = client.get(reverse("welfare:year", args=[enrolled.member.group.slug]), {"year": year})
        assert answer.status_code == expected


@pytest.fixture
def ahead(world, enrolled):
    """The fund defers from the year 2569 on; a year was paid ahead on its second day."""
    group_book = enrolled.scheme.group_book
    made_bylaws.set_scheme_bylaw(group_book, effective_from=date(2026, 1, 1), resolution="มติ 9/2568", defers=True)
    enrolled.refresh_from_db()
    give(world, enrolled, 99, date(2026, 1, 2))  # 25 September to 1 January
    give(world, enrolled, 365, date(2026, 1, 2), enrolled.advance, "J22")
    return enrolled


def ahead_and_given(enrolment) -> tuple[Decimal, Decimal]:
    return books.balance(enrolment.advance), books.balance(enrolment.account)


def test_days_paid_ahead_become_income_as_they_pass(world, ahead):
    assert ahead_and_given(ahead) == (365, 99)

    days.recognise(ahead.scheme, date(2026, 1, 31), by=world.bookkeeper)
    assert ahead_and_given(ahead) == (335, 129)
    assert days.recognise(ahead.scheme, date(2026, 1, 31), by=world.bookkeeper) is None

    days.recognise(ahead.scheme, date(2026, 2, 28), by=world.bookkeeper)
    assert ahead_and_given(ahead) == (307, 157)
    stands = days_queries.standing(
        days_queries.with_payments(ahead.scheme.enrolments.all()).get(),
        date(2026, 3, 1),
    )
    assert stands.paid_to == date(2027, 1, 1)


def test_days_are_recognised_by_a_button(world, ahead, client):
    client.force_login(world.bookkeeper)
    group = ahead.member.group

    page = client.post(reverse("welfare:recognise", args=[group.slug]), follow=True)

    assert page.status_code == 200
    last = date.today().replace(day=1) - timedelta(days=1)
    ends = [last_of_month(month) for month in months(date(2026, 1, 1), min(last, date(2027, 1, 31)))]
    assert [entry.on for entry in ahead.scheme.group_book.book.entries.filter(event="J23").order_by("on")] == ends
    client.post(reverse("welfare:recognise", args=[group.slug]), follow=True)
    assert ahead.scheme.group_book.book.entries.filter(event="J23").count() == len(ends)


def test_money_paid_ahead_is_at_nobodys_disposal(world, ahead):
    assert subfunds_queries.available(ahead.scheme, date(2026, 1, 2)) == Decimal("49.50")


def test_a_card_and_a_claims_paper_are_printed(world, enrolled, client):
    give(world, enrolled, 900, date(2025, 9, 25))
    client.force_login(world.secretary)
    group = enrolled.member.group

    card = printed(client.get(reverse("welfare:card", args=[group.slug, enrolled.pk])).content)

    assert enrolled.member.number in card
    assert "24 มีนาคม 2569" in card


def test_nobody_reads_a_fund_of_another_kind(world, client):
    client.force_login(world.treasurer)
    assert client.get(reverse("welfare:fund", args=[world.group.slug])).status_code == 404


def test_members_are_found_by_name_number_and_state_a_page_at_a_time(
    world, enrolled, client, new_id, monkeypatch, django_assert_max_num_queries
):
    group = enrolled.member.group
    for name in ("น้ำฝน", "ไพลิน"):
        member = people.join(group, world.new_person(new_id(), name), on=date(2025, 10, 1))
        schemes.enrol(enrolled.scheme, member, on=date(2025, 10, 1))
    give(world, enrolled, 3650, date(2025, 9, 25))
    monkeypatch.setattr("welfare.views.enrolling.A_PAGE", 2)
    client.force_login(world.treasurer)
    see(client, "days", group.slug)

    with django_assert_max_num_queries(15):
        everybody = see(client, "days", group.slug)

    assert everybody.count("/welfare/members/") == 2
    assert "หน้า 1 จาก 2" in everybody
    assert see(client, "days", group.slug, page=2).count("/welfare/members/") == 1
    assert "ไพลิน" in see(client, "days", group.slug, q="ไพลิน")
    assert "ไพลิน" not in see(client, "days", group.slug, q=enrolled.member.number)
    assert enrolled.member.number in see(client, "days", group.slug, state="active")
    assert "ไม่พบ" in see(client, "days", group.slug, q="ไม่มีใคร")


def test_a_month_waits_until_its_days_are_income(world, ahead, client):
    """The button writes every month by itself, so that the days of January are income of January."""
    book = ahead.scheme.group_book.book
    ledger.close_month(book, date(2025, 12, 1), by=world.bookkeeper)
    with pytest.raises(ValidationError, match="จ่ายล่วงหน้า"):
        ledger.close_month(book, date(2026, 1, 1), by=world.bookkeeper)
    client.force_login(world.bookkeeper)
    client.post(reverse("welfare:recognise", args=[ahead.member.group.slug]))

    ledger.close_month(book, date(2026, 1, 1), by=world.bookkeeper)

    assert books.balance(ahead.advance, date(2026, 1, 31)) == 335


def test_days_before_the_shares_change_are_income_by_the_shares_of_then(world, ahead):
    made_bylaws.set_scheme_bylaw(
        ahead.scheme.group_book, effective_from=date(2026, 2, 11), resolution="มติ 1/2569", defers=True,
        benefits_share=80, growth_share=10, reserve_share=10,
    )  # fmt: skip

    days.recognise(ahead.scheme, date(2026, 2, 28), by=world.bookkeeper)

    written = ahead.scheme.group_book.book.entries.filter(event="J23").order_by("on")
    assert [entry.on for entry in written] == [date(2026, 1, 31), date(2026, 2, 10), date(2026, 2, 28)]
    assert subfunds_queries.available(ahead.scheme, date(2026, 2, 28)) == Decimal("83.90")  # 139 × 50 % + 18 × 80 %


def test_a_receipt_undone_takes_its_days_out_of_income_again(world, ahead):
    days.recognise(ahead.scheme, date(2026, 1, 31), by=world.bookkeeper)
    entry = ahead.scheme.group_book.book.entries.get(event="J22")
    more = {"by": world.receiver, "approved_by": world.checker, "reason": "ผิดคน", "request_id": uuid4()}
    ledger.reverse(entry, on=date(2026, 2, 3), **more)
    assert ahead_and_given(ahead) == (-30, 129)

    days.recognise(ahead.scheme, date(2026, 2, 28), by=world.bookkeeper)

    assert ahead_and_given(ahead) == (0, 99)
