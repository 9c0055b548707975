import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from villages import queries
from villages.models import Member


class MemberFilter(filters.FilterSet):
    q = filters.CharFilter(method="search", label=_("Name, number or last digits of the ID"))
    state = filters.ChoiceFilter(
        method="in_state",
        label=_("Who"),
        choices=[("here", _("Members")), ("left", _("Left")), ("young", _("Under 20"))],
    )

    class Meta:
        model = Member
        fields: list[str] = []

    def search(self, members: QuerySet[Member], name: str, value: str) -> QuerySet[Member]:
        return queries.matching(members, value)

    def in_state(self, members: QuerySet[Member], name: str, value: str) -> QuerySet[Member]:
        if value == "young":
            return queries.under_age(members)
        return members.filter(left_on__isnull=value == "here")
