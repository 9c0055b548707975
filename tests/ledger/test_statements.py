"""Line by line: statements, the cash book, the journal."""

from datetime import date

from ledger import queries as books
from tests.ledger.sums import summed


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
