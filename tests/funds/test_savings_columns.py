"""What stands in the cells of savings and fines on the sheet, and with which words (R3.4, R3.17, R3.19)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from funds.models import Obligation
from funds.queries.savings_columns import Savings
from funds.queries.sheet import SHEET_COLUMNS, SheetCell
from ledger.rules import first_of_month


def cells(world, on: date | None = None) -> dict[str, SheetCell]:
    """The cells of the member by their titles."""
    (owner,) = (owner for owner in SHEET_COLUMNS if isinstance(owner, Savings))
    books = list(owner.group_books([world.group]))
    made = owner.cells(books, on or timezone.localdate(), world.member.person)
    return {cell.column.title: cell for cell in made}


@pytest.fixture
def last_month(world) -> date:
    """A month whose evening asked 500 baht, with a fine of 10, and was counted."""
    month = first_of_month(first_of_month(timezone.localdate()) - timedelta(days=1))
    owed = {"due": 500, "fine": 10, "due_on": month, "counted": True}
    Obligation.objects.create(passbook=world.passbook, month=month, **owed)
    return month


def test_this_months_pledge_stands_there_without_a_word(world):
    cell = cells(world)["เงินสัจจะสะสม"]

    assert (cell.due, cell.note, cell.usual, cell.most) == (500, "", 500, None)
    assert (cell.minimum, cell.step, cell.account_id) == (10, 10, world.passbook.account_id)
    assert "ค่าปรับ" not in cells(world)


def test_arrears_are_asked_with_this_month_and_said_and_the_fine_beside_them(world, last_month):
    shown = cells(world)

    saving, fine = shown["เงินสัจจะสะสม"], shown["ค่าปรับ"]
    assert (saving.due, saving.note) == (1000, "ค้าง 500.00")
    assert (fine.due, fine.most, fine.column.heading, fine.column.event) == (10, 10, "43040", "J06")


def test_what_stands_ahead_is_said_and_nothing_is_asked(world, last_month):
    world.deposit(1700, on=last_month)

    shown = cells(world)

    assert (shown["เงินสัจจะสะสม"].due, shown["เงินสัจจะสะสม"].note) == (0, "ส่งล่วงหน้า 700.00")
    assert "ค่าปรับ" not in shown


def test_without_a_pledge_nothing_is_asked_and_the_smallest_deposit_is_usual(world):
    cell = cells(world)["ฝากพิเศษ"]

    assert (cell.due, cell.note, cell.usual, cell.step) == (0, "", 1, Decimal("0.01"))


def test_before_its_first_by_law_a_kind_of_savings_has_no_column(world):
    assert cells(world, date(2019, 12, 31)) == {}


def test_the_book_of_the_entry_fee_stands_behind_savings_and_fines(world, last_month):
    ranks = sorted(cells(world).values(), key=lambda cell: cell.column.rank)

    assert [cell.column.title for cell in ranks][-2:] == ["ค่าปรับ", "ค่าแรกเข้า"]
    assert ranks[-1].due == 20
