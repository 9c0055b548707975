"""What happens to members' savings. Every function is one event: check, then write, in one transaction.

A refusal's code names the field it is about, where it is about one.
"""

from datetime import date
from decimal import Decimal
from typing import TypeVar
from uuid import UUID

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from funds.models import Passbook, Pledge, ProductBylaw, Receipt, SavingsProduct, receipt_token
from funds.queries import fees as fees_queries
from funds.queries import savings as savings_queries
from funds.rules import limits as limits_rules
from funds.services import second_looks
from ledger import chart, thai
from ledger import queries as books
from ledger import services as ledger
from ledger.models import Account, Entry
from villages.models import Member
from villages.services import bylaws
from villages.services.people import check_alive

ABylaw = TypeVar("ABylaw", ProductBylaw, savings_queries.DepositBylaw)

# -- Passbooks ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def open_passbook(member: Member, product: SavingsProduct, *, on: date, pledge: Decimal | None = None) -> Passbook:
    """A member begins to save in a product: a passbook and the ledger account that holds its money (R1.2).

    A member who comes back goes on in the old passbook: its number and its lines stay (R3.24). Raises ValidationError
    when the member has one already, has left or died, is not of the age, or no by-law is in force.
    """
    ledger.lock(product.group_book.book)
    passbook = Passbook.objects.filter(member=member, product=product).select_related("account").first()
    _check_opening(member, product, passbook, on)
    if passbook:
        _set_closed(passbook, None)
    else:
        account = ledger.open_account(
            product.group_book.book, product.heading, f"{member.number}/{product.pk}", str(member.person)
        )
        passbook = Passbook.objects.create(member=member, product=product, account=account, opened_on=on)
    if pledge:
        change_pledge(passbook, pledge, from_on=on)
    return passbook


def change_pledge(passbook: Passbook, amount: Decimal, *, from_on: date) -> Pledge:
    """Promise another monthly amount in baht from a day on (R1.2). What held on past days is never changed.

    Raises ValidationError for a day before the passbook was opened or before the last pledge.
    """
    check_alive(passbook.member.person)
    _check_amount(passbook, amount, bylaw_of(passbook.product, from_on))
    if from_on < passbook.opened_on:
        raise _before_opening(passbook)
    past = from_on < timezone.localdate()
    if past and Pledge.objects.filter(passbook=passbook, from_on__gte=from_on).exists():
        raise ValidationError(_("A pledge from that day or later is already written. Enter a later day."), code="on")
    return Pledge.objects.update_or_create(passbook=passbook, from_on=from_on, defaults={"amount": amount})[0]


@transaction.atomic
def close_passbook(passbook: Passbook, *, on: date) -> None:
    """End a passbook that holds nothing any more; its ledger account takes no later entry.

    Raises ValidationError while it holds money, and for a day before it was opened or before its last entry.
    """
    ledger.lock(passbook.account.book)
    if books.balance(passbook.account):
        raise ValidationError(_("The passbook still holds money. Pay it out before closing."))
    if on < passbook.opened_on:
        raise _before_opening(passbook)
    if passbook.account.lines.filter(entry__on__gt=on).exists():
        raise ValidationError(_("The passbook has entries after that day. Enter the day of the last one or later."))
    _set_closed(passbook, on)


# -- Deposits ----------------------------------------------------------------------------------------------------------


def deposit(
    passbook: Passbook,
    amount: Decimal,
    *,
    on: date,
    by: User,
    request_id: UUID,
    entry_fee: Decimal = Decimal(0),
    paid_by: str = "",
    agreed_by: User | None = None,
) -> Receipt:
    """Take cash into a passbook (J02–J04), with the entry fee on the same receipt when one is due (J05).

    Amounts in baht. The same `request_id` again answers with the first receipt. Above the group's `second_look` a
    receipt names the officer who agreed to it (R0.18).
    Raises ValidationError when the by-laws of the day do not allow it.
    """
    bylaw = check_deposit(passbook, amount, on)
    paid = second_looks.Paid(passbook.member.group, passbook.account.book, amount + entry_fee, bylaw.second_look)
    second_looks.check(paid, person=passbook.member.person, by=by, agreed_by=agreed_by, request_id=request_id)
    book, product = passbook.account.book, passbook.product
    sides = [ledger.debit(Account(pk=bylaw.cash), amount + entry_fee), ledger.credit(passbook.account, amount)]
    with ledger.one_transaction():
        if entry_fee:
            ledger.lock(book)
            check_fee(passbook, entry_fee, on, request_id)
            sides.append(ledger.credit(ledger.activate(book, chart.ENTRY_FEES), entry_fee))
        entry = ledger.post(
            book,
            sides,
            kind=Entry.Kind.RECEIPT,
            event=product.event,
            on=on,
            by=by,
            approved_by=agreed_by,
            request_id=request_id,
            memo=_("Deposit, %(product)s") % {"product": product},
        )
        return give_receipt(entry, passbook.member, by, paid_by)


