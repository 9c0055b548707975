"""The entry fee (R3.25): who still owes it. Used by the counter, the collection sheet and the welfare fund."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, TypedDict
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from funds.models import Passbook, Receipt
from funds.queries.savings import bylaw_on
from ledger import chart
from ledger.models import Entry, Line
from villages.models import Member

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


def fees_paid(member: OuterRef) -> QuerySet[Line]:
    """The entry fees that a member of an outer query paid; a reversed receipt counts for nothing."""
    return Line.objects.filter(entry__receipt__member=member, account__heading=chart.ENTRY_FEES, entry__reversal=None)


class Fee(TypedDict):
    """What `with_fees` adds to a member."""

    owes_fee: bool
    is_newcomer: bool


def with_fees(members: QuerySet[Member], *, apart_from: UUID | None = None) -> "QuerySet[WithAnnotations[Member, Fee]]":
    """The same members, each with whether it `owes_fee` and whether it `is_newcomer`.

    Who paid an entry fee or came with the opening register owes none; a newcomer received nothing and paid nothing yet.
    What request `apart_from` paid does not count, nor what was reversed.
    """
    paid = fees_paid(OuterRef("pk"))
    if apart_from:
        paid = paid.exclude(entry__request_id=apart_from)
    came = Line.objects.filter(account__passbook__member=OuterRef("pk"), entry__kind=Entry.Kind.OPENING)
    receipts = Receipt.objects.filter(member=OuterRef("pk"), entry__reversal=None)
    return members.annotate(owes_fee=~Exists(paid) & ~Exists(came), is_newcomer=~Exists(receipts))


def entry_fee_due(passbook: Passbook, on: date | None = None, *, apart_from: UUID | None = None) -> Decimal:
    """The entry fee in baht that a passbook's member still owes the group, by the by-law of a day."""
    bylaw = bylaw_on(passbook.product, on or timezone.localdate())
    if not bylaw or not bylaw.entry_fee:
        return Decimal(0)
    member = with_fees(Member.objects.filter(pk=passbook.member_id), apart_from=apart_from).get()
    return bylaw.entry_fee if member.owes_fee else Decimal(0)


def is_newcomer(member: Member) -> bool:
    """Whether nothing was received from or paid to a member yet; the counter then suggests the entry fee."""
    return with_fees(Member.objects.filter(pk=member.pk)).get().is_newcomer
