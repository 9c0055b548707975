"""The parts of the demonstration that need no database: random numbers, notes and coins, the order of events."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from funds.rules.working_days import PIECES
from kahro.demo.evenings import in_pieces, sits_today
from kahro.demo.people import birthday, citizen_id, dice
from kahro.demo.welfare import tell
from ledger import clock, thai
from villages.models import Person, Village


def test_dice_of_one_name_throw_the_same_and_of_another_name_something_else():
    throws = [dice("village", 8).random() for _time in range(2)]

    assert throws[0] == throws[1] != dice("village", 9).random()


@pytest.mark.parametrize("amount", ["0", "1", "0.25", "1999.75", "20000.50"])
def test_notes_and_coins_make_up_the_amount_and_none_is_named_in_vain(amount):
    pieces = in_pieces(Decimal(amount))

    assert sum(Decimal(face) * number for face, number in pieces.items()) == Decimal(amount)
    assert all(pieces.values())
    assert set(pieces) <= {str(face) for face in PIECES}


def test_the_fewest_pieces_are_taken():
    assert in_pieces(Decimal("1620")) == {"1000": 1, "500": 1, "100": 1, "20": 1}


@pytest.mark.parametrize(("born", "day"), [((2000, 5, 17), (2020, 5, 18)), ((2000, 2, 28), (2020, 2, 29))])
def test_a_birthday_is_the_first_day_of_an_age(born, day):
    assert birthday(Person(born_on=date(*born)), 20) == date(*day)


def test_an_invented_citizen_id_has_its_check_digit():
    assert thai.citizen_id(citizen_id("180990100000")) == citizen_id("180990100000")


def test_one_village_sits_this_month_while_the_others_have_sat():
    village = Village(number=8)

    assert sits_today(village, this_month=True)
    assert not sits_today(village, this_month=False)
    assert not sits_today(Village(number=7), this_month=True)


def test_stories_are_told_in_the_order_of_time_each_step_at_its_own_moment():
    first = clock.thai_time(date(2025, 1, 1), 18)
    turns = []

    def story(name: str, *days: int):
        for day in days:
            yield first + timedelta(days=day)
            turns.append((name, (clock.now() - first).days))

    tell([story("a", 0, 5, 9), story("b", 2, 5), story("c", 7)])

    assert turns == [("a", 0), ("b", 2), ("a", 5), ("b", 5), ("c", 7), ("a", 9)]
    assert clock.moment() is None
