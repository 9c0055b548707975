"""Reads of groups, people and offices."""

import base64
import mimetypes

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Concat
from django.utils import timezone

from ledger import thai
from ledger.rules import years_before
from villages.models import Group, Institution, Member, Officer, PendingRequest, Role
from villages.models.people import COMING_OF_AGE


def letterhead(group: Group) -> dict:
    """What stands at the head of a group's papers; the logo as a data URI."""
    institution = Institution.objects.first()
    place = f"{group.village} {institution.address}" if group.village else institution.address
    return {
        "name": group.name,
        "address": f"{group.address} {place}".strip(),
        "phone": group.phone,
        "logo": _data_uri(group.logo) if group.logo else None,
        "demo": institution.is_demo,
    }


def _data_uri(file) -> str:
    kind = mimetypes.guess_type(file.name)[0] or "image/png"
    with file.open("rb") as image:
        return f"data:{kind};base64,{base64.b64encode(image.read()).decode()}"


def officers(group: Group) -> QuerySet[Officer]:
    """Who holds an office of a group today."""
    today = timezone.localdate()
    held = group.officers.filter(from_on__lte=today).filter(Q(until_on=None) | Q(until_on__gte=today))
    return held.select_related("user").order_by("role")


def members(group: Group) -> QuerySet[Member]:
    """A group's members in dictionary order, with everything a list shows of them."""
    return Member.objects.filter(group=group).select_related("person__village", "guardian").order_by("person__sort_key")


def signatories(group: Group) -> list[tuple[str, str]]:
    """Who signs a group's statements: chair, treasurer, inspector, with their names."""
    named = {office.role: office.user.get_full_name() for office in officers(group)}
    return [(role.label, named.get(role, "")) for role in (Role.CHAIR, Role.TREASURER, Role.INSPECTOR)]


def matching(members: QuerySet[Member], text: str) -> QuerySet[Member]:
    """Members by one field: part of a name, a member number, or the last digits of a citizen ID."""
    text = thai.digits(text).strip()
    figures = text.replace("-", "").replace(" ", "")
    if figures.isdigit():
        own_number = Q(number__contains=text) | Q(number__endswith=figures)
        return members.filter(own_number | Q(person__citizen_id__endswith=figures))
    full_name = Concat("person__prefix", "person__first_name", Value(" "), "person__last_name")
    members = members.annotate(full_name=full_name)
    for word in text.split():
        members = members.filter(full_name__icontains=word)
    return members


def under_age(members: QuerySet[Member]) -> QuerySet[Member]:
    """Those who come of age later than today (R3.27)."""
    today = timezone.localdate()
    return members.filter(person__born_on__gt=years_before(today, COMING_OF_AGE))


def committee(group: Group) -> int:
    """How many people hold an office of the group today."""
    return officers(group).values("user").distinct().order_by().count()


def waiting(group: Group) -> int:
    return group.requests.filter(status=PendingRequest.Status.WAITING).count()
