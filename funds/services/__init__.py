"""What happens to members' savings."""

from funds.services.products import offer, set_rule
from funds.services.reversals import ask_to_reverse
from funds.services.savings import change_pledge, close_passbook, deposit, open_passbook
from funds.services.withdrawals import withdraw

__all__ = [
    "ask_to_reverse",
    "change_pledge",
    "close_passbook",
    "deposit",
    "offer",
    "open_passbook",
    "set_rule",
    "withdraw",
]
