"""Who holds an office, for how long, and what is asked about it."""

from datetime import timedelta

import pytest

from tests.villages.test_officers_services import TODAY, may
from villages.models import Role
from villages.services import officers


@pytest.mark.parametrize(
    ("begins", "ends", "in_office"), [(0, None, True), (-9, 0, True), (1, None, False), (-9, -1, False), (-9, 5, True)]
)
def test_an_office_counts_from_its_first_day_to_its_last(world, somebody, begins, ends, in_office):
    until = None if ends is None else TODAY() + timedelta(days=ends)

    officers.appoint(somebody, Role.TREASURER, world.group, on=TODAY() + timedelta(days=begins), until=until)

    assert may(somebody, "take deposits", world.group) is in_office
