"""The pages of welfare funds."""

from welfare.views.claims import (
    add_evidence,
    appeal,
    ask_to_lapse,
    card,
    claim,
    claims,
    come_back,
    decide,
    evidence,
    file_claim,
    member,
    pay,
    settle_appeal,
    voucher,
)
from welfare.views.enrolling import (
    days,
    enrol,
    enrol_family,
    enrol_household,
    enrolment_rounds,
    name_sponsor,
    open_round,
    rule,
)
from welfare.views.matches import declare_match, hand_out_members, match_came, matched, matches
from welfare.views.mine import mine, my_appeal, my_claim, my_evidence, my_file
from welfare.views.pensions import agree_to_pensions, pensions, pensions_pdf, write_pensions
from welfare.views.projection import projection
from welfare.views.public import network, public
from welfare.views.register import register
from welfare.views.tables import draft_table, line, strike_line, table, tables
from welfare.views.years import close_year, fund, recognise, year, year_pdf

__all__ = [
    "add_evidence",
    "agree_to_pensions",
    "appeal",
    "ask_to_lapse",
    "card",
    "claim",
    "claims",
    "close_year",
    "come_back",
    "days",
    "decide",
    "declare_match",
    "draft_table",
    "enrol",
    "enrol_family",
    "enrol_household",
    "enrolment_rounds",
    "evidence",
    "file_claim",
    "hand_out_members",
    "fund",
    "line",
    "match_came",
    "matched",
    "matches",
    "member",
    "mine",
    "my_appeal",
    "my_claim",
    "my_evidence",
    "my_file",
    "name_sponsor",
    "network",
    "open_round",
    "pay",
    "pensions",
    "pensions_pdf",
    "projection",
    "public",
    "recognise",
    "register",
    "rule",
    "settle_appeal",
    "strike_line",
    "table",
    "tables",
    "voucher",
    "write_pensions",
    "year",
    "year_pdf",
]
