"""What members will feel of a by-law of savings, of working days and of coming back: how many, and an example."""

from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from funds.models import Passbook, ProductBylaw, WorkingDayBylaw
from funds.queries.savings import with_balances
from funds.rules import dues as dues_rules
from funds.rules import limits as limits_rules
from funds.rules import working_days as working_days_rules
from ledger import thai
from ledger.rules import first_of_next_month
from villages.models import ReturnBylaw
from villages.rules import months_after


def of_product(bylaw: ProductBylaw, before: ProductBylaw | None) -> list[str]:
    """Who saves, what may go out, whose pledge would not fit any more, what a missed month costs."""
    open_ones = Passbook.objects.filter(product=bylaw.product, closed_on=None).select_related("account__heading")
    passbooks = with_balances(open_ones)
    pledges = [amount for passbook in passbooks if (amount := vars(passbook)["pledge"])]
    said = [_("%(n)d members save in it.") % {"n": len(passbooks)}]
    if bylaw.withdrawable and not (before and before.withdrawable):
        total = sum((vars(passbook)["balance"] for passbook in passbooks), Decimal(0))
        said.append(_("Their savings of %(total)s baht may then be taken out.") % {"total": thai.money(total)})
    if short := sorted(amount for amount in pledges if not limits_rules.fits_step(amount, bylaw.minimum, bylaw.step)):
        params = {"n": len(short), "pledge": thai.money(short[0])}
        said.append(_("%(n)d of them promised an amount that does not fit any more, such as %(pledge)s baht.") % params)
    if pledges and (fine := dues_rules.fine_of(pledges[0], bylaw.fine, bylaw.fine_percent)):
        params = {"pledge": thai.money(pledges[0]), "fine": thai.money(fine)}
        said.append(_("Who promised %(pledge)s baht and misses a month pays a fine of %(fine)s baht.") % params)
    return said


def of_day(bylaw: WorkingDayBylaw, before: WorkingDayBylaw | None) -> list[str]:
    """Everybody who comes to the table, and the first evening by the new rule."""
    first = working_days_rules.sitting_day(bylaw.effective_from.replace(day=1), bylaw.day_of_month, bylaw.weekend)
    if first < bylaw.effective_from:
        first = working_days_rules.sitting_day(
            first_of_next_month(bylaw.effective_from), bylaw.day_of_month, bylaw.weekend
        )
    n = bylaw.group.members.filter(left_on=None).count()
    return [_("%(n)d members come on that day; the first time on %(day)s.") % {"n": n, "day": thai.long_date(first)}]


def of_return(bylaw: ReturnBylaw, before: ReturnBylaw | None) -> list[str]:
    """Who is away now, and an example of today."""
    today = timezone.localdate()
    n = bylaw.group.members.exclude(left_on=None).count()
    back = thai.long_date(months_after(today, bylaw.months))
    return [
        _("%(n)d people have left and may come back.") % {"n": n},
        _("Who leaves today comes back from %(day)s on.") % {"day": back},
    ]
