"""Reads of benefit tables: which one ruled on a day, and what each line pays a member and why (R1.28)."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ledger import thai
from ledger.rules import ZERO
from villages.rules import in_force
from welfare.models import Benefit, BenefitTable, Claim, Enrolment, Scheme
from welfare.queries.days import as_if_paid, bylaw_on, membership_status
from welfare.rules import benefits as benefits_rules
from welfare.rules import events as events_rules

STANDING = Claim.STANDING


class Entitlement(NamedTuple):
    """A line of the table with what it would pay."""

    benefit: Benefit
    outcome: benefits_rules.Outcome
    on: date
    impossible: str = ""

    @property
    def steps(self) -> list[str]:
        return in_sentences(self.outcome.steps)

    @property
    def opens_on(self) -> date | None:
        """The day on which the waiting time ends, where nothing else prevents the payment."""
        stops = [step.code for step in self.outcome.steps if step.stops]
        return self.outcome.eligible_from if stops == ["waits"] else None

    @property
    def can_be_claimed(self) -> bool:
        """Whether something would be paid, for an event that can have happened; pensions are claimed by the month."""
        happened = self.on <= timezone.localdate() and not self.impossible
        return happened and not self.outcome.refused and self.benefit.way != Benefit.Way.MONTHLY

    @property
    def why_not(self) -> str:
        """Why this can never have happened to the member."""
        return str(IMPOSSIBLE[self.impossible]) if self.impossible else ""


def tables(scheme: Scheme) -> QuerySet[BenefitTable]:
    """The agreed tables, of the past, of now and of days to come."""
    return scheme.tables.prefetch_related("benefits__tiers")


def table_on(scheme: Scheme, on: date) -> BenefitTable | None:
    """The table of a day (promise 4)."""
    return in_force(tables(scheme), on)


def history(enrolment: Enrolment) -> list[dict]:
    """What a member asked for and was not denied."""
    return histories([enrolment]).get(enrolment.pk, [])


def histories(enrolments: Iterable[Enrolment], states: Iterable[str] = STANDING) -> dict[int, list[dict]]:
    """What members asked for before, by enrolment."""
    wanted = ("pk", "enrolment", "benefit__code", "event_on", "amount", "nights_paid", "state")
    params: dict[int, list[dict]] = {}
    for row in Claim.objects.filter(enrolment__in=[each.pk for each in enrolments], state__in=list(states)).values(
        *wanted
    ):
        params.setdefault(row["enrolment"], []).append(row)
    return params


def assess(enrolment: Enrolment, benefit: Benefit, before: Iterable[dict], **facts) -> benefits_rules.Outcome:
    """What a line pays for an event, after what it paid `before`. `facts` are those of `rules.Case`.

    The enrolment comes from `with_payments`. Judged by the by-law of the day of the event; a day to come is computed as
    if every day were paid until then.
    """
    on: date = facts["event_on"]
    bylaw = bylaw_on(enrolment.scheme, on)
    if bylaw is None or on < enrolment.joined_on:
        return benefits_rules.Outcome(ZERO, [benefits_rules.Step("not_member", {}, True)], enrolment.joined_on, 0)
    ran = as_if_paid(enrolment, on) if on > timezone.localdate() else membership_status(enrolment, on)
    same = [claim for claim in before if claim["benefit__code"] == benefit.code]
    year = [claim for claim in same if claim["event_on"].year == on.year]
    case = benefits_rules.Case(
        begun=enrolment.counted_from,
        waits_from=ran.waits_from,
        born_on=enrolment.member.person.born_on,
        state=ran.state,
        got_this_year=sum((claim["amount"] for claim in year if claim["state"] == Claim.State.PAID), ZERO),
        open_this_year=sum((claim["amount"] for claim in year if claim["state"] != Claim.State.PAID), ZERO),
        nights_this_year=sum(claim["nights_paid"] or 0 for claim in year),
        times_this_year=len(year),
        times_ever=len(same),
        had_this_month=any((claim["event_on"].month == on.month) for claim in year),
        **facts,
    )
    return benefits_rules.outcome(benefit, list(benefit.tiers.all()), case, bylaw.wait_days, bylaw.wait_strict)


def entitlements(enrolment: Enrolment, on: date, table: BenefitTable | None = None) -> list[Entitlement]:
    """What every line of a table would pay a member for an event of a day, one night where nights count; without a
    `table`, of the one in force that day.

    What somebody measured is taken as reached, what the committee decides as open.
    """
    table = table or table_on(enrolment.scheme, on)
    before = history(enrolment)
    entitled = []
    for benefit in table.benefits.all() if table else []:
        facts = {"nights": 1, "measured": benefit.measure_least, "event_on": on, "filed_on": on}
        facts["asked"] = None
        entitled.append(
            Entitlement(benefit, assess(enrolment, benefit, before, **facts), on, impossible(enrolment, benefit, on))
        )
    return entitled


def offered(enrolment: Enrolment, table: BenefitTable, on: date) -> list[Benefit]:
    """The lines that somebody of the family may ask for in a member's name."""
    return [
        line
        for line in table.benefits.all()
        if line.way != Benefit.Way.MONTHLY and not impossible(enrolment, line, enrolment.member.person.died_on or on)
    ]


