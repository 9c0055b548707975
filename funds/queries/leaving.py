"""Reads of leaving: what a member takes along, what stands in the way, what waits for who left (R3.20–R3.24).

Amounts are baht, of now.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, Q, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from funds.models import Passbook, Payout
from funds.queries.cash import holder
from funds.queries.savings import passbooks, with_balances
from funds.queries.settlement import Credit, Debt, Part, Settlement
from ledger import chart
from ledger import queries as books
from ledger import rules as ledger_rules
from ledger.models import Account, Book, Line
from ledger.rules import ZERO
from villages.models import Group, Member, Nominee, PendingRequest, Person
from villages.queries import people as people_queries

LEAVE, PAY, UNDO = "leave", "pay a leaver", "take back a leaving"
WAITING, APPROVED = PendingRequest.Status.WAITING, PendingRequest.Status.APPROVED
# What is set off first: pledged savings, then shares, then deposits (J11).
ORDER = [chart.PLEDGED, chart.SHARES]


# Apps add what they know of: why a member may not leave yet, in sentences that say what to do; what is owed; what else
# is given back.
BLOCKS: list[Callable[[Member, date], Iterable[str]]] = []
DEBTS: list[Callable[[Member, date], Iterable[Debt]]] = []
CREDITS: list[Callable[[Member, date], Iterable[Credit]]] = []


def settlement(member: Member, on: date | None = None) -> Settlement:
    """Everything a member has and owes in a group, and why they may not leave yet (R3.22)."""
    on = on or timezone.localdate()
    parts: dict[Book, Part] = {}
    for passbook in with_balances(passbooks(member.group).filter(member=member, closed_on=None)):
        parts.setdefault(passbook.account.book, Part(passbook.account.book)).savings.append(passbook)
    for debt in (debt for debts in DEBTS for debt in debts(member, on)):
        parts.setdefault(debt.account.book, Part(debt.account.book)).debts.append(debt)
    for credit in (credit for credits in CREDITS for credit in credits(member, on)):
        parts.setdefault(credit.account.book, Part(credit.account.book)).credits.append(credit)
    for part in parts.values():
        part.savings.sort(key=_place)
    in_order = sorted(parts.values(), key=lambda part: part.book.slug)
    return Settlement(member, in_order, [sentence for block in BLOCKS for sentence in block(member, on)])


def _place(passbook: Passbook) -> tuple[int, str]:
    heading = passbook.account.heading_id
    return (ORDER.index(heading) if heading in ORDER else len(ORDER), heading)


def offices_held(member: Member, on: date) -> Iterable[str]:
    """An officer hands over the office first."""
    offices = member.group.officers.filter(Q(until_on=None) | Q(until_on__gte=on), person=member.person)
    for office in offices:
        yield _("Is %(role)s of this group. End the office and hand it over first.") % {
            "role": office.get_role_display()
        }


def money_in_motion(member: Member, on: date) -> Iterable[str]:
    """What waits for a second officer and would move this member's money."""
    waiting = member.group.requests.filter(status=WAITING, beneficiary=member.person).exclude(
        act__in=(LEAVE, PAY, UNDO)
    )
    for pending in waiting:
        yield _("A request still waits: %(summary)s. Let a second officer decide it first.") % {
            "summary": pending.summary
        }


def missing_cash(member: Member, on: date) -> Iterable[Debt]:
    """What an officer owes since a count of the box (R3.12)."""
    user = member.person.user
    if user is None:
        return
    owed = Account.objects.filter(book__owner__group=member.group, heading=chart.SHORTAGES, holder=holder(user))
    accounts = list(owed.select_related("book", "heading"))
    for pk, amount in books.balances(accounts).items():
        if amount > 0:
            account = next(account for account in accounts if account.pk == pk)
            yield Debt(account, amount, _("Cash that was missing from the box"))


BLOCKS += [offices_held, money_in_motion]
DEBTS += [missing_cash]


def waiting(member: Member) -> PendingRequest | None:
    """The leaving of a member that waits for a second officer."""
    return member.group.requests.filter(act=LEAVE, arguments__member=member.pk, status=WAITING).first()


def last_leaving(member: Member) -> PendingRequest | None:
    """By which approved request a member left last; none while they are a member."""
    if member.is_active:
        return None
    decided = member.group.requests.filter(act=LEAVE, arguments__member=member.pk, status=APPROVED)
    return decided.order_by("-decided_at").first()


def died(group: Group) -> QuerySet[Member]:
    """Members who passed away and whose savings here are not settled yet."""
    return people_queries.members(group).filter(left_on=None, person__died_on__isnull=False)


