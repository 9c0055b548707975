"""Reads of groups, people and offices."""

import base64
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import chain

from django.contrib.auth.models import User
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Concat, Replace
from django.utils import timezone

from ledger import thai
from ledger.rules import years_before
from villages import rules
from villages.models import Group, Institution, Member, Nominee, Officer, PendingRequest, Person, Role
from villages.models.bylaws import kinds
from villages.models.people import COMING_OF_AGE, ELDER, PRACTICE

# What waits for a second officer about offices.
APPOINT, STAND_IN, END, LENGTHEN, RENEW = OFFICE_ACTS = (
    "appoint officer", "name a stand-in", "end office", "lengthen office", "renew password",
)  # fmt: skip
APPROVED, WAITING = PendingRequest.Status.APPROVED, PendingRequest.Status.WAITING
RENEWAL_DAYS, NEWS_DAYS = 7, 28


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


def groups_with_few_officers() -> QuerySet[Group]:
    """Groups in which fewer than three people hold an office today: the network helps out with a second yes."""
    held = in_office(timezone.localdate()).exclude(group=None).exclude(role=Role.STAND_IN)
    many = held.order_by().values("group").annotate(people=Count("person", distinct=True)).filter(people__gte=3)
    return Group.objects.filter(is_practice=False).exclude(pk__in=many.values("group"))


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


def members(group: Group) -> QuerySet[Member]:
    """A group's members in dictionary order, with everything a list shows of them."""
    return Member.objects.filter(group=group).select_related("person__village", "guardian").order_by("person__sort_key")


def known_to(group: Group) -> QuerySet[Person]:
    """Whom a group's pages may find by citizen ID: a practice group its own invented people, others the real ones."""
    if group.is_practice:
        return Person.objects.filter(citizen_id__startswith=group.practice_ids)
    return Person.objects.exclude(citizen_id__startswith=PRACTICE)


def numbered(number: str, path: str = "") -> Q:
    """Whose citizen ID this is, or whose number that the network gave (R0.15)."""
    return Q(**{f"{path}citizen_id": number}) | Q(**{f"{path}network_id": number})


def people_named(group: Group | None, text: str) -> list[Person] | list[Member]:
    """Whom a citizen ID names or, in a group, a member number or name. The network knows people by their ID only."""
    number = thai.digits(text).replace(" ", "")
    people = known_to(group) if group else Person.objects.exclude(citizen_id__startswith=PRACTICE)
    if person := people.filter(numbered(number.replace("-", ""))).first():
        return [person]
    if group is None or not number:
        return []
    here = members(group).filter(left_on=None)
    return list(here.filter(number=number)) or ([] if thai.is_figures(number) else list(matching(here, text)[:10]))


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
    held = User.objects.filter(person__offices__group=group, person__offices__group__is_practice=True)
    return held.filter(is_active=False, username__startswith=group.helper_names).distinct().order_by("pk")


def signatories(group: Group) -> list[tuple[str, str]]:
    """Who signs a group's statements: chair, treasurer, inspector, with their names."""
    named = {office.role: str(office.person) for office in officers(group)}
    return [(str(role.label), named.get(role, "")) for role in (Role.CHAIR, Role.TREASURER, Role.INSPECTOR)]


def matching(members: QuerySet[Member], text: str) -> QuerySet[Member]:
    """Members by one field: part of a name, a member number, or the last digits of a citizen ID."""
    text = thai.digits(text).strip()
    figures = text.replace("-", "").replace(" ", "")
    if thai.is_figures(figures):
        own_number = Q(number__contains=text) | Q(number__endswith=figures)
        of_person = Q(person__citizen_id__endswith=figures) | Q(person__network_id__endswith=figures)
        return members.filter(own_number | of_person)
    full_name = Concat("person__prefix", "person__first_name", Value(" "), "person__last_name")
    members = members.annotate(full_name=full_name)
    for word in text.split():
        members = members.filter(full_name__icontains=word)
    return members


def minors(today: date) -> Q:
    """Members who come of age later than today (R3.27)."""
    return Q(person__born_on__gt=years_before(today, COMING_OF_AGE))


def elders(today: date) -> Q:
    return Q(person__born_on__lte=years_before(today, ELDER))


def people(group: Group) -> dict[str, int]:
    """How many members a group has, how many of them are under age and elders, and how many keep it (R2.3)."""
    today = timezone.localdate()
    here = group.members.filter(left_on=None)
    counted = here.aggregate(
        members=Count("pk"), minors=Count("pk", filter=minors(today)), elders=Count("pk", filter=elders(today))
    )
    return counted | {"committee": committee(group)}


def nominees(member: Member) -> QuerySet[Nominee]:
    """Who the member's latest form names (R3.29)."""
    latest = member.nominees.order_by("-named_on").values("named_on")[:1]
    return member.nominees.filter(named_on=latest)


def nominees_of_the_dead(member: Member) -> QuerySet[Nominee]:
    """Who the last form from before the death names (R3.29); nobody while the member lives."""
    before = (
        member.nominees.filter(named_on__lt=member.person.died_on) if member.person.died_on else Nominee.objects.none()
    )
    latest = before.order_by("-named_on").values("named_on")[:1]
    return before.filter(named_on=latest).order_by("-share", "pk")


