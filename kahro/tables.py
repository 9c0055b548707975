"""Every report is a table: drawn on the screen, on paper, as XLSX and as CSV from one definition."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from ledger import thai

ZERO = Decimal("0.00")


class MoneyColumn(tables.Column):
    """Baht to the right; its foot adds up the whole table, not the page. `value` gives the bare amount to exports."""

    def __init__(self, *args, total: bool = False, **kwargs):
        attrs = {"td": {"class": "money"}, "th": {"class": "money"}, "tf": {"class": "money"}}
        foot = self._total if total else None
        super().__init__(*args, **{"attrs": attrs, "orderable": False, "footer": foot, "default": "", **kwargs})

    def render(self, value: Decimal) -> str:
        return thai.money(value, dash=True)

    def value(self, value: Decimal) -> Decimal:
        return value

    @staticmethod
    def _total(column: Any, bound_column: Any, table: Any) -> str:
        return thai.money(table.totals()[bound_column.name])


class DayColumn(tables.Column):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"attrs": {"td": {"class": "date"}}, **kwargs})

    def render(self, value: date) -> str:
        return thai.short_date(value)

    def value(self, value: date) -> date:
        return value


class LinkColumn(tables.Column):
    """A text that opens what it is made of; `opens` tells where from the row, or nothing."""

    def __init__(self, *args, opens: str = "link", **kwargs):
        self.opens = opens
        super().__init__(*args, **kwargs)

    def render(self, value: Any, record: Any) -> str:
        link = record.get(self.opens)
        return format_html('<a href="{}">{}</a>', link, value) if link else value

    def value(self, value: Any) -> str:
        return str(value)


class ReportTable(tables.Table):
    """A table of rows that are dictionaries."""

    class Meta:
        attrs = {"class": "table table-stack"}
        orderable = False
        empty_text = _("Nothing was recorded in this period.")

    def totals(self) -> dict[str, Decimal]:
        """The sum of each money column over all rows, on whichever page they are."""
        return {
            name: sum((row.get(name) or ZERO for row in self.data), ZERO)
            for name, column in self.base_columns.items()
            if isinstance(column, MoneyColumn)
        }


class JournalTable(ReportTable):
    on = DayColumn(verbose_name=_("Day"))
    number = LinkColumn(verbose_name=_("No."), opens="entry")
    code = tables.Column(verbose_name=_("Code"))
    account = tables.Column(verbose_name=_("Account"))
    memo = tables.Column(verbose_name=_("Item"), footer=_("Total"))
    debit = MoneyColumn(verbose_name=_("Debit"), total=True)
    credit = MoneyColumn(verbose_name=_("Credit"), total=True)
    by = tables.Column(verbose_name=_("Recorded by"))


class StatementTable(ReportTable):
    on = DayColumn(verbose_name=_("Day"))
    number = LinkColumn(verbose_name=_("No."), opens="entry")
    account = tables.Column(verbose_name=_("Account"))
    memo = tables.Column(verbose_name=_("Item"), footer=_("Total"))
    debit = MoneyColumn(verbose_name=_("Debit"), total=True)
    credit = MoneyColumn(verbose_name=_("Credit"), total=True)
    balance = MoneyColumn(verbose_name=_("Balance"))


class CashTable(StatementTable):
    debit = MoneyColumn(verbose_name=_("Received"), total=True)
    credit = MoneyColumn(verbose_name=_("Paid"), total=True)


class TrialTable(ReportTable):
    code = LinkColumn(verbose_name=_("Code"))
    name = tables.Column(verbose_name=_("Account"), footer=_("Total"))
    brought_debit = MoneyColumn(verbose_name=_("Brought forward, debit"), total=True)
    brought_credit = MoneyColumn(verbose_name=_("Brought forward, credit"), total=True)
    debit = MoneyColumn(verbose_name=_("Period, debit"), total=True)
    credit = MoneyColumn(verbose_name=_("Period, credit"), total=True)
    closing_debit = MoneyColumn(verbose_name=_("Accumulated, debit"), total=True)
    closing_credit = MoneyColumn(verbose_name=_("Accumulated, credit"), total=True)


class SectionsTable(ReportTable):
    code = LinkColumn(verbose_name=_("Code"), default="")
    name = tables.Column(verbose_name=_("Account"))
    amount = MoneyColumn(verbose_name=_("Baht"))

    class Meta(ReportTable.Meta):
        row_attrs: dict[str, Callable] = {"class": lambda record: record.get("kind", "")}


class BalancesTable(ReportTable):
    holder = LinkColumn(verbose_name=_("No."), orderable=True)
    name = tables.Column(verbose_name=_("Name"), orderable=True, order_by="sort", footer=_("Total"))
    balance = MoneyColumn(verbose_name=_("Balance"), total=True, orderable=True)