def impossible(enrolment: Enrolment, benefit: Benefit, on: date) -> str:
    """Why a member can never have had what a line is for: a code of `IMPOSSIBLE`, empty where they can."""
    person = enrolment.member.person
    claimant = events_rules.Claimant(person.prefix.startswith(events_rules.MEN), person.age(on), person.died_on)
    return events_rules.why_impossible(benefit.kind, benefit.whom, benefit.way, claimant)


IMPOSSIBLE = {
    "alive": gettext_lazy("Asked for by the family once the member's death is written down."),
    "a_man": gettext_lazy("For the nights of a mother's own childbed."),
    "too_young_for_a_child": gettext_lazy(
        "Too young to have a child. If this is wrong, mend the birthday or the title."
    ),
    "too_young_to_be_married": gettext_lazy("Too young to be married. If this is wrong, mend the birthday."),
}


def in_sentences(steps: Iterable[benefits_rules.Step | list]) -> list[str]:
    """The steps of a sum as sentences, also as they were kept with a claim."""
    sentences = []
    for code, figures, *_rest in steps:
        shown = {
            key: thai.long_date(date.fromisoformat(text)) if key in DAYS else text for key, text in figures.items()
        }
        sentences.append(str(SENTENCES[code]) % shown)
    return sentences


DAYS = {"first", "last"}
SENTENCES = {
    "not_member": gettext_lazy("The person was not enrolled on that day."),
    "suspended": gettext_lazy("Membership was suspended for unpaid days. Pay them first."),
    "ended": gettext_lazy("Membership had ended for unpaid days."),
    "as_if_paid": gettext_lazy("A day to come: reckoned as if every day were paid until then."),
    "waited": gettext_lazy("%(days)s days saved; benefits were due from %(first)s."),
    "waits": gettext_lazy("%(days)s days saved; benefits are due from %(first)s only."),
    "age": gettext_lazy("%(reached)s years old; %(least)s are needed."),
    "no_age": gettext_lazy("%(reached)s years old; %(least)s are needed."),
    "years": gettext_lazy("Member for %(reached)s years; %(least)s are needed."),
    "no_years": gettext_lazy("Member for %(reached)s years; %(least)s are needed."),
    "measure": gettext_lazy("%(reached)s reached; %(least)s is needed."),
    "no_measure": gettext_lazy("%(reached)s reached; %(least)s is needed."),
    "in_time": gettext_lazy("To be asked for by %(last)s."),
    "late": gettext_lazy("It had to be asked for by %(last)s."),
    "times_a_year": gettext_lazy("At most %(most)s times a year; %(had)s this year before."),
    "times_ever": gettext_lazy("At most %(most)s times in all; %(had)s before."),
    "had_this_month": gettext_lazy("The pension of this month is written down already."),
    "flat": gettext_lazy("One amount: %(amount)s baht."),
    "resolution_open": gettext_lazy("The committee decides how much."),
    "resolution": gettext_lazy("The committee decides: %(amount)s baht."),
    "tier_days": gettext_lazy("%(reached)s days saved reach the step from %(from)s days: %(amount)s baht."),
    "tier_years": gettext_lazy("%(reached)s years saved reach the step from %(from)s years: %(amount)s baht."),
    "no_tier_days": gettext_lazy("%(reached)s days saved; the first step is %(least)s days."),
    "no_tier_years": gettext_lazy("%(reached)s years saved; the first step is %(least)s years."),
    "nights": gettext_lazy("%(nights)s nights of %(rate)s baht: %(amount)s baht."),
    "nights_once": gettext_lazy("At most %(most)s nights for one stay."),
    "nights_a_year": gettext_lazy("At most %(most)s nights a year; %(had)s before, %(left)s left."),
    "most_once": gettext_lazy("At most %(most)s baht at a time."),
    "most_a_year": gettext_lazy("At most %(most)s baht a year; %(got)s received, %(left)s left."),
    "most_a_year_open": gettext_lazy(
        "At most %(most)s baht a year; %(got)s received, %(open)s asked for but not received yet, %(left)s left."
    ),
}


def why_not(outcome: benefits_rules.Outcome) -> str:
    """Why nothing is paid."""
    return " ".join(in_sentences(step for step in outcome.steps if step.stops)) or _("Nothing is paid for this.")
