"""A fund at a glance, village by village: who gives, who is behind, what the last round hopes for (R1.33, R2.4)."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from villages.models import Village
from welfare.queries import overview as overview_queries
from welfare.queries.overview import Branch
from welfare.services import schemes

TODAY = timezone.localdate()


def stands(state: str, village: Village | None) -> SimpleNamespace:
    person = SimpleNamespace(village=village)
    return SimpleNamespace(
        status=SimpleNamespace(state=state), enrolment=SimpleNamespace(member=SimpleNamespace(person=person))
    )


def test_each_village_counts_its_members_by_how_they_stand(world, fund):
    eight, two = world.village, Village.objects.create(number=2, name="บ้านสอง")
    scheme = fund.books.get().scheme
    rounds = {"name": "รุ่น", "opens": date(2026, 1, 1), "closes": date(2026, 2, 1)}
    schemes.open_round(scheme, [eight], target=30, **rounds)
    schemes.open_round(scheme, [eight], target=40, name="รุ่น 2", opens=TODAY, closes=TODAY)
    later = TODAY + timedelta(days=1)
    schemes.open_round(scheme, [eight], target=99, name="รุ่น 3", opens=later, closes=later)
    states = ["active", "active", "arrears", "suspended", "ended"]
    standings = [stands(state, eight) for state in states] + [stands("active", None), stands("arrears", two)]

    rows = overview_queries.branches(scheme, standings, TODAY)

    assert rows == [
        Branch(two, 1, 0, 1, 0, None),
        Branch(eight, 4, 2, 1, 1, 40),
        Branch(None, 1, 1, 0, 0, None),
    ]
    assert [row.percent for row in rows] == [None, 10, None]
    assert overview_queries.whole(rows) == Branch(None, 6, 3, 2, 1, 40)


def test_a_village_that_only_hopes_stands_there_too(world, fund):
    scheme = fund.books.get().scheme
    schemes.open_round(scheme, [world.village], name="รุ่น", opens=TODAY, closes=TODAY, target=30)

    assert overview_queries.branches(scheme, [], TODAY) == [Branch(world.village, 0, 0, 0, 0, 30)]


@pytest.mark.parametrize(("rows", "target"), [([], None), ([Branch(None, 2, 1, 1, 0, None)], None)])
def test_a_fund_that_hopes_for_nobody_has_no_target(rows, target):
    assert overview_queries.whole(rows).target is target
