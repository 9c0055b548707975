"""A leaving by mistake is taken back while nothing of it was paid."""

from datetime import timedelta
from uuid import uuid4

from funds.services import undoing
from ledger import queries as books
from ledger import services as ledger
from tests.funds.leavers import TODAY, baht, fresh, leave, pay, refused
from villages.services import requests


def test_a_leaving_by_mistake_is_taken_back(world, saved, owing):
    owing(ledger.open_account(world.book, "13010", "L1", "เงินกู้"), "600")
    leave(world)

    requests.approve(
        undoing.ask_to_undo_leaving(fresh(world.member), by=world.bookkeeper, request_id=uuid4()), by=world.treasurer
    )

    member = fresh(world.member)
    assert member.is_active
    assert member.membership_periods.get().left_on is None
    assert [books.balance(one.account) for one in (world.passbook, world.special_passbook)] == [500, baht("250.25")]
    assert world.deposit(500, passbook=member.passbooks.get(product=world.pledged))


def test_a_leaving_whose_money_was_paid_is_not_taken_back(world, saved):
    leave(world)
    pending = undoing.ask_to_undo_leaving(fresh(world.member), by=world.bookkeeper, request_id=uuid4())
    refused(lambda: undoing.ask_to_undo_leaving(fresh(world.member), by=world.bookkeeper, request_id=uuid4()))
    pay(world, 1)

    refused(lambda: requests.approve(pending, by=world.treasurer))
    refused(lambda: undoing.ask_to_undo_leaving(fresh(world.member), by=world.bookkeeper, request_id=uuid4()))

    assert not fresh(world.member).is_active


def test_a_member_who_never_left_has_nothing_to_take_back(world):
    refused(lambda: undoing.ask_to_undo_leaving(fresh(world.member), by=world.bookkeeper, request_id=uuid4()))


def test_who_left_without_money_is_taken_back_without_an_entry(world):
    leave(world)
    pending = undoing.ask_to_undo_leaving(fresh(world.member), by=world.bookkeeper, request_id=uuid4())

    assert requests.approve(pending, by=world.treasurer) is None

    assert fresh(world.member).is_active
    assert not world.member.passbooks.exclude(closed_on=None).exists()


def test_a_passbook_that_was_closed_before_the_leaving_stays_closed(world, saved):
    earlier = TODAY() - timedelta(days=1)
    world.passbook.product.passbooks.filter(pk=world.passbook.pk).update(closed_on=earlier)
    leave(world)

    requests.approve(
        undoing.ask_to_undo_leaving(fresh(world.member), by=world.bookkeeper, request_id=uuid4()), by=world.treasurer
    )

    assert dict(world.member.passbooks.values_list("product", "closed_on")) == {
        world.pledged.pk: earlier, world.special.pk: None,
    }  # fmt: skip
