import django_filters as filters
from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from funds.models import Receipt
from ledger import thai
from ledger.users import shown_name
from villages.forms.fields import PAST, ThaiDateField


class ThaiDateFilter(filters.Filter):
    field_class = ThaiDateField


class ReceiptFilter(filters.FilterSet):
    q = filters.CharFilter(method="search", label=_("Number or name"))
    on = ThaiDateFilter(field_name="entry__on", label=_("Day"), kind=PAST, shown_back=False)
    received_by = filters.ChoiceFilter(label=_("Receiver"), empty_label=_("Everybody"))

    class Meta:
        model = Receipt
        fields: list[str] = []

    def __init__(self, *args, group, **kwargs):
        super().__init__(*args, **kwargs)
        users = User.objects.filter(person__offices__group=group).distinct().order_by("first_name")
        self.filters["received_by"].extra["choices"] = [(user.pk, shown_name(user)) for user in users]

    def filter_queryset(self, queryset: QuerySet[Receipt]) -> QuerySet[Receipt]:
        """Nothing where what was asked cannot be read: never another day's rows."""
        return super().filter_queryset(queryset) if self.form.is_valid() else queryset.none()

    def search(self, receipts: QuerySet[Receipt], name: str, value: str) -> QuerySet[Receipt]:
        text = thai.digits(value).strip()
        person = Q(member__person__first_name__icontains=text) | Q(member__person__last_name__icontains=text)
        return receipts.filter(Q(entry__number__icontains=text) | Q(member__number__icontains=text) | person)
