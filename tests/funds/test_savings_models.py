"""By-laws of savings are dated rows with a resolution; the past keeps its own (R0.1)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from funds.models import ProductBylaw, SavingsProduct
from funds.queries import savings as savings_queries
from tests import made_bylaws
from villages import rules as villages_rules


def bylaw(effective_from: date) -> ProductBylaw:
    return ProductBylaw(effective_from=effective_from)


@pytest.mark.parametrize(
    ("on", "year"),
    [(date(2023, 12, 31), None), (date(2024, 1, 1), 2024), (date(2025, 7, 1), 2025), (date(2030, 1, 1), 2025)],
)
def test_the_rule_of_a_day_is_the_latest_before_it(on, year):
    in_force = villages_rules.in_force([bylaw(date(2025, 1, 1)), bylaw(date(2024, 1, 1))], on)

    assert (in_force.effective_from.year if in_force else None) == year


@pytest.mark.parametrize("resolution", ["", "   "])
def test_a_by_law_names_its_resolution(world, resolution):
    with pytest.raises(ValidationError) as refusal:
        made_bylaws.set_product_bylaw(
            world.pledged, from_on=date(2025, 1, 1), resolution=resolution, minimum=20, step=20
        )

    assert refusal.value.code == "resolution"
    assert world.pledged.bylaws.count() == 1


def test_a_by_law_never_reaches_back_over_money_already_recorded(world):
    world.deposit(500, on=date(2025, 3, 5))

    with pytest.raises(ValidationError, match="5 มีนาคม 2568") as refusal:
        made_bylaws.set_product_bylaw(world.pledged, from_on=date(2025, 3, 5), resolution="มติ 2", minimum=100, step=100)
    made_bylaws.set_product_bylaw(world.pledged, from_on=date(2025, 3, 6), resolution="มติ 2", minimum=100, step=100)

    assert refusal.value.code == "effective_from"
    assert savings_queries.bylaw_on(world.pledged, date(2025, 3, 5)).minimum == 10
    assert savings_queries.bylaw_on(world.pledged, date(2025, 3, 6)).minimum == 100


def test_two_by_laws_of_one_day_are_refused(world):
    tomorrow = timezone.localdate() + timedelta(days=1)
    made_bylaws.set_product_bylaw(world.pledged, from_on=tomorrow, resolution="มติ 2", minimum=100, step=100)

    with pytest.raises(ValidationError) as refusal:
        made_bylaws.set_product_bylaw(world.pledged, from_on=tomorrow, resolution="มติ 3", minimum=200, step=200)

    assert refusal.value.code == "effective_from"


@pytest.mark.parametrize("bylaw", [{"minimum": 0}, {"step": 0}, {"minimum": -5}])
def test_a_by_law_without_a_positive_minimum_and_step_is_refused(world, bylaw):
    with pytest.raises(ValidationError):
        made_bylaws.set_product_bylaw(world.pledged, from_on=timezone.localdate(), resolution="มติ 2", **bylaw)


@pytest.mark.parametrize(
    ("bylaw", "withdrawal", "fine"),
    [
        ({}, "ถอนไม่ได้ระหว่างเป็นสมาชิก", "ไม่มี"),
        ({"withdrawable": True, "fine": 10}, "ถอนได้ แต่ทุกครั้งต้องให้กรรมการคนที่สองอนุมัติ", "10.00 บาท"),
        (
            {"withdrawable": True, "withdrawal_limit": 1000, "fine": 5, "fine_percent": Decimal("1.50")},
            "ถอนได้ ถ้าเกินวันละ 1,000.00 บาทต้องให้กรรมการคนที่สองอนุมัติ",
            "5.00 บาท + ร้อยละ 1.5 ของสัจจะ",
        ),
        ({"fine_percent": Decimal("10.00")}, "ถอนไม่ได้ระหว่างเป็นสมาชิก", "ร้อยละ 10 ของสัจจะ"),
    ],
)
def test_a_by_law_says_in_words_what_it_asks_and_allows(bylaw, withdrawal, fine):
    words = [said for _label, said in ProductBylaw(minimum=10, step=5, **bylaw).words()]

    assert words[0] == "10.00 บาท เพิ่มทีละ 5.00 บาท"
    assert (words[2], words[4]) == (withdrawal, fine)


@pytest.mark.parametrize(
    ("kind", "heading", "event"),
    [("pledged", "31020", "J02"), ("shares", "31010", "J04"), ("children", "21010", "J03"), ("elders", "21020", "J03")],
)
def test_a_kind_of_savings_has_a_heading_and_an_event_of_its_deposits(kind, heading, event):
    product = SavingsProduct(kind=kind)

    assert (product.heading, product.event) == (heading, event)
