"""A fund at a glance and its years on screen and paper."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ledger.rules import last_of_month, months
from tests.pdfs import printed
from tests.welfare.conftest import give, see
from villages.models import PendingRequest
from villages.services import people, requests
from welfare.services import schemes, years


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


def test_a_year_nobody_knows_is_not_found(world, enrolled, client):
    client.force_login(world.treasurer)
    for year in ("2600", "2450", "abcd", "๒๕๖๘"):
        expected = 200 if year in ("abcd", "๒๕๖๘") else 404
        answer = client.get(reverse("welfare:year", args=[enrolled.member.group.slug]), {"year": year})
        assert answer.status_code == expected


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
