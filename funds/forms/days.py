"""What is asked on a working day: by-law, date, who is present, what lies in the box, the bank's slip."""

from decimal import Decimal

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from funds.forms.savings import AUTOFOCUS
from funds.models import Seat, WorkingDayBylaw
from funds.rules import working_days as working_days_rules
from ledger.users import shown_name
from villages.forms.bylaws import MEETING, BylawForm
from villages.forms.fields import COMING, PAST, BahtField, ThaiDateField, WholeField
from villages.forms.uploads import check_upload
from villages.models import Group

PIECES = [f"{face}" for face in working_days_rules.PIECES]


class WorkingDayBylawForm(BylawForm):
    """When the group sits and how much cash it may keep, from a day on."""

    day_of_month = forms.IntegerField(
        label=_("Day of the month"), min_value=1, max_value=31, widget=forms.NumberInput(AUTOFOCUS)
    )
    cash_limit = BahtField(label=_("Most cash kept in the box (baht)"), minimum=Decimal(0))
    second_look = BahtField(
        label=_("A second officer agrees to receipts above (baht)"),
        minimum=Decimal(0),
        help_text=_("Before the receipt exists. The checker reads them again before the count. 0 is never."),
    )
    unusual_times = forms.IntegerField(
        label=_("Ask once more above so many times the pledge or usual amount"),
        min_value=0,
        max_value=1000,
        help_text=_("The amount is then repeated in words for one more Enter. 0 is never."),
    )
    unusual_days = forms.IntegerField(
        label=_("Ask once more for a day further back than so many days"),
        min_value=0,
        max_value=3660,
        help_text=_("The day is then repeated in words for one more Enter. 0 is never."),
    )

    class Meta:
        model = WorkingDayBylaw
        fields = [*WorkingDayBylaw.own_fields(), *MEETING]
        labels = {"weekend": _("When that is a Saturday or Sunday")}

    field_order = Meta.fields


