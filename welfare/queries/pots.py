"""Reads of the pots of a fund: what may be paid out now (R5.10)."""

from datetime import date
from decimal import Decimal

from funds.rules import in_force
from ledger import queries as books
from ledger.rules import satang
from welfare.models import Scheme

BENEFITS_POT = "35100"
INCOME = ("47010", "47020", "47030")
BENEFITS = ("56010", "56020", "56030", "56040", "56050")


def available(scheme: Scheme, on: date) -> Decimal:
    """What the benefits pot may still promise on a day, in baht (R5.10): claims approved are in it already.

    Balances are all-time: closing a year moves its income and benefits into the pot itself.
    """
    book = scheme.pot.book
    held = books.heading_balances([book], (BENEFITS_POT, *INCOME, *BENEFITS), on)
    law = in_force(scheme.rules.all(), on)
    share = law.benefits_share if law else Decimal(0)
    income = sum((held.get((book.pk, code), Decimal(0)) for code in INCOME), Decimal(0))
    spent = sum((held.get((book.pk, code), Decimal(0)) for code in BENEFITS), Decimal(0))
    return held.get((book.pk, BENEFITS_POT), Decimal(0)) + satang(income * share / 100) - spent
