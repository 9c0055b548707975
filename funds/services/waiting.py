"""Payments that wait for a second officer: no receipt exists before one agreed (R0.18, R3.32).

Their money lies apart in the box, and is given back when it is refused.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from funds.models import Passbook, Visit, WorkingDay
from funds.queries import request_details as request_details_queries
from funds.queries import savings as savings_queries
from funds.queries import sheet as sheet_queries
from funds.queries import unusual as unusual_queries
from funds.queries.sheet import CollectionSheet
from funds.rules import limits as limits_rules
from funds.services import savings, visits
from ledger import services as ledger
from ledger import thai
from ledger.models import Entry
from villages.models import PendingRequest, Person
from villages.services import acts, requests


def ask_to_deposit(
    passbook: Passbook,
    amount: Decimal,
    *,
    on: date,
    by: User,
    request_id: UUID,
    entry_fee: Decimal = Decimal(0),
    paid_by: str = "",
) -> PendingRequest:
    """Leave a deposit at the counter waiting for a second officer; amounts in baht. It keeps its day.

    Raises ValidationError when the by-laws of the day do not allow it, or it is not large enough to wait.
    """
    arguments = {"passbook": passbook.pk, "amount": amount, "entry_fee": entry_fee, "on": on, "paid_by": paid_by}
    person = passbook.member.person

    def ready() -> requests.Ready:
        bylaw = savings.check_deposit(passbook, amount, on)
        if entry_fee:
            savings.check_fee(passbook, entry_fee, on, request_id)
        params = {"amount": thai.money(amount + entry_fee), "person": person, "product": passbook.product}
        reason = _("%(person)s paid in %(amount)s baht: %(product)s") % params
        _check_large(amount + entry_fee, bylaw.second_look)
        return requests.Ready(reason)

    return requests.ask(_wish(passbook.member.group, unusual_queries.DEPOSIT, arguments, person, by, request_id), ready)


@acts.waits(unusual_queries.DEPOSIT, asker="take deposits", shows=request_details_queries.deposit)
def deposit_agreed(request: PendingRequest, approver: User) -> Entry:
    """Write the receipt of a deposit, on the day that it was paid in.

    Raises ValidationError when the by-laws of that day no longer allow it.
    """
    arguments = request.arguments
    receipt = savings.deposit(
        savings_queries.passbooks(request.of_group).get(pk=arguments["passbook"]),
        Decimal(arguments["amount"]),
        on=date.fromisoformat(arguments["on"]),
        by=request.maker,
        agreed_by=approver,
        request_id=request.request_id,
        entry_fee=Decimal(arguments["entry_fee"]),
        paid_by=arguments["paid_by"],
    )
    return receipt.entry


def ask_to_take(
    sheet: CollectionSheet,
    person: Person,
    amounts: Mapping[str, Decimal],
    *,
    by: User,
    request_id: UUID,
    paid_by: str = "",
    again: bool = False,
) -> Visit | PendingRequest:
    """Leave a row of the sheet waiting for a second officer; `amounts` are baht by column.

    It is asked in the group whose by-law wants it; where none does (any more), the row is taken. One that stands in
    the books already is refused.
    """
    amounts = {key: amount for key, amount in amounts.items() if amount}
    row = visits.row_of(sheet, person.pk)
    visits.check_amounts(row, amounts)
    large = visits.large(sheet, row, amounts)
    paid_by = " ".join(paid_by.split())
    if not large:
        return visits.take(sheet, person.pk, amounts, by=by, request_id=request_id, paid_by=paid_by, again=again)
    arguments = {"day": sheet.day.pk, "person": person.pk, "amounts": amounts, "paid_by": paid_by, "again": again}

    def ready() -> requests.Ready:
        ledger.lock(*{row.cells[key].column.group_book.book for key in amounts})
        visits.check_new(sheet.day, person.pk, request_id=request_id, again=again)
        params = {"amount": thai.money(sum(amounts.values(), Decimal(0))), "person": person}
        params["day"] = thai.long_date(sheet.day.on)
        return requests.Ready(_("%(person)s paid %(amount)s baht at the table of %(day)s") % params)

    return requests.ask(_wish(large[0].group, unusual_queries.TAKE, arguments, person, by, request_id), ready)


@acts.waits(unusual_queries.TAKE, asker="take deposits", shows=request_details_queries.row_of_the_sheet)
def take_agreed(request: PendingRequest, approver: User) -> Entry:
    """Write what was paid at the table while the evening is open; afterwards it is recorded at the counter.

    Raises ValidationError when it no longer fits the sheet or the member paid meanwhile.
    """
    arguments = request.arguments
    day = WorkingDay.objects.get(pk=arguments["day"])
    person = Person.objects.get(pk=arguments["person"])
    visit = visits.take(
        sheet_queries.collection_sheet(day, person),
        person.pk,
        unusual_queries.amounts(request),
        by=request.maker,
        agreed_by=approver,
        request_id=request.request_id,
        paid_by=arguments["paid_by"],
        again=True,  # whether it was a second payment was asked when it was left waiting
    )
    receipts = visit.receipts.select_related("entry").order_by("entry__book")
    return next(receipt.entry for receipt in receipts)


def _wish(group, act: str, arguments: dict, person: Person, by: User, request_id: UUID) -> requests.Wish:
    reason = _("Above the amount to which a second officer agrees")
    return requests.Wish(group, act, arguments, maker=by, request_id=request_id, reason=reason, beneficiary=person)


def _check_large(amount: Decimal, second_look: Decimal) -> None:
    if not limits_rules.wants_second(amount, second_look):
        raise ValidationError(_("Nothing here waits for a second officer. Record it."))
