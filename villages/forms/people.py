import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ledger import thai
from villages import titles
from villages.forms.fields import PAST, BahtField, BirthdayField, RequestIdField, ThaiDateField
from villages.models import Group, Member, Nominee, Person, Village
from villages.models.people import PRACTICE
from villages.queries import groups as groups_queries
from villages.queries import people as people_queries


class CitizenIdField(forms.CharField):
    """Thirteen digits, with dashes, spaces or Thai digits as it stands on the card (R9.6).

    `or_network` takes the eight digits that the network gave to who has no card too (R0.15).
    """

    def __init__(self, *, or_network: bool = False, **kwargs):
        self.read = thai.identity if or_network else thai.citizen_id
        super().__init__(**kwargs)

    def to_python(self, value):
        """The 13 digits. Raises ValidationError for what is no citizen ID."""
        text = super().to_python(value)
        if not text:
            return text
        try:
            return self.read(text)
        except ValueError as fault:
            raise ValidationError(_("This is not a citizen ID. Copy the 13 digits from the card once more.")) from fault


class SuggestInput(forms.TextInput):
    """A text field that offers the usual answers and takes any other."""

    def __init__(self, name: str, answers: Iterable[str]):
        super().__init__({"list": name})
        self.name, self.answers = name, list(answers)

    def render(self, *args, **kwargs) -> SafeString:
        """The field with its answers to choose from."""
        offered = format_html_join("", '<option value="{}"></option>', ([answer] for answer in self.answers))
        return format_html('{}<datalist id="{}">{}</datalist>', super().render(*args, **kwargs), self.name, offered)


class PersonForm(forms.ModelForm):
    """What is known of a person; the citizen ID is written once and never changed."""

    # Django takes a field off the class, so that it never hides the `prefix` of a form.
    prefix = forms.CharField(  # type: ignore[assignment]
        label=_("Title"), max_length=20, widget=SuggestInput("titles", titles.OFFERED)
    )
    first_name = forms.CharField(label=_("First name"), max_length=80)
    last_name = forms.CharField(label=_("Last name"), max_length=80, required=False)
    born_on = BirthdayField(label=_("Born on"))
    house_no = forms.CharField(label=_("House no."), max_length=20, required=False)
    village = forms.ModelChoiceField(Village.objects.all(), label=_("Village"), required=False)
    phone = forms.CharField(
        label=_("Telephone"), max_length=20, required=False, widget=forms.TextInput({"inputmode": "tel"})
    )

    # Asked only where a title stands before the first name.
    as_written = forms.BooleanField(label=_("The name really begins so"), required=False, widget=forms.HiddenInput)

    field_order = ["prefix", "first_name", "as_written"]

    class Meta:
        model = Person
        fields = ["prefix", "first_name", "last_name", "born_on", "house_no", "village", "phone"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["born_on"].stored = self.initial["born_on"] = self.instance.birthday

    def clean(self) -> dict:
        """The birthday with how far it is known, and the title as the register stores it."""
        super().clean()
        cleaned = self.cleaned_data
        if birthday := cleaned.get("born_on"):
            cleaned |= {"born_on": birthday.born_on, "birthday_precision": birthday.precision.value}
        if not cleaned.pop("as_written", False):
            self._ask_about_a_second_title(cleaned.get("prefix", ""), cleaned.get("first_name", ""))
        cleaned["prefix"] = titles.stored(cleaned.get("prefix", ""))
        return cleaned

    def _ask_about_a_second_title(self, prefix: str, first_name: str) -> None:
        """นาย and “นายสมชาย” would be printed นายนายสมชาย (R9.8)."""
        if name := titles.doubled(prefix, first_name):
            self.fields["as_written"].widget = forms.CheckboxInput()
            words = _("A title stands before the name already. Write only “%(name)s”, or say that the name begins so.")
            self.add_error("first_name", ValidationError(words, params={"name": name}))


class RegisterForm(PersonForm):
    """What is changed in the register; a house of an officer or of their kin waits for a second officer (R0.10)."""

    request_id = RequestIdField(initial=uuid4, required=False)


class WhyForm(forms.Form):
    """What the second officer reads of who has no citizen ID."""

    reason = forms.CharField(
        label=_("Why is there no citizen ID"), max_length=300, help_text=_("For example: birth was never registered")
    )
    request_id = RequestIdField(initial=uuid4)


class WriteIdForm(WhyForm):
    """The citizen ID of who joined without one."""

    citizen_id = CitizenIdField(
        label=_("Citizen ID"), max_length=20, widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"})
    )
    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=_("For example: ID card of 1 June 2569 seen"))

    field_order = ["citizen_id", "reason"]


