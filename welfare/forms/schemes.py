from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ledger import thai
from villages.forms.bylaws import MEETING, BylawForm
from villages.forms.fields import COMING, PAST, BahtField, ThaiDateField
from villages.models import Member, Person, Village
from welfare.models import Enrolment, SchemeBylaw
from welfare.queries.days import STATES, Standing
from welfare.queries.rounds import Household

NEVER = _("0: never")


def share(label: Any, usual: int) -> forms.DecimalField:
    """A field for a share of each baht, from 0 to 100 percent."""
    return forms.DecimalField(label=label, min_value=0, max_value=100, max_digits=5, decimal_places=2, initial=usual)


class SchemeBylawForm(BylawForm):
    """The by-laws of a welfare fund from a day on."""

    a_day = BahtField(label=_("Baht a day"), initial=Decimal("1.00"))
    entry_fee = BahtField(label=_("Entry fee (baht)"), minimum=Decimal(0), help_text=_("0 when there is none"))
    youngest = forms.IntegerField(label=_("Takes members from what age"), min_value=0, max_value=150, initial=0)
    oldest = forms.IntegerField(label=_("Takes members up to what age"), min_value=0, max_value=150, initial=150)
    wait_days = forms.IntegerField(
        label=_("Days of saving before the first benefit"), min_value=0, max_value=30000, initial=180
    )
    wait_strict = forms.BooleanField(
        label=_("Benefits begin the day after the last of these days"), required=False, initial=True
    )
    suspend_after = forms.IntegerField(
        label=_("Benefits rest after so many unpaid days"), min_value=0, max_value=30000, initial=90, help_text=NEVER
    )
    rewait = forms.BooleanField(label=_("Who rested and paid up waits anew"), required=False, initial=True)
    end_after = forms.IntegerField(
        label=_("Membership ends after so many unpaid days"), min_value=0, max_value=30000, initial=0, help_text=NEVER
    )
    refunds = forms.BooleanField(
        label=_("Who leaves and never received anything gets back what they gave"), required=False
    )
    defers = forms.BooleanField(label=_("Days paid ahead are income only when they come"), required=False)
    benefits_share = share(_("Part of the money for benefits (%)"), 50)
    growth_share = share(_("Part for education and enterprise (%)"), 30)
    reserve_share = share(_("Part for reserve and pension (%)"), 20)

    class Meta:
        model = SchemeBylaw
        fields = [*SchemeBylaw.own_fields(), *MEETING]

    field_order = Meta.fields

    def clean(self) -> dict:
        """The three shares make 100 per cent (R1.30); the ages let somebody in."""
        super().clean()
        cleaned = self.cleaned_data
        shares = [cleaned.get(f"{subfund}_share") for subfund in ("benefits", "growth", "reserve")]
        if None not in shares and (whole := sum(share for share in shares if share is not None)) != 100:
            self.add_error("reserve_share", _("The three parts make %(sum)s %%. Make them 100.") % {"sum": whole})
        if None not in (cleaned.get("youngest"), cleaned.get("oldest")) and cleaned["youngest"] > cleaned["oldest"]:
            self.add_error("oldest", _("Nobody is between these ages. Check them."))
        return cleaned


SPONSOR = _("Who pays for them, if they cannot")


class EnrolForm(forms.Form):
    member = forms.ModelChoiceField(Member.objects.none(), label=_("Member"), empty_label=None)
    plan = forms.TypedChoiceField(label=_("Days paid at a time"), choices=Enrolment.Plan, coerce=int)
    on = ThaiDateField(PAST, label=_("From the day"), initial=timezone.localdate)

    sponsor_name = forms.CharField(label=SPONSOR, max_length=120, required=False)

    def __init__(self, *args, members, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = members


class FamilyForm(forms.Form):
    """Who of a household begins, all together."""

    people = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label=_("Who begins"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick who begins.")},
    )
    plan = forms.TypedChoiceField(label=_("Days paid at a time"), choices=Enrolment.Plan, coerce=int)
    on = ThaiDateField(PAST, label=_("From the day"), initial=timezone.localdate)
    guardian = forms.ModelChoiceField(
        Person.objects.none(), label=_("Guardian of those under 20"), required=False, empty_label="–"
    )
    sponsor_name = forms.CharField(label=SPONSOR, max_length=120, required=False)

    def __init__(self, *args, household: Household, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = household.free
        self.fields["people"].label_from_instance = self.described
        self.fields["guardian"].queryset = household.adults
        self.initial.update({"people": household.free, "guardian": household.adults.first()})

    def described(self, person: Person) -> str:
        return _("%(person)s, %(age)d years") % {"person": person, "age": person.age(timezone.localdate())}


class RoundForm(forms.Form):
    """Days on which villages enrol."""

    name = forms.CharField(label=_("Name of the round"), max_length=80, help_text=_("For example: first round"))
    opens = ThaiDateField(COMING, label=_("From the day"), initial=timezone.localdate)
    closes = ThaiDateField(COMING, label=_("To the day"))
    target = forms.IntegerField(
        label=_("How many members each village hopes for"), min_value=1, max_value=10000, initial=30
    )
    villages = forms.ModelMultipleChoiceField(
        Village.objects.none(), label=_("Villages"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, villages, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["villages"].queryset = villages
        self.initial["villages"] = villages


class FindForm(forms.Form):
    """Whom one looks for among those who give."""

    q = forms.CharField(label=_("Name or number"), max_length=60, required=False)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All")), *((key, text) for key, text in STATES.items())]
    )

    def find(self, standings: Iterable[Standing]) -> list[Standing]:
        """Those whose name or number contains the text, and whose membership has the status."""
        submitted = self.cleaned_data if self.is_valid() else {}
        text, state = thai.comparable(submitted.get("q", "")), submitted.get("state", "")
        named = [each for each in standings if text in thai.comparable(each.enrolment.member)]
        return [each for each in named if each.status.state == state] if state else named


class SponsorForm(forms.Form):
    sponsor_name = forms.CharField(label=SPONSOR, max_length=120, required=False)