def wards_without_guardian(group: Group) -> QuerySet[Member]:
    """Children whose guardian died or left the group, and who need another one (R3.27)."""
    gone = Q(guardian__died_on__isnull=False) | Q(guardian__in=group.members.exclude(left_on=None).values("person"))
    found = members(group).filter(minors(timezone.localdate()), gone, left_on=None)
    return found.filter(person__died_on=None)


def wards_of(group: Group, person: Person) -> QuerySet[Member]:
    """The children of a group in somebody's care."""
    return members(group).filter(minors(timezone.localdate()), guardian=person, left_on=None)


def committee(group: Group) -> int:
    """How many people hold an office of the group today; a stand-in belongs to another group."""
    return officers(group).exclude(role=Role.STAND_IN).values("person").distinct().order_by().count()


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


# -- Whose money is one's own (R0.10, R3.32) ---------------------------------------------------------------------------


def tied(one: Person, others: Iterable[Person]) -> set[int]:
    """Which of these people are tied to somebody, so that their money is their own: three queries, however many."""
    people = {person.pk: person for person in (*others, one)}
    kin, named = _kin(people)
    homes = {person.pk: rules.house(person.village_id, person.house_no) for person in people.values()}
    away = Person.objects.filter(pk__in=set(chain.from_iterable(kin.values())) - set(homes))
    rows = away.values_list("pk", "village_id", "house_no")
    homes |= {pk: rules.house(village, house_no) for pk, village, house_no in rows}
    known = {pk: _as_kin(person, homes, kin[pk], tuple(named[pk])) for pk, person in people.items()}
    return {pk for pk, other in known.items() if rules.are_tied(known[one.pk], other)}


def _kin(people: dict[int, Person]) -> tuple[dict[int, set[int]], dict[int, list[str]]]:
    """Of each person: wards, guardians, beneficiaries, who named them, spouses; and the names of unlinked ones."""
    kin: dict[int, set[int]] = defaultdict(set)
    named: dict[int, list[str]] = defaultdict(list)
    wards = Member.objects.filter(Q(person__in=people) | Q(guardian__in=people)).exclude(guardian=None)
    pairs = list(wards.order_by().values_list("person_id", "guardian_id"))
    for giver, receiver, name, relation, is_latest in _beneficiaries(people):
        if not (is_latest or rules.is_spouse(relation)):
            continue
        if receiver:
            pairs.append((giver, receiver))
        else:
            named[giver].append(name)
    for one, other in pairs:
        kin[one].add(other)
        kin[other].add(one)
    return kin, named


def _beneficiaries(people: dict[int, Person]) -> QuerySet:
    """Every beneficiary written down by or for these people, and whether on the form that rules (R3.29)."""
    died = F("member__person__died_on")
    heeded = Nominee.objects.filter(Q(member__person__died_on=None) | Q(named_on__lt=died))
    latest = heeded.filter(member=OuterRef("member")).order_by("-named_on").values("named_on")[:1]
    found = heeded.filter(Q(member__person__in=people) | Q(person__in=people)).order_by()
    is_latest = Q(named_on=Subquery(latest))
    return found.annotate(is_latest=is_latest).values_list(
        "member__person_id", "person_id", "name", "relation", "is_latest"
    )


def _as_kin(person: Person, homes: dict[int, str], kin: set[int], named: tuple[str, ...]) -> rules.Kin:
    return rules.Kin(
        pk=person.pk,
        name=rules.joined(f"{person.first_name}{person.last_name}"),
        surname=rules.joined(person.last_name),
        house=homes[person.pk],
        kin=frozenset(kin),
        houses=frozenset(homes[pk] for pk in kin) - {""},
        named=named,
    )


def alike(one: Person) -> list[Person]:
    """Real people of the same name whose birthdays may be the same; two citizen IDs are two people (R0.15)."""
    birthday = one.birthday
    near = Person.objects.exclude(citizen_id__startswith=PRACTICE).select_related("village")
    year = timedelta(days=366)
    near = near.filter(born_on__range=(birthday.born_on - year, birthday.last + year))
    return [other for other in (near.filter(citizen_id=None) if one.citizen_id else near) if are_alike(one, other)]


def are_alike(one: Person, other: Person) -> bool:
    """Two rows that may be one person: one name, and birthdays that may be one as far as each is known."""
    names = {rules.joined(f"{each.first_name}{each.last_name}") for each in (one, other)}
    together = len(names) == 1 and one.birthday.may_be(other.birthday)
    return together and one is not other and (one.pk is None or one.pk != other.pk)


def people_called(name: str) -> list[Person]:
    """Who in the register bears a name that was written by hand, with or without a title (R0.10)."""
    if not (written := rules.joined(name)):
        return []
    whole = Replace(Concat("first_name", "last_name"), Value(" "), Value(""))
    found = Person.objects.exclude(last_name="").annotate(written=Value(written, output_field=TextField()))
    return list(found.filter(written__endswith=whole))
