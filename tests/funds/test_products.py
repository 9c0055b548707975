"""By-laws are dated rows with a resolution; the past keeps its own (R0.1)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from funds.models import ProductBylaw, SavingsProduct
from funds.queries import savings as savings_queries
from funds.rules import limits as limits_rules
from ledger.models import Account
from tests import made_bylaws
from villages import rules as villages_rules
from villages.models import Group
from villages.services import groups


def bylaw(effective_from: date) -> ProductBylaw:
    return ProductBylaw(effective_from=effective_from)


@pytest.mark.parametrize(
    ("on", "year"),
    [(date(2023, 12, 31), None), (date(2024, 1, 1), 2024), (date(2025, 7, 1), 2025), (date(2030, 1, 1), 2025)],
)
def test_the_rule_of_a_day_is_the_latest_before_it(on, year):
    in_force = villages_rules.in_force([bylaw(date(2025, 1, 1)), bylaw(date(2024, 1, 1))], on)

    assert (in_force.effective_from.year if in_force else None) == year


@pytest.mark.parametrize(
    ("amount", "minimum", "step", "fits"),
    [
        ("10", "10", "10", True),
        ("20", "10", "10", True),
        ("15", "10", "10", False),
        ("9.99", "10", "0.01", False),
        ("10.01", "10", "0.01", True),
        ("25", "5", "10", True),
        ("20", "5", "10", False),
    ],
)
def test_an_amount_is_the_minimum_plus_whole_steps(amount, minimum, step, fits):
    assert limits_rules.fits_step(Decimal(amount), Decimal(minimum), Decimal(step)) is fits


def test_a_product_brings_its_heading_into_the_book(world):
    bylaw = {"from_on": date(2025, 1, 1), "resolution": "มติ 3", "minimum": 50, "step": 50}

    made_bylaws.offer(world.group.books.get(), "shares", "หุ้น", **bylaw)

    assert Account.objects.filter(book=world.book, heading="31010", holder="").exists()


def test_the_governments_million_takes_no_savings(world):
    fund = groups.create_group(Group.Kind.VF, "กองทุนหมู่บ้านไสรักษ์", "vf-8", village=world.village)
    million = fund.books.get(takes_savings=False)

    with pytest.raises(ValidationError):
        made_bylaws.offer(million, "demand", "ฝาก", from_on=date(2025, 1, 1), resolution="มติ 1")

    assert not SavingsProduct.objects.filter(group=fund).exists()


def test_two_products_of_one_name_are_refused(world):
    with pytest.raises(ValidationError) as refusal:
        made_bylaws.offer(world.group.books.get(), "demand", " ฝากพิเศษ ", from_on=date(2025, 1, 1), resolution="มติ 1")

    assert refusal.value.code == "name"


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
