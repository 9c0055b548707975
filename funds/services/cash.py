"""The box and the bank apart from members' money: expenses, fetching and bringing, shortages (J33–J37, J48).

What takes money out of the box or the bank is asked by one officer and decided by another (R1.19, R3.32). It keeps the
day it was asked for. Amounts are in baht; a refusal's code names the field it is about.
"""

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from funds.queries import cash as cash_queries
from funds.queries import request_details as request_details_queries
from ledger import chart, clock, thai
from ledger import queries as books
from ledger import services as ledger
from ledger.models import Account, Book, Entry, Heading
from ledger.users import shown_name
from villages import access
from villages.models import PendingRequest
from villages.services import acts, requests

Kind = Entry.Kind


class Movement(NamedTuple):
    """How an act that two officers do together is written, and what the second one reads."""

    event: str
    kind: Entry.Kind
    summary: Any


MOVEMENTS = {
    "pay an expense": Movement("J37", Kind.PAYMENT, gettext_lazy("Pay %(amount)s baht from %(source)s: %(target)s")),
    "fetch from the bank": Movement("J34", Kind.JOURNAL, gettext_lazy("Fetch %(amount)s baht from the bank")),
    "bring to the bank": Movement("J33", Kind.JOURNAL, gettext_lazy("Bring %(amount)s baht to the bank")),
}


def pay_expense(book: Book, heading: str, amount: Decimal, *, from_bank: bool = False, **more) -> PendingRequest:
    """Ask to pay an expense out of the box, or out of the book's bank (J37). `more` is as in `_ask`.

    Raises ValidationError without a heading of expense, or where box or bank lacks the money.
    """
    if not cash_queries.expense_headings().filter(code=heading).exists():
        raise ValidationError(_("Choose what the money is spent on."), code="heading")
    return _ask("pay an expense", book, heading, _bank(book) if from_bank else chart.CASH, amount, **more)


def fetch(book: Book, amount: Decimal, **more) -> PendingRequest:
    """Ask to fetch money from the bank into the box (J34). `more` and refusals are as in `_ask`."""
    return _ask("fetch from the bank", book, chart.CASH, _bank(book), amount, **more)


def bring(book: Book, amount: Decimal, **more) -> PendingRequest:
    """Ask to bring money of the box to the bank outside a working day (J33). `more` and refusals are as in `_ask`."""
    return _ask("bring to the bank", book, _bank(book), chart.CASH, amount, **more)


@transaction.atomic
def _ask(
    act: str,
    book: Book,
    target: str,
    source: str,
    amount: Decimal,
    *,
    on: date,
    memo: str,
    by: User,
    request_id: UUID,
    paper: File | None = None,
    of_year: int | None = None,
) -> PendingRequest:
    """Keep a movement until a second officer decides; the same `request_id` again answers with the first request.

    `memo` says what for, `paper` is the bill or slip. Raises ValidationError where it could not be done even now.
    """
    memo = _words(memo)
    arguments = {
        "book": book.slug,
        "target": target,
        "source": source,
        "amount": f"{amount:.2f}",
        "on": on.isoformat(),
        "memo": memo,
        "of_year": of_year,
    }
    group = book.owner.group
    wish = requests.Wish(group, act, arguments, maker=by, request_id=request_id, reason=memo, paper=paper)

    def ready() -> requests.Ready:
        ledger.lock(book)
        _check_movement(act, book, source, amount, on)
        return requests.Ready(_summary(act, book, target, source, amount))

    return requests.ask(wish, ready)


def _summary(act: str, book: Book, target: str, source: str, amount: Decimal) -> str:
    names = Heading.objects.in_bulk([target, source])
    params = {"amount": f"{amount:,.2f}", "target": names[target].name, "source": names[source].name}
    return f"{MOVEMENTS[act].summary % params} ({book})"


@transaction.atomic
def _replay(request: PendingRequest, approver: User) -> Entry:
    """Move the money as it was asked, unless it is no longer there."""
    arguments, movement = request.arguments, MOVEMENTS[request.act]
    book = Book.objects.get(slug=arguments["book"], owner__group=request.group)
    amount, on = Decimal(arguments["amount"]), date.fromisoformat(arguments["on"])
    ledger.lock(book)
    _check_movement(request.act, book, arguments["source"], amount, on)
    target, source = ledger.activate(book, arguments["target"]), ledger.activate(book, arguments["source"])
    return ledger.post(
        book,
        [ledger.debit(target, amount), ledger.credit(source, amount)],
        kind=movement.kind,
        event=movement.event,
        on=on,
        by=request.maker,
        approved_by=approver,
        request_id=request.request_id,
        memo=arguments["memo"],
        of_year=arguments.get("of_year"),  # older requests have none
    )


for movement in MOVEMENTS:
    acts.waits(movement, asker="keep the cash", shows=request_details_queries.movement)(_replay)


# -- The bank's passbook -----------------------------------------------------------------------------------------------


@transaction.atomic
def bank_interest(
    book: Book,
    amount: Decimal,
    *,
    on: date,
    by: User,
    request_id: UUID,
    tax: Decimal = Decimal(0),
    of_year: int | None = None,
) -> Entry:
    """Interest that the bank wrote into its passbook (J35): `amount` came in, after `tax` was withheld.

    What belongs to a closed year is dated in the open one and names its year (R0.8). Raises ValidationError when the
    books refuse it.
    """
    sides = [
        ledger.debit(ledger.activate(book, _bank(book)), amount),
        *([ledger.debit(ledger.activate(book, chart.TAX_WITHHELD), tax)] if tax else []),
        ledger.credit(ledger.activate(book, chart.BANK_INTEREST), amount + tax),
    ]
    return ledger.post(
        book, sides, kind=Kind.RECEIPT, event="J35", on=on, by=by, request_id=request_id, memo=_("Bank interest"),
        of_year=of_year,
    )  # fmt: skip


