"""A line of a benefit table contradicts neither itself nor another one (R1.28)."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from tests import made_bylaws
from welfare.models import Benefit

STAY = {"kind": "sickness", "name": "นอนโรงพยาบาล", "way": "night", "amount": Decimal(200)}
PENSION = {"kind": "age", "name": "บำนาญ", "way": "monthly", "least_age": 60}
STEPS = [(15, Decimal(300)), (20, Decimal(400))]


@pytest.mark.parametrize(
    ("line", "steps", "field"),
    [
        (PENSION | {"least_age": None}, STEPS, "least_age"),
        (PENSION | {"kind": "other", "least_age": None}, STEPS, "least_age"),
        (PENSION | {"way": "flat", "amount": Decimal(200), "least_age": 0}, [], "least_age"),
        (PENSION, [(15, Decimal(400)), (20, Decimal(300))], "tiers"),
        (PENSION, [(180, Decimal(300))], "tiers"),
        (PENSION | {"most_once": Decimal(200)}, STEPS, "most_once"),
        (PENSION | {"amount": Decimal(500)}, STEPS, "amount"),
        (STAY, STEPS, "tiers"),
        (STAY | {"most_once": Decimal(199)}, [], "most_once"),
        (STAY | {"most_a_year": Decimal(100)}, [], "most_a_year"),
        (STAY | {"most_once": Decimal(600), "most_a_year": Decimal(400)}, [], "most_a_year"),
        (STAY | {"nights_once": 5, "nights_a_year": 4}, [], "nights_a_year"),
        (STAY | {"nights_once": 0}, [], "nights_once"),
        (STAY | {"times_a_year": 3, "times_ever": 2}, [], "times_ever"),
        (STAY | {"way": "flat", "nights_once": 5}, [], "nights_once"),
        (STAY | {"measure": "เกรดเฉลี่ย"}, [], "measure_least"),
        (STAY | {"measure_least": Decimal("3.50")}, [], "measure"),
        (STAY | {"each_member": True}, [], "each_member"),
    ],
)
def test_a_line_that_contradicts_itself_is_refused(draft, line, steps, field):
    with pytest.raises(ValidationError) as refusal:
        made_bylaws.write_benefit(Benefit(table=draft, **line), steps)

    assert refusal.value.code == field
    assert not draft.benefits.exists()


def test_two_lines_of_one_name_are_refused_however_it_is_typed(draft):
    stay = made_bylaws.write_benefit(Benefit(table=draft, **STAY))

    for name in ("นอนโรงพยาบาล", " นอน โรงพยาบาล", "นอนโรง\u200bพยาบาล"):
        with pytest.raises(ValidationError, match="ชื่อนี้แล้ว"):
            made_bylaws.write_benefit(Benefit(table=draft, **STAY | {"name": name}))
    stay.amount = Decimal(300)
    assert made_bylaws.write_benefit(stay).amount == 300
