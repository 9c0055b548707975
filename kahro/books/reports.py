"""What an auditor asks of a book. Each report is made once, as a table of rows, and drawn four ways."""

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
class Asked:
    """Which book of which group, for which days, of which heading and holder, with what else was asked."""

    group: Group
    book: Book
    start: date
    end: date
    code: str = ""
    holder: str = ""
    query: QueryDict | None = None

    @property
    def period(self) -> str:
        days = {"start": thai.long_date(self.start), "end": thai.long_date(self.end)}
        return _("%(start)s to %(end)s") % days

    @property
    def day(self) -> str:
        return _("on %(day)s") % {"day": thai.long_date(self.end)}

    def link(self, name: str, **more: str) -> str:
        """Another report of the same book and days."""
        return f"{reverse('kahro:report', args=[self.group.slug, self.book.slug, name])}?{self._days(more)}"

    def entry(self, number: str) -> str:
        """An entry, which remembers the account it was opened from."""
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
        """The way down to where one is: sub-district, village, group, books, heading, holder."""
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
        return self.columns(self.rows, totals=self.totals, **options)


def journal(asked: Asked) -> Report:
    """Every line of a book in the order of writing."""
    of_days = Line.objects.filter(entry__book=asked.book, entry__on__range=(asked.start, asked.end))
    chosen = JournalFilter(asked.query, of_days, book=asked.book)
    lines = chosen.qs.select_related("account__heading", "entry__by", "entry__reverses", "entry__approved_by")
    rows = tables.Lines(lines.order_by("entry__seq", "position"), lambda line: _line(asked, line))
    title = _("Journal")
    return Report("journal", title, asked.period, tables.JournalTable, rows, totals=_sums(lines), filter=chosen)


def _sums(lines: QuerySet[Line]) -> dict[str, Decimal]:
    sums = lines.order_by().aggregate(debit=Sum("debit"), credit=Sum("credit"))
    return {side: amount or ZERO for side, amount in sums.items()}


