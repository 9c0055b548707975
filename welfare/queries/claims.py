"""Reads of claims: the queue, who agreed, which papers are missing, how long it takes (K13)."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID, uuid5

from django.contrib.auth.models import User
from django.db.models import Avg, Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from ledger.models import Entry
from villages.models import Group, Person
from welfare.models import Benefit, Claim, Enrolment, Vote
from welfare.queries import family as family_queries

State = Claim.State
NOT_LATER = timedelta(days=15)  # from approval to payment (K13)


def claims(group: Group) -> QuerySet[Claim]:
    """Every claim of a fund, with what its pages show."""
    parts = ("benefit__table", "enrolment__member__person", "enrolment__scheme__group_book__book")
    entries = (
        "enrolment__scheme__group_book__group",
        "account__book",
        "approval",
        "payment__receipt",
        "filed_by",
        "nominee",
    )
    return Claim.objects.filter(enrolment__scheme__group_book__group=group).select_related(*parts, *entries)


def of_person(person: Person) -> QuerySet[Claim]:
    """A person's own claims in every fund, and those they filed for their family."""
    theirs = Q(enrolment__member__person=person)
    if person.user_id:
        theirs |= Q(filed_by=person.user_id, enrolment__in=family_queries.enrolments(person))
    own_claims = Claim.objects.filter(theirs).order_by("-filed_on", "-pk")
    parts = ("benefit__table", "enrolment__member__group", "enrolment__member__person", "payment")
    return own_claims.select_related(
        *parts, "enrolment__scheme__group_book__book", "enrolment__scheme__group_book__group"
    )


def of_entry(entry: Entry) -> QuerySet[Claim]:
    """The claims that an entry approved, paid or took back."""
    return Claim.objects.filter(Q(approval=entry) | Q(payment=entry) | Q(lapsing=entry)).order_by("pk")


def of_enrolment(enrolment: Enrolment) -> QuerySet[Claim]:
    """A member's claims in one fund."""
    return Claim.objects.filter(enrolment=enrolment).select_related("benefit")


def payment_id(claim: Claim) -> UUID:
    """The request under which a claim is paid: pressing twice pays once."""
    return uuid5(claim.request_id, "payment")


def agreed(claim: Claim) -> list[Vote]:
    """The votes for a claim that count, each with its officer."""
    return counted(claim.votes.select_related("by"))


def counted(votes: Iterable[Vote]) -> list[Vote]:
    """The votes for a claim that count: those since the last vote against it."""
    standing_votes: list[Vote] = []
    for vote in votes:
        standing_votes = [*standing_votes, vote] if vote.yes else []
    return standing_votes


def missing_papers(claim: Claim) -> list[str]:
    """The papers the table asks for that were not handed in."""
    given = {paper.name for paper in claim.evidence.all()}
    return [paper for paper in claim.benefit.papers if paper not in given]


def may_see(user: User, claim: Claim, decides: bool) -> bool:
    """Whether somebody may open a claim's papers: who decides, who filed it, the member (R9.14)."""
    return decides or claim.filed_by_id == user.pk or claim.enrolment.member.person.user_id == user.pk


AGES = (7, 15, 30)  # days


class Age(NamedTuple):
    """How many claims wait for so many days, from and up to; the last has no end."""

    since: int
    until: int | None
    claims: int


class Queue(NamedTuple):
    """What waits and since when, and how long payment took."""

    waiting: list[Claim]
    unpaid: list[Claim]
    late: int  # approved for more than 15 days
    days_to_pay: int | None  # on average this year
    ages: list[Age]


def late_before(today: date) -> date:
    """An approval from this day on may still wait for its money; an earlier one is late (K13)."""
    return today - NOT_LATER


def queue(group: Group, today: date) -> Queue:
    """The claims that wait for a decision or for their money, the oldest first."""
    open_ones = claims(group).filter(state__in=(State.FILED, State.APPEALED, State.APPROVED)).order_by("filed_on", "pk")
    rows = list(open_ones)
    for claim in rows:
        vars(claim)["waits"] = (today - claim.filed_on).days
    unpaid = [claim for claim in rows if claim.state == State.APPROVED]
    paid = Claim.objects.filter(
        enrolment__scheme__group_book__group=group, state=State.PAID, payment__on__year=today.year
    )
    took = paid.aggregate(days=Avg(F("payment__on") - F("approval__on")))["days"]
    late = sum(claim.approval.on < late_before(today) for claim in unpaid if claim.approval)
    return Queue(
        [claim for claim in rows if claim.state != State.APPROVED],
        unpaid,
        late,
        None if took is None else round(getattr(took, "days", took)),
        _ages([vars(claim)["waits"] for claim in rows]),
    )


def _ages(days: list[int]) -> list[Age]:
    since, ages = 0, []
    for until in (*AGES, None):
        ages.append(Age(since, until, sum(since <= each and (until is None or each <= until) for each in days)))
        since = (until or 0) + 1
    return ages


def by_kind(group: Group, year: int) -> list[dict]:
    """What was paid in a year by village and kind: claims, people, baht."""
    paid = Claim.objects.filter(state=State.PAID, enrolment__scheme__group_book__group=group, payment__on__year=year)
    rows = paid.values("enrolment__member__person__village__number", "benefit__kind").annotate(
        cases=Count("pk"), people=Count("enrolment", distinct=True), baht=Coalesce(Sum("amount"), Decimal(0))
    )
    return [
        {
            "village": row["enrolment__member__person__village__number"],
            "kind": Benefit.Kind(row["benefit__kind"]).label,
            "cases": row["cases"],
            "people": row["people"],
            "baht": row["baht"],
        }
        for row in rows.order_by("enrolment__member__person__village__number", "benefit__kind")
    ]


def waited(claim: Claim) -> int:
    """Days a claim waits so far, or took."""
    return ((claim.payment.on if claim.payment else timezone.localdate()) - claim.filed_on).days
