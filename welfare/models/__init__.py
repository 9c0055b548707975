"""What the community gives back. Money is in the books; a claim has what was asked for and how it was computed."""

from welfare.models.benefits import Benefit, BenefitTable, Tier
from welfare.models.claims import Claim, Evidence, EvidenceView, Vote
from welfare.models.handouts import MemberListHandout
from welfare.models.matching_grants import MatchingGrant, MatchingGrantReceipt
from welfare.models.schemes import Enrolment, Round, Scheme, SchemeBylaw
from welfare.models.years import Year

__all__ = [
    "Benefit",
    "BenefitTable",
    "Claim",
    "Enrolment",
    "Evidence",
    "MatchingGrant",
    "MatchingGrantReceipt",
    "MemberListHandout",
    "EvidenceView",
    "Round",
    "Scheme",
    "SchemeBylaw",
    "Tier",
    "Vote",
    "Year",
]