class PlanForm(forms.Form):
    on = ThaiDateField(COMING, label=_("Day"), widget=ThaiDateField.widget(AUTOFOCUS))
    groups = forms.ModelMultipleChoiceField(
        queryset=Group.objects.none(),
        label=_("Groups that sit together"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick the groups that sit that evening.")},
    )

    def __init__(self, *args, groups, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["groups"].queryset = groups


class MoveForm(forms.Form):
    on = ThaiDateField(COMING, label=_("Hold it on"), widget=ThaiDateField.widget(AUTOFOCUS))


class OpenForm(forms.Form):
    """Three people for the three duties, whoever else is present, and the float of every box."""

    present = forms.MultipleChoiceField(label=_("Also present"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, officers, boxes, **kwargs):
        super().__init__(*args, **kwargs)
        self.users = {str(user.pk): user for user, _roles, _takes in officers}
        people = [(str(user.pk), _called(user, roles), takes) for user, roles, takes in officers]
        for duty in Seat.HANDS:
            able = [(pk, name) for pk, name, takes in people if takes or duty == Seat.Duty.CHECKER]
            usual = next((str(user.pk) for user, roles, _takes in officers if duty in roles), "")
            self.fields[duty.value] = forms.ChoiceField(label=duty.label, choices=[("", "—"), *able], initial=usual)
        self.fields["receiver"].widget.attrs.update(AUTOFOCUS)
        self.fields["present"].choices = [(pk, name) for pk, name, _takes in people]
        for box in boxes:
            self.fields[f"float_{box.pk}"] = BahtField(
                label=_("Float counted into the box of %(book)s (baht)") % {"book": box.group_book.book},
                minimum=Decimal(0),
                initial=box.suggested,
                help_text=_cash_in_words(box),
            )
            if box.suggested > 0:
                self.fields[f"elsewhere_{box.pk}"] = forms.CharField(
                    label=_("Where the other cash of %(book)s lies") % {"book": box.group_book.book},
                    required=False,
                    max_length=300,
                    initial=box.words,
                    help_text=_("Only when less is counted into the box than its books say."),
                    widget=forms.TextInput({"autocomplete": "off"}),
                )
        self.order_fields([*[duty.value for duty in Seat.HANDS], "present"])

    def clean(self) -> dict:
        """One person has one duty."""
        super().clean()
        cleaned = self.cleaned_data
        chosen = [cleaned.get(duty.value) for duty in Seat.HANDS]
        for number, duty in enumerate(Seat.HANDS):
            if chosen[number] and chosen[number] in chosen[:number]:
                self.add_error(duty.value, _("One person is one hand. Choose somebody else."))
        return cleaned

    def seats(self) -> dict:
        """Users and their duties, as the service takes them."""
        duties = {self.users[pk]: "present" for pk in self.cleaned_data["present"]}
        return duties | {self.users[self.cleaned_data[duty.value]]: duty.value for duty in Seat.HANDS}

    def floats(self) -> dict[int, Decimal]:
        """Baht by box."""
        return self._by_box("float_")

    def elsewhere(self) -> dict[int, str]:
        """Words by box."""
        return self._by_box("elsewhere_")

    def _by_box(self, start: str) -> dict:
        names = [name for name in self.cleaned_data if name.startswith(start)]
        return {int(name.removeprefix(start)): self.cleaned_data[name] for name in names}


def _cash_in_words(box) -> str:
    """What the book holds in cash, and what of it is no float."""
    params = {"holds": f"{box.holds:,.2f}", "waits": f"{box.set_aside:,.2f}", "most": f"{box.suggested:,.2f}"}
    if box.set_aside:
        return (
            _(
                "By its books there are %(holds)s baht of cash. %(waits)s of them were counted on an earlier day and "
                "wait for the bank, so that %(most)s baht are for this box."
            )
            % params
        )
    return _("By its books this box holds %(holds)s baht.") % params


def _called(user, roles) -> str:
    return f"{shown_name(user)} ({', '.join(str(role.label) for role in roles)})"


class CountForm(forms.Form):
    """How many of each note and coin lie in a box (R3.11)."""

    kept = BahtField(
        label=_("Stays in the box as the next float (baht)"),
        minimum=Decimal(0),
        help_text=_("The rest goes to the bank."),
    )
    explanation = forms.CharField(
        label=_("Why cash is missing or too much"),
        required=False,
        max_length=300,
        help_text=_("Only when the count does not agree. No receipt is changed for it."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    responsible = forms.ChoiceField(label=_("Who answers for missing cash"), required=False)

    def __init__(self, *args, seats, box, **kwargs):
        pieces = box.pieces or {}
        first = {f"n_{face}": pieces.get(face) for face in PIECES}
        super().__init__(*args, **kwargs | {"initial": {"kept": box.kept, "explanation": box.explanation} | first})
        self.users = {str(seat.user_id): seat.user for seat in seats}
        people = [(str(seat.user_id), f"{seat} ({seat.get_duty_display()})") for seat in seats]
        self.fields["responsible"].choices = [("", "—"), *people]
        self.fields["responsible"].initial = box.responsible_id
        for face in PIECES:
            self.fields[f"n_{face}"] = WholeField(
                label=face,
                required=False,
                min_value=0,
                max_value=100_000,
                widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "data-face": face}),
            )
        self.fields[f"n_{PIECES[0]}"].widget.attrs.update(AUTOFOCUS)

    def faces(self):
        """The fields of all notes and coins."""
        return [self[f"n_{face}"] for face in PIECES]

    def pieces(self) -> dict[str, int]:
        """How many pieces of each face were counted."""
        return {face: self.cleaned_data[f"n_{face}"] or 0 for face in PIECES}

    def clean_responsible(self):
        """The user who answers for missing cash, or None."""
        return self.users.get(self.cleaned_data["responsible"])


class NoteForm(forms.Form):
    note = forms.CharField(
        label=_("What was found and decided"),
        max_length=300,
        widget=forms.TextInput(AUTOFOCUS | {"autocomplete": "off"}),
    )


class BankForm(forms.Form):
    amount = BahtField(label=_("Amount on the slip (baht)"), widget=BahtField.widget(AUTOFOCUS))
    on = ThaiDateField(PAST, label=_("Day on the slip"), initial=timezone.localdate)
    slip = forms.FileField(
        label=_("Photo of the slip (JPG, PNG or PDF)"),
        widget=forms.FileInput({"accept": "image/jpeg,image/png,application/pdf"}),
    )

    def clean_slip(self):
        """The photo or PDF of the slip, under a name of our own. Raises ValidationError for another file."""
        file = self.cleaned_data["slip"]
        kind = check_upload(file)
        file.name = f"slip.{kind.lower()}"
        return file


class SignForm(forms.Form):
    """Another officer signs on the same laptop, with their own password."""

    seat = forms.IntegerField(widget=forms.HiddenInput)
    password = forms.CharField(label=_("Password"), widget=forms.PasswordInput({"autocomplete": "off"}), strip=False)
