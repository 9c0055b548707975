"""The box and the bank apart from members' money: expenses, fetching and bringing, shortages (J33–J37, J47–J49)."""

from django.contrib.auth.models import User
from django.db import transaction

from ledger import chart
from ledger import services as ledger
from ledger.models import Account, Book


@transaction.atomic
def shortage_account(book: Book, user: User) -> Account:
    """What an officer owes a book for cash that was missing (14030), opened at the first shortage (R3.12)."""
    ledger.lock(book)
    holder = f"u{user.pk}"
    accounts = Account.objects.select_related("heading", "book")
    owed = accounts.filter(book=book, heading=chart.SHORTAGES, holder=holder).first()
    return owed or ledger.open_account(book, chart.SHORTAGES, holder, user.get_full_name() or user.username)
