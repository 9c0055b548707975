"""Claims that look as if they were for one event (R0.12)."""

from datetime import date

from django.urls import reverse

from tests.welfare.conftest import CHILD, proven
from welfare.queries import events as events_queries


def test_the_two_officers_see_what_looks_alike(
    world, fund, mother, father, lines, client, django_assert_max_num_queries
):
    first = proven(world, mother, lines["birth"], about=CHILD)
    paper = proven(world, father, lines["birth"], about="ด.ช.ต้นกล้า มีสุข", on=date(2026, 3, 28))
    name = proven(world, father, lines["birth"], b"%PDF-1.7", about="ด.ญ.ขวัญใจ ใจดี", on=date(2026, 6, 20))
    other = proven(world, father, lines["birth"], b"%PDF-1.8", about="ด.ช.ธนา รักไทย", on=date(2026, 6, 28))

    assert [(each.claim, each.why) for each in events_queries.alike(first)] == [
        (paper, "ใช้เอกสารฉบับเดียวกัน"),
        (name, "ชื่อใกล้เคียงกัน วันใกล้กัน"),
    ]
    client.force_login(world.chair)
    address = reverse("welfare:claim", args=[fund.slug, first.pk])
    client.get(address)
    with django_assert_max_num_queries(20):
        page = client.get(address).content.decode()
    assert "ใช้เอกสารฉบับเดียวกัน" in page
    assert reverse("welfare:claim", args=[fund.slug, name.pk]) in page
    assert reverse("welfare:claim", args=[fund.slug, other.pk]) not in page
