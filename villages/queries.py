"""Reads of groups, people and offices."""

import base64
import mimetypes

from django.db.models import Q, QuerySet
from django.utils import timezone

from villages.models import Group, Institution, Member, Officer, Role


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
