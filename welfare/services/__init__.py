"""What may be done to a welfare fund."""

from welfare.services.claims import add_evidence, appeal, decide, file, open_evidence, settle_appeal
from welfare.services.days import recognise
from welfare.services.handouts import hand_out_members
from welfare.services.matches import ask_to_receive, declare
from welfare.services.payments import ask_to_lapse, pay
from welfare.services.pensions import agree_to_pensions, write_pensions
from welfare.services.practice import throw_away
from welfare.services.schemes import come_back, enrol, enrol_family, name_sponsor, open_round, propose_rule
from welfare.services.tables import draft_table, strike_benefit, write_benefit
from welfare.services.years import ask_to_close

__all__ = [
    "add_evidence",
    "agree_to_pensions",
    "appeal",
    "ask_to_close",
    "ask_to_lapse",
    "ask_to_receive",
    "come_back",
    "decide",
    "declare",
    "draft_table",
    "enrol",
    "enrol_family",
    "file",
    "hand_out_members",
    "name_sponsor",
    "open_evidence",
    "open_round",
    "pay",
    "recognise",
    "propose_rule",
    "settle_appeal",
    "strike_benefit",
    "throw_away",
    "write_benefit",
    "write_pensions",
]
