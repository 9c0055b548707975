"""Who is tied to whom: household, guardians, wards, nominees."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import chain

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from villages import rules as villages_rules
from villages.models import Member, Nominee, Person


def tied(one: Person, others: Iterable[Person]) -> set[int]:
    """Which of these people are tied to somebody, so that their money is their own: three queries, however many."""
    people = {person.pk: person for person in (*others, one)}
    kin, named = _kin(people)
    homes = {person.pk: villages_rules.house(person.village_id, person.house_no) for person in people.values()}
    away = Person.objects.filter(pk__in=set(chain.from_iterable(kin.values())) - set(homes))
    rows = away.values_list("pk", "village_id", "house_no")
    homes |= {pk: villages_rules.house(village, house_no) for pk, village, house_no in rows}
    known = {pk: _as_kin(person, homes, kin[pk], tuple(named[pk])) for pk, person in people.items()}
    return {pk for pk, other in known.items() if villages_rules.are_tied(known[one.pk], other)}


def _kin(people: dict[int, Person]) -> tuple[dict[int, set[int]], dict[int, list[str]]]:
    """Of each person: wards, guardians, beneficiaries, who named them, spouses; and the names of unlinked ones."""
    kin: dict[int, set[int]] = defaultdict(set)
    named: dict[int, list[str]] = defaultdict(list)
    wards = Member.objects.filter(Q(person__in=people) | Q(guardian__in=people)).exclude(guardian=None)
    pairs = list(wards.order_by().values_list("person_id", "guardian_id"))
    for giver, receiver, name, relation, is_latest in _beneficiaries(people):
        if not (is_latest or villages_rules.is_spouse(relation)):
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
    nominees = heeded.filter(Q(member__person__in=people) | Q(person__in=people)).order_by()
    is_latest = Q(named_on=Subquery(latest))
    return nominees.annotate(is_latest=is_latest).values_list(
        "member__person_id", "person_id", "name", "relation", "is_latest"
    )


def _as_kin(person: Person, homes: dict[int, str], kin: set[int], named: tuple[str, ...]) -> villages_rules.Kin:
    return villages_rules.Kin(
        pk=person.pk,
        name=villages_rules.joined(f"{person.first_name}{person.last_name}"),
        surname=villages_rules.joined(person.last_name),
        house=homes[person.pk],
        kin=frozenset(kin),
        houses=frozenset(homes[pk] for pk in kin) - {""},
        named=named,
    )
