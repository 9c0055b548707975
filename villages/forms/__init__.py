from villages.forms.accounts import ActivateForm
from villages.forms.bylaws import MEETING, ByLawForm
from villages.forms.fields import (
    COMING,
    LARGEST,
    PAST,
    BahtField,
    PaperField,
    PeriodForm,
    RequestIdField,
    ThaiDateField,
    WholeField,
    form_id,
    needed,
)
from villages.forms.groups import GroupForm, NewGroupForm, VillageForm
from villages.forms.officers import AppointForm, EndForm, LengthenForm, RenewForm
from villages.forms.people import (
    CitizenIdField,
    FindPersonForm,
    GuardianForm,
    JoinForm,
    NomineesForm,
    PersonForm,
    RegisterForm,
)

__all__ = [
    "COMING",
    "LARGEST",
    "MEETING",
    "PAST",
    "ActivateForm",
    "AppointForm",
    "BahtField",
    "ByLawForm",
    "CitizenIdField",
    "EndForm",
    "FindPersonForm",
    "GroupForm",
    "GuardianForm",
    "JoinForm",
    "LengthenForm",
    "NewGroupForm",
    "NomineesForm",
    "PaperField",
    "PeriodForm",
    "PersonForm",
    "RegisterForm",
    "RenewForm",
    "RequestIdField",
    "ThaiDateField",
    "VillageForm",
    "WholeField",
    "form_id",
    "needed",
]
