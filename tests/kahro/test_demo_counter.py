"""Money over the demonstration's counter: taken from who comes, and paid out of a box that is filled first."""

import random
from decimal import Decimal

from kahro.demo.counter import pay, receive, take
from kahro.demo.desk import at_the_table
from ledger import queries as books
from ledger.models import Entry
from villages.models import PendingRequest, Role


class Comes(random.Random):
    """Everybody comes, or nobody; all else is thrown."""

    def __init__(self, chance: float):
        super().__init__(8)
        self.chance = chance

    def random(self) -> float:
        return self.chance


def events() -> list[str]:
    return list(Entry.objects.order_by("seq").values_list("event", flat=True))


def test_a_pledge_is_taken_as_promised_with_the_fee_of_who_joins(world, desk):
    passbook = at_the_table(world.group)[0]

    receipt = take(desk, passbook, random.Random(8), fee=20)

    assert (desk.cash, books.balance(world.passbook.account)) == (520, 500)
    assert (receipt.entry.at, receipt.received_by) == (desk.at, desk.committee[Role.RECEIVER])


def test_without_a_pledge_the_dice_say_how_much(world, desk):
    passbook, thrown = at_the_table(world.group)[1], random.Random(8).choice((200, 300, 500, 1000, 2000))

    take(desk, passbook, random.Random(8))

    assert desk.cash == books.balance(world.special_passbook.account) == thrown


def test_who_comes_is_received_and_the_last_pledges_receipt_is_handed_on(desk, world):
    begun = desk.at

    nobody = receive(desk, Comes(0.05))
    assert (nobody, desk.cash, events()) == (None, 0, [])
    everybody = receive(desk, Comes(0.07))

    assert everybody.member == world.member
    assert everybody.entry.event == "J02"
    assert events() == ["J02", "J03"]
    assert (desk.at - begun).seconds >= 4 * 60


def test_a_box_that_holds_too_little_is_filled_from_the_bank_first(world, desk):
    world.deposit(3000, passbook=world.special_passbook, on=desk.at.date())
    desk.cash = Decimal(100)

    pay(desk, at_the_table(world.group)[1], Decimal(400), "ค่าเทอม")
    desk.cash += 900
    pay(desk, at_the_table(world.group)[1], Decimal(500), "ค่าเทอม")

    assert desk.cash == 500  # the hundred of before, and what is left of nine hundred
    assert events()[1:] == ["J34", "J08", "J08"]
    assert books.balance(world.special_passbook.account) == 2100


def test_a_second_officer_agrees_to_what_is_above_the_limit(world, desk):
    world.deposit(3000, passbook=world.special_passbook, on=desk.at.date())
    desk.cash = Decimal(3000)

    pay(desk, at_the_table(world.group)[1], Decimal("1000.01"), "ค่าเทอม")

    assert PendingRequest.objects.get().decided_by == desk.committee[Role.TREASURER]
    assert desk.cash == Decimal("1999.99")
