"""The tables of reports: sorted, in pages, with totals of the whole."""

from datetime import date

import pytest

from funds.services import savings
from kahro.books.reports import REPORTS
from tests.kahro.conftest import links, rows, words

START, END = date(2024, 7, 1), date(2025, 3, 5)


def column(response, name: str) -> list:
    """What stands in a column of the page."""
    return [row.get_cell_value(name) for row in response.context["table"].paginated_rows]


@pytest.mark.parametrize("name", ["journal", "ledger", "cash-book"])
def test_lines_sort_by_amount_and_keep_their_balances(world, entries, read, name):
    query = {"start": "1/1/2567", "code": "11010"}
    plain, sorted_page = read(name, **query), read(name, **query, sort="-debit")

    first = 0 if name == "journal" else 1  # what was brought forward stays above
    amounts = [row["debit"] for row in list(sorted_page.context["table"].data)[first:]]
    assert amounts == sorted(amounts, reverse=True)
    assert amounts != [row["debit"] for row in rows(plain)[first:]]
    if first:
        assert sorted(column(sorted_page, "balance")) == sorted(column(plain, "balance"))


def test_every_heading_that_offers_to_sort_does_so_in_both_directions(world, entries, read):
    for name in REPORTS:
        table = read(name, start="1/1/2567").context["table"]
        offered = [bound.name for bound in table.columns if bound.orderable]
        assert bool(offered) == (name not in ("income", "position")), name
        for sort in offered:
            rising, falling = (read(name, sort=sign + sort).content.decode() for sign in ("", "-"))
            assert 'aria-sort="ascending"' in rising, (name, sort)
            assert 'aria-sort="descending"' in falling, (name, sort)


def test_what_cannot_be_sorted_by_changes_nothing(world, entries, read):
    plain = column(read("journal", start="1/1/2567"), "debit")

    for sort in ("remark", "no-such-column", "-", "entry__by__password"):
        assert column(read("journal", start="1/1/2567", sort=sort), "debit") == plain, sort


def test_names_sort_as_in_a_thai_dictionary(world, entries, read, new_id):
    for name in ("เกษม", "แก้ว", "กมล", "ขวัญ", "โกมล"):
        savings.open_passbook(world.new_member(new_id(), name, prefix="นาง"), world.pledged, on=date(2024, 1, 5))

    page = read("balances", code="31020", sort="name")

    names = [record["name"].split()[0] for record in page.context["table"].data]
    assert names == ["นางกมล", "นางเกษม", "นางแก้ว", "นางโกมล", "นางขวัญ", "นายประเสริฐ"]


def test_balances_sort_from_the_largest(world, entries, read, new_id):
    for amount in (300, 5000):
        world.deposit(amount, passbook=savings.open_passbook(world.new_member(new_id()), world.pledged, on=END))

    page = read("balances", code="31020", sort="-balance")

    assert [record["balance"] for record in page.context["table"].data] == [5000, 1200, 300]


def test_a_long_account_has_pages_and_the_balance_runs_on(world, read):
    for _day in range(120):
        world.deposit(10, on=date(2025, 5, 5))
    query = {"start": "1/1/2568", "end": "31/12/2568", "code": "31020"}

    first, second, last = (read("ledger", **query, page=page) for page in (1, 2, "๙๙"))

    assert (len(column(first, "on")), len(column(second, "on"))) == (100, 21)
    assert column(first, "balance")[:2] == [0, 10]
    assert [column(second, "balance")[i] for i in (0, -1)] == [1000, 1200]
    assert "รวมและคงเหลือ 0.00 1,200.00 1,200.00" in words(first)
    assert "หน้า 2 จาก 2" in words(second)
    assert "page=2" in links(first)["ถัดไป"]
    assert last.status_code == 200
