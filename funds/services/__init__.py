"""What happens to members' savings."""

from funds.services.counting import (
    bank,
    close,
    confirm_banking,
    count,
    note_difference,
    resume,
    sign,
    start_counting,
)
from funds.services.days import cancel, evening_first, move, open_day, plan
from funds.services.products import new_product, offer
from funds.services.registers import (
    answer_register,
    as_it_was_kept,
    ask_to_confirm,
    confirm_register,
    keep_register,
    marked,
    read_again,
)
from funds.services.reversals import ask_to_reverse
from funds.services.savings import change_pledge, close_passbook, deposit, open_passbook
from funds.services.second_looks import who_may_agree
from funds.services.unsent import record_at_counter, throw_away
from funds.services.visits import answered, check_turn, take
from funds.services.waiting import ask_to_deposit, ask_to_take
from funds.services.withdrawals import withdraw

__all__ = [
    "answered",
    "check_turn",
    "answer_register",
    "as_it_was_kept",
    "ask_to_confirm",
    "ask_to_deposit",
    "ask_to_reverse",
    "ask_to_take",
    "bank",
    "cancel",
    "change_pledge",
    "close",
    "close_passbook",
    "confirm_banking",
    "confirm_register",
    "count",
    "deposit",
    "evening_first",
    "keep_register",
    "marked",
    "move",
    "note_difference",
    "new_product",
    "offer",
    "open_day",
    "open_passbook",
    "plan",
    "read_again",
    "record_at_counter",
    "resume",
    "sign",
    "start_counting",
    "take",
    "throw_away",
    "who_may_agree",
    "withdraw",
]
