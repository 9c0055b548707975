"""A benefit table is drafted from the one before it, corrected line by line, and agreed to whole (R1.28)."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from tests import made_bylaws
from villages.services import bylaws
from welfare.models import Benefit, BenefitTable
from welfare.services import tables

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


def test_a_new_table_begins_with_the_lines_of_the_one_before_and_a_corrected_draft_gets_none_twice(world, table):
    scheme = table.scheme
    draft = made_bylaws.draft_table(scheme, effective_from=date(2026, 1, 1), resolution="มติ 2")
    lines = lambda table: [  # noqa: E731
        (line.code, line.name, line.amount, [(tier.reached, tier.amount) for tier in line.tiers.all()])
        for line in table.benefits.all()
    ]

    draft.resolution = "มติ 2/2569"
    tables.draft_table(draft, by=world.treasurer)

    assert lines(draft) == lines(table)
    assert len(lines(draft)) == 5
    assert not {line.pk for line in draft.benefits.all()} & {line.pk for line in table.benefits.all()}
    assert BenefitTable.every.get(pk=draft.pk).resolution == "มติ 2/2569"


def test_a_line_keeps_its_code_and_a_second_one_of_a_kind_gets_another(draft):
    first, second, latin = (
        made_bylaws.write_benefit(Benefit(table=draft, kind="other", name=name, amount=Decimal(100)))
        for name in ("ของเยี่ยม", "ของขวัญ", "Gift of the year twenty")
    )
    first.name = "ของเยี่ยมไข้"

    assert [first.code, second.code, latin.code] == ["other", "other-2", "gift-of-the-year-twe"]
    assert made_bylaws.write_benefit(first).code == "other"


def test_steps_are_kept_in_order_and_written_anew(draft):
    pension = made_bylaws.write_benefit(
        Benefit(table=draft, **PENSION), [(20, Decimal(400)), (15, Decimal(300)), (30, Decimal(600))]
    )
    assert [(tier.reached, tier.amount) for tier in pension.tiers.all()] == [(15, 300), (20, 400), (30, 600)]

    made_bylaws.write_benefit(pension, [(10, Decimal(200))])

    assert [(tier.reached, tier.amount) for tier in pension.tiers.all()] == [(10, 200)]


def test_a_line_struck_out_is_gone_and_the_last_one_leaves_a_table_nobody_agrees_to(world, draft):
    line = made_bylaws.write_benefit(Benefit(table=draft, **STAY))

    tables.strike_benefit(line, by=world.secretary)

    assert not draft.benefits.exists()
    with pytest.raises(ValidationError, match="ตารางยังว่าง"):
        tables.check_lines(draft)
