"""A leaving that was a mistake is taken back by two officers, as long as nothing was paid (R3.14)."""

from uuid import UUID, uuid5

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from funds.models import Passbook
from funds.queries import leaving as leaving_queries
from funds.queries import request_details as request_details_queries
from funds.services.leaving import entry_id
from ledger import chart
from ledger import queries as books
from ledger import services as ledger
from ledger.models import Book, Entry
from villages.models import Member, PendingRequest
from villages.services import acts, people, requests


def ask_to_undo_leaving(member: Member, *, by: User, request_id: UUID) -> PendingRequest:
    """Ask a second officer to make a leaving undone: the entries by their mirrors, the passbooks opened again.

    Raises ValidationError when no leaving was approved here, its money was paid, or this waits already.
    """
    wish = requests.Wish(
        member.group,
        leaving_queries.UNDO,
        {"member": member.pk},
        maker=by,
        request_id=request_id,
        reason=_("The leaving was written down by mistake"),
        beneficiary=member.person,
    )
    return requests.ask(wish, lambda: _ready(member))


def _ready(member: Member) -> requests.Ready:
    member = Member.objects.select_for_update(of=("self",)).select_related("person", "group").get(pk=member.pk)
    leaving = _leaving(member)
    if member.group.requests.filter(
        act=leaving_queries.UNDO, arguments__leaving=leaving.pk, status=leaving_queries.WAITING
    ).exists():
        raise ValidationError(_("This already waits for a second officer."))
    _check_unpaid(_entries(leaving))
    return requests.Ready(_("Take back the leaving of %(member)s") % {"member": member}, {"leaving": leaving.pk})


@acts.waits(leaving_queries.UNDO, asker="let members leave", shows=request_details_queries.return_of_leaver)
@transaction.atomic
def undo_leaving(request: PendingRequest, approver: User) -> Entry | None:
    """Make a leaving undone, dated the day of approval.

    Raises ValidationError when it was undone already or anything was paid.
    """
    ledger.lock(*Book.objects.filter(owner__group=request.group))
    member = Member.objects.select_related("person", "group").get(pk=request.arguments["member"], group=request.group)
    leaving = _leaving(member)
    if leaving.pk != request.arguments["leaving"]:
        raise ValidationError(_("This leaving was already taken back."))
    entries = _entries(leaving)
    _check_unpaid(entries)
    _reopen(member, leaving, entries)
    undone = [
        ledger.reverse(
            entry,
            on=timezone.localdate(),
            by=request.maker,
            approved_by=approver,
            reason=request.reason,
            request_id=uuid5(entry.request_id, "J62"),
        )
        for entry in entries
    ]
    people.undo_leaving(member)
    return undone[0] if undone else None


def _leaving(member: Member) -> PendingRequest:
    leaving = leaving_queries.last_leaving(member)
    if leaving is None:
        raise ValidationError(_("No leaving of this member was approved here. Take the member back by “Come back”."))
    return leaving


def _entries(leaving: PendingRequest) -> list[Entry]:
    """What a leaving wrote, the last entry first."""
    ids = [entry_id(leaving.request_id, event) for event in ("J11", "J09")]
    entries = Entry.objects.filter(book__owner__group=leaving.group_id, request_id__in=ids)
    return list(entries.select_related("book__owner__group").order_by("-pk"))


def _check_unpaid(entries: list[Entry]) -> None:
    for entry in entries:
        for line in entry.lines.filter(account__heading=chart.LEAVERS).select_related("account__heading"):
            account = leaving_queries.payables(entry.book.owner.group).get(pk=line.account_id)
            if leaving_queries.unpaid_in(account).free < line.credit or books.balance(account) < line.credit:
                raise ValidationError(
                    _("The money was paid already, or its payment waits. Undo the payment first: reverse its voucher.")
                )


def _reopen(member: Member, leaving: PendingRequest, entries: list[Entry]) -> None:
    """The passbooks that the leaving closed."""
    day = entries[0].on if entries else timezone.localdate(leaving.decided_at)
    for passbook in Passbook.objects.filter(member=member, closed_on=day).select_related("account"):
        passbook.closed_on = passbook.account.closed_on = None
        passbook.account.save(update_fields=["closed_on"])
        passbook.save(update_fields=["closed_on"])
