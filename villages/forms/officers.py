"""What is asked about offices."""

from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from villages.forms.fields import COMING, RequestIdField, ThaiDateField
from villages.models import Group, Member, Person, Role
from villages.models.officers import NETWORK_ROLES
from villages.queries import people as people_queries


def reason_field() -> forms.CharField:
    """What the second officer reads."""
    return forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("For example: general meeting 1/2569, item 4")
    )


class AppointForm(forms.Form):
    """Somebody of the register of people gets a role."""

    who = forms.CharField(max_length=80, widget=forms.TextInput({"autocomplete": "off"}))
    role = forms.ChoiceField(label=_("Role"))
    on = ThaiDateField(COMING, label=_("From the day"), initial=timezone.localdate)
    until = ThaiDateField(COMING, label=_("Until the day"), required=False)
    reason = reason_field()
    request_id = RequestIdField(initial=uuid4)

    def __init__(self, *args, group: Group | None, names_stand_ins: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.group = group
        by_group, by_network = _("Citizen ID, or member number or name in this group"), _("Citizen ID")
        self.fields["who"].label = by_group if group else by_network
        self.fields["role"].choices = [
            (r.value, r.label)
            for r in Role
            if (r in NETWORK_ROLES) == (group is None) and (r != Role.STAND_IN or names_stand_ins)
        ]

    def clean_who(self) -> Person:
        """The one person of this name or number. Raises ValidationError for none and for several."""
        people = people_queries.people_named(self.group, self.cleaned_data["who"])
        if not people:
            raise ValidationError(_("Nobody in the register is called so. Write the person into the register first."))
        if len(people) > 1:
            names = ", ".join(str(one) for one in people[:9])
            raise ValidationError(_("Several are called so: %(names)s. Write one's number."), params={"names": names})
        return people[0].person if isinstance(people[0], Member) else people[0]


class EndForm(forms.Form):
    """An office ends with a day, or rests at once."""

    on = ThaiDateField(COMING, label=_("With the end of the day"), initial=timezone.localdate)
    urgent = forms.BooleanField(
        label=_("Urgent: the office rests at once, and another officer agrees later"), required=False
    )
    reason = reason_field()
    request_id = RequestIdField(initial=uuid4)


class LengthenForm(forms.Form):
    """An office that has an end gets a later one, or none."""

    until = ThaiDateField(
        COMING, label=_("Until the day"), required=False, help_text=_("Empty: until somebody ends it.")
    )
    reason = reason_field()
    request_id = RequestIdField(initial=uuid4)


class RenewForm(forms.Form):
    """An officer who forgot the password."""

    reason = reason_field()
    request_id = RequestIdField(initial=uuid4)
