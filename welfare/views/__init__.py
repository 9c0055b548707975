"""The pages of welfare funds."""

from welfare.views.claims import (
    add_evidence,
    appeal,
    claim,
    claims,
    come_back,
    decide,
    evidence,
    file_claim,
    member,
    mine,
    pay,
    settle_appeal,
)
from welfare.views.fund import days, enrol, rule
from welfare.views.tables import decide_table, draft_table, line, strike_line, table, tables

__all__ = [
    "add_evidence",
    "appeal",
    "claim",
    "claims",
    "come_back",
    "days",
    "decide",
    "decide_table",
    "draft_table",
    "enrol",
    "evidence",
    "file_claim",
    "line",
    "member",
    "mine",
    "pay",
    "rule",
    "settle_appeal",
    "strike_line",
    "table",
    "tables",
]
