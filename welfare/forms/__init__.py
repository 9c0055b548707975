from welfare.forms.claims import ClaimForm, DayForm, EvidenceForm, ReasonForm, TryForm
from welfare.forms.projection import WhatIfForm
from welfare.forms.schemes import EnrolForm, FamilyForm, RoundForm, SchemeRuleForm, SponsorForm
from welfare.forms.tables import BenefitForm, TableForm
from welfare.forms.years import CloseYearForm, MatchCameForm, MatchForm

__all__ = [
    "BenefitForm",
    "ClaimForm",
    "CloseYearForm",
    "DayForm",
    "EnrolForm",
    "EvidenceForm",
    "FamilyForm",
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
