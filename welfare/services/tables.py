"""The benefit table of a fund: drafted line by line, decided by a meeting, then final (R1.28, promise 4)."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from welfare.models import Benefit, BenefitTable, Scheme, Tier
from welfare.queries import benefits as queries

TIERED = (Benefit.Way.DAYS, Benefit.Way.YEARS, Benefit.Way.MONTHLY)


@transaction.atomic
def draft_table(scheme: Scheme, *, effective_from: date, resolution: str) -> BenefitTable:
    """Begin a table from a day on, with the lines of the one before it."""
    if not resolution.strip():
        raise ValidationError(_("Name the meeting and resolution that decided this rule."), code="resolution")
    if scheme.tables.filter(decided_at=None).exists():
        raise ValidationError(_("A table is being written already. Finish that one first."))
    if scheme.tables.filter(effective_from=effective_from).exists():
        raise ValidationError(_("A table from this day is already written. Choose another day."), code="effective_from")
    before = queries.table_on(scheme, effective_from)
    table = BenefitTable.objects.create(
        scheme=scheme, effective_from=effective_from, resolution=" ".join(resolution.split())
    )
    for benefit in before.benefits.all() if before else []:
        tiers = [(tier.reached, tier.amount) for tier in benefit.tiers.all()]
        benefit.pk, benefit.table = None, table
        benefit._state.adding = True
        benefit.save()
        _set_tiers(benefit, tiers)
    return table


@transaction.atomic
def write_benefit(benefit: Benefit, tiers: Iterable[tuple[int, Decimal]] = ()) -> Benefit:
    """Write a line into a draft. `tiers` are the steps: (days or years reached, baht)."""
    _draft(benefit.table)
    tiers = sorted(tiers)
    if benefit.way in TIERED and not tiers:
        raise ValidationError(_("Write at least one step: from how many days or years, how many baht."), code="tiers")
    if len({reached for reached, _amount in tiers}) < len(tiers):
        raise ValidationError(_("Two steps begin at the same number. Keep one of them."), code="tiers")
    if benefit.way in (Benefit.Way.FLAT, Benefit.Way.NIGHT) and not benefit.amount:
        raise ValidationError(_("Enter the amount in baht."), code="amount")
    benefit.code = benefit.code or _code(benefit)
    benefit.full_clean()
    benefit.save()
    benefit.tiers.all().delete()
    _set_tiers(benefit, tiers if benefit.way in TIERED else [])
    return benefit


@transaction.atomic
def strike_benefit(benefit: Benefit) -> None:
    """Take a line out of a draft."""
    _draft(benefit.table)
    benefit.delete()


@transaction.atomic
def decide_table(table: BenefitTable, *, by: User) -> BenefitTable:
    """The meeting decided it: from its day on, the table says what is paid, and does not change any more."""
    table = _draft(table)
    if not table.benefits.exists():
        raise ValidationError(_("The table is empty. Write its first line."))
    table.decided_by, table.decided_at = by, timezone.now()
    table.save()
    return table


def _draft(table: BenefitTable) -> BenefitTable:
    table = BenefitTable.objects.select_for_update().get(pk=table.pk)
    if table.decided_at:
        raise ValidationError(_("This table is decided and stays. Begin a new one from another day."))
    return table


def _set_tiers(benefit: Benefit, tiers: Iterable[tuple[int, Decimal]]) -> None:
    Tier.objects.bulk_create(Tier(benefit=benefit, reached=reached, amount=amount) for reached, amount in tiers)


def _code(benefit: Benefit) -> str:
    """What a line is known by from table to table."""
    stem = slugify(benefit.name)[:20] or benefit.kind
    taken = set(Benefit.objects.filter(table__scheme=benefit.table.scheme_id).values_list("code", flat=True))
    return next(code for code in (stem, *(f"{stem}-{n}" for n in range(2, 1000))) if code not in taken)
