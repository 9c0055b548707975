"""How the demonstration's groups begin: offices, by-laws that two people decided, and what everybody had saved."""

from datetime import date, timedelta

import pytest

from kahro.demo.desk import at_the_table, pledge
from kahro.demo.groups import MEETINGS, OFFICES, PASSWORD, Founder, place
from kahro.demo.people import dice
from ledger import chart, clock
from ledger import queries as books
from ledger.models import Entry
from villages.models import Role, Village

FIRST = date(2024, 1, 1)


@pytest.fixture
def founder(world) -> Founder:
    return Founder(FIRST, 0.2)


@pytest.fixture
def desk(founder):
    """Of the savings group of a village that has no name."""
    return founder.savings_group(Village.objects.create(number=9), dice("village", 9))


def test_a_group_is_called_after_its_village_or_its_number():
    assert (place(Village(number=8, name="บ้านไสรักษ์")), place(Village(number=9))) == ("บ้านไสรักษ์", "หมู่ที่ 9")


def test_seven_officers_log_in_under_their_office_and_village(desk):
    assert list(desk.committee) == list(OFFICES)
    assert [user.username for user in desk.committee.values()] == [f"{role.value}9" for role in OFFICES]
    assert all(user.check_password(PASSWORD) for user in list(desk.committee.values())[:2])
    assert len({user.person.house_no for user in desk.committee.values()}) == 7


def test_log_ins_of_a_village_fund_say_so(founder, world):
    fund = founder.village_fund(world.village, [], dice("village", 8))

    assert fund.committee[Role.CHAIR].username == "chairvf8"
    million = fund.group.books.get(takes_savings=False).book
    opening = Entry.objects.get(book=million).lines.values_list("account__heading", "debit", "credit")
    assert list(opening) == [(chart.MILLION_BANK, 1_000_000, 0), (chart.MILLION_GRANT, 0, 1_000_000)]


def test_by_laws_were_written_the_week_before_by_one_and_agreed_to_by_another(desk):
    pledged = desk.group.products.get(kind="pledged")

    first, second = pledged.bylaws.order_by("effective_from")

    assert [(each.effective_from, each.resolution) for each in (first, second)] == MEETINGS
    assert ((first.minimum, first.entry_fee), (second.minimum, second.entry_fee)) == ((10, 10), (50, 20))
    assert (first.written_by, first.agreed_by) == (desk.committee[Role.SECRETARY], desk.committee[Role.CHAIR])
    week_before = MEETINGS[0][0] - timedelta(days=7)
    assert (first.decided_on, first.agreed_at) == (week_before, clock.thai_time(week_before, 20))
    assert sorted(desk.group.products.values_list("kind", flat=True)) == ["pledged", "shares", "special"]


def test_it_has_as_many_members_as_the_scale_says_and_never_fewer_than_four(desk):
    """Twelve in village 9, of which a fifth are two."""
    assert len(desk.members) == desk.group.members.count() == 4
    assert {nominee.share for member in desk.members for nominee in member.nominees.all()} == {100}
    assert all(member.guardian for member in desk.members if member.person.age(FIRST) < 20)


def test_what_was_saved_before_is_a_pledge_for_every_thirty_days(desk):
    entry = Entry.objects.get(event="J01")

    pledged = [passbook for passbook in at_the_table(desk.group) if pledge(passbook)]
    assert [books.balance(passbook.account) for passbook in pledged] == [
        pledge(passbook) * ((FIRST - passbook.opened_on).days // 30) for passbook in pledged
    ]
    assert (entry.on, entry.at) == (FIRST, clock.thai_time(FIRST, 9))
    assert sum(line.debit for line in entry.lines.all()) == sum(
        books.balance(passbook.account) for passbook in at_the_table(desk.group)
    )


def test_where_groups_sit_together_one_committee_sits_for_all(founder, desk, world):
    fund = founder.village_fund(world.village, [], dice("village", 8))

    founder.share_committee([desk, fund])

    chair = desk.committee[Role.CHAIR].person
    assert sorted(chair.offices.values_list("group__slug", flat=True)) == ["sajja-9", "vf-8"]
