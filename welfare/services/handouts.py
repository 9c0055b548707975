"""Lists with whole citizen IDs are given only to an office that is named, for a reason that is written down (R9.15)."""

from datetime import date
from uuid import UUID

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ledger import thai
from welfare.models import MemberListHandout, Scheme
from welfare.queries import matching_grants as matching_grants_queries


@transaction.atomic
def hand_out_members(
    scheme: Scheme, *, counted_on: date, recipient: str, reason: str, by: User, request_id: UUID
) -> MemberListHandout:
    """Write down that the list of who counts for a match is given away with whole citizen IDs; pressed twice, once.

    Raises ValidationError without an office or a reason, and when nobody counts on the day.
    """
    recipient, reason = thai.one_line(recipient), thai.one_line(reason)
    if first := MemberListHandout.objects.filter(request_id=request_id).first():
        if (first.scheme_id, first.counted_on, first.recipient) != (scheme.pk, counted_on, recipient):
            raise ValidationError(_("This form already asked for something else. Open a fresh form."))
        return first
    if not recipient:
        raise ValidationError(_("Name the office that receives the list."), code="recipient")
    if not reason:
        raise ValidationError(_("Write what the list is for."), code="reason")
    people = len(matching_grants_queries.count(scheme.group_book.group, scheme, counted_on).paid_up)
    if not people:
        raise ValidationError(_("Nobody counts on this day. Choose another day."), code="counted_on")
    return MemberListHandout.objects.create(
        scheme=scheme,
        counted_on=counted_on,
        people=people,
        recipient=recipient,
        reason=reason,
        by=by,
        request_id=request_id,
    )
