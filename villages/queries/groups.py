"""Reads of groups: the letterhead of their papers, what waits for a second officer, practice."""

import base64

from django.contrib.auth.models import User
from django.db.models import Count, QuerySet, Value
from django.utils import timezone

from ledger import thai
from villages.models import Group, Institution, PendingRequest, Role
from villages.models.bylaws import kinds
from villages.queries.officers import in_office
from villages.queries.people import known_to


def letterhead(group: Group | None) -> dict:
    """What stands at the head of a group's papers, or of the institution's own; the logo as a data URI."""
    institution = Institution.objects.get()
    if group is None:
        head = {"name": institution.name, "address": institution.address, "phone": institution.phone, "logo": None}
        return head | {"demo": institution.is_demo, "practice": False}
    place = f"{group.village} {institution.address}" if group.village else institution.address
    return {
        "name": group.name,
        "address": f"{group.address} {place}".strip(),
        "phone": group.phone,
        "logo": _data_uri(group.logo) if group.logo else None,
        "demo": institution.is_demo,
        "practice": group.is_practice,
    }


def _data_uri(file) -> str:
    with file.open("rb") as image:
        content = image.read()
    kind = "png" if content.startswith(b"\x89PNG") else "jpeg"
    return f"data:image/{kind};base64,{base64.b64encode(content).decode()}"


def groups_with_few_officers() -> QuerySet[Group]:
    """Groups in which fewer than three people hold an office today: there staff of the network agree second."""
    offices = in_office(timezone.localdate()).exclude(group=None).exclude(role=Role.STAND_IN)
    many = offices.order_by().values("group").annotate(people=Count("person", distinct=True)).filter(people__gte=3)
    return Group.objects.filter(is_practice=False).exclude(pk__in=many.values("group"))


def invented_id(group: Group) -> str:
    """A citizen ID for the next invented person of a practice group."""
    given = known_to(group).order_by("-citizen_id").values_list("citizen_id", flat=True).first()
    twelve = f"{group.practice_ids}{int(given[9:12]) + 1 if given else 1:03d}"
    return twelve + thai.check_digit(twelve)


def practice_groups(user: User) -> QuerySet[Group]:
    """The practice group a user made, if it stands."""
    return Group.objects.filter(is_practice=True, officers__person__user=user, officers__role=Role.TREASURER)


def helpers(group: Group) -> QuerySet[User]:
    """The invented officers of a practice group, under whose names nobody logs in; none anywhere else."""
    users = User.objects.filter(person__offices__group=group, person__offices__group__is_practice=True)
    return users.filter(is_active=False, username__startswith=group.helper_names).distinct().order_by("pk")


def proposals(group: Group) -> QuerySet:
    """By-laws of all kinds that wait for their second officer: (kind, pk)."""
    first, *rest = (
        kind.every.order_by().filter(**{kind.OF_GROUP: group}, agreed_at=None).values_list(Value(name), "pk")
        for name, kind in kinds().items()
    )
    return first.union(*rest)


def waiting(group: Group) -> int:
    """How many acts and by-laws wait for a second officer."""
    return group.requests.filter(status=PendingRequest.Status.WAITING).count() + proposals(group).count()
