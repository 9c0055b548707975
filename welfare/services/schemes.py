"""Welfare funds: founded, their by-laws, who enrols."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ledger import chart
from ledger import services as ledger
from villages.models import GroupBook, Member
from welfare.models import Enrolment, Scheme, SchemeRule


@transaction.atomic
def set_rule(pot: GroupBook, *, effective_from: date, resolution: str, **terms) -> SchemeRule:
    """What the by-laws of a welfare fund say from a day on; the first one founds the fund in its book (R0.1, R1.22)."""
    if not resolution.strip():
        raise ValidationError(_("Name the meeting and resolution that decided this rule."), code="resolution")
    scheme = Scheme.objects.get_or_create(pot=pot)[0]
    if scheme.rules.filter(effective_from=effective_from).exists():
        raise ValidationError(
            _("A by-law from this day is already written. Choose another day."), code="effective_from"
        )
    rule = SchemeRule(scheme=scheme, effective_from=effective_from, resolution=resolution.strip(), **terms)
    rule.full_clean()
    rule.save()
    return rule


@transaction.atomic
def enrol(scheme: Scheme, member: Member, *, on: date, plan: int = Enrolment.Plan.MONTH) -> Enrolment:
    """A member begins to give one baht a day, in periods of `plan` days (R1.23, R1.24)."""
    ledger.lock(scheme.pot.book)
    if member.group_id != scheme.pot.group_id or not member.is_active:
        raise ValidationError(_("Only members of this fund give one baht a day. Make them a member first."))
    if on > timezone.localdate():
        raise ValidationError(_("The date lies in the future. Enter today's date or an earlier one."), code="on")
    if Enrolment.objects.filter(member=member).exists():
        raise ValidationError(_("This member gives one baht a day already."))
    account = ledger.open_account(scheme.pot.book, chart.CONTRIBUTIONS, member.number, str(member.person))
    return Enrolment.objects.create(
        member=member, scheme=scheme, account=account, joined_on=on, counted_from=on, plan=plan
    )
