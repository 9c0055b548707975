"""A kind of savings is offered once, in a book that takes savings."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from funds.models import SavingsProduct
from ledger.models import Account
from tests import made_bylaws
from villages.models import Group
from villages.services import groups


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
