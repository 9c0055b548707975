"""What an auditor asks of a book. Each report is made once, as a table of rows, and drawn four ways."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kahro import tables
from kahro.filters import JournalFilter
from ledger import chart, queries, thai
from ledger.models import Account, Book, Heading
from villages.models import Group


@dataclass
class Asked:
    """Which book of which group, for which days, with what else was asked."""

    group: Group
    book: Book
    start: date
    end: date
    query: QueryDict

    @property
    def period(self) -> str:
        days = {"start": thai.long_date(self.start), "end": thai.long_date(self.end)}
        return _("%(start)s to %(end)s") % days

    def link(self, name: str, **more: Any) -> str:
        """Another report of the same book and days."""
        days = {"start": self.start.isoformat(), "end": self.end.isoformat()}
        return f"{reverse('kahro:report', args=[self.group.slug, self.book.slug, name])}?{urlencode(days | more)}"

    def entry(self, number: str) -> str:
        return reverse("kahro:entry", args=[self.group.slug, self.book.slug, number])


@dataclass
class Report:
    title: str
    period: str
    table: type[tables.ReportTable]
    rows: list[dict]
    filter: Any = None
    crumbs: list[tuple[str, str]] = field(default_factory=list)


def journal(asked: Asked) -> Report:
    accounts = Account.objects.filter(book=asked.book)
    chosen = JournalFilter(asked.query, queries.lines(accounts, asked.start, asked.end), book=asked.book)
    rows = [_line(asked, line) for line in chosen.qs.order_by("entry__seq", "position")]
    return Report(_("Journal"), asked.period, tables.JournalTable, rows, filter=chosen)


def _line(asked: Asked, line) -> dict:
    entry = line.entry
    return {
        "on": entry.on,
        "number": entry.number,
        "entry": asked.entry(entry.number),
        "code": line.account.heading_id,
        "account": " ".join(filter(None, [line.account.heading.name, line.account.holder, line.account.name])),
        "memo": entry.memo,
        "debit": line.debit,
        "credit": line.credit,
        "by": entry.by.get_full_name() or entry.by.username,
    }


def ledger(asked: Asked) -> Report:
    """A heading of the general ledger, or one holder's account under it."""
    account = _account(asked)
    statement = queries.statement(account, asked.start, asked.end)
    name = f"{account.heading} {account.holder} {account.name}".strip()
    crumbs = [(_("Trial balance"), asked.link("trial-balance"))]
    if account.holder:
        crumbs.append((str(account.heading), asked.link("ledger", code=account.heading_id)))
    title = _("General ledger: %(account)s") % {"account": name}
    return Report(title, asked.period, tables.StatementTable, _statement_rows(asked, statement), crumbs=crumbs)


def _account(asked: Asked) -> Account:
    wanted = {"holder": asked.query.get("holder", ""), "heading": asked.query.get("code", chart.CASH)}
    return get_object_or_404(Account.objects.select_related("heading"), book=asked.book, **wanted)


def _statement_rows(asked: Asked, statement: queries.Statement) -> list[dict]:
    brought = {"on": statement.start, "number": "", "account": "", "memo": _("Brought forward")}
    rows = [brought | {"balance": statement.brought}]
    for row in statement.rows:
        account = row.line.account
        who = f"{account.holder} {account.name}".strip() or str(account.heading)
        rows.append(_line(asked, row.line) | {"account": who, "balance": row.balance})
    return rows


def cash_book(asked: Asked) -> Report:
    statement = queries.cash_book(asked.book, asked.start, asked.end)
    return Report(_("Cash book"), asked.period, tables.CashTable, _statement_rows(asked, statement))


def trial_balance(asked: Asked) -> Report:
    rows = [
        row._asdict()
        | {"code": row.heading.code, "name": row.heading.name, "link": asked.link("ledger", code=row.heading.code)}
        for row in queries.trial_balance(asked.book, asked.start, asked.end).rows
    ]
    return Report(_("Trial balance"), asked.period, tables.TrialTable, rows)


def income(asked: Asked) -> Report:
    found = queries.income_and_expenses(asked.book, asked.start, asked.end)
    rows = _sections(asked, found)
    rows.append({"name": _("Income above (below) expenses"), "amount": found.surplus, "kind": "total"})
    return Report(_("Income and expenses"), asked.period, tables.SectionsTable, rows)


def position(asked: Asked) -> Report:
    found = queries.financial_position(asked.book, asked.end)
    rows = _sections(asked, found)
    own = found.section("liability").total + found.section("equity").total + found.surplus
    rows.append({"name": _("Surplus not yet closed"), "amount": found.surplus})
    rows.append({"name": _("Liabilities, equity and surplus"), "amount": own, "kind": "total"})
    period = _("on %(day)s") % {"day": thai.long_date(asked.end)}
    return Report(_("Financial position"), period, tables.SectionsTable, rows)


def _sections(asked: Asked, found: queries.Statements) -> list[dict]:
    rows: list[dict] = []
    for section in found.sections:
        label = Heading.Kind(section.kind).label
        rows.append({"name": label, "kind": "section"})
        for heading, amount in section.rows:
            link = asked.link("ledger", code=heading.code)
            rows.append({"code": heading.code, "name": heading.name, "amount": amount, "link": link})
        rows.append({"name": _("Total: %(kind)s") % {"kind": label}, "amount": section.total, "kind": "total"})
    return rows


def balances(asked: Asked) -> Report:
    """Every holder's balance under a heading: the member balances list."""
    code = asked.query.get("code", chart.PLEDGED)
    heading = Heading.objects.filter(code=code).first()
    if heading is None:
        raise Http404
    rows = [
        {
            "holder": held.account.holder,
            "name": held.account.name,
            "sort": thai.sort_key(held.account.name),
            "balance": held.balance,
            "link": asked.link("ledger", code=code, holder=held.account.holder),
        }
        for held in queries.holder_balances(asked.book, code, asked.end)
    ]
    period = _("on %(day)s") % {"day": thai.long_date(asked.end)}
    title = _("Balances: %(heading)s") % {"heading": heading}
    return Report(title, period, tables.BalancesTable, rows)


REPORTS: dict[str, tuple[Any, Callable[[Asked], Report]]] = {
    "journal": (gettext_lazy("Journal"), journal),
    "ledger": (gettext_lazy("General ledger"), ledger),
    "trial-balance": (gettext_lazy("Trial balance"), trial_balance),
    "income": (gettext_lazy("Income and expenses"), income),
    "position": (gettext_lazy("Financial position"), position),
    "cash-book": (gettext_lazy("Cash book"), cash_book),
    "balances": (gettext_lazy("Member balances"), balances),
}
