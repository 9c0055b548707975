import django_filters as filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ledger import thai
from welfare.models import Benefit, Claim


class ClaimFilter(filters.FilterSet):
    q = filters.CharFilter(method="search", label=_("Name or number"))
    state = filters.ChoiceFilter(label=_("State"), choices=Claim.State, empty_label=_("All"))
    kind = filters.ChoiceFilter(
        field_name="benefit__kind", label=_("Kind of benefit"), choices=Benefit.Kind, empty_label=_("All")
    )
    year = filters.NumberFilter(method="in_year", label=_("Year of the event (B.E.)"), min_value=2500, max_value=2700)

    class Meta:
        model = Claim
        fields: list[str] = []

    def search(self, claims: QuerySet[Claim], name: str, value: str) -> QuerySet[Claim]:
        text, who = thai.digits(value).strip(), "enrolment__member__"
        person = Q(**{f"{who}person__first_name__icontains": text}) | Q(**{f"{who}person__last_name__icontains": text})
        number = Q(pk=int(text)) if thai.is_figures(text) and len(text) < 10 else Q()
        by_number = Q(**{f"{who}number__icontains": text}) | person
        return claims.filter(by_number | number if number else by_number)

    def in_year(self, claims: QuerySet[Claim], name: str, value) -> QuerySet[Claim]:
        return claims.filter(event_on__year=thai.christian_year(int(value)))