COLUMNS = [field.attname for field in Receipt._meta.concrete_fields]
# A form sent twice changes nothing and finds the first receipt.
GIVE = f"""
    INSERT INTO funds_receipt AS given (entry_id, member_id, token, paid_by, received_by_id) VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT (entry_id) DO UPDATE SET paid_by = given.paid_by RETURNING {", ".join(COLUMNS)}
"""


def give_receipt(entry: Entry, member: Member, by: User, paid_by: str = "") -> Receipt:
    """The receipt of an entry, the same one when the form was sent twice."""
    with connection.cursor() as cursor:
        cursor.execute(GIVE, [entry.pk, member.pk, receipt_token(), paid_by.strip(), by.pk])
        receipt = Receipt.from_db(connection.alias, COLUMNS, cursor.fetchone())
    receipt.entry, receipt.member = entry, member
    return receipt


# -- What is checked ---------------------------------------------------------------------------------------------------


def bylaw_of(product: SavingsProduct, on: date) -> ProductBylaw:
    """The by-law in force on a day; refuses a day before the first one."""
    return _in_force(savings_queries.bylaw_on(product, on), product)


def _in_force(bylaw: ABylaw | None, product: SavingsProduct) -> ABylaw:
    if bylaw is None and not product.bylaws.exists() and bylaws.proposal(ProductBylaw, product):
        raise ValidationError(
            _("The by-law of %(product)s waits for a second officer. Ask them to agree first."),
            params={"product": product},
        )
    if bylaw is None:
        raise ValidationError(_("No by-law of this product was in force on that day. Check the date."), code="on")
    return bylaw


def check_deposit(passbook: Passbook, amount: Decimal, on: date) -> savings_queries.DepositBylaw:
    """The terms of a deposit by the by-laws of a day; refuses one that does not keep to them."""
    _check_open(passbook, on)
    bylaw = _in_force(savings_queries.deposit_bylaw(passbook, on), passbook.product)
    _check_amount(passbook, amount, bylaw)
    return bylaw


def _set_closed(passbook: Passbook, on: date | None) -> None:
    passbook.closed_on = passbook.account.closed_on = on
    passbook.account.save(update_fields=["closed_on"])
    passbook.save(update_fields=["closed_on"])


def _check_opening(member: Member, product: SavingsProduct, old: Passbook | None, on: date) -> None:
    if member.group_id != product.group_id:
        raise ValidationError(_("This product belongs to another group."))
    if not member.is_active:
        raise ValidationError(_("This member has left the group."))
    check_alive(member.person)
    if on > timezone.localdate():
        raise ValidationError(_("The date lies in the future. Enter today's date or an earlier one."), code="on")
    if old and not old.closed_on:
        raise ValidationError(_("The member already has a passbook of this kind."))
    if old and old.closed_on and on < old.closed_on:
        raise ValidationError(_("The old passbook was closed on a later day. Check the date."), code="on")
    bylaw = bylaw_of(product, on)
    if not bylaw.youngest <= member.person.age(on) <= bylaw.oldest:
        raise ValidationError(
            _("%(product)s is for ages %(youngest)d to %(oldest)d."),
            code="product",
            params={"product": product, "youngest": bylaw.youngest, "oldest": bylaw.oldest},
        )


def _check_open(passbook: Passbook, on: date) -> None:
    if passbook.closed_on:
        raise ValidationError(_("This passbook is closed."))
    if not passbook.member.is_active:
        raise ValidationError(_("This member has left the group."))
    check_alive(passbook.member.person)
    if on < passbook.opened_on:
        raise _before_opening(passbook)


def _before_opening(passbook: Passbook) -> ValidationError:
    return ValidationError(
        _("The passbook was opened on %(day)s. Enter that day or a later one."),
        code="on",
        params={"day": thai.long_date(passbook.opened_on)},
    )


def _check_amount(passbook: Passbook, amount: Decimal, bylaw: ProductBylaw | savings_queries.DepositBylaw) -> None:
    if not limits_rules.fits_step(amount, bylaw.minimum, bylaw.step):
        raise ValidationError(
            _("%(product)s takes %(minimum)s baht or more, in steps of %(step)s baht."),
            code="amount",
            params={"product": passbook.product, "minimum": f"{bylaw.minimum:,.2f}", "step": f"{bylaw.step:,.2f}"},
        )


def check_fee(passbook: Passbook, fee: Decimal, on: date, request_id: UUID) -> None:
    """Raises ValidationError unless `fee`, in baht, is the entry fee that is still due (R3.25)."""
    due = fees_queries.entry_fee_due(passbook, on, apart_from=request_id)
    if not due:
        raise ValidationError(_("No entry fee is due any more. Leave it empty."), code="entry_fee")
    if fee != due:
        raise ValidationError(
            _("The by-laws set an entry fee of %(fee)s baht. Enter this amount, or leave it empty."),
            code="entry_fee",
            params={"fee": f"{due:,.2f}"},
        )
