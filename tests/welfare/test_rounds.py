"""Enrolment rounds with target and actual, sponsors, a fund of the whole sub-district."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from funds.queries import sheet as sheet_queries
from funds.services import days
from tests import made_bylaws
from tests.conftest import LONG_AGO
from villages.models import Group, Role, Village
from villages.services import groups, people
from welfare.models import Round
from welfare.queries import days as days_queries
from welfare.queries import overview as overview_queries
from welfare.queries import rounds as rounds_queries
from welfare.services import schemes

TODAY = timezone.localdate()


@pytest.fixture
def tambon(world) -> Group:
    """One fund for the sub-district, the villages its branches (R1.33)."""
    group = groups.create_group(Group.Kind.WEL, "กองทุนสวัสดิการตำบลกะหรอ", "wel-karo", village=None)
    for name in ("treasurer", "receiver", "bookkeeper", "checker", "chair", "secretary"):
        world.appoint(world.users[name], Role(name), group)
        vars(world.users[name]).pop("_offices", None)
    made_bylaws.set_scheme_bylaw(group.books.get(), effective_from=LONG_AGO, resolution="มติ 1/2563")
    return group


def test_nine_villages_hope_for_thirty_each_and_count_who_came(world, tambon, new_id, client):
    villages = [world.village, *(Village.objects.create(number=n, name=f"บ้าน {n}") for n in range(1, 8)),
                Village.objects.create(number=9, name="บ้านเก้า")]  # fmt: skip
    scheme = tambon.books.get().scheme
    client.force_login(world.chair)
    params = {"name": "รุ่นที่ 1", "opens": f"{TODAY:%d/%m/%Y}", "closes": f"{TODAY + timedelta(days=30):%d/%m/%Y}",
            "target": "30", "villages": [village.pk for village in villages]}  # fmt: skip
    client.post(reverse("welfare:open_round", args=[tambon.slug]), params)
    for village in villages[:2]:
        member = people.join(tambon, world.new_person(new_id(), village=village), on=TODAY)
        schemes.enrol(scheme, member, on=TODAY)
    before = people.join(tambon, world.new_person(new_id()), on=date(2026, 1, 1))
    schemes.enrol(scheme, before, on=date(2026, 1, 1))

    days.plan([tambon], TODAY, by=world.treasurer)

    (cohort,) = rounds_queries.cohorts(scheme)
    page = client.get(reverse("welfare:rounds", args=[tambon.slug])).content.decode()

    assert (cohort.target, cohort.came, cohort.percent) == (270, 2, 1)
    assert cohort.evenings == [(TODAY, 2, True)]
    assert "270" in page
    rows = overview_queries.branches(scheme, days_queries.standings(tambon, TODAY), TODAY)
    assert [(row.village.number, row.members, row.target) for row in rows if row.members] == [(1, 1, 30), (8, 2, 30)]
    assert overview_queries.whole(rows).target == 270


def test_a_village_has_one_round_at_a_time(world, fund):
    scheme, given = fund.books.get().scheme, {"name": "รุ่น", "opens": date(2026, 1, 1), "target": 30}
    schemes.open_round(scheme, [world.village], closes=date(2026, 2, 1), **given)

    for closes, villages in ((date(2026, 1, 15), [world.village]), (date(2025, 1, 1), [world.village]), (TODAY, [])):
        with pytest.raises(ValidationError):
            schemes.open_round(scheme, villages, closes=closes, **given)
    assert Round.objects.count() == 1


def test_who_pays_for_others_sees_what_is_due(world, enrolled, client):
    client.force_login(world.secretary)
    group = enrolled.member.group

    client.post(reverse("welfare:name_sponsor", args=[group.slug, enrolled.pk]), {"sponsor_name": " วัด  กะหรอ "})

    (sponsor,) = rounds_queries.sponsors(days_queries.standings(group, TODAY))
    assert sponsor.name == "วัด กะหรอ"
    assert sponsor.due > 0
    assert "วัด กะหรอ" in client.get(reverse("welfare:days", args=[group.slug])).content.decode()


def test_the_sub_districts_fund_sits_with_a_village_for_its_branch_only(world, tambon, new_id):
    scheme = tambon.books.get().scheme
    elsewhere = Village.objects.create(number=3, name="บ้านสาม")
    here = people.join(tambon, world.member.person, on=date(2026, 1, 1))
    there = people.join(tambon, world.new_person(new_id(), "ไกล", village=elsewhere), on=date(2026, 1, 1))
    for member in (here, there):
        schemes.enrol(scheme, member, on=date(2026, 1, 1))

    day = days.plan([world.group, tambon], TODAY, by=world.treasurer)

    sheet = sheet_queries.collection_sheet(day)
    assert here.person_id in sheet.rows
    assert there.person_id not in sheet.rows
    assert day.village == world.village
