"""Evenings of the demonstration: notes and coins, and who sits when."""

from decimal import Decimal

import pytest

from funds.rules.working_days import PIECES
from kahro.demo.evenings import in_pieces, sits_today
from villages.models import Village


@pytest.mark.parametrize("amount", ["0", "1", "0.25", "1999.75", "20000.50"])
def test_notes_and_coins_make_up_the_amount_and_none_is_named_in_vain(amount):
    pieces = in_pieces(Decimal(amount))

    assert sum(Decimal(face) * number for face, number in pieces.items()) == Decimal(amount)
    assert all(pieces.values())
    assert set(pieces) <= {str(face) for face in PIECES}


def test_the_fewest_pieces_are_taken():
    assert in_pieces(Decimal("1620")) == {"1000": 1, "500": 1, "100": 1, "20": 1}


def test_one_village_sits_this_month_while_the_others_have_sat():
    village = Village(number=8)

    assert sits_today(village, this_month=True)
    assert not sits_today(village, this_month=False)
    assert not sits_today(Village(number=7), this_month=True)
