"""A line of a benefit table that contradicts itself, or another one, is refused before the meeting reads it (R1.28)."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from villages.rules import joined
from welfare.models import Benefit
from welfare.models.benefits import LIMITS

Kind, Way, Whom = Benefit.Kind, Benefit.Way, Benefit.Whom
TIERED = (Way.DAYS, Way.YEARS, Way.MONTHLY)
OLDEST = 100  # years that somebody can have saved
NEVER_ZERO = [name for name in LIMITS if name not in ("wait_days", "least_age", "least_years", "claim_within")]

Steps = Sequence[tuple[int, Decimal]]


def check(benefit: Benefit, tiers: Steps) -> None:
    """Raises ValidationError naming the field that contradicts another one; `tiers` are the steps in order."""
    for field, sentence in (*_size(benefit, tiers), *_limits(benefit, tiers), *_conditions(benefit)):
        raise ValidationError(sentence, code=field)


def _size(line: Benefit, tiers: Steps) -> Iterator[tuple[str, str]]:
    """How much it pays, and by what."""
    amounts = [amount for _reached, amount in tiers]
    if line.way in TIERED and not tiers:
        yield "tiers", _("Write at least one step: from how many days or years, how many baht.")
    if line.way not in TIERED and tiers:
        yield "tiers", _("Steps go with days or years saved only. Take them out, or choose another way.")
    if line.way in (Way.FLAT, Way.NIGHT) and not line.amount:
        yield "amount", _("Enter the amount in baht.")
    if line.way not in (Way.FLAT, Way.NIGHT) and line.amount:
        yield "amount", _("This line pays by steps or as the committee decides. Leave the amount empty.")
    if len({reached for reached, _amount in tiers}) < len(tiers):
        yield "tiers", _("Two steps begin at the same number. Keep one of them.")
    if amounts != sorted(amounts):
        yield "tiers", _("A later step pays less than one before it. Check the steps.")
    if line.way in (Way.YEARS, Way.MONTHLY) and any(reached > OLDEST for reached, _amount in tiers):
        yield "tiers", _("Nobody saves for so many years. Steps of this line are counted in years.")


def _limits(line: Benefit, tiers: Steps) -> Iterator[tuple[str, str]]:
    """Limits against what is paid once, and against each other."""
    least = line.amount or min((amount for _reached, amount in tiers), default=None)
    for field in NEVER_ZERO:
        if getattr(line, field) == 0:
            yield field, _("A limit of 0 never pays anything. Leave it empty where there is no limit.")
    for field in ("most_once", "most_a_year"):
        if least is not None and (most := getattr(line, field)) is not None and most < least:
            yield field, _("This limit is less than the smallest payment, so that it is never paid. Check both.")
    for field, once in (("most_a_year", "most_once"), ("nights_a_year", "nights_once"), ("times_ever", "times_a_year")):
        most, one = getattr(line, field), getattr(line, once)
        if most is not None and one is not None and most < one:
            yield field, _("This limit is less than the one for a shorter time. Check both.")
    if line.way != Way.NIGHT and (line.nights_once is not None or line.nights_a_year is not None):
        field = "nights_a_year" if line.nights_once is None else "nights_once"
        yield field, _("This line does not pay by the night. Leave the nights empty.")


def _conditions(line: Benefit) -> Iterator[tuple[str, str]]:
    """Who may have it, and by what proof."""
    is_pension = line.kind == Kind.AGE or line.way == Way.MONTHLY and line.kind != Kind.NEED
    if is_pension and not line.least_age:
        yield "least_age", _("A pension needs an age: from how many years?")
    if line.measure and line.measure_least is None:
        yield "measure_least", _("Write which result is needed.")
    if line.measure_least is not None and not line.measure:
        yield "measure", _("Write what is measured, such as the grade average.")
    if line.each_member and line.whom == Whom.SELF:
        yield "each_member", _("What happens to the member is claimed by the member alone. Choose whom it happens to.")


def check_name(benefit: Benefit) -> None:
    """Two lines of one name would be confused. Raises ValidationError then."""
    others = benefit.table.benefits.exclude(pk=benefit.pk)
    if any(joined(other.name) == joined(benefit.name) for other in others):
        raise ValidationError(_("Another line of this table has this name. Choose another name."), code="name")
