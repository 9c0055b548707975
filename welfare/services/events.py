"""Whether an event can be claimed: it happened, to who can have had it, and nobody claimed it before (R0.11, R0.12)."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from villages.queries import people as people_queries
from welfare.models import Benefit, Claim
from welfare.queries import benefits as benefits_queries
from welfare.queries import events as events_queries
from welfare.rules.events import stay


def check(claim: Claim) -> None:
    """Raises ValidationError naming the field, where the event of a claim is none for its line and member."""
    _check_day(claim)
    _check_who(claim)
    _check_nights(claim)
    _check_nominee(claim)
    check_once(claim)


def _check_day(claim: Claim) -> None:
    scheme, benefit = claim.enrolment.scheme, claim.benefit
    if claim.event_on > claim.filed_on:
        raise ValidationError(_("The date lies in the future. Enter today's date or an earlier one."), code="event_on")
    if benefit.table.scheme_id != scheme.pk or benefit.table != benefits_queries.table_on(scheme, claim.event_on):
        raise ValidationError(_("Another benefit table ruled on that day. Choose the event anew."), code="event_on")


def _check_who(claim: Claim) -> None:
    person, benefit = claim.enrolment.member.person, claim.benefit
    own_death = benefit.kind == Benefit.Kind.DEATH and benefit.whom == Benefit.Whom.SELF
    if benefit.whom != Benefit.Whom.SELF and not claim.whose:
        raise ValidationError(_("Write the name of whom it happened to."), code="about")
    if own_death and person.died_on != claim.event_on:
        raise ValidationError(
            _("Write down the member's death on the member's page first; the day must be the same."), code="event_on"
        )
    if person.died_on and claim.event_on > person.died_on:
        raise ValidationError(_("The member had passed away on that day. Check the day."), code="event_on")
    if why := benefits_queries.impossible(claim.enrolment, benefit, claim.event_on):
        raise ValidationError(benefits_queries.IMPOSSIBLE[why], code="event_on")


def _check_nights(claim: Claim) -> None:
    """A night is paid after it was spent, and only while the member lived (R0.11)."""
    if not claim.nights:
        return
    leaves, person = stay(claim.event_on, claim.nights).end, claim.enrolment.member.person
    if leaves > claim.filed_on:
        nights = (claim.filed_on - claim.event_on) // timedelta(days=1)
        raise ValidationError(
            _("Only nights already spent are paid, %(nights)s until today. Write down the stay when it is over."),
            code="nights",
            params={"nights": nights},
        )
    if claim.benefit.whom == Benefit.Whom.SELF and person.died_on and leaves > person.died_on:
        raise ValidationError(_("The member passed away during this stay. Enter the nights until then."), code="nights")


def _check_nominee(claim: Claim) -> None:
    """Who receives in place of the dead is named on the last form from before the death (R3.29)."""
    if claim.nominee and claim.nominee not in people_queries.nominees_of_the_dead(claim.enrolment.member):
        raise ValidationError(_("Choose a beneficiary of the last form from before the death."), code="nominee")


def check_once(claim: Claim) -> None:
    """An event is claimed once for each line, whoever files it and however the name is written (R0.12).

    Raises ValidationError for a second claim.
    """
    first = events_queries.same(claim)
    if first is None:
        return
    params = {"number": first.number, "days": events_queries.in_words(first)}
    if claim.nights:
        raise ValidationError(
            _("Nights of this stay were claimed before: claim %(number)s, %(days)s. A night is paid once."),
            code="event_on",
            params=params,
        )
    raise ValidationError(
        _("This event was claimed before: claim %(number)s, %(days)s. Look at that claim."),
        code="event_on",
        params=params,
    )
