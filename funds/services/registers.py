"""A register comes in: kept as it was uploaded, then all of it or nothing becomes members and one opening entry."""

import hashlib
from datetime import date
from decimal import Decimal
from uuid import NAMESPACE_OID, UUID, uuid5

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from funds.models import Passbook, Pledge, ProductBylaw, SavingsProduct
from funds.queries import request_details as request_details_queries
from funds.queries import savings as savings_queries
from funds.registers import checking, faults, marking, reading
from funds.registers.checking import HEADINGS, guardians_of
from funds.registers.model import Register, RegisterRow
from funds.services.products import new_product, offer
from ledger import services as ledger
from ledger import thai
from ledger.models import Entry
from ledger.services import Side
from villages import access
from villages.models import (
    Group,
    GroupBook,
    Member,
    MembershipPeriod,
    Nominee,
    PendingRequest,
    Person,
    RegisterImport,
    Village,
)
from villages.services import acts, requests
from villages.services.people import next_number

Kind = SavingsProduct.Kind


def keep_register(group: Group, filename: str, content: bytes, *, by: User) -> tuple[Register, RegisterImport | None]:
    """Read an uploaded register, and keep it verbatim, with its SHA-256, until somebody confirms it.

    One with faults is not kept, unless something in it is doubtful: another answer may leave no fault.
    """
    register = checking.check(reading.read(content, group.code), group)
    if register.faults and not register.questions:
        return register, None
    upload = RegisterImport(
        group=group, filename=filename[-200:], sha256=hashlib.sha256(content).hexdigest(), uploaded_by=by
    )
    upload.file.save(f"{group.slug}-{upload.sha256[:16]}.{register.kind}", ContentFile(content))  # saves the row too
    return register, upload


@transaction.atomic
def answer_register(upload: RegisterImport, answers: dict[str, str]) -> Register:
    """Keep what is meant where a register is doubtful (R0.17); once it waits for a second officer nothing changes.

    Raises ValidationError then.
    """
    upload = RegisterImport.objects.select_for_update(of=("self",)).select_related("group").get(pk=upload.pk)
    if upload.confirmed_at or _waiting(upload.group).exists():
        raise ValidationError(_("A register of this group already waits for a second officer."))
    upload.answers |= answers
    register = read_again(upload)
    upload.answers = register.given
    upload.save(update_fields=["answers"])
    return register


def read_again(upload: RegisterImport) -> Register:
    """A kept register as it was answered, read and checked against the network as it is now."""
    if not as_it_was_kept(upload):
        fault = faults.Fault("", None, "", "", _("The kept file was changed. Upload it again."))
        return Register(upload.group.code, faults=[fault])
    return checking.check(reading.read(_content(upload), upload.group.code, upload.answers), upload.group)


def marked(upload: RegisterImport, register: Register) -> bytes:
    """The kept workbook as .xlsx with every place to mend or to answer marked. Raises Unopened."""
    return marking.marked(_content(upload), register)


def _content(upload: RegisterImport) -> bytes:
    with upload.file.open("rb") as file:
        return file.read()


def as_it_was_kept(upload: RegisterImport) -> bool:
    """Whether the file on the disk is still the one that was uploaded."""
    return ledger.is_as_kept(upload.file, upload.sha256)


def ask_to_confirm(upload: RegisterImport, *, by: User, request_id: UUID) -> PendingRequest:
    """Ask a second officer to bring a register in: who uploads never confirms.

    Raises ValidationError while another waits or anything in it is wrong.
    """
    wish = requests.Wish(
        upload.group,
        savings_queries.REGISTER,
        {"register": upload.pk, "sha256": upload.sha256, "answers": upload.answers},
        maker=by,
        request_id=request_id,
        reason=_("The group's register from Excel"),
    )
    return requests.ask(wish, lambda: _ready(upload))


