"""What a member takes along on leaving, as it is shown and signed. Amounts are baht, of now."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext as _

from funds.models import Passbook
from funds.queries.savings import Balances
from ledger.models import Account, Book
from ledger.rules import ZERO
from villages.models import Member

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class Debt(NamedTuple):
    """What a member owes a book: the account that the payment is credited to, in baht."""

    account: Account
    amount: Decimal
    title: str


class Credit(NamedTuple):
    """What a member gets back besides savings: the account it comes out of, in baht."""

    account: Account
    amount: Decimal
    title: str


@dataclass
class Part:
    """What a member has and owes in one book. Debts are set off as far as the savings reach."""

    book: Book
    savings: "list[WithAnnotations[Passbook, Balances]]" = field(default_factory=list)
    debts: list[Debt] = field(default_factory=list)
    credits: list[Credit] = field(default_factory=list)

    @property
    def saved(self) -> Decimal:
        """What the member has in this book, in baht."""
        return sum((amount for _account, amount in self.holdings), ZERO)

    @property
    def holdings(self) -> list[tuple[Account, Decimal]]:
        """The accounts that are emptied, in the order in which debts are set off against them."""
        own = [(passbook.account, passbook.balance) for passbook in self.savings]
        return own + [(credit.account, credit.amount) for credit in self.credits]

    @property
    def owed(self) -> Decimal:
        """What the member owes to this book, in baht."""
        return sum((debt.amount for debt in self.debts), ZERO)

    @property
    def net(self) -> Decimal:
        """What is paid back out of this book, in baht; never less than nothing."""
        return max(self.saved - self.owed, ZERO)


@dataclass
class Settlement:
    """What a member receives on leaving, book by book, and what stands in the way."""

    member: Member
    parts: list[Part]
    obstacles: list[str]

    @property
    def blocks(self) -> list[str]:
        """Why the member may not leave yet, in sentences; after a death nothing stands in the way."""
        return self.obstacles + [_too_little(part) for part in self.parts if part.owed > part.saved]

    @property
    def passbooks(self) -> list[Passbook]:
        """The passbooks of all books."""
        return [passbook for part in self.parts for passbook in part.savings]

    @property
    def credits(self) -> list[Credit]:
        """What other apps give back, of all books."""
        return [credit for part in self.parts for credit in part.credits]

    @property
    def debts(self) -> list[Debt]:
        """What is owed to all books, debt by debt."""
        return [debt for part in self.parts for debt in part.debts]

    @property
    def saved(self) -> Decimal:
        """What the member has in all books, in baht."""
        return sum((part.saved for part in self.parts), ZERO)

    @property
    def owed(self) -> Decimal:
        """What the member owes to all books, in baht."""
        return sum((part.owed for part in self.parts), ZERO)

    @property
    def net(self) -> Decimal:
        """What is paid back in all, in baht."""
        return sum((part.net for part in self.parts), ZERO)


def _too_little(part: Part) -> str:
    return _(
        "The debts are %(owed)s baht, the savings in the same book %(saved)s baht. Pay off the difference first."
    ) % {
        "owed": f"{part.owed:,.2f}",
        "saved": f"{part.saved:,.2f}",
    }
