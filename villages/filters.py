import django_filters as filters
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from villages.models import Member
from villages.queries import people as people_queries


class MemberFilter(filters.FilterSet):
    q = filters.CharFilter(method="search", label=_("Name, number or last digits of the ID"))
    state = filters.ChoiceFilter(
        method="in_state",
        label=_("Who"),
        empty_label=_("Everybody, also those who left"),
        choices=[
            ("here", _("Members")),
            ("minors", _("Members under 20")),
            ("elders", _("Members of 60 and more")),
            ("left", _("Left")),
        ],
    )

    class Meta:
        model = Member
        fields: list[str] = []

    def search(self, members: QuerySet[Member], name: str, value: str) -> QuerySet[Member]:
        return people_queries.matching(members, value)

    def in_state(self, members: QuerySet[Member], name: str, value: str) -> QuerySet[Member]:
        today = timezone.localdate()
        born = {"minors": people_queries.minors(today), "elders": people_queries.elders(today)}.get(value, Q())
        return members.filter(born, left_on__isnull=value != "left")
