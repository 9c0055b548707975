"""Reads of people and members: search, nominees, wards, who is written like whom."""

from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet, TextField, Value
from django.db.models.functions import Concat, Replace
from django.utils import timezone

from ledger import thai
from ledger.rules import years_before
from villages import rules as villages_rules
from villages.models import Group, Member, Nominee, Person
from villages.models.people import COMING_OF_AGE, ELDER, PRACTICE
from villages.queries.officers import committee


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
    """Members who are of the age of elders on a day."""
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
    wards = members(group).filter(minors(timezone.localdate()), gone, left_on=None)
    return wards.filter(person__died_on=None)


def wards_of(group: Group, person: Person) -> QuerySet[Member]:
    """The children of a group in somebody's care."""
    return members(group).filter(minors(timezone.localdate()), guardian=person, left_on=None)


def alike(one: Person) -> list[Person]:
    """Real people of the same name whose birthdays may be the same; two citizen IDs are two people (R0.15)."""
    birthday = one.birthday
    near = Person.objects.exclude(citizen_id__startswith=PRACTICE).select_related("village")
    year = timedelta(days=366)
    near = near.filter(born_on__range=(birthday.born_on - year, birthday.last + year))
    return [other for other in (near.filter(citizen_id=None) if one.citizen_id else near) if are_alike(one, other)]


def are_alike(one: Person, other: Person) -> bool:
    """Two rows that may be one person: one name, and birthdays that may be one as far as each is known."""
    names = {villages_rules.joined(f"{each.first_name}{each.last_name}") for each in (one, other)}
    together = len(names) == 1 and one.birthday.may_be(other.birthday)
    return together and one is not other and (one.pk is None or one.pk != other.pk)


def people_called(name: str) -> list[Person]:
    """Who in the register bears a name that was written by hand, with or without a title (R0.10)."""
    if not (written := villages_rules.joined(name)):
        return []
    whole = Replace(Concat("first_name", "last_name"), Value(" "), Value(""))
    people = Person.objects.exclude(last_name="").annotate(written=Value(written, output_field=TextField()))
    return list(people.filter(written__endswith=whole))
