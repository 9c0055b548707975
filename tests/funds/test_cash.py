"""The box and the bank: every baht that is no deposit (J33–J37, J47–J51)."""

from funds.services import cash


def test_an_officers_shortage_account_is_opened_once_and_bears_their_name(world):
    first = cash.shortage_account(world.book, world.receiver)
    again = cash.shortage_account(world.book, world.receiver)

    assert first == again
    assert (first.heading_id, first.holder, first.name) == ("14030", f"u{world.receiver.pk}", "คุณreceiver")