def _ready(upload: RegisterImport) -> requests.Ready:
    Group.objects.select_for_update().get(pk=upload.group_id)
    if _waiting(upload.group).exists():
        raise ValidationError(_("A register of this group already waits for a second officer."))
    register = _sound(upload)
    savings = sum(filter(None, register.totals.values()), Decimal(0))
    params = {"file": upload.filename, "n": len(register.rows), "amount": f"{savings:,.2f}"}
    summary = _("Bring in the register %(file)s: %(n)d members, %(amount)s baht of savings") % params
    answered = [[str(question), question.answered] for question in register.questions]
    more = {"members": params["n"], "savings": savings, "on": _sure(register.on), "answered": answered}
    return requests.Ready(summary[:300], more)


def _waiting(group: Group) -> QuerySet[PendingRequest]:
    return group.requests.filter(act=savings_queries.REGISTER, status="waiting")


def _sound(upload: RegisterImport) -> Register:
    """The register as it comes in. Raises ValidationError where anything in it is wrong or still doubtful."""
    register = read_again(upload)
    if register.faults:
        raise ValidationError([str(fault) for fault in register.faults])
    if register.unanswered:
        raise ValidationError([str(question) for question in register.unanswered])
    return register


@acts.waits(savings_queries.REGISTER, asker="import registers", shows=request_details_queries.register)
def _confirmed(request: PendingRequest, approver: User) -> Entry | None:
    upload = RegisterImport.objects.get(pk=request.arguments["register"], group=request.of_group)
    if upload.answers != request.arguments.get("answers", {}):
        raise ValidationError(_("The answers about this register were changed since. Refuse this and ask once more."))
    return confirm_register(upload, by=approver)


@transaction.atomic
def confirm_register(upload: RegisterImport, *, by: User) -> Entry | None:
    """Make the members, their passbooks and one opening entry (J01) dated the register's day; all or nothing.

    It is recorded by who uploaded the file and approved by who confirms it. Raises ValidationError when anything is
    amiss by now. Without any money there is no entry.
    """
    if upload.uploaded_by_id == by.pk:
        raise ValidationError(_("You uploaded this register. Somebody else confirms it."))
    Group.objects.select_for_update().get(pk=upload.group_id)
    upload = RegisterImport.objects.select_for_update(of=("self",)).select_related("group").get(pk=upload.pk)
    register = _sound(upload)
    members = _members(upload.group, register)
    group_book = savings_queries.savings_group_book(upload.group)
    passbooks = {kind: _passbooks(group_book, register, kind, members, upload.uploaded_by) for kind in register.totals}
    upload.entry = _opening_entry(group_book, register, passbooks, upload, by)
    upload.confirmed_by, upload.confirmed_at = by, timezone.now()
    upload.save()
    return upload.entry


# -- Who ---------------------------------------------------------------------------------------------------------------


def _members(group: Group, register: Register) -> list[Member]:
    people = _people(group, register)
    running = iter(_free_numbers(group, register))
    numbers = [row.number or next(running) for row in register.rows]
    guardians = {child: people[guardian] for child, guardian in guardians_of(register).items()}
    members = Member.objects.bulk_create(
        Member(group=group, person=person, number=number, joined_on=_sure(row.joined_on), guardian=guardians.get(index))
        for index, (row, person, number) in enumerate(zip(register.rows, people, numbers, strict=True))
    )
    MembershipPeriod.objects.bulk_create(
        MembershipPeriod(member=member, joined_on=member.joined_on) for member in members
    )
    Nominee.objects.bulk_create(
        Nominee(member=member, named_on=_sure(register.on), name=row.nominee, relation=row.relation or "–", share=100)
        for row, member in zip(register.rows, members, strict=True)
        if row.nominee
    )
    return members


def _people(group: Group, register: Register) -> list[Person]:
    """One person a row; who the network knows already stays as they are."""
    villages = {village.number: village for village in Village.objects.all()}
    people = [row.person or _person(row, villages.get(row.village or 0) or group.village) for row in register.rows]
    Person.objects.bulk_create(person for person in people if person.pk is None)
    return people


def _person(row: RegisterRow, village: Village | None) -> Person:
    columns = ("citizen_id", "prefix", "first_name", "last_name", "born_on", "birthday_precision", "house_no", "phone")
    person = Person(village=village, **{name: getattr(row, name) for name in columns})
    person.set_sort_key()
    return person


