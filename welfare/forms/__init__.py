from welfare.forms.claims import ClaimForm, DayForm, EvidenceForm, ReasonForm, TryForm
from welfare.forms.projection import WhatIfForm
from welfare.forms.schemes import EnrolForm, FamilyForm, FindForm, RoundForm, SchemeRuleForm, SponsorForm
from welfare.forms.tables import BenefitForm, TableForm
from welfare.forms.years import CloseYearForm, HandOutForm, MatchCameForm, MatchForm

__all__ = [
    "BenefitForm",
    "ClaimForm",
    "CloseYearForm",
    "DayForm",
    "EnrolForm",
    "EvidenceForm",
    "FamilyForm",
    "FindForm",
    "HandOutForm",
    "MatchCameForm",
    "MatchForm",
    "ReasonForm",
    "RoundForm",
    "SchemeRuleForm",
    "SponsorForm",
    "TableForm",
    "TryForm",
    "WhatIfForm",
]
