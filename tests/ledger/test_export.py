"""The books checked by another program: beancount reads the export without an error and finds the same balances."""

import csv
import hashlib
from collections import defaultdict
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from beancount import loader
from beancount.core.data import Balance, Open, Transaction

from ledger import export
from ledger import queries as books
from ledger.models import Account, Book, Entry

NEW_YEARS_EVE = date(2025, 12, 31)


def beancount_of(*books: Book, until: date | None = None) -> str:
    stream = StringIO()
    export.write_beancount(books, stream, until)
    return stream.getvalue()


def loaded(text: str) -> list:
    entries, errors, _options = loader.load_string(text)
    assert errors == []
    return entries


def nets(entries: list) -> dict[str, Decimal]:
    """What beancount's postings add up to, by account, in a parent with its parts."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for entry in entries:
        for posting in entry.postings if isinstance(entry, Transaction) else ():
            amount = posting.units.number if posting.units and posting.units.number else Decimal(0)
            sums[posting.account] += amount
            parent = posting.account.rsplit(":", 1)[0]
            if parent.count(":") == 2:
                sums[parent] += amount
    return sums


@pytest.fixture
def two_books(year, new_till):
    other = new_till("sajja-8")
    year.open("12800", "CFI", counterpart=other.book)
    other.deposit(100, date(2025, 2, 28))
    other.reverse(other.deposit("0.01", date(2025, 3, 1)), date(2025, 3, 31))
    return year.book, other.book


def test_beancount_loads_the_whole_journal_and_finds_every_balance(two_books):
    entries = loaded(beancount_of(*two_books))

    accounts = list(Account.objects.filter(book__in=two_books).select_related("heading", "book"))
    names = export.account_names(accounts)
    amounts = books.moved(accounts, date(2030, 1, 1))
    sums = nets(entries)
    assert {names[pk]: moved.net for pk, moved in amounts.items()} == {name: sums[name] for name in names.values()}
    assert {entry.account for entry in entries if isinstance(entry, Open)} == set(names.values())
    assert sum(isinstance(entry, Transaction) for entry in entries) == Entry.objects.count()


def test_every_account_is_balanced_after_every_month_it_moved_in_and_at_the_end(two_books):
    entries = loaded(beancount_of(*two_books, until=NEW_YEARS_EVE))

    asserted = {(entry.date, entry.account): entry.amount.number for entry in entries if isinstance(entry, Balance)}
    assert asserted[date(2025, 7, 1), "Equity:Sav-8:C31020"] == Decimal("-330500.00")
    assert asserted[date(2025, 9, 1), "Equity:Sav-8:C31020:MM004"] == Decimal("-34000.00")
    assert asserted[date(2025, 4, 1), "Assets:Sajja-8:C11010"] == 100
    assert asserted[date(2026, 1, 1), "Assets:Sav-8:C12200"] == Decimal("292572.45")
    last = {account for on, account in asserted if on == date(2026, 1, 1)}
    assert len(last) == Account.objects.filter(book__in=two_books).count()


def test_beancount_notices_a_satang_that_moved_from_one_account_to_another(year):
    text = beancount_of(year.book, until=NEW_YEARS_EVE)
    fee, savings = "  Income:Sav-8:C43010  -50.00 THB\n", "  Equity:Sav-8:C31020:MM003  -1000.00 THB\n"
    assert savings + fee in text
    moved = savings.replace("1000.00", "1000.01") + fee.replace("50.00", "49.99")

    _entries, errors, _options = loader.load_string(text.replace(savings + fee, moved))

    assert {error.entry.account for error in errors} == {
        "Income:Sav-8:C43010", "Equity:Sav-8:C31020:MM003", "Equity:Sav-8:C31020",
    }  # fmt: skip


def test_a_day_in_the_middle_of_a_month_ends_the_export_with_the_balances_of_that_day(year):
    entries = loaded(beancount_of(year.book, until=date(2025, 8, 5)))

    assert max(entry.date for entry in entries) == date(2025, 8, 6)
    assert nets(entries)["Equity:Sav-8:C31020"] == -books.balance(year["31020"], date(2025, 8, 5))
    assert nets(entries)["Equity:Sav-8:C31020"] == -342000


def test_an_entry_takes_with_it_who_when_and_its_seal(two_books):
    entries = loaded(beancount_of(*two_books))

    reversal = Entry.objects.select_related("reverses").get(reverses__isnull=False)
    transaction = next(
        entry for entry in entries if isinstance(entry, Transaction) and entry.meta["seal"] == reversal.seal
    )
    assert (transaction.payee, transaction.narration, transaction.date) == (reversal.number, "คีย์ผิด", date(2025, 3, 31))
    assert (transaction.meta["number"], transaction.meta["seq"], transaction.meta["event"]) == (
        reversal.number,
        "3",
        "J62",
    )
    assert (transaction.meta["by"], transaction.meta["approved-by"]) == ("clerk", "checker")
    assert transaction.meta["reverses"] == reversal.reverses.number
    assert transaction.meta["at"] == reversal.at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


@pytest.mark.parametrize("memo", ['ยา "แก้ไข้"', "back\\slash", "=1+1", "; # * !", "ที่ ๑ 🙏", ""])
def test_whatever_the_memo_says_beancount_reads_it_back(till, memo):
    till.deposit(1, memo=memo)

    entries = loaded(beancount_of(till.book))

    assert [entry.narration for entry in entries if isinstance(entry, Transaction)] == [memo]


def test_names_of_accounts_are_valid_and_never_shared(till, new_till):
    till.open("31020", "m001", "ก-๑", "x e01", "xe01", "M 001", "MM001")
    shouting = new_till("SAJJA_8")
    for holder in ("M001", "m001", "ก-๑", "x e01", "xe01", "M 001", "MM001"):
        till.deposit(1, holder=holder)
    shouting.deposit(1)

    entries = loaded(beancount_of(till.book, shouting.book))

    names = [entry.account for entry in entries if isinstance(entry, Open)]
    assert len(names) == len(set(names)) == Account.objects.count()


def test_an_empty_book_is_a_ledger_of_zeros(till):
    entries = loaded(beancount_of(till.book))

    assert {entry.amount.number for entry in entries if isinstance(entry, Balance)} == {0}


def test_csv_holds_every_line_and_all_that_the_seals_were_taken_over(two_books):
    stream = StringIO()
    export.write_csv(two_books, stream, NEW_YEARS_EVE)

    rows = list(csv.DictReader(StringIO(stream.getvalue())))

    assert len(rows) == sum(entry.lines.count() for entry in Entry.objects.prefetch_related("lines"))
    assert sum(Decimal(row["debit"]) for row in rows) == sum(Decimal(row["credit"]) for row in rows)
    by_entry = defaultdict(list)
    for row in rows:
        by_entry[row["book"], row["seq"]].append(row)
    for lines in by_entry.values():
        assert sealed(lines) == lines[0]["seal"]


def sealed(lines: list[dict[str, str]]) -> str:
    """A seal as anybody can compute it, from the columns of the CSV alone."""
    behind = ("clock",) if lines[0]["clock"] else ()
    names = ("previous_seal", "book", "seq", "number", "event", "on", "at", *behind, "by_id", "approved_by_id",
             "reverses_id", "pair_id", "request_id", "memo")  # fmt: skip
    head = "|".join(["kahro:2" if behind else "kahro:1", *(lines[0][name].removesuffix("Z") for name in names)])
    sides = ["|".join(line[name] for name in ("position", "account", "holder", "debit", "credit")) for line in lines]
    return hashlib.sha256("\n".join([head, *sides]).encode()).hexdigest()


def test_csv_ends_with_its_day(year):
    stream = StringIO()
    export.write_csv([year.book], stream, date(2025, 2, 4))

    rows = list(csv.DictReader(StringIO(stream.getvalue())))

    assert {row["on"] for row in rows} == {"2025-01-01", "2025-01-05", "2025-01-06"}
