"""Somebody leaves: resigns, is removed, moves away or has died (R3.22–R3.24, J09, J11).

One officer asks, another decides. On approval, all at once: debts are set off, what is left waits for who receives it,
the passbooks are closed and the membership ends; dated the day of approval.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid5

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from funds.queries import leaving as leaving_queries
from funds.queries import request_details as request_details_queries
from funds.queries import settlement as settlement_queries
from funds.services.savings import close_passbook
from ledger import chart, clock
from ledger import services as ledger
from ledger.models import Account, Book, Entry
from villages import access
from villages.models import Group, Member, MembershipPeriod, PendingRequest, Village
from villages.services import acts, houses, people, requests

Cause = MembershipPeriod.Cause


@transaction.atomic
def ask_to_leave(
    member: Member,
    *,
    reason: str,
    by: User,
    request_id: UUID,
    cause: str = Cause.RESIGNED,
    paper: File | None = None,
    village: Village | None = None,
    house_no: str = "",
    to: Group | None = None,
    died_on: date | None = None,
) -> PendingRequest:
    """Ask a second officer to let a member leave. What they will receive is looked at now, and again on approval.

    Who moves (R3.24) goes to a `village` and house, and becomes a member of group `to` where one is named. A death
    is written down first where its day, `died_on`, comes with the form.
    Raises ValidationError, with what stands in the way, when the member may not leave.
    """
    arguments = {
        "member": member.pk,
        "cause": cause,
        "village": village.pk if village else None,
        "house_no": house_no,
        "to": to.slug if to else "",
        "died_on": died_on,
    }
    wish = requests.Wish(
        member.group,
        leaving_queries.LEAVE,
        arguments,
        maker=by,
        request_id=request_id,
        reason=reason,
        beneficiary=member.person,
        paper=paper,
    )
    return requests.ask(wish, lambda: _ready(wish, village, to))


def _ready(wish: requests.Wish, village: Village | None, to: Group | None) -> requests.Ready:
    """What the member would receive, if nothing stands in the way."""
    arguments = wish.arguments
    if arguments["died_on"] and wish.beneficiary:
        people.record_death(wish.beneficiary, on=arguments["died_on"])
    rows = Member.objects.select_for_update(of=("self",)).select_related("person__user", "group")
    member, cause = rows.get(pk=arguments["member"]), Cause(arguments["cause"])
    settlement = leaving_queries.settlement(member, clock.today())
    _check(settlement, cause, wish.maker)
    if cause == Cause.MOVED:
        _check_move(member, village, to)
    if leaving_queries.waiting(member):
        raise ValidationError(_("This leaving already waits for a second officer."))
    params = {"cause": cause.label, "member": member, "net": f"{settlement.net:,.2f}"}
    summary = _("%(cause)s: %(member)s, %(net)s baht to be paid back") % params
    return requests.Ready(summary, {"net": settlement.net})


@acts.waits(leaving_queries.LEAVE, asker="let members leave", shows=request_details_queries.departure)
@transaction.atomic
def let_leave(request: PendingRequest, approver: User) -> Entry | None:
    """Let a member leave as it was asked, unless the money or the obstacles are other ones by now.

    Raises ValidationError when they are.
    """
    arguments, group = request.arguments, request.group
    member = (
        Member.objects.select_for_update(of=("self",))
        .select_related("person__user", "group")
        .get(pk=arguments["member"], group=group)
    )
    books = list(Book.objects.filter(owner__group=group))
    ledger.lock(*books)
    on = clock.today()
    settlement = leaving_queries.settlement(member, on)
    _check(settlement, arguments["cause"], request.maker)
    if settlement.net != Decimal(arguments["net"]):
        raise ValidationError(
            _("The member would receive %(now)s baht by now, not %(then)s. Do not approve; ask anew."),
            params={"now": f"{settlement.net:,.2f}", "then": f"{Decimal(arguments['net']):,.2f}"},
        )
    signed = {"by": request.maker, "approved_by": approver, "on": on}
    entries = [entry for part in settlement.parts for entry in _settle(part, member, request.request_id, signed)]
    for passbook in settlement.passbooks:
        close_passbook(passbook, on=on)
    _end(member, request, on)
    return entries[0] if entries else None


def _check(settlement: settlement_queries.Settlement, cause: str, maker: User) -> None:
    member = settlement.member
    if not member.is_active:
        raise ValidationError(_("This member has already left."))
    if cause == Cause.DIED:
        if not member.person.died_on:
            raise ValidationError(_("Write down the day of the death first."))
        access.refuse_own_money(maker, member.person)
        return
    people.check_alive(member.person)
    if settlement.blocks:
        raise ValidationError(settlement.blocks)


def _check_move(member: Member, village: Village | None, to: Group | None) -> None:
    if village and village == member.person.village:
        raise ValidationError(_("The member lives in this village already. Choose the new one."), code="village")
    if to is None:
        return
    if to == member.group or (to.village and to.village != village):
        raise ValidationError(_("This group is not of the new village. Choose one there, or none."), code="to")
    if to.members.filter(person=member.person, left_on=None).exists():
        raise ValidationError(_("The person is a member there already. Leave this empty."), code="to")


def _settle(part: settlement_queries.Part, member: Member, request_id: UUID, signed: dict) -> Iterable[Entry]:
    """Set off the debts in one book (J11), then move what is left to what waits for the leaver (J09)."""
    passbooks: list[list] = [[account, amount] for account, amount in part.holdings]
    paid, used = [], []
    for debt in part.debts:
        taken = list(_take(passbooks, debt.amount))
        used += taken
        paid += [ledger.credit(debt.account, sum((side.debit for side in taken), Decimal(0)))] if taken else []
    if paid:
        yield _post(part.book, used + paid, "J11", _("Debts set off, %(member)s"), member, request_id, signed)
    rest = [ledger.debit(account, amount) for account, amount in passbooks if amount]
    if rest:
        waiting = ledger.credit(_payable(part.book, member), sum((side.debit for side in rest), Decimal(0)))
        memo = _("Savings to be paid back, %(member)s")
        yield _post(part.book, [*rest, waiting], "J09", memo, member, request_id, signed)


def _take(passbooks: list[list], amount: Decimal) -> Iterable[ledger.Side]:
    """Take an amount out of the first passbooks that hold anything; less where they do not reach."""
    for passbook in passbooks:
        if part := min(passbook[1], amount):
            passbook[1] -= part
            amount -= part
            yield ledger.debit(passbook[0], part)


def _post(book: Book, sides: list, event: str, memo: str, member: Member, request_id: UUID, signed: dict) -> Entry:
    return ledger.post(
        book,
        sides,
        kind=Entry.Kind.JOURNAL,
        event=event,
        request_id=entry_id(request_id, event),
        memo=memo % {"member": member},
        **signed,
    )


def entry_id(request_id: UUID, event: str) -> UUID:
    """One form gives several entries, each with a number of its own."""
    return uuid5(request_id, event)


def _payable(book: Book, member: Member) -> Account:
    """What waits for a leaver in a book (23150); who left before has one already."""
    accounts = Account.objects.select_related("heading").filter(book=book, heading=chart.LEAVERS)
    account = accounts.filter(holder=member.number).first()
    return account or ledger.open_account(book, chart.LEAVERS, member.number, str(member.person))


def _end(member: Member, request: PendingRequest, on: date) -> None:
    """The membership ends, of who died with the day of death; who moves begins another one (R3.24)."""
    arguments, person = request.arguments, member.person
    cause = Cause(arguments["cause"])
    day = person.died_on if cause == Cause.DIED and person.died_on else on
    people.leave(member, on=day, reason=request.reason[:200], cause=cause)
    if cause != Cause.MOVED:
        return
    village = Village.objects.filter(pk=arguments["village"]).first()
    houses.move(person, village, arguments["house_no"])
    if arguments["to"]:
        people.join(Group.objects.get(slug=arguments["to"]), person, on=on, guardian=member.guardian)
