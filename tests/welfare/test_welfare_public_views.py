"""Anybody may look, and nobody is recognised (R9.16)."""

from datetime import date

from django.urls import reverse

from villages.models import Village
from villages.services import people
from welfare.services import schemes


def enrol(world, fund, new_id, village, count):
    for _n in range(count):
        member = people.join(fund, world.new_person(new_id(), village=village), on=date(2026, 1, 1))
        schemes.enrol(fund.books.get().scheme, member, on=date(2026, 1, 1))


def test_a_stranger_sees_villages_of_five_and_no_names(world, fund, new_id, client, django_assert_max_num_queries):
    small, tiny = (Village.objects.create(number=n, name=f"บ้านเล็ก{n}") for n in (1, 2))
    enrol(world, fund, new_id, world.village, 6)
    enrol(world, fund, new_id, small, 3)
    address = reverse("welfare:public")
    first = client.get(address).content.decode()
    assert "บ้านเล็ก1" not in first
    assert "อื่น ๆ รวมกัน" not in first

    enrol(world, fund, new_id, tiny, 2)
    with django_assert_max_num_queries(8):
        page = client.get(address).content.decode()

    assert "อื่น ๆ รวมกัน" in page
    assert "บ้านเล็ก" not in page
    assert str(world.village) in page
    assert "ใจดี" not in page


def test_only_the_last_years_are_told(world, client):
    assert client.get(reverse("welfare:public_year", args=[date.today().year + 543])).status_code == 200
    assert client.get(reverse("welfare:public_year", args=[2500])).status_code == 404
