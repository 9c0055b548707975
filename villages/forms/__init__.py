from villages.forms.accounts import ActivateForm
from villages.forms.fields import LARGEST, BahtField, PaperField, PeriodForm, RequestIdField, ThaiDateField
from villages.forms.groups import AppointForm, GroupForm, NewGroupForm, VillageForm
from villages.forms.people import (
    CitizenIdField,
    FindPersonForm,
    GuardianForm,
    JoinForm,
    NomineesForm,
    PersonForm,
)

__all__ = [
    "LARGEST",
    "ActivateForm",
    "AppointForm",
    "BahtField",
    "CitizenIdField",
    "FindPersonForm",
    "GroupForm",
    "GuardianForm",
    "JoinForm",
    "NewGroupForm",
    "NomineesForm",
    "PaperField",
    "PeriodForm",
    "PersonForm",
    "RequestIdField",
    "ThaiDateField",
    "VillageForm",
]
