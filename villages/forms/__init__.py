from villages.forms.accounts import ActivateForm
from villages.forms.bylaws import MEETING, ByLawForm
from villages.forms.fields import LARGEST, BahtField, PaperField, PeriodForm, RequestIdField, ThaiDateField, form_id
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
    "MEETING",
    "ActivateForm",
    "AppointForm",
    "BahtField",
    "ByLawForm",
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
    "form_id",
]
