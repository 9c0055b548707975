from welfare.forms.claims import ClaimForm, EvidenceForm, ReasonForm
from welfare.forms.schemes import EnrolForm, SchemeRuleForm
from welfare.forms.tables import BenefitForm, TableForm

__all__ = ["BenefitForm", "ClaimForm", "EnrolForm", "EvidenceForm", "ReasonForm", "SchemeRuleForm", "TableForm"]