COLUMNS = ("name", "relation", "share")


class NomineesForm(forms.Form):
    """Up to three who receive the member's money; their shares make 100 (R3.29)."""

    ROWS = 3

    def __init__(self, *args, group: Group, **kwargs):
        super().__init__(*args, **kwargs)
        self.group = group
        for i in range(1, self.ROWS + 1):
            number = {"n": i}
            self.fields[f"name_{i}"] = forms.CharField(
                label=_("Beneficiary %(n)d") % number,
                max_length=160,
                required=False,
                help_text=_("The name; of who is in the register, the member number here or the citizen ID instead."),
            )
            self.fields[f"relation_{i}"] = forms.CharField(
                label=_("Relation %(n)d") % number, max_length=60, required=False
            )
            self.fields[f"share_{i}"] = BahtField(
                label=_("Share %(n)d (per cent)") % number, required=False, minimum=Decimal("0.01")
            )

    def clean(self) -> None:
        """A number in place of a name finds the person (R0.10)."""
        for i in range(1, self.ROWS + 1):
            written = self.cleaned_data.get(f"name_{i}", "")
            if not re.search("[0-9]", thai.digits(written)):
                continue
            matches = people_queries.people_named(self.group, written)
            if len(matches) == 1:
                self.cleaned_data[f"name_{i}"] = matches[0].person if isinstance(matches[0], Member) else matches[0]
            else:
                self.add_error(f"name_{i}", _("Nobody here has this number. Write the name instead."))

    def named(self) -> list[tuple[str | Person, str, Decimal]]:
        """(name or person, relation, per cent) of the rows in which anything was written."""
        rows = [[self.cleaned_data[f"{column}_{i}"] for column in COLUMNS] for i in range(1, self.ROWS + 1)]
        return [(name, relation, share or Decimal(0)) for name, relation, share in rows if name or relation or share]

    @classmethod
    def written(cls, nominees: Iterable[Nominee]) -> dict[str, Any]:
        """What stands in the form when it begins with beneficiaries already named."""
        return {
            f"{column}_{i}": getattr(nominee, column) for i, nominee in enumerate(nominees, 1) for column in COLUMNS
        }


class FindPersonForm(forms.Form):
    """Joining begins with the ID card: who is already known is not typed again. Practice brings an invented one."""

    citizen_id = CitizenIdField(
        label=_("Citizen ID"),
        or_network=True,
        max_length=20,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, *args, group: Group, **kwargs):
        super().__init__(*args, **kwargs)
        self.group = group
        if group.is_practice:
            self.initial["citizen_id"] = groups_queries.invented_id(group)
            self.fields["citizen_id"].help_text = _("For practice: this number is invented, as the person will be.")

    def clean_citizen_id(self) -> str:
        """A number that may be looked up here. Raises ValidationError for another."""
        number = self.cleaned_data["citizen_id"]
        if len(number) < 13 and not people_queries.known_to(self.group).filter(network_id=number).exists():
            raise ValidationError(
                _("Nobody here has this number. Write the citizen ID, or choose “No citizen ID at all”.")
            )
        if self.group.is_practice and not number.startswith(self.group.practice_ids):
            raise ValidationError(_("Real people stay out of practice. Use the invented number that stood here."))
        if not self.group.is_practice and number.startswith(PRACTICE):
            raise ValidationError(_("No ID card has this number: it was invented for practice. Copy it from the card."))
        return number


class GuardianForm(forms.Form):
    """Who stands beside a member under twenty (R3.27)."""

    guardian = forms.CharField(
        label=_("Guardian"),
        max_length=20,
        required=False,
        help_text=_("Needed for a member under 20: the guardian's member number here, or citizen ID."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    def __init__(self, *args, group: Group, **kwargs):
        super().__init__(*args, **kwargs)
        self.group = group

    def clean_guardian(self) -> Person | None:
        """The person with this number, or None. Raises ValidationError where nobody has it."""
        text = thai.digits(self.cleaned_data["guardian"]).strip()
        if not text:
            return None
        guardian = (
            people_queries.known_to(self.group)
            .filter(
                people_queries.numbered(re.sub(r"[\s-]", "", text))
                | Q(memberships__group=self.group, memberships__number=text)
            )
            .first()
        )
        if guardian is None:
            raise ValidationError(_("Nobody here has this number. Make the guardian a member first."))
        return guardian


class JoinForm(GuardianForm):
    """From which day, and for somebody under twenty with whom."""

    on = ThaiDateField(PAST, label=_("Joins on"), initial=timezone.localdate)

    field_order = ["on", "guardian"]
