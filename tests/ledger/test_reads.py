"""Reads of the books: on any date, to the satang, in a fixed number of queries."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db.models import Sum

from ledger import queries as books
from ledger.models import Account, Line
from ledger.rules import months

NEW_YEARS_EVE = date(2025, 12, 31)
NEW_YEAR = date(2025, 1, 1)
DAYS = [date(2024, 12, 31), NEW_YEAR, date(2025, 2, 5), date(2025, 2, 28), date(2025, 8, 4), date(2025, 8, 15),
        date(2025, 9, 30), date(2025, 11, 1), NEW_YEARS_EVE, date(2026, 3, 3)]  # fmt: skip


def summed(account: Account, on: date) -> Decimal:
    """A balance the slow way: every line ever written, on the debit side."""
    lines = Line.objects.filter(account__heading=account.heading_id, account__book=account.book_id, entry__on__lte=on)
    if account.holder:
        lines = lines.filter(account=account)
    sums = lines.aggregate(debit=Sum("debit", default=0), credit=Sum("credit", default=0))
    return sums["debit"] - sums["credit"]


def closing(trial: books.TrialBalance) -> dict[str, tuple[Decimal, Decimal]]:
    rows = {row.heading.code: (row.closing_debit, row.closing_credit) for row in trial.rows}
    return {code: sides for code, sides in rows.items() if any(sides)}


def test_the_worked_year_ends_as_the_book_of_examples_says(year):
    trial = books.trial_balance(year.book, NEW_YEAR, NEW_YEARS_EVE)

    debits = {"11010": "500.00", "12200": "292572.45", "53020": "2400.00", "54050": "650.00"}
    credits = {
        "31020": "262000.00", "34100": "10000.00", "41010": "23500.00", "41020": "200.00", "43010": "50.00",
        "43020": "40.00", "43040": "20.00", "45010": "312.45",
    }  # fmt: skip
    expected = {code: (Decimal(amount), 0) for code, amount in debits.items()}
    assert closing(trial) == expected | {code: (0, Decimal(amount)) for code, amount in credits.items()}
    assert trial.totals.closing_debit == trial.totals.closing_credit == Decimal("296122.45")


def test_the_worked_year_earned_21072_45(year):
    result = books.income_and_expenses(year.book, NEW_YEAR, NEW_YEARS_EVE)

    assert result.section("income").total == Decimal("24122.45")
    assert result.section("expense").total == Decimal("3050.00")
    assert result.surplus == Decimal("21072.45")
    assert [(row.heading.code, row.amount) for row in result.section("expense").rows] == [
        ("53020", Decimal("2400.00")), ("54050", Decimal("650.00")),
    ]  # fmt: skip


def test_income_and_expenses_are_of_the_period_alone(year):
    march = books.income_and_expenses(year.book, date(2025, 3, 1), date(2025, 3, 31))

    assert {row.heading.code: row.amount for row in march.section("income").rows} == {"41010": 1000, "43010": 50}
    assert march.surplus == 850


def test_each_member_ends_the_worked_year_with_their_own_savings(year):
    rows = books.holder_balances(year.book, "31020", NEW_YEARS_EVE)

    savings = {row.account.holder: row.balance for row in rows}
    assert savings == {"M001": 72000, "M002": 144000, "M003": 10000, "M004": 36000, "M005": 0}
    assert sum(savings.values()) == books.balance(year["31020"], NEW_YEARS_EVE) == 262000


def test_a_trial_balance_on_any_day_is_what_the_lines_add_up_to(year):
    for on in DAYS:
        trial = books.trial_balance(year.book, date(2025, 1, 1), on)

        by_code = {code: debit - credit for code, (debit, credit) in closing(trial).items()}
        expected = {account.heading_id: summed(account, on) for account in books.own_accounts([year.book])}
        assert by_code == {code: net for code, net in expected.items() if net}, on
        assert trial.totals.closing_debit == trial.totals.closing_credit
        assert trial.totals.debit == trial.totals.credit


def test_every_balance_on_any_day_is_what_the_lines_add_up_to(year):
    accounts = list(Account.objects.filter(book=year.book).select_related("heading"))
    signs = {account.pk: 1 if account.heading.normal_side == "debit" else -1 for account in accounts}

    for on in DAYS:
        read = books.balances(accounts, on)

        assert read == {account.pk: signs[account.pk] * summed(account, on) for account in accounts}, on


def test_the_position_on_any_day_balances_with_the_surplus_not_yet_closed(year):
    for on in DAYS:
        position = books.financial_position(year.book, on)

        assets, liabilities, equity = (section.total for section in position.sections)
        assert assets == liabilities + equity + position.surplus, on


def test_the_position_at_the_end_of_the_worked_year(year):
    position = books.financial_position(year.book, NEW_YEARS_EVE)

    assert [section.total for section in position.sections] == [Decimal("293072.45"), 0, 272000]
    assert position.surplus == Decimal("21072.45")


def test_six_columns_carry_what_was_brought_forward_what_moved_and_what_closes(year):
    rows = {row.heading.code: row for row in books.trial_balance(year.book, date(2025, 9, 10), date(2025, 9, 30)).rows}

    savings = (0, 347500, 99000, 0, 0, 248500)
    payable = (0, 0, 99000, 99000, 0, 0)
    assert rows["31020"][1:] == savings
    assert rows["23150"][1:] == payable
    assert "13020" in rows  # moved before, all paid back


def test_what_never_moved_is_not_in_the_trial_balance(till):
    till.deposit(100, date(2025, 3, 5))

    before, after = (books.trial_balance(till.book, date(2025, 1, 1), date(2025, 3, day)) for day in (4, 5))

    assert before.rows == []
    assert before.totals[1:] == (0, 0, 0, 0, 0, 0)
    assert [row.heading.code for row in after.rows] == ["11010", "31020"]


def test_a_statement_runs_from_what_was_brought_forward(year):
    statement = books.statement(year["31020 M004"], date(2025, 5, 10), date(2025, 9, 30))

    assert statement.brought == 32500
    assert [(row.entry.on, row.debit, row.credit, row.balance) for row in statement.rows] == [
        (date(2025, 8, 5), 0, 1500, 34000),
        (date(2025, 9, 5), 0, 500, 34500),
    ]
    assert (statement.debit, statement.credit, statement.closing) == (0, 2000, 34500)


def test_a_statement_of_a_quiet_time_closes_with_what_it_brought(year):
    statement = books.statement(year["31020 M004"], date(2025, 6, 1), date(2025, 7, 31))

    assert statement.rows == []
    assert statement.brought == statement.closing == 32500


def test_a_statement_stands_in_the_order_of_days_whatever_was_written_first(till):
    till.deposit(300, date(2025, 3, 20))
    till.deposit(100, date(2025, 3, 5))
    till.deposit(200, date(2025, 3, 20))

    statement = books.statement(till["31020 M001"], date(2025, 3, 1), date(2025, 3, 31))

    assert [row.balance for row in statement.rows] == [100, 400, 600]
    assert [row.entry.seq for row in statement.rows] == [2, 1, 3]
    assert all(row.entry.backdated for row in statement.rows)


def test_a_headings_statement_is_over_all_its_holders(year):
    statement = books.statement(year["31020"], date(2025, 2, 1), date(2025, 2, 28))

    assert statement.brought == 304500
    assert [row.line.account.holder for row in statement.rows] == ["M001", "M002", "M004", "M005"]
    assert statement.closing == 309000


def test_the_cash_book_runs_over_cash_and_bank_together(year):
    book = books.cash_book(year.book, date(2025, 7, 1), date(2025, 7, 31))

    assert book.brought == sum(summed(year[code], date(2025, 6, 30)) for code in ("11010", "12200"))
    assert {row.line.account.heading_id for row in book.rows} == {"11010", "12200"}
    assert book.closing == sum(summed(year[code], date(2025, 7, 31)) for code in ("11010", "12200"))


def test_the_journal_holds_every_entry_of_its_days_in_the_order_of_writing(year):
    entries = list(books.journal(year.book, date(2025, 9, 1), date(2025, 9, 30)))

    assert [entry.on.day for entry in entries] == [5] * 7 + [6, 30, 30]
    assert [entry.seq for entry in entries] == sorted(entry.seq for entry in entries)
    assert all(sum(line.debit - line.credit for line in entry.lines.all()) == 0 for entry in entries)


def test_another_books_money_is_never_mixed_in(year, new_till_beside):
    other = new_till_beside
    other.deposit(777, date(2025, 3, 5))

    assert books.balance(other["31020"]) == 777
    assert books.balance(year["31020"], NEW_YEARS_EVE) == 262000
    assert books.statement(other["11010"], NEW_YEAR, NEW_YEARS_EVE).closing == 777
    assert len(books.journal(other.book, NEW_YEAR, NEW_YEARS_EVE)) == 1


@pytest.fixture
def new_till_beside(year, new_till):
    return new_till("other-1")


def test_headings_of_many_books_at_once(year, new_till_beside):
    new_till_beside.deposit(250, date(2025, 3, 5))
    two_books = [year.book, new_till_beside.book]

    balances = books.heading_balances(two_books, ["31020", "11010"], date(2025, 3, 5))

    assert balances == {
        (year.book.pk, "31020"): 314500,
        (year.book.pk, "11010"): 16850,
        (new_till_beside.book.pk, "31020"): 250,
        (new_till_beside.book.pk, "11010"): 250,
    }


def test_a_trend_closes_every_month_and_the_last_one_on_its_day(year):
    nets = books.monthly([year.book], ["31020"], date(2025, 6, 1), date(2025, 9, 29))

    by_month = [nets[year.book.pk, "31020", month] for month in months(date(2025, 6, 1), date(2025, 9, 1))]
    assert by_month == [330500, 335500, 342000, 347500]
    assert all(
        amount == -summed(year["31020"], min(month + timedelta(days=27), date(2025, 9, 29)))
        for (_book, _code, month), amount in nets.items()
    )


def test_entries_are_counted_within_the_month_up_to_the_day(year, new_till_beside):
    new_till_beside.deposit(1, date(2025, 9, 6))
    new_till_beside.deposit(1, date(2025, 8, 31))

    counts = books.entries_in_month([year.book, new_till_beside.book], date(2025, 9, 6))

    assert counts == {year.book.pk: 8, new_till_beside.book.pk: 1}


def test_every_read_takes_a_fixed_number_of_queries(year, django_assert_num_queries):
    month = (date(2025, 8, 1), date(2025, 8, 15))
    member, control = year["31020 M001"], year["31020"]
    reads = [
        (1, lambda: books.balance(member, month[1])),
        (3, lambda: books.trial_balance(year.book, *month)),
        (2, lambda: books.income_and_expenses(year.book, *month)),
        (2, lambda: books.financial_position(year.book, month[1])),
        (2, lambda: books.holder_balances(year.book, "31020", month[1])),
        (2, lambda: books.statement(member, *month)),
        (3, lambda: books.statement(control, *month)),
        (4, lambda: books.cash_book(year.book, *month)),
        (2, lambda: list(books.journal(year.book, *month))),
        (2, lambda: books.heading_balances([year.book], ["11010", "31020"], month[1])),
        (3, lambda: books.monthly([year.book], ["31020"], date(2025, 1, 1), month[1])),
        (1, lambda: books.entries_in_month([year.book], month[1])),
    ]
    for count, read in reads:
        with django_assert_num_queries(count):
            read()


def told(statement: books.Statement) -> list[str]:
    """What a page says of each row."""
    return [f"{row.entry.number} {row.line.account.heading} {row.entry.by}" for row in statement.rows]


@pytest.mark.parametrize("length", [1, 3])
def test_three_members_months_and_books_take_as_many_queries_as_one(new_till, length, django_assert_num_queries):
    tills = [new_till(f"sajja-{number}") for number in range(length)]
    for till in tills:
        till.open("31020", *[f"N{number}" for number in range(length)])
        for month in range(1, length + 1):
            till.deposit(100, date(2025, month, 5))
            till.post({"12200": 100}, {"11010": 100}, date(2025, month, 6))
    some_books, till, days = [till.book for till in tills], tills[0], (NEW_YEAR, date(2025, length, 15))
    counted = [
        (3, lambda: books.trial_balance(till.book, *days).rows),
        (2, lambda: books.income_and_expenses(till.book, *days)),
        (2, lambda: books.financial_position(till.book, days[1])),
        (2, lambda: books.holder_balances(till.book, "31020", days[1])),
        (2, lambda: told(books.statement(till["31020 M001"], *days))),
        (3, lambda: told(books.statement(till["31020"], *days))),
        (4, lambda: told(books.cash_book(till.book, *days))),
        (2, lambda: [entry.by.username for entry in books.journal(till.book, *days) if entry.lines.all()]),
        (2, lambda: books.heading_balances(some_books, ["11010", "31020"], days[1])),
        (3, lambda: books.monthly(some_books, ["31020"], *days)),
        (1, lambda: books.entries_in_month(some_books, days[1])),
    ]
    till["31020 M001"], till["31020"]

    for count, read in counted:
        with django_assert_num_queries(count):
            assert read()
