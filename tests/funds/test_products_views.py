"""A kind of savings and its by-laws are written on their pages, or refused beside the field."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from ledger import thai
from tests import made_bylaws
from tests.funds.conftest import url
from tests.markup import folded


def text(response) -> str:
    return response.content.decode()


BYLAW = {
    "decided_on": "1/1/2569",
    "resolution": "ประชุมใหญ่ 1/2570",
    "minimum": "50",
    "step": "50",
    "entry_fee": "0",
    "withdrawal_limit": "0",
    "youngest": "0",
    "oldest": "150",
    "fine": "10",
    "fine_percent": "1.5",
    "misses": "3",
}


def test_a_by_law_is_written_with_its_resolution_or_refused_beside_its_field(world, treasurer):
    page = url(world, "product_bylaw", world.pledged.pk)
    today = thai.numeric_date(timezone.localdate())

    nameless = treasurer.post(page, BYLAW | {"effective_from": today, "resolution": " "})
    treasurer.post(page, BYLAW | {"effective_from": today})
    made_bylaws.agree_waiting(world.group)
    twice = treasurer.post(page, BYLAW | {"effective_from": today})

    assert nameless.context["form"].errors["resolution"]
    assert twice.context["form"].errors["effective_from"]
    assert world.pledged.bylaws.count() == 2
    assert (world.pledged.bylaws.first().fine, world.pledged.bylaws.first().misses) == (10, 3)
    assert "ประชุมใหญ่ 1/2570" in text(treasurer.get(url(world, "products")))


@pytest.mark.parametrize(("typed", "written"), [("7", 7), ("", 0)])
def test_days_of_grace_are_written_with_the_fine(world, treasurer, typed, written):
    """R0.9"""
    today = thai.numeric_date(timezone.localdate())

    treasurer.post(url(world, "product_bylaw", world.pledged.pk), BYLAW | {"effective_from": today, "grace": typed})
    made_bylaws.agree_waiting(world.group)

    assert world.pledged.bylaws.get(fine=10).grace == written


def test_a_product_is_offered_with_its_first_by_law(world, treasurer):
    form = BYLAW | {"effective_from": "1/1/2569", "name": "หุ้นสามัญ", "kind": "shares"}
    empty = treasurer.get(url(world, "offer")).context["form"]

    treasurer.post(url(world, "offer"), form)
    twice = treasurer.post(url(world, "offer"), form)

    assert (empty["minimum"].value(), empty["oldest"].value()) == (1, 150)
    assert twice.context["form"].errors["name"]
    assert "หุ้นสามัญ" in text(treasurer.get(url(world, "products")))


def test_the_page_shows_everything_a_by_law_says_and_which_one_is_in_force(world, client):
    today, tomorrow = timezone.localdate(), timezone.localdate() + timedelta(days=1)
    for day, fine in ((today, 11), (tomorrow, 12)):
        made_bylaws.set_product_bylaw(world.pledged, from_on=day, resolution=f"มติ {fine}", minimum=50, fine=fine)
    client.force_login(world.treasurer)

    page = folded(client.get(reverse("funds:products", args=[world.group.slug])).content.decode())
    card = page.partition(f'id="p{world.pledged.pk}"')[2].partition("<table")[0]
    rows = page.partition("<tbody>")[2].partition("</tbody>")[0].split("</tr>")

    for about, text in world.pledged.bylaws.get(effective_from=today).words():
        assert f"<dt>{about}</dt>" in card
        assert f"<dd>{text}</dd>" in card
    assert ["ใช้อยู่" in row for row in rows[:3]] == [False, True, False]
    assert ["12.00" in row for row in rows[:3]] == [True, False, False]
