from villages.forms.accounts import ActivateForm
from villages.forms.fields import BahtField, PeriodForm, RequestIdField, ThaiDateField
from villages.forms.groups import AppointForm, GroupForm, NewGroupForm, VillageForm
from villages.forms.people import CitizenIdField, FindPersonForm, JoinForm, LeaveForm, NomineesForm, PersonForm

__all__ = [
    "ActivateForm",
    "AppointForm",
    "BahtField",
    "CitizenIdField",
    "FindPersonForm",
    "GroupForm",
    "JoinForm",
    "LeaveForm",
    "NewGroupForm",
    "NomineesForm",
    "PeriodForm",
    "PersonForm",
    "RequestIdField",
    "ThaiDateField",
    "VillageForm",
]
