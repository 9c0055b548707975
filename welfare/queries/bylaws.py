"""What members will feel of a fund's by-law or benefit table: how many they are, and an example without a name."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from ledger import thai
from ledger.rules import satang
from welfare.models import BenefitTable, Claim, Enrolment, SchemeBylaw
from welfare.queries.days import enrolments, payments
from welfare.rules import days as days_rules

A_YEAR = timedelta(days=365)
RESTS = ("suspended", "ended")


class EffectOnMember(NamedTuple):
    """A member's status on a day by the old rule and by the new one: paid to when, owing how much, which state."""

    plan: int
    paid_to: date
    owes: Decimal
    would_owe: Decimal
    state: str
    would_be: str


def of_scheme(bylaw: SchemeBylaw, before: SchemeBylaw | None) -> list[str]:
    """Who gives, who would owe another amount or rest, and where a hundred baht go."""
    on = max(bylaw.effective_from, timezone.localdate())
    everybody = list(enrolments([bylaw.scheme.group_book]))
    said = [_("%(n)d members give one baht a day.") % {"n": len(everybody)}]
    if before is None:
        return said
    old = days_rules.in_order(each for each in bylaw.scheme.bylaws.all() if each.pk != bylaw.pk)
    effects = [_effect_on(each, old, days_rules.in_order([*old, bylaw]), bylaw, on) for each in everybody]
    said += _price(effects, bylaw, before, on)
    if rests := sum(each.would_be in RESTS and each.state not in RESTS for each in effects):
        says = {"n": rests, "day": thai.long_date(on)}
        said.append(_("%(n)d more of them rest on %(day)s than by the rule until then, if they do not pay.") % says)
    if bylaw.shares != before.shares:
        says = {"new": f"{bylaw.benefits_share:.2f}", "old": f"{before.benefits_share:.2f}"}
        said.append(_("Of 100 baht given from then on %(new)s go to benefits, %(old)s until then.") % says)
    return said


def _effect_on(
    each: Enrolment, old: Sequence[SchemeBylaw], new: Sequence[SchemeBylaw], bylaw: SchemeBylaw, on: date
) -> EffectOnMember:
    paid = [(day, amount) for day, amount, _ahead in payments(each)]
    was, will = (days_rules.membership_status(each.counted_from, paid, bylaws, on) for bylaws in (old, new))
    days, known = days_rules.due(was.paid_to, on, each.plan), days_rules.known(old, on)
    owes, would = (
        days_rules.price(bylaws, was.paid_to + days_rules.A_DAY, days)
        for bylaws in (known, days_rules.in_order([*known, bylaw]))
    )
    return EffectOnMember(each.plan, was.paid_to, owes, would, was.state, will.state)


def _price(effects: Sequence[EffectOnMember], bylaw: SchemeBylaw, before: SchemeBylaw, on: date) -> list[str]:
    """How many would owe another amount, and one of them."""
    if bylaw.a_day == before.a_day:
        return []
    others = [each for each in effects if each.owes != each.would_owe]
    paid_to = on - days_rules.A_DAY
    one = others[0] if others else EffectOnMember(30, paid_to, before.a_day * 30, bylaw.a_day * 30, "", "")
    says = {
        "n": len(others),
        "plan": one.plan,
        "paid": thai.long_date(one.paid_to),
        "day": thai.long_date(on),
        "new": thai.money(one.would_owe),
        "old": thai.money(one.owes),
    }
    example = _(
        "For example: who pays %(plan)d days at a time and is paid to %(paid)s owes %(new)s baht on %(day)s, and "
        "%(old)s by the rule until then. Days that are paid stay paid."
    )
    return [*([_("%(n)d of them would owe another amount on %(day)s.") % says] if others else []), example % says]


def of_table(table: BenefitTable, before: BenefitTable | None) -> list[str]:
    """Who may claim, and what the last year's claims of changed lines would come to."""
    n = table.scheme.enrolments.filter(member__left_on=None, member__person__died_on=None).count()
    day = thai.long_date(table.effective_from)
    said = [_("%(n)d members may claim for events from %(day)s on.") % {"n": n, "day": day}]
    old = {line.code: line.amount for line in before.benefits.all() if line.amount} if before else {}
    new = {line.code: line.amount for line in table.benefits.all() if line.amount}
    rates = {code: new[code] / old[code] for code in new.keys() & old.keys() if new[code] != old[code]}
    paid = Claim.objects.filter(
        enrolment__scheme=table.scheme,
        benefit__code__in=rates,
        approval__isnull=False,
        lapsing=None,
        event_on__gt=timezone.localdate() - A_YEAR,
    )
    sums = dict(paid.order_by().values_list("benefit__code").annotate(baht=Sum("amount")))
    if sums:
        would = satang(sum((baht * rates[code] for code, baht in sums.items()), Decimal(0)))
        says = {"old": thai.money(sum(sums.values(), Decimal(0))), "new": thai.money(would)}
        said.append(
            _("The last year's claims of lines that change came to %(old)s baht; they would be about %(new)s.") % says
        )
    return said
