"""What a fund gives back to who leaves and never received anything, where its by-law says so (R1.22)."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from funds.queries.settlement import Credit
from ledger import queries as books
from villages.models import Member
from welfare.models import Claim, Enrolment
from welfare.queries.days import bylaw_on, membership_status, with_payments

RECEIVED = (Claim.State.APPROVED, Claim.State.PAID)


def given_back(member: Member, on: date) -> Iterable[Credit]:
    """What was paid ahead first, then what was income already. Nothing after a death: benefits are for that."""
    enrolments = with_payments(Enrolment.objects.filter(member=member)).select_related(
        "account__book", "account__heading", "advance__book", "advance__heading"
    )
    enrolment = enrolments.first()
    bylaw = bylaw_on(enrolment.scheme, on) if enrolment else None
    if enrolment is None or bylaw is None or not bylaw.refunds or member.person.died_on:
        return
    if enrolment.claims.filter(state__in=RECEIVED).exists():
        return
    given = membership_status(enrolment, on).given
    ahead = min(books.balance(enrolment.advance, on), given) if enrolment.advance else given * 0
    if enrolment.advance and ahead:
        yield Credit(enrolment.advance, ahead, _("One baht a day, paid ahead"))
    if given > ahead:
        yield Credit(enrolment.account, given - ahead, _("One baht a day, given back"))
