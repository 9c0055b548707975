"""What happens to members' savings."""

from funds.services.savings import (
    ask_to_reverse,
    change_pledge,
    close_passbook,
    deposit,
    offer,
    open_passbook,
    set_rule,
    withdraw,
)

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
