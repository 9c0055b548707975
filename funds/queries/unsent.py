"""Reads of what devices have not sent: who may still hold rows of a day, and rows that ended apart from the sheet."""

from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from funds.models import Device, UnsentRow, WorkingDay

SILENT = timedelta(minutes=1)  # an open sheet reports every ten seconds


def devices(day: WorkingDay) -> QuerySet[Device]:
    """The devices that may hold rows of a day: they reported some, or they do not report any more."""
    silent = Q(heard_at__lt=timezone.now() - SILENT)
    return day.devices.filter(silent | Q(rows__gt=0)).select_related("user").order_by("heard_at")


def unsent_rows(day: WorkingDay) -> QuerySet[UnsentRow]:
    """The rows of a day that ended apart from its sheet, with the receipts they were recorded under."""
    rows = day.unsent_rows.select_related("person", "written_by", "by")
    return rows.prefetch_related("receipts__receipt__entry")
