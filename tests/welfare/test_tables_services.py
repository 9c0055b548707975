"""A benefit table is drafted from the one before it, corrected line by line, and agreed to whole (R1.28)."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from tests import made_bylaws
from villages.services import bylaws
from welfare.models import Benefit

STAY = {"kind": "sickness", "name": "นอนโรงพยาบาล", "way": "night", "amount": Decimal(200)}
PENSION = {"kind": "age", "name": "บำนาญ", "way": "monthly", "least_age": 60}


def test_nobody_agrees_to_a_table_whose_lines_contradict_each_other(world, draft):
    """A line taken over from a table of before these rules, or written without the service."""
    made_bylaws.write_benefit(Benefit(table=draft, **STAY))
    Benefit.objects.create(
        table=draft, code="old", **PENSION | {"way": "flat", "amount": Decimal(9), "least_age": None}
    )

    with pytest.raises(ValidationError, match="“บำนาญ”: บำนาญต้องกำหนดอายุ"):
        bylaws.agree(draft, by=world.chair)
