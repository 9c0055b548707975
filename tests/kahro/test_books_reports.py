"""Every report of a book on the screen: the figures of the books, in the days asked for, each one open."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from funds.services import reversals, savings
from kahro.books.reports import REPORTS
from ledger import queries as books
from ledger.models import Account, Line
from ledger.rules import first_of_month
from tests.kahro.conftest import links, words
from villages.services import requests

START, END = date(2024, 7, 1), date(2025, 3, 5)
DAYS = {"start": "1/7/2567", "end": "5 มี.ค. 2568"}


def rows(response) -> list[dict]:
    return list(response.context["report"].rows)


def column(response, name: str) -> list:
    """What stands in a column of the page."""
    return [row.get_cell_value(name) for row in response.context["table"].paginated_rows]


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


# -- Days --------------------------------------------------------------------------------------------------------------


def test_a_day_may_be_written_in_either_era_and_in_thai_digits(world, read):
    for start in ("1/7/2567", "๑/๗/๒๕๖๗", "1 ก.ค. 2567", "1 กรกฎาคม 2567", "2024-07-01", "1/7/67"):
        assert "1 กรกฎาคม 2567 ถึง 5 มีนาคม 2568" in words(read("journal", start=start, end="5/3/2568")), start


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"start": "31/2/2567"}, "ไม่มีวันนี้ในปฏิทิน กรุณาเขียนเช่น 25/9/2548"),
        ({"end": "เมื่อวาน"}, "ไม่มีวันนี้ในปฏิทิน กรุณาเขียนเช่น 25/9/2548"),
        ({"start": "2/7/2567", "end": "1/7/2567"}, "วันสิ้นสุดอยู่ก่อนวันเริ่มต้น"),
        ({"start": "1/1/2599"}, "วันสิ้นสุดอยู่ก่อนวันเริ่มต้น"),
    ],
)
@pytest.mark.parametrize("name", ["journal", "trial-balance", "cash-book"])
@pytest.mark.parametrize("carried", ["", "pdf", "csv"])
def test_days_that_cannot_be_are_named_and_stay_to_be_corrected(world, entries, read, query, said, name, carried):
    page = read(name, **query, **({"format": carried} if carried else {}))

    assert said in words(page)
    assert "<table" not in page.content.decode()  # no other days' figures
    assert all(f'value="{typed}"' in page.content.decode() for typed in query.values())


def test_without_days_a_report_is_of_this_year_so_far(world, read):
    today = timezone.localdate()

    scope = read("journal").context["scope"]

    assert (scope.start, scope.end) == (first_of_month(today).replace(month=1), today)


# -- Sorting, searching, pages -----------------------------------------------------------------------------------------


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


@pytest.fixture
def reversed_entry(world, entries):
    """The first deposit, undone today."""
    pending = reversals.ask_to_reverse(entries["first"], by=world.treasurer, reason="ฝากผิดคน", request_id=uuid4())
    return requests.approve(pending, by=world.checker)


def test_the_journal_is_searched_by_number_kind_and_who_wrote(world, entries, reversed_entry, read):
    def numbers(**query) -> set[str]:
        return {row["number"] for row in rows(read("journal", start="1/1/2567", **query))}

    every = {entry.number for entry in entries.values()} | {reversed_entry.number}
    assert numbers() == every
    assert numbers(number="๖๗๐๗") == {entries["special"].number, entries["tea"].number}
    assert numbers(kind="PV") == {entries["tea"].number, entries["bank"].number}
    assert numbers(by=world.receiver.pk) == {entries["second"].number}
    assert numbers(backdated="on") == every - {reversed_entry.number}
    assert numbers(reversals="on") == {reversed_entry.number}
    assert numbers(kind="PV", number="6803") == {entries["bank"].number}


def test_who_else_wrote_nothing_here_is_not_offered(world, entries, read):
    people = dict(read("journal").context["report"].filter.form.fields["by"].choices)

    assert {user.pk for user in (world.treasurer, world.receiver, world.bookkeeper)} == set(people) - {""}


def test_the_sums_below_a_searched_journal_are_those_of_what_was_found(world, entries, read):
    page = read("journal", start="1/1/2567", kind="PV")

    assert page.context["report"].totals == {"debit": Decimal("1120.50"), "credit": Decimal("1120.50")}


def test_late_and_reversing_lines_say_so(world, entries, reversed_entry, read):
    remarks = {row["number"]: row["remark"] for row in rows(read("journal", start="1/1/2567"))}

    assert remarks[entries["tea"].number] == "บันทึกย้อนหลัง"
    assert remarks[reversed_entry.number].endswith(entries["first"].number)


def test_entries_written_while_the_clock_was_behind_are_marked_and_listed(world, entries, read):
    def clock(reads):
        with connection.cursor() as cursor:  # as if the clock had been put back then; a seal would show it
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute("UPDATE ledger_entry SET clock = %s WHERE id = %s", [reads, entries["tea"].pk])
            cursor.execute("SET LOCAL session_replication_role = origin")

    clock(entries["tea"].at - timedelta(days=3))
    listed = rows(read("journal", start="1/1/2567", clock="on"))
    clock(None)

    assert {row["number"] for row in listed} == {entries["tea"].number}
    assert all("นาฬิกาเดินช้ากว่า" in row["remark"] for row in listed)


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
