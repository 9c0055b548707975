"""The worked year read the slow way, to compare reads with."""

from datetime import date
from decimal import Decimal

from django.db.models import Sum

from ledger.models import Account, Line

NEW_YEARS_EVE = date(2025, 12, 31)
NEW_YEAR = date(2025, 1, 1)
DAYS = [date(2024, 12, 31), NEW_YEAR, date(2025, 2, 5), date(2025, 2, 28), date(2025, 8, 4), date(2025, 8, 15),
        date(2025, 9, 30), date(2025, 11, 1), NEW_YEARS_EVE, date(2026, 3, 3)]  # fmt: skip


def summed(account: Account, on: date) -> Decimal:
    """A balance the slow way: every line ever written, on the debit side."""
    lines = Line.objects.filter(account__heading=account.heading_id, account__book=account.book_id, entry__on__lte=on)
    if account.holder:
        lines = lines.filter(account=account)
    sums = lines.aggregate(debit=Sum("debit", default=0), credit=Sum("credit", default=0))
    return sums["debit"] - sums["credit"]
