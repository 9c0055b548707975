"""What officers ask of the box and the bank, and what is in the books afterwards."""

from decimal import Decimal
from uuid import uuid4

from django.utils import timezone

from funds.services.reversals import ask_to_reverse
from ledger import queries as books
from ledger.models import Account, Entry
from villages.models import PendingRequest
from villages.services import requests

TODAY = timezone.localdate


def amounts(entry: Entry) -> list[tuple[str, Decimal, Decimal]]:
    return list(entry.lines.values_list("account__heading", "debit", "credit"))


def balance(world, code: str) -> Decimal:
    account = Account.objects.select_related("heading").filter(book=world.book, heading=code, holder="").first()
    return books.balance(account) if account else Decimal(0)


def asks(world, act, *args, **more) -> PendingRequest:
    given = {"on": TODAY(), "memo": "ค่าเบี้ยประชุม 5 คน", "by": world.treasurer, "request_id": uuid4()} | more
    return act(world.book, *args, **given)


def reverse(world, entry: Entry) -> Entry:
    pending = ask_to_reverse(entry, by=world.treasurer, reason="พิมพ์ผิด", request_id=uuid4())
    mirror = requests.approve(pending, by=world.checker)
    assert mirror
    return mirror
