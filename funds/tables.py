import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from funds.models import Receipt, UnknownTransfer
from ledger.users import shown_name
from villages.tables import MONEY, BahtColumn, DayColumn, label


class ReceiptTable(tables.Table):
    """The register of receipts (ทะเบียนคุมใบเสร็จ)."""

    number = tables.Column(accessor="entry__number", verbose_name=_("No."), order_by=("entry__seq",))
    on = DayColumn(accessor="entry__on", verbose_name=_("Day"))
    member = tables.Column(verbose_name=_("Member"), order_by=("member__person__sort_key",))
    memo = tables.Column(accessor="entry__memo", verbose_name=_("Item"), orderable=False)
    total = BahtColumn(verbose_name=_("Amount (baht)"))
    received_by = tables.Column(verbose_name=_("Receiver"), orderable=False)
    by = tables.Column(accessor="entry__by", verbose_name=_("Recorded by"), orderable=False)

    class Meta:
        model = Receipt
        fields: list[str] = []
        sequence = ["number", "on", "member", "memo", "total", "received_by", "by"]
        attrs = {"class": "table table-stack", "td": {"data-label": label}}
        empty_text = _("No receipts yet. The first deposit makes the first one.")

    def __init__(self, *args, group, **kwargs):
        self.group = group
        super().__init__(*args, **kwargs)

    def render_number(self, value, record):
        return format_html('<a href="{}">{}</a>', reverse("funds:receipt", args=[self.group.slug, record.pk]), value)

    def render_memo(self, value, record):
        if hasattr(record.entry, "reversal"):
            return format_html('<span>{} <span class="tag attention">{}</span></span>', value, _("reversed"))
        return value

    def render_received_by(self, value):
        return shown_name(value)


class TransferTable(tables.Table):
    """Transfers that came without a name."""

    number = tables.Column(accessor="entry__number", verbose_name=_("No."), order_by=("entry__seq",))
    on = DayColumn(accessor="entry__on", verbose_name=_("Day"))
    memo = tables.Column(accessor="entry__memo", verbose_name=_("What the bank wrote"), orderable=False)
    amount = BahtColumn(verbose_name=_("Amount (baht)"))
    remains = BahtColumn(verbose_name=_("Not identified yet (baht)"), dash=True)
    days = tables.Column(verbose_name=_("Days"), orderable=False, attrs=MONEY)

    class Meta:
        model = UnknownTransfer
        fields: list[str] = []
        sequence = ["number", "on", "memo", "amount", "remains", "days"]
        attrs = {"class": "table table-stack", "td": {"data-label": label}}
        empty_text = _("No transfer came without a name.")

    def __init__(self, *args, group, **kwargs):
        self.group = group
        super().__init__(*args, **kwargs)

    def render_number(self, value, record):
        return format_html('<a href="{}">{}</a>', reverse("funds:transfer", args=[self.group.slug, record.pk]), value)

    def render_memo(self, value, record):
        if hasattr(record.entry, "reversal"):
            return format_html('<span>{} <span class="tag attention">{}</span></span>', value, _("reversed"))
        return value

    def render_days(self, value, record):
        return value if record.is_open else "–"
