"""Reads of the books, on any date: month totals plus the lines of the one month that the date cuts.

The latest month total up to a date has the sum of all before it, so a report costs the same after ten years as after
one. Amounts are baht; a balance stands on its account's normal side, so a member's savings and the cash box are
positive.
"""

from ledger.queries.amounts import Moved, balance, balances, moved, moved_by_day, normal, own_accounts
from ledger.queries.network import entries_in_month, heading_balances, monthly
from ledger.queries.reports import (
    Amount,
    HolderBalance,
    Section,
    Statements,
    TrialBalance,
    TrialRow,
    financial_position,
    holder_balances,
    income_and_expenses,
    periods_beside,
    trial_balance,
)
from ledger.queries.statements import Statement, StatementRow, cash_book, journal, last_entry, lines, statement
from ledger.queries.years import Late, closed_years, last_closed, late_items

__all__ = [
    "Amount",
    "HolderBalance",
    "Late",
    "Moved",
    "Section",
    "Statement",
    "StatementRow",
    "Statements",
    "TrialBalance",
    "TrialRow",
    "balance",
    "balances",
    "cash_book",
    "closed_years",
    "entries_in_month",
    "financial_position",
    "heading_balances",
    "holder_balances",
    "income_and_expenses",
    "journal",
    "last_closed",
    "last_entry",
    "late_items",
    "lines",
    "monthly",
    "moved",
    "moved_by_day",
    "normal",
    "own_accounts",
    "periods_beside",
    "statement",
    "trial_balance",
]
