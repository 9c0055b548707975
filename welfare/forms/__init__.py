from welfare.forms.claims import ClaimForm, DayForm, EvidenceForm, ReasonForm
from welfare.forms.schemes import EnrolForm, SchemeRuleForm
from welfare.forms.tables import BenefitForm, TableForm

__all__ = [
    "BenefitForm",
    "ClaimForm",
    "DayForm",
    "EnrolForm",
    "EvidenceForm",
    "ReasonForm",
    "SchemeRuleForm",
    "TableForm",
]
