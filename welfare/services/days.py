"""Days paid ahead become income as they pass, where the by-law defers (R1.25, J22, J23)."""

from datetime import date
from decimal import Decimal
from uuid import NAMESPACE_URL, uuid5

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ledger import queries as books
from ledger import services as ledger
from ledger.models import Entry
from welfare.models import Scheme
from welfare.queries import days as queries
from welfare.rules.days import earned


@transaction.atomic
def recognise(scheme: Scheme, until: date, *, by: User, approved_by: User | None = None) -> Entry | None:
    """Make income of the days that passed until a day, in one entry (J23). Again for the same day writes nothing."""
    if until > timezone.localdate():
        raise ValidationError(_("The date lies in the future. Enter today's date or an earlier one."), code="until")
    book = scheme.pot.book
    ledger.lock(book)
    law = queries.law_on(scheme, until)
    found = queries.with_payments(scheme.enrolments.all()).select_related("advance__heading", "account")
    ahead = [(enrolment, enrolment.advance) for enrolment in found if enrolment.advance]
    if law is None or not ahead:
        return None
    held = books.balances((advance for _enrolment, advance in ahead), until)
    sides, ours = [], Decimal("0.00")
    for enrolment, advance in ahead:
        ran = queries.course(enrolment, law, until)
        still = max(ran.given - earned(enrolment.counted_from, until, law.a_day), Decimal("0.00"))
        passed = held[advance.pk] - still
        if passed > 0:
            sides += [ledger.debit(advance, passed), ledger.credit(enrolment.account, passed)]
            ours += passed
    if not sides:
        return None
    return ledger.post(
        book,
        sides,
        kind=Entry.Kind.JOURNAL,
        event="J23",
        on=until,
        by=by,
        approved_by=approved_by,
        request_id=uuid5(NAMESPACE_URL, f"{book.slug} J23 {until} {ours} {book.head.number if book.head else ''}"),
        memo=_("Days paid ahead that have passed"),
    )
