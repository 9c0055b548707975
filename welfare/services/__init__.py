"""What may be done to a welfare fund."""

from welfare.services.claims import add_evidence, appeal, decide, file, settle_appeal
from welfare.services.payments import ask_to_lapse, pay
from welfare.services.practice import throw_away
from welfare.services.schemes import come_back, enrol, set_rule
from welfare.services.tables import decide_table, draft_table, strike_benefit, write_benefit

__all__ = [
    "add_evidence",
    "appeal",
    "ask_to_lapse",
    "come_back",
    "decide",
    "decide_table",
    "draft_table",
    "enrol",
    "file",
    "pay",
    "set_rule",
    "settle_appeal",
    "strike_benefit",
    "throw_away",
    "write_benefit",
]
