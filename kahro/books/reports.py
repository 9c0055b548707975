"""What an auditor reads of a book. Each report is defined once, as a table of rows, and shown in four formats."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, QuerySet, Sum, Window
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kahro.books import tables
from kahro.books.filters import JournalFilter
from ledger import chart, thai
from ledger import queries as books
from ledger.models import Account, Book, Entry, Heading, Line
from ledger.rules import ZERO
from ledger.users import shown_name
from villages.models import Group


@dataclass
class Scope:
    """Which book of which group, for which days, of which heading and holder, with what else the page was asked for."""

    group: Group
    book: Book
    days: tuple[date, date]
    code: str = ""
    holder: str = ""
    query: QueryDict | None = None

    @property
    def start(self) -> date:
        """The first day."""
        return self.days[0]

    @property
    def end(self) -> date:
        """The last day; a report of one day shows this one."""
        return self.days[1]

    @property
    def period(self) -> str:
        """The days in words."""
        days = {"start": thai.long_date(self.start), "end": thai.long_date(self.end)}
        return _("%(start)s to %(end)s") % days

    @property
    def day(self) -> str:
        """The last day in words."""
        return _("on %(day)s") % {"day": thai.long_date(self.end)}

    def link(self, name: str, **more: str) -> str:
        """Another report of the same book and days."""
        return f"{reverse('kahro:report', args=[self.group.slug, self.book.slug, name])}?{self._days(more)}"

    def entry(self, number: str) -> str:
        """The address of an entry, with the account it was opened from."""
        path = reverse("kahro:entry", args=[self.group.slug, self.book.slug, number])
        more = {"code": self.code, "holder": self.holder}
        return f"{path}?{self._days({name: value for name, value in more.items() if value})}"

    def _days(self, more: dict[str, str]) -> str:
        return urlencode({"start": self.start.isoformat(), "end": self.end.isoformat()} | more)

    def account(self) -> Account:
        """The heading's own account, or the holder's under it."""
        accounts = Account.objects.select_related("heading")
        return get_object_or_404(accounts, book=self.book, heading=self.code, holder=self.holder)

    def path(self) -> list[tuple[str, str]]:
        """The breadcrumb: sub-district, village, group, books, heading, holder."""
        on = urlencode({"on": self.end.isoformat()})
        village = self.group.village
        steps = [(_("Sub-district"), f"{reverse('kahro:dashboard')}?{on}")]
        if village:
            steps.append((str(village), f"{reverse('kahro:village', args=[village.number])}?{on}"))
        steps.append((str(self.group), self.group.get_absolute_url()))
        steps.append((_("Books"), f"{reverse('kahro:books', args=[self.group.slug])}?{self._days({})}"))
        if self.code:
            steps.append((self.code, self.link("ledger", code=self.code)))
        if self.holder:
            steps.append((self.holder, self.link("ledger", code=self.code, holder=self.holder)))
        return steps


@dataclass
class Report:
    """`totals` stand at the foot by column; `links` lead to what belongs to the report."""

    name: str
    title: str
    period: str
    columns: type[tables.ReportTable]
    rows: Any
    totals: dict[str, Decimal] = field(default_factory=dict)
    filter: Any = None
    links: list[tuple[str, str]] = field(default_factory=list)

    def table(self, **options: Any) -> tables.ReportTable:
        """The table that draws this report; `options` as in `ReportTable`."""
        return self.columns(self.rows, totals=self.totals, **options)


def journal(scope: Scope) -> Report:
    """Every line of a book in the order of writing."""
    of_days = Line.objects.filter(entry__book=scope.book, entry__on__range=(scope.start, scope.end))
    chosen = JournalFilter(scope.query, of_days, book=scope.book)
    lines = chosen.qs.select_related("account__heading", "entry__by", "entry__reverses", "entry__approved_by")
    rows = tables.Lines(lines.order_by("entry__seq", "position"), lambda line: _line(scope, line))
    title = _("Journal")
    return Report("journal", title, scope.period, tables.JournalTable, rows, totals=_sums(lines), filter=chosen)


def _sums(lines: QuerySet[Line]) -> dict[str, Decimal]:
    sums = lines.order_by().aggregate(debit=Sum("debit"), credit=Sum("credit"))
    return {side: amount or ZERO for side, amount in sums.items()}


def _line(scope: Scope, line: Line) -> dict:
    entry, account = line.entry, line.account
    return {
        "on": entry.on,
        "number": entry.number,
        "entry": scope.entry(entry.number),
        "code": account.heading_id,
        "link": scope.link("ledger", code=account.heading_id),
        "account": f"{account.heading.name} {account.holder} {account.name}".rstrip(),
        "memo": entry.memo,
        "debit": line.debit,
        "credit": line.credit,
        "by": shown_name(entry.by),
        "remark": _remark(entry),
    }


def _remark(entry: Entry) -> str:
    remarks = [_("written later")] if entry.backdated else []
    if entry.clock:
        remarks.append(_("the clock was behind"))
    if entry.reverses:
        remarks.append(_("reverses %(number)s") % {"number": entry.reverses.number})
    return ", ".join(remarks)


def general_ledger(scope: Scope) -> Report:
    """A heading of the general ledger, or one holder's account under it; without a code, every heading."""
    if not scope.code:
        return _headings(scope)
    account = scope.account()
    rows, totals = _statement(scope, [account], account.heading)
    title = _("General ledger: %(account)s") % {"account": account}
    report = Report("ledger", title, scope.period, tables.StatementTable, rows, totals)
    if account.heading.holder in chart.HELD_APART and not scope.holder:
        report.links.append((_("Balances, holder by holder"), scope.link("balances", code=scope.code)))
    return report


