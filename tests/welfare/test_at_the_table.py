"""One evening of a savings group and the welfare fund: one visit, one paper, an entry in each book."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from funds.queries import boxes as boxes_queries
from funds.queries import sheet as sheet_queries
from funds.services import days, reversals, savings, visits
from ledger import queries as books
from tests.funds.conftest import three_hands
from tests.pdfs import printed
from villages.services import requests
from welfare.queries import days as days_queries


@pytest.fixture
def evening(world, fund, enrolled):
    day = days.plan([world.group, fund], timezone.localdate(), by=world.treasurer)
    return days.open_day(day, three_hands(world), {}, by=world.treasurer)


def take(world, day, **more):
    sheet = sheet_queries.collection_sheet(day, world.member.person)
    row = sheet.rows[world.member.person_id]
    due = {key: cell.due for key, cell in row.cells.items()}
    return visits.take(sheet, row.person.pk, due, by=world.bookkeeper, request_id=uuid4(), **more), due


def test_one_visit_writes_one_entry_in_each_book(world, fund, enrolled, evening, client):
    visit, due = take(world, evening)

    receipts = list(visit.receipts.order_by("entry__book__slug").select_related("entry__book"))
    assert [receipt.entry.book.slug for receipt in receipts] == ["sajja-8", "wel-8"]
    assert [receipt.entry.event for receipt in receipts] == ["J02", "J21"]
    days = due[f"w{fund.books.get().pk}"]
    assert books.balance(enrolled.account) == days
    assert sum(box.expects for box in boxes_queries.boxes(evening)) == sum(due.values())
    client.force_login(world.bookkeeper)
    page = client.get(reverse("funds:visit", args=[fund.slug, visit.pk])).content.decode()
    assert all(receipt.entry.number in page for receipt in receipts)


def test_days_are_right_after_a_visit_and_after_its_reversal(world, fund, enrolled, evening):
    visit, due = take(world, evening)
    today = timezone.localdate()
    (paid,) = days_queries.standings(fund, today)
    assert (paid.short, paid.due) == (0, 0)
    assert paid.paid_to >= today

    receipt = visit.receipts.get(entry__book__slug="wel-8")
    pending = reversals.ask_to_reverse(receipt.entry, by=world.receiver, reason="ผิดคน", request_id=uuid4())
    requests.approve(pending, by=world.checker)

    (again,) = days_queries.standings(fund, today)
    assert again.given == 0
    assert again.paid_to == date(2025, 9, 24)
    assert again.due == due[f"w{fund.books.get().pk}"]


def test_the_entry_fee_of_the_fund_is_paid_once(world, fund, enrolled, evening):
    fee = f"wfee{fund.books.get().pk}"
    _visit, due = take(world, evening)

    assert due[fee] == Decimal(20)
    assert fee not in sheet_queries.collection_sheet(evening, world.member.person).rows[world.member.person_id].cells


def test_the_sheet_of_two_groups_costs_few_queries(world, evening, client, django_assert_max_num_queries):
    client.force_login(world.bookkeeper)
    address = reverse("funds:sheet", args=[world.group.slug, evening.pk])
    client.get(address)

    with django_assert_max_num_queries(20):
        assert "วันละบาท" in client.get(address).content.decode()


def test_who_keeps_several_groups_chooses_one(world, fund, client):
    client.force_login(world.treasurer)

    page = client.get("/").content.decode()

    assert f'href="{world.group.get_absolute_url()}"' in page
    assert f'href="{fund.get_absolute_url()}"' in page


@pytest.mark.parametrize("paper", ["blank", "wall"])
def test_on_paper_two_entry_fees_stand_under_their_funds(world, fund, enrolled, evening, new_id, client, paper):
    newcomer = world.new_member(new_id(), "มาใหม่")
    savings.open_passbook(newcomer, world.pledged, on=newcomer.joined_on, pledge=Decimal(100))
    sheet = sheet_queries.collection_sheet(evening)
    client.force_login(world.treasurer)

    read = printed(client.get(reverse("funds:day_pdf", args=[world.group.slug, evening.pk, paper])).content)

    assert [column.title for column in sheet.columns].count("ค่าแรกเข้า") == 2
    assert read.count("ค่าแรกเข้า") == 2
    assert all(column.group_book.book.name in read for column in sheet.columns)


def test_the_board_has_a_line_for_the_fund_that_sat(world, fund, enrolled, evening, client):
    _visit, due = take(world, evening)
    client.force_login(world.auditor)

    board = client.get("/subdistrict/working-days/").content.decode()

    paid = due[f"w{fund.books.get().pk}"]
    (row,) = [part for part in board.split("<tr>") if f"/{fund.slug}/days/{evening.pk}/" in part]
    assert f"{sum(amount for key, amount in due.items() if key.startswith('w')):,.2f}" in row
    assert paid