def _line(asked: Asked, line: Line) -> dict:
    entry, account = line.entry, line.account
    return {
        "on": entry.on,
        "number": entry.number,
        "entry": asked.entry(entry.number),
        "code": account.heading_id,
        "link": asked.link("ledger", code=account.heading_id),
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


def general_ledger(asked: Asked) -> Report:
    """A heading of the general ledger, or one holder's account under it; without a code, every heading."""
    if not asked.code:
        return _headings(asked)
    account = asked.account()
    rows, totals = _statement(asked, [account], account.heading)
    title = _("General ledger: %(account)s") % {"account": account}
    report = Report("ledger", title, asked.period, tables.StatementTable, rows, totals)
    if account.heading.holder in chart.HELD_APART and not asked.holder:
        report.links.append((_("Balances, holder by holder"), asked.link("balances", code=asked.code)))
    return report


def _headings(asked: Asked) -> Report:
    accounts = list(books.own_accounts([asked.book]))
    balances = books.balances(accounts, asked.end)
    rows = [
        {
            "code": account.heading_id,
            "name": account.heading.name,
            "balance": balances[account.pk],
            "link": asked.link("ledger", code=account.heading_id),
        }
        for account in accounts
    ]
    return Report("ledger", _("General ledger"), asked.day, tables.HeadingsTable, rows)


def _statement(asked: Asked, accounts: list[Account], heading: Heading) -> tuple[tables.Lines, dict[str, Decimal]]:
    """Lines with their running balance, which the database counts, so that a page costs a page."""
    sign = 1 if heading.normal_side == "debit" else -1
    before = sign * sum((m.net for m in books.moved(accounts, asked.start - timedelta(days=1)).values()), ZERO)
    lines = books.lines(accounts, asked.start, asked.end).select_related("entry__reverses")
    running = Window(Sum(F("debit") - F("credit")), order_by=["entry__on", "entry__seq", "position"])

    def shape(line: Line) -> dict:
        account = line.account
        who = f"{account.holder} {account.name}".strip() or account.heading.name
        return _line(asked, line) | {"account": who, "balance": before + sign * line.running}

    brought = {"on": asked.start, "memo": _("Brought forward"), "balance": before}
    sums = _sums(lines)
    closing = before + sign * (sums["debit"] - sums["credit"])
    return tables.Lines(lines.annotate(running=running), shape, first=(brought,)), sums | {"balance": closing}


def cash_book(asked: Asked) -> Report:
    """Cash and banks together."""
    accounts = list(books.own_accounts([asked.book], chart.CASH_AND_BANK))
    rows, totals = _statement(asked, accounts, Heading(normal_side="debit"))
    return Report("cash-book", _("Cash book"), asked.period, tables.CashTable, rows, totals)


def trial_balance(asked: Asked) -> Report:
    """The six columns of R5.4."""
    trial = books.trial_balance(asked.book, asked.start, asked.end)
    rows = [
        row._asdict()
        | {"code": row.heading.code, "name": row.heading.name, "link": asked.link("ledger", code=row.heading.code)}
        for row in trial.rows
    ]
    totals = trial.totals._asdict()
    del totals["heading"]
    return Report("trial-balance", _("Trial balance"), asked.period, tables.TrialTable, rows, totals)


def income(asked: Asked) -> Report:
    statements = books.income_and_expenses(asked.book, asked.start, asked.end)
    rows = _sections(asked, statements)
    rows.append({"name": _("Income above (below) expenses"), "amount": statements.surplus, "kind": "total"})
    return Report("income", _("Income and expenses"), asked.period, tables.SectionsTable, rows)


def position(asked: Asked) -> Report:
    """What the book owns against what it owes and holds; the surplus not yet closed stands apart."""
    statements = books.financial_position(asked.book, asked.end)
    rows = _sections(asked, statements)
    own = statements.section("liability").total + statements.section("equity").total + statements.surplus
    first = asked.book.periods.order_by("month").values_list("month", flat=True).first() or asked.start
    link = asked.link("income", start=first.isoformat())
    rows.append({"name": _("Surplus not yet closed"), "amount": statements.surplus, "link": link})
    rows.append({"name": _("Liabilities, equity and surplus"), "amount": own, "kind": "total"})
    return Report("position", _("Financial position"), asked.day, tables.SectionsTable, rows)


def _sections(asked: Asked, statements: books.Statements) -> list[dict]:
    rows: list[dict] = []
    for section in statements.sections:
        label = Heading.Kind(section.kind).label
        rows.append({"name": label, "kind": "section"})
        for heading, amount in section.rows:
            link = asked.link("ledger", code=heading.code)
            rows.append({"code": heading.code, "name": heading.name, "amount": amount, "link": link})
        rows.append({"name": _("Total: %(kind)s") % {"kind": label}, "amount": section.total, "kind": "total"})
    return rows


def balances(asked: Asked) -> Report:
    """Every holder's balance under a heading: the member balances list."""
    held = Heading.objects.filter(accounts__book=asked.book, accounts__holder__gt="").distinct()
    headings = {heading.code: heading for heading in held}
    code = asked.code or next(iter(headings), "")
    if asked.code and code not in headings:
        raise Http404
    rows = [
        {
            "holder": held.account.holder,
            "name": held.account.name,
            "sort": thai.sort_key(held.account.name),
            "balance": held.balance,
            "link": asked.link("ledger", code=code, holder=held.account.holder),
        }
        for held in books.holder_balances(asked.book, code, asked.end)
    ]
    title = _("Balances: %(heading)s") % {"heading": headings.get(code, "–")}
    totals = {"balance": sum((row["balance"] for row in rows), ZERO)}
    links = [(str(heading), asked.link("balances", code=other)) for other, heading in headings.items() if other != code]
    return Report("balances", title, asked.day, tables.BalancesTable, rows, totals, links=links)


REPORTS: dict[str, tuple[Any, Callable[[Asked], Report]]] = {
    "journal": (gettext_lazy("Journal"), journal),
    "ledger": (gettext_lazy("General ledger"), general_ledger),
    "trial-balance": (gettext_lazy("Trial balance"), trial_balance),
    "income": (gettext_lazy("Income and expenses"), income),
    "position": (gettext_lazy("Financial position"), position),
    "cash-book": (gettext_lazy("Cash book"), cash_book),
    "balances": (gettext_lazy("Member balances"), balances),
}
