from welfare.forms.schemes import EnrolForm, SchemeRuleForm

__all__ = ["EnrolForm", "SchemeRuleForm"]
