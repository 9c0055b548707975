from decimal import Decimal
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from villages.forms.fields import COMING, PAST, BahtField, RequestIdField, ThaiDateField, needed
from villages.forms.uploads import PaperField
from villages.models import Member, Nominee
from villages.queries import people as people_queries
from welfare.models import Benefit, Enrolment


class ClaimForm(forms.Form):
    """What happened, as far as this benefit asks, and the papers that prove it."""

    event_on = ThaiDateField(PAST, label=_("The day it happened"), initial=timezone.localdate)
    nights = forms.IntegerField(
        label=_("Nights"),
        min_value=1,
        max_value=365,
        help_text=_("Only nights already spent. A stay belongs to the year of its first day."),
    )
    about = forms.CharField(label=_("Name of whom it happened to"), max_length=160)
    measured = forms.DecimalField(min_value=0, max_value=9999, decimal_places=2)
    asked = BahtField(label=_("Amount asked for (baht)"))
    nominee = forms.ModelChoiceField(Nominee.objects.none(), label=_("Who receives the money"), required=False)
    payee = forms.CharField(label=_("Who fetches the money, if not the member"), max_length=160, required=False)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
    request_id = RequestIdField(initial=uuid4)

    def __init__(self, *args, benefit: Benefit, member: Member, **kwargs):
        super().__init__(*args, **kwargs)
        died = benefit.kind == Benefit.Kind.DEATH and benefit.whom == Benefit.Whom.SELF
        self.fields["measured"].label = benefit.measure
        if benefit.way == Benefit.Way.NIGHT:
            self.fields["event_on"].label = _("First day of the stay")
            self.fields["event_on"].initial = None  # never today: a night is asked for once it was spent
        unasked = {
            "nights": benefit.way != Benefit.Way.NIGHT,
            "about": benefit.whom == Benefit.Whom.SELF,
            "measured": benefit.measure_least is None,
            "asked": benefit.way != Benefit.Way.RESOLUTION,
            "nominee": not died,
        }
        for name, not_asked in unasked.items():
            if not_asked:
                del self.fields[name]
        if died:
            self.fields["nominee"].queryset = people_queries.nominees_of_the_dead(member)
            self.fields["event_on"].initial = member.person.died_on
        self.papers = benefit.papers
        for place, paper in enumerate(self.papers):
            self.fields[f"paper_{place}"] = needed(
                PaperField(label=paper, required=False), _("needed, may be handed in later")
            )
        self.order_fields([*(name for name in self.fields if name not in ("note", "request_id")), "note", "request_id"])

    def asked_for(self) -> dict:
        """The arguments of the service."""
        params = {name: value for name, value in self.cleaned_data.items() if not name.startswith("paper_")}
        given = [(paper, self.cleaned_data[f"paper_{place}"]) for place, paper in enumerate(self.papers)]
        return params | {
            "papers": [(name, file) for name, file in given if file],
            "asked": params.get("asked", Decimal(0)),
        }


class EvidenceForm(forms.Form):
    name = forms.ChoiceField(label=_("Which paper"))
    paper = PaperField()

    def __init__(self, *args, missing: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].choices = [(name, name) for name in missing]


class ReasonForm(forms.Form):
    reason = needed(forms.CharField(label=_("Reason"), max_length=300, required=False), _("needed to deny"))
    drawn_by = forms.CharField(
        label=_("Board's resolution to draw on the reserve, if the pot is empty"), max_length=120, required=False
    )


class TryForm(forms.Form):
    """Whom a table is tried with, and for which day."""

    member = forms.ModelChoiceField(Enrolment.objects.none(), label=_("Member"), empty_label=None)
    on = ThaiDateField(COMING, shown_back=False, label=_("The day it happened"), initial=timezone.localdate)

    def __init__(self, *args, enrolments, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = enrolments


class DayForm(forms.Form):
    """For which day the benefits are shown."""

    on = ThaiDateField(COMING, shown_back=False, label=_("Another day"), initial=timezone.localdate)
