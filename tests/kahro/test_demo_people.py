"""Who lives in the demonstration: the same people every time, of the ages they should have, under invented IDs."""

from datetime import date

import pytest

from kahro.demo.people import birthday, citizen_id, dice
from ledger import thai
from villages.models import Person


def test_dice_of_one_name_throw_the_same_and_of_another_name_something_else():
    throws = [dice("village", 8).random() for _time in range(2)]

    assert throws[0] == throws[1] != dice("village", 9).random()


@pytest.mark.parametrize(("born", "day"), [((2000, 5, 17), (2020, 5, 18)), ((2000, 2, 28), (2020, 2, 29))])
def test_a_birthday_is_the_first_day_of_an_age(born, day):
    assert birthday(Person(born_on=date(*born)), 20) == date(*day)


def test_an_invented_citizen_id_has_its_check_digit():
    assert thai.citizen_id(citizen_id("180990100000")) == citizen_id("180990100000")