def _free_numbers(group: Group, register: Register) -> list[str]:
    """Numbers for the rows without one, after the highest of the register (R3.31)."""
    written = [int(row.number[3:]) for row in register.rows if row.number]
    first = max(written, default=int(next_number(group)[3:]) - 1) + 1
    missing = len(register.rows) - len(written)
    if first + missing > 10_000:
        raise ValidationError(_("All member numbers of this group are used up."))
    return [f"{group.code}-{number:04d}" for number in range(first, first + missing)]


# -- What --------------------------------------------------------------------------------------------------------------


def _passbooks(
    group_book: GroupBook, register: Register, kind: Kind, members: list[Member], by: User
) -> list[tuple[Passbook, Decimal]]:
    """A passbook for everybody who has or promises money of a kind, with what it begins with."""
    savers = [
        (row, member, row.balances.get(kind) or Decimal(0))
        for row, member in zip(register.rows, members, strict=True)
        if row.balances.get(kind) or (kind == Kind.PLEDGED and row.pledge)
    ]
    if not savers:
        return []
    product = _product(group_book, register, kind, by)
    holders = [(f"{member.number}/{product.pk}", str(member.person)) for _row, member, _amount in savers]
    accounts = ledger.open_accounts(group_book.book, product.heading, holders)
    passbooks = Passbook.objects.bulk_create(
        Passbook(member=member, product=product, account=account, opened_on=member.joined_on)
        for (_row, member, _amount), account in zip(savers, accounts, strict=True)
    )
    if kind == Kind.PLEDGED:
        Pledge.objects.bulk_create(
            Pledge(passbook=passbook, from_on=_sure(register.on), amount=row.pledge)
            for (row, _member, _amount), passbook in zip(savers, passbooks, strict=True)
            if row.pledge
        )
    return [(passbook, amount) for (*_saver, amount), passbook in zip(savers, passbooks, strict=True)]


def _product(group_book: GroupBook, register: Register, kind: Kind, by: User) -> SavingsProduct:
    """What the group offers of this kind; where it offers none yet, a by-law that refuses little is proposed.

    Where `by` keeps no by-laws, somebody who does writes them before more is paid in.
    """
    offered = SavingsProduct.objects.filter(group=group_book.group, kind=kind).order_by("pk").first()
    if offered or not access.may(by, "keep the group", group_book.group):
        return offered or new_product(group_book, kind, str(kind.label))
    bylaw = ProductBylaw(
        effective_from=min(row.joined_on for row in register.rows if row.joined_on),
        decided_on=_sure(register.on),
        resolution=_("As in the register of %(day)s, until the by-laws are written down")
        % {"day": thai.long_date(_sure(register.on))},
        withdrawable=kind in (Kind.DEMAND, Kind.SPECIAL),
    )
    return offer(group_book, kind, str(kind.label), bylaw, by=by).product


def _opening_entry(
    group_book: GroupBook, register: Register, passbooks: dict, upload: RegisterImport, by: User
) -> Entry | None:
    sides = [
        Side(ledger.activate(group_book.book, row.code or ""), row.debit or Decimal(0), row.credit or Decimal(0))
        for row in register.trial
        if row.code not in HEADINGS.values() and (row.debit or row.credit)
    ]
    savers_and_amounts = (saver for savers in passbooks.values() for saver in savers)
    sides += [ledger.credit(passbook.account, amount) for passbook, amount in savers_and_amounts if amount]
    if not sides:
        return None
    return ledger.post(
        group_book.book,
        sides,
        kind=Entry.Kind.OPENING,
        event="J01",
        on=_sure(register.on),
        by=upload.uploaded_by,
        approved_by=by,
        request_id=uuid5(NAMESPACE_OID, upload.sha256),
        memo=_("Brought forward from the register of %(day)s") % {"day": thai.long_date(_sure(register.on))},
    )


def _sure(day: date | None) -> date:
    assert day  # a register without it has a fault and is not confirmed
    return day
