"""The only services that write money: nothing else in the project does."""

from ledger.services.books import activate, load_chart, open_account, open_accounts, open_book
from ledger.services.files import digest, is_as_kept
from ledger.services.months import (
    attach_voucher,
    before_closing,
    check_day,
    close_month,
    close_year,
    rebuild_totals,
    verify_and_record,
)
from ledger.services.posting import REFUSALS, Side, credit, debit, lock, one_transaction, post, post_pair, reverse
from ledger.services.practice import throw_away, throwing_away

__all__ = [
    "REFUSALS",
    "Side",
    "activate",
    "attach_voucher",
    "check_day",
    "close_month",
    "close_year",
    "credit",
    "debit",
    "digest",
    "before_closing",
    "load_chart",
    "is_as_kept",
    "lock",
    "one_transaction",
    "open_account",
    "open_accounts",
    "open_book",
    "post",
    "post_pair",
    "rebuild_totals",
    "reverse",
    "throw_away",
    "throwing_away",
    "verify_and_record",
]
