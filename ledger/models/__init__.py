"""The books: chart, books, accounts, entries and lines. Written only through `ledger.services`.

PostgreSQL numbers, dates, balances and seals every entry itself (`triggers.py`, `entrytriggers.py`),
so a row of money typed at an SQL prompt obeys the same rules as one that came from a page.
"""

from ledger.models.books import Account, Book, Heading, MonthTotal, Period
from ledger.models.entries import GENESIS, Entry, LateItem, Line, Voucher, voucher_path
from ledger.models.fields import BahtField
from ledger.models.verification import Verification

__all__ = [
    "Account",
    "BahtField",
    "Book",
    "Entry",
    "GENESIS",
    "Heading",
    "LateItem",
    "Line",
    "MonthTotal",
    "Period",
    "Verification",
    "Voucher",
    "voucher_path",
]