# -- What waits for who left (23150) -----------------------------------------------------------------------------------


def payables(group: Group) -> QuerySet[Account]:
    """The accounts in which a group keeps what leavers and heirs have not fetched yet, one a member."""
    accounts = Account.objects.filter(book__owner__group=group, heading=chart.LEAVERS).exclude(holder="")
    return accounts.select_related("book__owner", "heading").order_by("holder", "book")


@dataclass
class Unpaid:
    """What one leaver has not fetched of one book, in baht; `waiting` waits for a second officer."""

    account: Account
    member: Member
    amount: Decimal
    waiting: Decimal

    @property
    def free(self) -> Decimal:
        """What no waiting request pays out yet, in baht."""
        return self.amount - self.waiting


def unpaid_to(person: Person) -> list[tuple[Account, Decimal]]:
    """What waits for a person in all groups they left."""
    number = F("book__owner__group__members__number")
    waiting = Account.objects.filter(heading=chart.LEAVERS, book__owner__group__members__person=person, holder=number)
    accounts = list(waiting.select_related("book__owner__group", "heading"))
    amounts = books.balances(accounts) if accounts else {}
    return [(account, amounts[account.pk]) for account in accounts if amounts[account.pk]]


def unpaid(group: Group) -> list[Unpaid]:
    """Who has money waiting."""
    return [one for one in _holdings(group, list(payables(group))) if one.amount]


def unpaid_of(member: Member) -> list[Unpaid]:
    """What one member has not fetched, book by book."""
    own = list(payables(member.group).filter(holder=member.number))
    return [one for one in _holdings(member.group, own) if one.amount]


def unpaid_in(account: Account) -> Unpaid:
    """What waits in one account, also when it is nothing."""
    return _holdings(account.book.owner.group, [account])[0]


def _holdings(group: Group, accounts: Sequence[Account]) -> list[Unpaid]:
    if not accounts:
        return []
    amounts, waiting_sums = books.balances(accounts), _sums_waiting(group)
    numbers = {account.holder for account in accounts}
    members = {member.number: member for member in people_queries.members(group).filter(number__in=numbers)}
    return [Unpaid(one, members[one.holder], amounts[one.pk], waiting_sums.get(one.pk, ZERO)) for one in accounts]


def _sums_waiting(group: Group) -> dict[int, Decimal]:
    """What is asked to be paid and not decided yet, by account."""
    sums: dict[int, Decimal] = {}
    for arguments in group.requests.filter(act=PAY, status=WAITING).values_list("arguments", flat=True):
        sums[arguments["account"]] = sums.get(arguments["account"], ZERO) + Decimal(arguments["amount"])
    return sums


def payouts(group: Group) -> QuerySet[Payout]:
    """What was paid to leavers, beneficiaries and heirs, the last first; reversed payments are gone."""
    paid_out = Payout.objects.filter(member__group=group, entry__reversal=None).order_by("-pk")
    return paid_out.select_related("entry__receipt", "member__person", "nominee")


def paid_amounts(paid: Iterable[Payout]) -> dict[int, Decimal]:
    """How much each payment was, in baht."""
    lines = Line.objects.filter(entry__payout__in=list(paid), account__heading=chart.LEAVERS)
    return dict(lines.values_list("entry__payout", "debit"))


@dataclass
class Heir:
    """A beneficiary's part of what a member left, in baht: by the form's shares, and what is still to pay of it."""

    nominee: Nominee
    part: Decimal
    paid: Decimal
    is_waiting: bool

    @property
    def due(self) -> Decimal:
        """What is still to be paid to this beneficiary, in baht."""
        return self.part - self.paid


def heirs(account: Account, member: Member) -> list[Heir]:
    """Who shares what waits in an account, by the last form from before the death; parts sum to the whole (R3.23)."""
    named = list(people_queries.nominees_of_the_dead(member))
    if not named:
        return []
    lines = Line.objects.filter(account=account, entry__payout__nominee__in=named, entry__reversal=None).order_by()
    paid = dict(
        lines.values("entry__payout__nominee").annotate(sum=Sum("debit")).values_list("entry__payout__nominee", "sum")
    )
    pool = books.balance(account) + sum(paid.values(), ZERO)
    waiting = member.group.requests.filter(act=PAY, status=WAITING, arguments__account=account.pk)
    waiting_for = {one["nominee"] for one in waiting.values_list("arguments", flat=True)}
    parts = ledger_rules.share_out(pool, [nominee.share for nominee in named])
    return [
        Heir(one, part, paid.get(one.pk, ZERO), one.pk in waiting_for) for one, part in zip(named, parts, strict=True)
    ]