@transaction.atomic
def bank_fee(
    book: Book, amount: Decimal, *, on: date, by: User, request_id: UUID,
    of_year: int | None = None,
) -> Entry:  # fmt: skip
    """A fee that the bank took (J36). `of_year` as for interest. Raises ValidationError when the bank holds less."""
    ledger.lock(book)
    if _is_new(book, request_id):
        ledger.check_day(book, on)
        check_holds(book, _bank(book), amount, on)
    sides = [
        ledger.debit(ledger.activate(book, chart.BANK_FEES), amount),
        ledger.credit(ledger.activate(book, _bank(book)), amount),
    ]
    return ledger.post(
        book, sides, kind=Kind.PAYMENT, event="J36", on=on, by=by, request_id=request_id, memo=_("Bank fee"),
        of_year=of_year,
    )  # fmt: skip


# -- Shortages ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def shortage_account(book: Book, user: User) -> Account:
    """What an officer owes a book for cash that was missing (14030), opened at the first shortage (R3.12)."""
    ledger.lock(book)
    holder = cash_queries.holder(user)
    accounts = Account.objects.select_related("heading", "book")
    owed = accounts.filter(book=book, heading=chart.SHORTAGES, holder=holder).first()
    return owed or ledger.open_account(book, chart.SHORTAGES, holder, shown_name(user))


@transaction.atomic
def repay_shortage(
    account: Account,
    amount: Decimal,
    *,
    by: User,
    request_id: UUID,
) -> Entry:
    """Take cash from who answers for a shortage (J48), today: not more than is owed, and not recorded by themselves
    (R0.10).

    Amount in baht. Raises ValidationError when it is the officer's own debt or more than is owed.
    """
    book = account.book
    ledger.lock(book)
    if access.is_own_money(by, cash_queries.debtor(account)):
        raise ValidationError(
            _("This is your own debt or of somebody close to you. Another officer receives the money and records it.")
        )
    if _is_new(book, request_id) and amount > (owed := books.balance(account)):
        raise ValidationError(
            _("%(person)s owes %(owed)s baht. Enter this amount or less."),
            code="amount",
            params={"person": account.name, "owed": f"{owed:,.2f}"},
        )
    return ledger.post(
        book,
        [ledger.debit(ledger.activate(book, chart.CASH), amount), ledger.credit(account, amount)],
        kind=Kind.RECEIPT,
        event="J48",
        on=clock.today(),
        by=by,
        request_id=request_id,
        memo=_("Repaid by %(person)s for missing cash") % {"person": account.name},
    )


# -- What is checked ---------------------------------------------------------------------------------------------------


def _bank(book: Book) -> str:
    return book.owner.bank_code


def _is_new(book: Book, request_id: UUID) -> bool:
    """Whether this form was not recorded yet; the book is locked. A form sent twice finds its first entry."""
    return not Entry.objects.filter(book=book, request_id=request_id).exists()


def _words(memo: str) -> str:
    if not (memo := " ".join(memo.split())):
        raise ValidationError(_("Write what the money is for."), code="memo")
    return memo


def _check_movement(act: str, book: Book, source: str, amount: Decimal, on: date) -> None:
    """Whether this may move on that day. The book is locked: its balances cannot change meanwhile."""
    ledger.check_day(book, on)
    if act == "bring to the bank" and cash_queries.is_sitting(book):
        raise ValidationError(_("A working day sits on this box. Its money goes to the bank from that day's page."))
    counted = cash_queries.last_count(book)
    if counted and on < counted and (source == chart.CASH or act == "fetch from the bank"):
        raise ValidationError(
            _("The box was counted on %(day)s. Enter that day or a later one."),
            code="on",
            params={"day": thai.long_date(counted)},
        )
    check_holds(book, source, amount, on)


def check_holds(book: Book, code: str, amount: Decimal, on: date) -> None:
    """Neither box nor bank ends any day below zero, nor does money go that waits to be carried to the bank.

    Amount in baht. Raises ValidationError when it is not more than zero or more than lies there.
    """
    if amount <= 0:
        raise ValidationError(_("Enter an amount of more than zero baht."), code="amount")
    waiting = cash_queries.set_aside(book) if code == chart.CASH else Decimal(0)
    least = cash_queries.least_since(ledger.activate(book, code), on) - waiting
    if amount <= least:
        return
    if code != chart.CASH:
        refusal = _("The bank holds %(least)s baht by this book since that day. Check the amount and the day.")
    elif waiting:
        refusal = _("%(least)s baht are free in the cash box; %(waiting)s baht wait to be carried to the bank.")
    elif on < timezone.localdate():
        refusal = _("The cash box held %(least)s baht at the least since that day. Check the amount and the day.")
    else:
        refusal = _("The cash box holds %(cash)s baht. Fetch money from the bank first.")
    params = {"least": thai.money(least), "cash": thai.money(least), "waiting": f"{waiting:,.2f}"}
    raise ValidationError(refusal, code="amount", params=params)
