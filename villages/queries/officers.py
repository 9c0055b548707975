"""Reads of offices: who holds one, for how long, and what is asked about them."""

from datetime import date, timedelta

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.utils import timezone

from villages.models import Group, Officer, PendingRequest, Person, Role

# What waits for a second officer about offices.
APPOINT, STAND_IN, END, LENGTHEN, RENEW = OFFICE_ACTS = (
    "appoint officer", "name a stand-in", "end office", "lengthen office", "renew password",
)  # fmt: skip

APPROVED, WAITING = PendingRequest.Status.APPROVED, PendingRequest.Status.WAITING

RENEWAL_DAYS, NEWS_DAYS = 7, 28


def officers(group: Group) -> QuerySet[Officer]:
    """Who holds an office of a group today."""
    return in_office(timezone.localdate()).filter(group=group).select_related("person__user").order_by("role")


def in_office(on: date) -> QuerySet[Officer]:
    """The offices that give acts on a day: begun, not ended, not resting."""
    awake = Q(rests_for=None) | Q(rests_for__status=PendingRequest.Status.REFUSED)
    return Officer.objects.filter(awake, Q(until_on=None) | Q(until_on__gte=on), from_on__lte=on)


def office_news(*places: Group | None) -> QuerySet[PendingRequest]:
    """Who was given an office or lost one in the last weeks or waits for it, who asked and who agreed.

    Of some groups (None is the network), or everywhere.
    """
    since = timezone.now() - timedelta(days=NEWS_DAYS)
    news = PendingRequest.objects.filter(Q(status=WAITING) | Q(decided_at__gte=since), act__in=OFFICE_ACTS)
    here = Q(group__in=[place for place in places if place]) | (Q(group=None) if None in places else Q(pk=None))
    news = news.filter(here) if places else news.exclude(group__is_practice=True)
    news = news.select_related("maker", "decided_by", "group").prefetch_related("votes__by")
    return news.order_by("-made_at")[:20]


def offices(group: Group | None) -> QuerySet[Officer]:
    """Every office that there ever was in a group, or in the network."""
    return Officer.objects.filter(group=group).select_related("person__user", "rests_for")


def terms(group: Group | None) -> tuple[list[Officer], list[Officer]]:
    """The offices held now or later, and those that have ended; of the network when there is no group."""
    today = timezone.localdate()
    every = list(offices(group).order_by("from_on", "pk"))
    every.sort(key=lambda office: list(Role).index(Role(office.role)))
    ended = [office for office in every if office.until_on and office.until_on < today]
    return [office for office in every if office not in ended], ended


def held_or_coming(person: Person) -> QuerySet[Officer]:
    """The offices of a person that have not ended: held, resting, or given for later."""
    return person.offices.filter(Q(until_on=None) | Q(until_on__gte=timezone.localdate()))


def asked_for_office(person: Person, user: User) -> bool:
    """Whether somebody asked for an office of a person who has no account yet."""
    mine = Q(maker=user) | Q(first_maker=user)
    requests = PendingRequest.objects.filter(
        mine, act__in=(APPOINT, STAND_IN), arguments__person=person.pk, status=APPROVED
    )
    return person.user_id is None and held_or_coming(person).exists() and requests.exists()


def renewal(person: Person) -> PendingRequest | None:
    """The second officer's yes, of the last days, to a new password for an officer; each is good for one slip."""
    since = timezone.now() - timedelta(days=RENEWAL_DAYS)
    agreed = PendingRequest.objects.filter(act=RENEW, arguments__person=person.pk, status=APPROVED, slip=None)
    return agreed.filter(decided_at__gte=since).first()


def signatories(group: Group) -> list[tuple[str, str]]:
    """Who signs a group's statements: chair, treasurer, inspector, with their names."""
    named = {office.role: str(office.person) for office in officers(group)}
    return [(str(role.label), named.get(role, "")) for role in (Role.CHAIR, Role.TREASURER, Role.INSPECTOR)]


def committee(group: Group) -> int:
    """How many people hold an office of the group today; a stand-in belongs to another group."""
    return officers(group).exclude(role=Role.STAND_IN).values("person").distinct().order_by().count()
