import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from ledger import thai
from ledger.birthdays import BirthdayPrecision


def label(bound_column) -> str:
    """What stands before a value when a phone stacks the row."""
    return bound_column.header


MONEY = {"td": {"class": "money", "data-label": label}, "th": {"class": "money"}}


class BahtColumn(tables.Column):
    """Baht to the right, with two decimals; `dash` writes zero as a dash."""

    def __init__(self, *args, dash: bool = False, **kwargs):
        self.dash = dash
        super().__init__(*args, **{"attrs": MONEY, **kwargs})

    def render(self, value):
        return thai.money(value, dash=self.dash)


class DayColumn(tables.Column):
    """A day as pages write it: 25 ก.ย. 48."""

    def render(self, value):
        return thai.short_date(value)


class MemberTable(tables.Table):
    """A group's register in dictionary order, unless asked otherwise."""

    links = True  # the heads sort

    number = tables.Column(verbose_name=_("No."))
    person = tables.Column(verbose_name=_("Name"), order_by=("person__sort_key",))
    masked = tables.Column(accessor="person__masked_id", verbose_name=_("Citizen ID"), orderable=False)
    born_on = tables.Column(accessor="person__born_on", verbose_name=_("Born on"))
    address = tables.Column(accessor="person__address", verbose_name=_("Address"), orderable=False)
    joined_on = DayColumn(verbose_name=_("Joined"))
    left_on = DayColumn(verbose_name=_("Left"), default="")

    class Meta:
        attrs = {"class": "table table-stack", "td": {"data-label": label}}
        empty_text = _("Nobody here yet. Enter members one by one, or bring the register from Excel.")

    def __init__(self, *args, group, **kwargs):
        self.group = group
        super().__init__(*args, **kwargs)

    def render_person(self, value, record):
        return format_html('<a href="{}">{}</a>', reverse("villages:member", args=[self.group.slug, record.pk]), value)

    def render_born_on(self, record):
        birthday = record.person.birthday
        return thai.short_date(birthday.born_on) if birthday.precision == BirthdayPrecision.DAY else str(birthday)
