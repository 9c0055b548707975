"""Every report is a table: drawn on the screen, on paper, as XLSX and as CSV from one definition."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django_tables2.data import TableData
from django_tables2.utils import OrderByTuple

from ledger import thai
from ledger.models import Line
from villages import tables as villages_tables

# What the lines of a column are sorted by.
SORTED = {
    "on": "entry__on",
    "number": "entry__number",
    "code": "account__heading",
    "account": "account__holder",
    "memo": "entry__memo",
    "debit": "debit",
    "credit": "credit",
    "by": "entry__by__first_name",
}


class Lines(TableData):
    """Rows made of lines as they are shown: a page takes its own lines, an export reads them in pieces.

    `first` are rows that stand before the lines, such as the balance brought forward.
    """

    def __init__(self, lines: QuerySet[Line], shape: Callable[[Line], dict], first: tuple[dict, ...] = ()):
        super().__init__(lines)
        self.data: QuerySet[Line] = lines
        self.shape, self.first = shape, first

    def __len__(self) -> int:
        if not hasattr(self, "_count"):
            self._count = len(self.first) + self.data.count()
        return self._count

    def __getitem__(self, part: slice) -> list[dict]:
        start, stop = (max(0, place - len(self.first)) for place in (part.start, part.stop))
        return [*self.first[part], *map(self.shape, self.data[start:stop])]

    def order_by(self, aliases: OrderByTuple) -> None:
        """Sort by columns; a line keeps the balance that it has in the order of the days."""
        if aliases:
            fields = [f"{'-' * alias.is_descending}{SORTED[alias.bare]}" for alias in aliases]
            self.data = self.data.order_by(*fields, "entry__seq", "position")

    def __iter__(self) -> Iterator[dict]:
        yield from self.first
        yield from map(self.shape, self.data.iterator(chunk_size=2000))


WHOLE = {"td": {"class": "date"}}  # a number is not broken over two lines


class Opening:
    """A column whose cells link to what they are made of; `opens` names the row's address, which paper leaves out."""

    def __init__(self, *args, opens: str = "link", **kwargs):
        self.opens = opens
        super().__init__(*args, **kwargs)

    def render(self, value: Any, record: dict, table: "ReportTable") -> str:
        text, link = self.text(value), record.get(self.opens)
        return format_html('<a href="{}">{}</a>', link, text) if link and table.links and text != "–" else text

    def text(self, value: Any) -> str:
        """The cell as people read it."""
        return str(value)

    def value(self, value: Any) -> Any:
        """The cell as an export writes it."""
        return str(value)


class LinkColumn(Opening, tables.Column):
    """Text that links to what it names."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"default": "", **kwargs})


class MoneyColumn(Opening, tables.Column):
    """Baht to the right; the foot is the whole report's, not the page's. Exports get the bare amount."""

    def __init__(self, *args, **kwargs):
        attrs = {part: {"class": "money"} for part in ("th", "td", "tf")}
        super().__init__(*args, **{"attrs": attrs, "footer": self.foot, "default": "", **kwargs})

    def text(self, value: Decimal) -> str:
        """The cell as people read it."""
        return thai.money(value, dash=True)

    def value(self, value: Decimal) -> Decimal:
        """The cell as an export writes it."""
        return value + 0  # a negated zero loses its sign

    @staticmethod
    def foot(bound_column: Any, table: Any) -> str:
        """The total of the whole report in baht, where it has one for this column."""
        total = table.totals.get(bound_column.name)
        return "" if total is None else thai.money(total)


class DayColumn(villages_tables.DayColumn):
    """A day that exports get as a day."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"attrs": {"td": {"class": "date"}}, **kwargs})

    def value(self, value: date) -> date:
        """The cell as an export writes it."""
        return value


class ReportTable(tables.Table):
    """A table of rows that are dictionaries, with the totals of the whole report; on paper nothing is a link."""

    sortable = True

    def __init__(self, rows: Any, *, totals: dict[str, Decimal], links: bool = True):
        self.totals, self.links = totals, links
        nothing = _("Nothing was recorded in these days. Choose other days above.")
        super().__init__(rows, show_footer=bool(totals), orderable=self.sortable, empty_text=nothing)


class JournalTable(ReportTable):
    """Every line of a book."""

    on = DayColumn(verbose_name=_("Day"))
    number = LinkColumn(verbose_name=_("No."), opens="entry", attrs=WHOLE)
    code = LinkColumn(verbose_name=_("Code"))
    account = tables.Column(verbose_name=_("Account"))
    memo = tables.Column(verbose_name=_("Item"), footer=_("Total"), default="")
    debit = MoneyColumn(verbose_name=_("Debit"))
    credit = MoneyColumn(verbose_name=_("Credit"))
    by = tables.Column(verbose_name=_("Recorded by"))
    remark = tables.Column(verbose_name=_("Remark"), default="", orderable=False)


class StatementTable(ReportTable):
    """Lines with their running balance."""

    on = DayColumn(verbose_name=_("Day"))
    number = LinkColumn(verbose_name=_("No."), opens="entry", attrs=WHOLE)
    account = tables.Column(verbose_name=_("Account"), default="")
    memo = tables.Column(verbose_name=_("Item"), footer=_("Total and balance"), default="")
    debit = MoneyColumn(verbose_name=_("Debit"))
    credit = MoneyColumn(verbose_name=_("Credit"))
    balance = MoneyColumn(verbose_name=_("Balance"), orderable=False)


class CashTable(StatementTable):
    """The same for cash and banks, where debit is received and credit paid."""

    debit = MoneyColumn(verbose_name=_("Received"))
    credit = MoneyColumn(verbose_name=_("Paid"))


class TrialTable(ReportTable):
    """The six columns of R5.4."""

    code = LinkColumn(verbose_name=_("Code"))
    name = LinkColumn(verbose_name=_("Account"), footer=_("Total"))
    brought_debit = MoneyColumn(verbose_name=_("Brought forward, debit"))
    brought_credit = MoneyColumn(verbose_name=_("Brought forward, credit"))
    debit = MoneyColumn(verbose_name=_("Period, debit"))
    credit = MoneyColumn(verbose_name=_("Period, credit"))
    closing_debit = MoneyColumn(verbose_name=_("Accumulated, debit"))
    closing_credit = MoneyColumn(verbose_name=_("Accumulated, credit"))


class HeadingsTable(ReportTable):
    """The headings of a book and their balances."""

    code = LinkColumn(verbose_name=_("Code"))
    name = LinkColumn(verbose_name=_("Account"))
    balance = MoneyColumn(verbose_name=_("Balance"))


class SectionsTable(ReportTable):
    """Headings by section, each section with its total."""

    sortable = False
    code = LinkColumn(verbose_name=_("Code"))
    name = LinkColumn(verbose_name=_("Account"))
    amount = MoneyColumn(verbose_name=_("Baht"))

    class Meta:
        row_attrs: dict[str, Callable] = {"class": lambda record: record.get("kind", "")}


class BalancesTable(ReportTable):
    """One line a holder."""

    holder = LinkColumn(verbose_name=_("No."), attrs=WHOLE)
    name = LinkColumn(verbose_name=_("Name"), order_by="sort", footer=_("Total"))
    balance = MoneyColumn(verbose_name=_("Balance"))
