import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from villages.tables import BahtColumn, DayColumn


class ClaimTable(tables.Table):
    """Every claim of a fund, the last one filed first, unless asked otherwise."""

    links = True  # the heads sort

    number = tables.Column(verbose_name=_("No."), order_by=("pk",))
    member = tables.Column(
        accessor="enrolment__member", verbose_name=_("Member"), order_by=("enrolment__member__number",)
    )
    benefit = tables.Column(verbose_name=_("Benefit"), order_by=("benefit__name",))
    event_on = DayColumn(verbose_name=_("The day it happened"))
    filed_on = DayColumn(verbose_name=_("Written down"))
    paid_on = DayColumn(accessor="payment__on", verbose_name=_("Paid out"), default="–")
    amount = BahtColumn(verbose_name=_("Amount (baht)"))
    state = tables.Column(verbose_name=_("State"), accessor="get_state_display", order_by=("state",))

    class Meta:
        empty_text = _("No claim is found. Change the search.")

    def __init__(self, *args, group, **kwargs):
        self.group = group
        super().__init__(*args, **kwargs)

    def render_number(self, value, record):
        return format_html('<a href="{}">{}</a>', reverse("welfare:claim", args=[self.group.slug, record.pk]), value)