def _headings(scope: Scope) -> Report:
    accounts = list(books.own_accounts([scope.book]))
    balances_of = books.balances(accounts, scope.end)
    rows = [
        {
            "code": account.heading_id,
            "name": account.heading.name,
            "balance": balances_of[account.pk],
            "link": scope.link("ledger", code=account.heading_id),
        }
        for account in accounts
    ]
    return Report("ledger", _("General ledger"), scope.day, tables.HeadingsTable, rows)


def _statement(scope: Scope, accounts: list[Account], heading: Heading) -> tuple[tables.Lines, dict[str, Decimal]]:
    """Lines with their running balance, which the database computes, so that a page reads only its own lines."""
    sign = 1 if heading.normal_side == "debit" else -1
    before = sign * sum((m.net for m in books.moved(accounts, scope.start - timedelta(days=1)).values()), ZERO)
    lines = books.lines(accounts, scope.start, scope.end).select_related("entry__reverses")
    running = Window(Sum(F("debit") - F("credit")), order_by=["entry__on", "entry__seq", "position"])

    def shape(line: Any) -> dict:
        account = line.account
        who = f"{account.holder} {account.name}".strip() or account.heading.name
        return _line(scope, line) | {"account": who, "balance": before + sign * line.running}

    brought = {"on": scope.start, "memo": _("Brought forward"), "balance": before}
    sums = _sums(lines)
    closing = before + sign * (sums["debit"] - sums["credit"])
    return tables.Lines(lines.annotate(running=running), shape, first=(brought,)), sums | {"balance": closing}


def cash_book(scope: Scope) -> Report:
    """Cash and banks together."""
    accounts = list(books.own_accounts([scope.book], chart.CASH_AND_BANK))
    rows, totals = _statement(scope, accounts, Heading(normal_side="debit"))
    return Report("cash-book", _("Cash book"), scope.period, tables.CashTable, rows, totals)


def trial_balance(scope: Scope) -> Report:
    """The six columns of R5.4."""
    balance = books.trial_balance(scope.book, scope.start, scope.end)
    rows = [
        row._asdict() | {"code": heading.code, "name": heading.name, "link": scope.link("ledger", code=heading.code)}
        for row in balance.rows
        if (heading := row.heading)
    ]
    totals = balance.totals._asdict()
    del totals["heading"]
    return Report("trial-balance", _("Trial balance"), scope.period, tables.TrialTable, rows, totals)


def income(scope: Scope) -> Report:
    """Income and expenses of the days, and what is above or below."""
    statements = books.income_and_expenses(scope.book, scope.start, scope.end)
    rows = _sections(scope, statements)
    rows.append({"name": _("Income above (below) expenses"), "amount": statements.surplus, "kind": "total"})
    return Report("income", _("Income and expenses"), scope.period, tables.SectionsTable, rows)


def position(scope: Scope) -> Report:
    """What the book owns against what it owes and holds; the surplus not yet closed is a line of its own."""
    statements = books.financial_position(scope.book, scope.end)
    rows = _sections(scope, statements)
    own = statements.section("liability").total + statements.section("equity").total + statements.surplus
    first = scope.book.periods.order_by("month").values_list("month", flat=True).first() or scope.start
    link = scope.link("income", start=first.isoformat())
    rows.append({"name": _("Surplus not yet closed"), "amount": statements.surplus, "link": link})
    rows.append({"name": _("Liabilities, equity and surplus"), "amount": own, "kind": "total"})
    return Report("position", _("Financial position"), scope.day, tables.SectionsTable, rows)


def _sections(scope: Scope, statements: books.Statements) -> list[dict]:
    rows: list[dict] = []
    for section in statements.sections:
        label = Heading.Kind(section.kind).label
        rows.append({"name": label, "kind": "section"})
        for heading, amount in section.rows:
            link = scope.link("ledger", code=heading.code)
            rows.append({"code": heading.code, "name": heading.name, "amount": amount, "link": link})
        rows.append({"name": _("Total: %(kind)s") % {"kind": label}, "amount": section.total, "kind": "total"})
    return rows


def balances(scope: Scope) -> Report:
    """Every holder's balance under a heading: the member balances list."""
    with_holders = Heading.objects.filter(accounts__book=scope.book, accounts__holder__gt="").distinct()
    headings = {heading.code: heading for heading in with_holders}
    code = scope.code or next(iter(headings), "")
    if scope.code and code not in headings:
        raise Http404
    holders = books.holder_balances(scope.book, code, scope.end)
    rows = [
        {
            "holder": row.account.holder,
            "name": row.account.name,
            "sort": thai.sort_key(row.account.name),
            "balance": row.balance,
            "link": scope.link("ledger", code=code, holder=row.account.holder),
        }
        for row in holders
    ]
    title = _("Balances: %(heading)s") % {"heading": headings.get(code, "–")}
    totals = {"balance": sum((row.balance for row in holders), ZERO)}
    links = [(str(heading), scope.link("balances", code=other)) for other, heading in headings.items() if other != code]
    return Report("balances", title, scope.day, tables.BalancesTable, rows, totals, links=links)


REPORTS: dict[str, tuple[Any, Callable[[Scope], Report]]] = {
    "journal": (gettext_lazy("Journal"), journal),
    "ledger": (gettext_lazy("General ledger"), general_ledger),
    "trial-balance": (gettext_lazy("Trial balance"), trial_balance),
    "income": (gettext_lazy("Income and expenses"), income),
    "position": (gettext_lazy("Financial position"), position),
    "cash-book": (gettext_lazy("Cash book"), cash_book),
    "balances": (gettext_lazy("Member balances"), balances),
}
