"""What the community gives back. Money is the books'; a claim keeps what was asked and why that much."""

from welfare.models.benefits import Benefit, BenefitTable, Tier
from welfare.models.claims import Claim, Evidence, Opening, Voice
from welfare.models.handouts import MemberListHandout
from welfare.models.matching_grants import Match, MatchReceipt
from welfare.models.schemes import Enrolment, Round, Scheme, SchemeRule
from welfare.models.years import Year

__all__ = [
    "Benefit",
    "BenefitTable",
    "Claim",
    "Enrolment",
    "Evidence",
    "Match",
    "MatchReceipt",
    "MemberListHandout",
    "Opening",
    "Round",
    "Scheme",
    "SchemeRule",
    "Tier",
    "Voice",
    "Year",
]
