"""What happens to members' savings."""

from funds.services.products import offer, set_rule
from funds.services.registers import as_it_was_kept, confirm_register, keep_register, read_again
from funds.services.reversals import ask_to_reverse
from funds.services.savings import change_pledge, close_passbook, deposit, open_passbook
from funds.services.withdrawals import withdraw

__all__ = [
    "as_it_was_kept",
    "ask_to_reverse",
    "change_pledge",
    "close_passbook",
    "confirm_register",
    "deposit",
    "keep_register",
    "offer",
    "open_passbook",
    "read_again",
    "set_rule",
    "withdraw",
]
