"""Money at the bank whose member is not known yet, and what becomes of it (J50, J51)."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from funds.models import Identification, Passbook, Receipt, UnknownTransfer
from funds.queries import cash as cash_queries
from funds.services.savings import check_deposit, give_receipt
from ledger import chart, thai
from ledger import services as ledger
from ledger.models import Book, Entry
from villages import access


@transaction.atomic
def record_transfer(
    book: Book,
    amount: Decimal,
    *,
    on: date,
    memo: str,
    by: User,
    request_id: UUID,
) -> UnknownTransfer:
    """Write down a line of the bank's passbook that bears no member's name (J50). Amount in baht.

    `memo` is what the bank wrote. The same `request_id` again answers with the first one. Raises ValidationError when
    the books refuse it.
    """
    sides = [
        ledger.debit(ledger.activate(book, book.owner.bank_code), amount),
        ledger.credit(ledger.activate(book, chart.UNIDENTIFIED), amount),
    ]
    entry = ledger.post(
        book,
        sides,
        kind=Entry.Kind.RECEIPT,
        event="J50",
        on=on,
        by=by,
        request_id=request_id,
        memo=" ".join(memo.split()),
    )
    return UnknownTransfer.objects.get_or_create(entry=entry)[0]


@transaction.atomic
def identify(
    transfer: UnknownTransfer,
    passbook: Passbook,
    amount: Decimal,
    *,
    on: date,
    by: User,
    request_id: UUID,
    paid_by: str = "",
) -> Receipt:
    """Write a transfer, or a part of it, into the passbook of the member it came from (J51), by the by-laws of the day.

    Amount in baht. Somebody else than who recorded the transfer does it, nobody for their own money (R0.10). The same
    `request_id` again answers with the first receipt. Raises ValidationError when the by-laws do not allow the deposit,
    or less of the transfer is left.
    """
    book, arrived = transfer.entry.book, transfer.entry
    ledger.lock(book)
    if not Entry.objects.filter(book=book, request_id=request_id).exists():
        _check_person(arrived, passbook, by)
        _check_part(transfer, passbook, amount, on)
        check_deposit(passbook, amount, on)
    entry = ledger.post(
        book,
        [ledger.debit(ledger.activate(book, chart.UNIDENTIFIED), amount), ledger.credit(passbook.account, amount)],
        kind=Entry.Kind.RECEIPT,
        event="J51",
        on=on,
        by=by,
        request_id=request_id,
        memo=_("Transfer no. %(number)s, %(product)s") % {"number": arrived.number, "product": passbook.product},
    )
    Identification.objects.get_or_create(entry=entry, defaults={"transfer": transfer})
    return give_receipt(entry, passbook.member, by, paid_by)


def _check_person(arrived: Entry, passbook: Passbook, by: User) -> None:
    if arrived.by_id == by.pk:
        raise ValidationError(_("You recorded this transfer. Another officer says whose it is."))
    access.refuse_own_money(by, passbook.member.person)


def _check_part(transfer: UnknownTransfer, passbook: Passbook, amount: Decimal, on: date) -> None:
    """A part of what is still there, into the same book, not before the money arrived. The book is locked."""
    if passbook.account.book_id != transfer.entry.book_id:
        raise ValidationError(_("This passbook belongs to another book. Choose one of the transfer's own book."))
    remains = cash_queries.remains(transfer)
    if amount > remains:
        raise ValidationError(
            _("%(remains)s baht of this transfer are not identified yet. Enter this amount or less."),
            code="amount",
            params={"remains": f"{remains:,.2f}"},
        )
    if on < transfer.entry.on:
        raise ValidationError(
            _("The money arrived on %(day)s. Enter that day or a later one."),
            code="on",
            params={"day": thai.long_date(transfer.entry.on)},
        )
