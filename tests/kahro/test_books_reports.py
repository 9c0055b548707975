"""Every report of a book on the screen: the figures of the books, in the days asked for, each one open."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from funds.services import savings
from kahro.books.reports import REPORTS
from ledger import queries as books
from ledger.models import Account, Line
from tests.kahro.conftest import links, rows, words

START, END = date(2024, 7, 1), date(2025, 3, 5)


DAYS = {"start": "1/7/2567", "end": "5 มี.ค. 2568"}


def account(world, code: str, holder: str = "") -> Account:
    return Account.objects.select_related("heading").get(book=world.book, heading=code, holder=holder)


# -- The figures are those of the books --------------------------------------------------------------------------------


def test_the_trial_balance_has_the_six_columns_of_the_books(world, entries, read):
    page = read("trial-balance", **DAYS)

    expected = books.trial_balance(world.book, START, END)
    names = expected.rows[0]._fields[1:]
    assert [tuple(row[name] for name in names) for row in rows(page)] == [row[1:] for row in expected.rows]
    assert tuple(page.context["report"].totals.values()) == expected.totals[1:]
    assert "11010 เงินสด – เงินกองทุน 520.00 – 2,700.25 120.50 3,099.75 –" in words(page)
    assert "รวม 520.00 520.00 2,820.75 2,820.75 3,220.25 3,220.25" in words(page)


def test_income_and_expenses_are_those_of_the_days(world, entries, read):
    said = words(read("income", **DAYS))
    whole = words(read("income", start="1/1/2567", end="31/12/2567"))

    assert "53020 ค่าเบี้ยประชุมกรรมการ 120.50" in said
    assert "43010" not in said
    assert "รายได้สูง (ต่ำ) กว่าค่าใช้จ่าย (120.50)" in said
    assert "43010 ค่าธรรมเนียมแรกเข้า 20.00" in whole
    assert "(100.50)" in whole


def test_what_the_book_owns_equals_what_it_owes_and_holds(world, entries, read):
    page = read("position", **DAYS)

    expected = books.financial_position(world.book, END)
    amounts = [row["amount"] for row in rows(page) if row.get("kind") == "total"]
    assert amounts[0] == amounts[-1] == expected.section("asset").total == Decimal("3099.75")
    assert "(100.50)" in words(page)


def test_the_surplus_not_yet_closed_opens_to_what_was_earned_since_the_book_began(world, entries, auditor, read):
    surplus = next(row for row in rows(read("position", **DAYS)) if "/income/" in row.get("link", ""))

    assert "(100.50)" in words(auditor.get(surplus["link"]))


def test_the_journal_has_every_line_of_the_days_and_their_sums(world, entries, read):
    page = read("journal", **DAYS)

    lines = Line.objects.filter(entry__on__range=(START, END)).order_by("entry__seq", "position")
    assert [(row["number"], row["debit"], row["credit"]) for row in rows(page)] == [
        (line.entry.number, line.debit, line.credit) for line in lines
    ]
    assert page.context["report"].totals == {"debit": Decimal("2820.75"), "credit": Decimal("2820.75")}


@pytest.mark.parametrize(("code", "holder"), [("31020", ""), ("31020", "08-0001/1"), ("11010", "")])
def test_an_account_of_the_general_ledger_runs_on_from_what_was_brought_forward(world, entries, read, code, holder):
    holder = holder and world.passbook.account.holder
    page = read("ledger", **DAYS, code=code, holder=holder)

    expected = books.statement(account(world, code, holder), START, END)
    brought, *lines = rows(page)
    assert brought["balance"] == expected.brought > 0
    assert [(row["number"], row["balance"]) for row in lines] == [
        (row.entry.number, row.balance) for row in expected.rows
    ]
    assert page.context["report"].totals["balance"] == expected.closing
    assert "1 ก.ค. 67 ยอดยกมา" in words(page)


def test_the_cash_book_is_cash_and_banks_together(world, entries, read):
    page = read("cash-book", start="1/7/2567", end="31/12/2568")

    expected = books.cash_book(world.book, START, date(2025, 12, 31))
    assert [row["balance"] for row in rows(page)] == [expected.brought, *(row.balance for row in expected.rows)]
    assert page.context["report"].totals["balance"] == expected.closing == Decimal("3099.75")


def test_without_a_code_the_general_ledger_lists_every_heading_and_each_opens(world, entries, auditor, read):
    page = read("ledger", **DAYS)

    balances = books.balances(books.own_accounts([world.book]), END)
    assert sorted(row["balance"] for row in rows(page)) == sorted(balances.values())
    for row in rows(page):
        statement = auditor.get(row["link"])
        assert statement.context["report"].totals["balance"] == row["balance"], row["code"]


def test_member_balances_add_up_to_their_heading(world, entries, read, new_id):
    passbook = savings.open_passbook(world.new_member(new_id()), world.pledged, on=date(2024, 1, 5))
    world.deposit(300, passbook=passbook, on=date(2024, 8, 1))

    page = read("balances", **DAYS, code="31020")

    assert [row["balance"] for row in rows(page)] == [1200, 300]
    assert page.context["report"].totals["balance"] == books.balance(account(world, "31020"), END) == 1500
    assert "21020 เงินรับฝากออมทรัพย์พิเศษ" in links(page)


def test_a_book_without_an_entry_has_empty_reports(world, read):
    for name in REPORTS:
        assert read(name).status_code == 200, name
    assert "ช่วงวันนี้ไม่มีรายการ" in words(read("journal"))


# -- From the figure to the entry --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", REPORTS)
def test_every_link_of_a_report_opens(world, entries, auditor, read, name):
    leads = links(read(name, **DAYS))

    for text, address in leads.items():
        if "format=" not in address:
            here = reverse("kahro:report", args=[world.group.slug, world.book.slug, name])
            assert auditor.get(address if address.startswith("/") else here + address).status_code == 200, text


def test_from_the_trial_balance_down_to_the_entry_the_days_stay(world, entries, auditor, read):
    balances = auditor.get(links(read("trial-balance", **DAYS))["31020"])
    entry = auditor.get(links(balances)[entries["second"].number])
    back = auditor.get(links(entry)["31020"])

    assert entry.context["entry"] == entries["second"]
    assert words(back) == words(balances)


# -- Sorting, searching, pages -----------------------------------------------------------------------------------------


def test_late_and_reversing_lines_say_so(world, entries, reversed_entry, read):
    remarks = {row["number"]: row["remark"] for row in rows(read("journal", start="1/1/2567"))}

    assert remarks[entries["tea"].number] == "บันทึกย้อนหลัง"
    assert remarks[reversed_entry.number].endswith(entries["first"].number)


# -- What is not there -------------------------------------------------------------------------------------------------


def test_what_the_book_does_not_have_is_not_found(world, entries, read):
    assert read("no-such-report").status_code == 404
    assert read("ledger", code="99999").status_code == 404
    assert read("ledger", code="31020", holder="nobody").status_code == 404
    assert read("balances", code="11010").status_code == 404


def test_a_book_opens_under_its_own_group_only(world, entries, auditor):
    address = reverse("kahro:report", args=[world.group.slug, "no-such-book", "journal"])

    assert auditor.get(address).status_code == 404


# -- Cost --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_costs_the_same_with_one_row_and_with_three(world, entries, read, new_id, name):
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            read(name, start="1/1/2567", code="31020" if name in ("ledger", "balances") else "")
        return len(captured)

    before = queries()
    for _another in range(2):
        passbook = savings.open_passbook(world.new_member(new_id()), world.pledged, on=END)
        world.deposit(300, passbook=passbook, by=world.chair)

    assert before == queries() <= 20
