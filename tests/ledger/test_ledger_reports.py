"""Reports of one book: trial balance, income and expenses, position, holders; on any date, to the satang."""

from datetime import date
from decimal import Decimal

from ledger import queries as books
from ledger import services as ledger
from tests.ledger.sums import DAYS, NEW_YEAR, NEW_YEARS_EVE, summed


def closing(trial: books.TrialBalance) -> dict[str, tuple[Decimal, Decimal]]:
    rows = {row.heading.code: (row.closing_debit, row.closing_credit) for row in trial.rows if row.heading}
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


def test_a_closed_year_shows_what_was_earned_before_its_closing_emptied_the_headings(till):
    till.post({"11010": 100}, {"45010": 100}, date(2024, 12, 30), event="J35")
    till.post({"54050": 30}, {"11010": 30}, date(2024, 12, 31), event="J37")
    till.post({"45010": 100}, {"34100": 100}, date(2024, 12, 31), event="J54")
    till.post({"34100": 30}, {"54050": 30}, date(2024, 12, 31), event="J55")
    ledger.close_year(till.book, 2024, by=till.checker)

    year, quiet = (
        books.income_and_expenses(till.book, date(2024, 1, 1), date(2024, 12, day)).surplus for day in (31, 29)
    )
    assert (year, quiet) == (70, 0)
    position = books.financial_position(till.book, date(2024, 12, 31))
    assert [section.total for section in position.sections] == [70, 0, 70]
    assert position.surplus == 0
    assert books.balance(till["45010"]) == 0
