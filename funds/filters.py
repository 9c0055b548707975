import django_filters as filters
from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from funds.models import Receipt
from ledger import thai
from villages.forms import ThaiDateField


class ThaiDateFilter(filters.Filter):
    field_class = ThaiDateField


class ReceiptFilter(filters.FilterSet):
    q = filters.CharFilter(method="search", label=_("Number or name"))
    on = ThaiDateFilter(field_name="entry__on", label=_("Day"))
    received_by = filters.ModelChoiceFilter(queryset=User.objects.none(), label=_("Receiver"))

    class Meta:
        model = Receipt
        fields: list[str] = []

    def __init__(self, *args, group, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["received_by"].queryset = User.objects.filter(offices__group=group).distinct()

    def search(self, receipts: QuerySet[Receipt], name: str, value: str) -> QuerySet[Receipt]:
        text = thai.digits(value).strip()
        person = Q(member__person__first_name__icontains=text) | Q(member__person__last_name__icontains=text)
        return receipts.filter(Q(entry__number__icontains=text) | Q(member__number__icontains=text) | person)
