"""Money over the counter: taken one passbook after the other, and paid out of the box."""

import random
from decimal import Decimal

from funds.models import Passbook, Receipt
from funds.services import savings, withdrawals
from kahro.demo.desk import Desk, at_the_table, pledge
from ledger import chart
from ledger.models import Entry
from villages.models import PendingRequest, Role
from villages.services import requests

STAYS_AWAY = 0.06  # not every member comes every month


def receive(desk: Desk, throw: random.Random) -> Receipt | None:
    """Receive everybody who comes at the counter, as before there was the sheet; the last pledge's receipt."""
    receipt = None
    for passbook in at_the_table(desk.group):
        desk.wait(60 + throw.randrange(90))
        if throw.random() > STAYS_AWAY:
            given = take(desk, passbook, throw)
            receipt = given if passbook.product.kind == "pledged" else receipt
    return receipt


def take(desk: Desk, passbook: Passbook, throw: random.Random, fee: int = 0) -> Receipt:
    """A deposit, and the entry fee in baht of who joins."""
    amount = pledge(passbook) or Decimal(throw.choice((200, 300, 500, 1000, 2000)))
    desk.cash += amount + fee
    with desk.clock():
        return savings.deposit(
            passbook, amount, on=desk.at.date(), by=desk.committee[Role.RECEIVER], request_id=desk.request_id(),
            entry_fee=Decimal(fee),
        )  # fmt: skip


def pay(desk: Desk, passbook: Passbook, amount: Decimal, reason: str) -> None:
    """Pay out of the box, filled from the bank where it holds too little; a second officer decides where one must."""
    if desk.cash < amount:
        desk.move(chart.CASH, desk.bank, amount, Entry.Kind.JOURNAL, "J34", "ถอนเงินจากธนาคาร")
        desk.cash += amount
    with desk.clock():
        paid = withdrawals.withdraw(
            passbook, amount, by=desk.committee[Role.RECEIVER], request_id=desk.request_id(), reason=reason
        )
        if isinstance(paid, PendingRequest):
            requests.approve(paid, by=desk.committee[Role.TREASURER])
    desk.cash -= amount
