"""A welfare fund beside the savings group of the world."""

from datetime import date
from decimal import Decimal

import pytest

from tests import made_bylaws
from tests.conftest import LONG_AGO
from villages.models import Group, Role
from villages.services import groups, people
from welfare.models import Enrolment
from welfare.services import schemes


@pytest.fixture
def fund(world) -> Group:
    """The same committee keeps it; its entry fee is 20 baht (R1.24)."""
    group = groups.create_group(Group.Kind.WEL, "กองทุนสวัสดิการวันละบาท", "wel-8", village=world.village)
    for name, user in world.users.items():
        if name in Role.values and name not in ("staff", "auditor", "facilitator"):
            world.appoint(user, Role(name), group)
    made_bylaws.set_scheme_bylaw(
        group.books.get(), effective_from=LONG_AGO, resolution="มติ 1/2563", entry_fee=Decimal(20)
    )
    return group


@pytest.fixture
def enrolled(world, fund) -> Enrolment:
    member = people.join(fund, world.member.person, on=date(2025, 9, 25))
    return schemes.enrol(fund.books.get().scheme, member, on=date(2025, 9, 25))
