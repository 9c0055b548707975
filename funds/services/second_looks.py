"""To a receipt above the group's `second_look` a second officer agrees before it exists (R0.18, R3.32)."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from funds.rules import limits as limits_rules
from ledger import thai
from ledger.models import Book, Entry
from ledger.users import shown_name
from villages import access
from villages.models import Group, Person
from villages.queries import officers as officers_queries


class Paid(NamedTuple):
    """What one receipt is to be about: whose group and book, how much, and above how much a second officer agrees."""

    group: Group
    book: Book
    amount: Decimal
    second_look: Decimal

    @property
    def is_large(self) -> bool:
        """Whether a second officer must agree to it (R0.18)."""
        return limits_rules.wants_second(self.amount, self.second_look)


def check(*receipts: Paid, person: Person, by: User, agreed_by: User | None, request_id: UUID) -> None:
    """Refuse receipts that nobody else agreed to; what stands in the books already is let through.

    Who agrees decides requests of the group, is not who records, and is not close to whose money it is (R0.10). Raises
    ValidationError, with code "second", otherwise.
    """
    large = [receipt for receipt in receipts if receipt.is_large]
    if not large or Entry.objects.filter(request_id=request_id, book__in=[paid.book for paid in large]).exists():
        return
    if agreed_by is None:
        raise ValidationError(
            _("%(book)s, %(amount)s baht: above %(limit)s baht another officer agrees before there is a receipt."),
            code="second",
            params={
                "amount": thai.money(large[0].amount),
                "book": large[0].book,
                "limit": thai.money(large[0].second_look),
            },
        )
    for receipt in large:
        check_second(agreed_by, receipt.group, person, by)


def check_second(agreed_by: User, group: Group, person: Person, by: User) -> None:
    """Whether somebody may agree to what another officer receives from a person.

    Raises ValidationError when it is the same officer, one who decides no requests of the group, or one who is close to
    the person.
    """
    if agreed_by == by:
        raise ValidationError(_("Somebody else must agree to what you record."), code="second")
    if not access.may_agree(agreed_by, group):
        raise ValidationError(
            _("%(name)s may not agree for %(group)s. Choose an officer who decides requests there."),
            code="second",
            params={"name": shown_name(agreed_by), "group": group},
        )
    access.refuse_own_money(agreed_by, person)


def who_may_agree(groups: Iterable[Group], by: User) -> list[User]:
    """The officers of these groups who may agree beside who records, each once."""
    officers: dict[int, User] = {}
    for group in groups:
        for office in officers_queries.officers(group):
            user = office.person.user
            if user and user != by and access.may_agree(user, group):
                officers[user.pk] = user
    return list(officers.values())
