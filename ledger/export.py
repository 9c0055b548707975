"""The whole journal for other programs: as beancount, which computes every balance itself, or as CSV.

Both hold everything that is sealed, so that anybody can compute the seals again. Amounts are baht, texts verbatim.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import Any, TextIO

from django.db.models import Min
from django.utils import timezone

from ledger import rules as ledger_rules
from ledger.models import Account, Book, Entry, Heading, Line, MonthTotal
from ledger.queries import moved
from ledger.rules import satang

ROOTS = {
    Heading.Kind.ASSET: "Assets",
    Heading.Kind.LIABILITY: "Liabilities",
    Heading.Kind.EQUITY: "Equity",
    Heading.Kind.INCOME: "Income",
    Heading.Kind.EXPENSE: "Expenses",
}
COLUMNS = {
    "book": "entry__book__slug",
    "seq": "entry__seq",
    "number": "entry__number",
    "event": "entry__event",
    "on": "entry__on",
    "at": "entry__at",
    "clock": "entry__clock",
    "by": "entry__by__username",
    "by_id": "entry__by_id",
    "approved_by": "entry__approved_by__username",
    "approved_by_id": "entry__approved_by_id",
    "reverses": "entry__reverses__number",
    "reverses_id": "entry__reverses_id",
    "pair": "entry__pair__number",
    "pair_id": "entry__pair_id",
    "request_id": "entry__request_id",
    "memo": "entry__memo",
    "position": "position",
    "account": "account__heading_id",
    "holder": "account__holder",
    "heading": "account__heading__name_th",
    "name": "account__name",
    "debit": "debit",
    "credit": "credit",
    "previous_seal": "entry__previous_seal",
    "seal": "entry__seal",
}
METADATA = (
    "seq", "event", "at", "clock", "by", "by_id", "approved_by", "approved_by_id", "reverses", "reverses_id",
    "pair", "pair_id", "request_id", "seal",
)  # fmt: skip


def write_csv(books: Iterable[Book], stream: TextIO, until: date | None = None) -> None:
    """Every line up to the end of a day, or all, with the entry it belongs to; one row a line."""
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    for row in _lines(books, until or timezone.localdate()):
        row.pop("account_id")
        writer.writerow("" if value is None else value for value in row.values())


def write_beancount(books: Iterable[Book], stream: TextIO, until: date | None = None) -> None:
    """Accounts, entries and balances up to the end of a day, or all, for the public tool beancount.

    Every account is balanced at the end of every month in which it moved and at the end of the last day; the account of
    a heading stands above its holders' accounts, so its balance is theirs together.
    """
    until = until or timezone.localdate()
    accounts = list(Account.objects.filter(book__in=books).select_related("book", "heading").order_by("book", "pk"))
    names = account_names(accounts)
    stream.write('option "title" "Kahro"\noption "operating_currency" "THB"\n\n')
    for part in (_opened(accounts, names, until), _entries(books, names, until), _balances(accounts, names, until)):
        stream.writelines(part)


def account_names(accounts: Iterable[Account]) -> dict[int, str]:
    """A name that beancount takes for every account, by its id: Equity:Sajja-8:C31020:M08-0001."""
    names: dict[int, str] = {}
    taken: set[str] = set()
    for account in accounts:
        parts = [ROOTS[Heading.Kind(account.heading.kind)], _word("", account.book.slug), f"C{account.heading_id}"]
        name = ":".join(parts + ([_word("M", account.holder)] if account.holder else []))
        while name in taken:
            name += "x"
        taken.add(name)
        names[account.pk] = name
    return names


def _word(prefix: str, text: str) -> str:
    """A part of an account's name: a capital or digit first, then letters, digits and dashes."""
    plain = re.sub(r"[^A-Za-z0-9-]", lambda other: f"x{ord(other[0]):x}", re.sub(r"[ /_.]", "-", text))
    word = prefix + plain
    return word[0].upper() + word[1:] if word[0].isalnum() else f"B{word}"


def _lines(books: Iterable[Book], until: date) -> Iterator[dict[str, Any]]:
    """Every line in the order of writing, read in pieces."""
    lines = Line.objects.filter(entry__book__in=books, entry__on__lte=until)
    lines = lines.order_by("entry__book__slug", "entry__seq", "position")
    for account_id, *values in lines.values_list("account_id", *COLUMNS.values()).iterator():
        row = dict(zip(COLUMNS, values, strict=True))
        row |= {name: _moment(row[name]) for name in ("at", "clock")}
        row |= {side: satang(row[side]) for side in ("debit", "credit")}
        yield row | {"account_id": account_id}


def _moment(at: datetime | None) -> str | None:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ") if at else None


def _opened(accounts: list[Account], names: dict[int, str], until: date) -> Iterator[str]:
    firsts = dict(Entry.objects.order_by().values_list("book").annotate(first=Min("on")))
    for account in accounts:
        first = min(firsts.get(account.book_id, until), until)
        yield f"{first} open {names[account.pk]} THB\n"
        yield f"  heading: {_quoted(account.heading.name_th)}\n"
        if account.name:
            yield f"  name: {_quoted(account.name)}\n"


def _entries(books: Iterable[Book], names: dict[int, str], until: date) -> Iterator[str]:
    for _entry, lines in groupby(_lines(books, until), key=itemgetter("book", "seq")):
        first, *others = lines
        yield f"\n{first['on']} * {_quoted(first['number'])} {_quoted(first['memo'])}\n"
        yield f"  book: {_quoted(first['book'])}\n  number: {_quoted(first['number'])}\n"
        for key in METADATA:
            if first[key] is not None:
                yield f"  {key.replace('_', '-')}: {_quoted(str(first[key]))}\n"
        for line in (first, *others):
            yield f"  {names[line['account_id']]}  {line['debit'] - line['credit']:.2f} THB\n"


def _balances(accounts: list[Account], names: dict[int, str], until: date) -> Iterator[str]:
    """Beancount balances at the beginning of a day, hence always the day after; to the satang, hence ~ 0.00."""
    yield "\n"
    totals = MonthTotal.objects.filter(account__in=names, month__lt=ledger_rules.first_of_month(until))
    for total in totals.order_by("month", "account_id").iterator():
        net = total.brought_debit + total.debit - total.brought_credit - total.credit
        yield _balance(ledger_rules.first_of_next_month(total.month), names[total.account_id], net)
    for pk, amounts in moved(accounts, until).items():
        yield _balance(until + timedelta(days=1), names[pk], amounts.net)


def _balance(on: date, name: str, net: Decimal) -> str:
    return f"{on} balance {name}  {net:.2f} ~ 0.00 THB\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
