"""Claims are found by who asked, by their number and by the year of the event."""

import pytest

from tests.welfare.conftest import beside, file, line
from welfare.filters import ClaimFilter
from welfare.models import Claim
from welfare.services import claims


@pytest.fixture
def two(world, fund, paid_up, table, new_id) -> list[Claim]:
    """A stay of the world's member, and a scholarship for a child of somebody else's."""
    other = beside(world, fund, new_id, "ไพลิน", last_name="สุขเกษม")
    about = {"about": "ด.ญ. แก้ว สุขเกษม", "measured": 4}
    return [
        file(world, paid_up, line(table, "sickness"), nights=1),
        file(world, other, line(table, "education"), **about),
    ]


def matching(**query) -> list[Claim]:
    return list(ClaimFilter(query, Claim.objects.order_by("pk")).qs)


def test_a_claim_is_found_by_name_and_by_either_number(two):
    one, other = two
    thai_digits = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
    member = one.enrolment.member

    assert matching(q=member.person.first_name) == matching(q=f" {member.person.last_name} ") == [one]
    assert matching(q="ไพลิน") == matching(q="สุขเกษม") == [other]
    assert matching(q=member.number) == [one]
    assert matching(q=other.number.translate(thai_digits)) == matching(q=other.number) == [other]


def test_what_nobody_is_called_and_no_claim_is_numbered_finds_nothing(two):
    assert matching(q="ไม่มีใคร") == matching(q="999999999") == matching(q="9" * 20) == []
    assert matching() == matching(q=" ") == two


def test_claims_are_found_by_state_kind_and_buddhist_year(world, two):
    one, other = two
    claims.decide(one, yes=False, by=world.chair, reason="ไม่ครบ")

    assert (matching(state="denied"), matching(state="filed")) == ([one], [other])
    assert (matching(kind="sickness"), matching(kind="education"), matching(kind="birth")) == ([one], [other], [])
    assert (matching(year="2569"), matching(year="2568")) == (two, [])
