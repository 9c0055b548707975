"""The benefit table of a fund: drafted line by line, agreed by a second officer, then final (R1.28, promise 4)."""

from collections.abc import Iterable
from decimal import Decimal

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from villages.services import bylaws
from welfare.models import Benefit, BenefitTable, Tier
from welfare.queries import benefits as benefits_queries
from welfare.services import lines


@transaction.atomic
def draft_table(table: BenefitTable, *, by: User, minutes: File | None = None) -> BenefitTable:
    """Begin a table from a day on, with the lines of the one before it; or correct what the draft says of itself."""
    is_new = table.pk is None
    table = bylaws.propose(table, by=by, minutes=minutes)
    before = benefits_queries.table_on(table.scheme, table.effective_from) if is_new else None
    for benefit in before.benefits.all() if before else []:
        tiers = [(tier.reached, tier.amount) for tier in benefit.tiers.all()]
        benefit.pk, benefit.table = None, table
        benefit._state.adding = True
        benefit.save()
        _set_tiers(benefit, tiers)
    return table


@transaction.atomic
def write_benefit(benefit: Benefit, tiers: Iterable[tuple[int, Decimal]] = (), *, by: User) -> Benefit:
    """Write a line into a draft, which is theirs from now on. `tiers` are the steps: (days or years reached, baht).

    Raises ValidationError when the line contradicts itself, its name is taken, or the draft was agreed meanwhile.
    """
    _correct(benefit.table, by)
    tiers = sorted(tiers)
    lines.check(benefit, tiers)
    lines.check_name(benefit)
    benefit.code = benefit.code or _code(benefit)
    benefit.full_clean()
    benefit.save()
    benefit.tiers.all().delete()
    _set_tiers(benefit, tiers)
    return benefit


@transaction.atomic
def strike_benefit(benefit: Benefit, *, by: User) -> None:
    """Take a line out of a draft, which is theirs from now on.

    Raises ValidationError when the draft was agreed meanwhile.
    """
    _correct(benefit.table, by)
    benefit.delete()


@bylaws.before_agreeing(BenefitTable)
def check_lines(table: BenefitTable) -> None:
    """Refuse a table that is empty or has a line that cannot be paid by; the line is named. Raises ValidationError."""
    if not table.benefits.exists():
        raise ValidationError(_("The table is empty. Write its first line."))
    for line in table.benefits.prefetch_related("tiers"):
        try:
            lines.check(line, [(tier.reached, tier.amount) for tier in line.tiers.all()])
            lines.check_name(line)
        except ValidationError as fault:
            raise ValidationError(f"“{line.name}”: {' '.join(fault.messages)}") from fault


def _correct(table: BenefitTable, by: User) -> None:
    """Who writes a line has written the table, and never agrees to it."""
    bylaws.correct(BenefitTable.every.get(pk=table.pk), by=by)


def _set_tiers(benefit: Benefit, tiers: Iterable[tuple[int, Decimal]]) -> None:
    Tier.objects.bulk_create(Tier(benefit=benefit, reached=reached, amount=amount) for reached, amount in tiers)


def _code(benefit: Benefit) -> str:
    """The code of a line, the same from table to table."""
    stem = slugify(benefit.name)[:20] or benefit.kind
    taken = set(Benefit.objects.filter(table__scheme=benefit.table.scheme_id).values_list("code", flat=True))
    return next(code for code in (stem, *(f"{stem}-{n}" for n in range(2, 1000))) if code not in taken)
