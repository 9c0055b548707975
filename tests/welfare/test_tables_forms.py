"""What is typed into the form of a benefit table."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from tests.welfare.conftest import PLAIN, TYPED_LINES, press
from welfare.forms.tables import StepsField
from welfare.models import Benefit, BenefitTable


def test_a_step_that_cannot_be_read_is_told_and_what_was_typed_stays(world, fund, client):
    client.force_login(world.treasurer)
    press(client, "draft_table", fund.slug, effective_from="1/1/2567", decided_on="1/1/2567", resolution="มติ 1")
    table = BenefitTable.every.get()

    page = press(
        client,
        "new_line",
        fund.slug,
        table.pk,
        **PLAIN | TYPED_LINES[2] | {"tiers": "ห้าปี 3000"},
    )
    empty = press(
        client,
        "new_line",
        fund.slug,
        table.pk,
        **PLAIN | TYPED_LINES[2] | {"tiers": ""},
    )

    assert "“ห้าปี 3000” ไม่ใช่ขั้นที่ถูกต้อง" in page.content.decode()
    assert "เสียชีวิต" in page.content.decode()
    assert "กรอกอย่างน้อยหนึ่งขั้น" in empty.content.decode()
    assert not Benefit.objects.exists()


@pytest.mark.parametrize(
    ("typed", "steps"),
    [
        ("180 2500", [(180, Decimal(2500))]),
        ("0 3000\n\n 5 = 10,000.50 \n๑๐=๓๐,๐๐๐", [(0, Decimal(3000)), (5, Decimal("10000.50")), (10, Decimal(30000))]),
        (" \n ", []),
    ],
)
def test_steps_are_read_one_a_line(typed, steps):
    assert StepsField(required=False).clean(typed) == steps


@pytest.mark.parametrize("line", ["180", "180 2500 3", "ห้าปี 3000", "5 สามพัน", "5 3000.555"])
def test_a_line_that_is_no_step_is_named(line):
    with pytest.raises(ValidationError, match=f"“{line}” ไม่ใช่ขั้นที่ถูกต้อง"):
        StepsField().clean(f"0 100\n{line}")


def test_steps_are_shown_as_they_would_be_typed_and_what_was_typed_stays():
    field = StepsField()

    assert field.prepare_value([(180, Decimal(2500)), (365, Decimal("5000.50"))]) == "180 2500.00\n365 5000.50"
    assert field.prepare_value("ห้าปี 3000") == "ห้าปี 3000"
    assert field.prepare_value(None) == ""
