"""Who enrols in a fund and from when, who begins anew, and on which days villages enrol (R1.22–R1.27, R2.4)."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from ledger import chart
from tests import made_bylaws
from villages.models import Village
from villages.services import people
from welfare.models import Round
from welfare.queries import days as days_queries
from welfare.services import schemes

TODAY = timezone.localdate


@pytest.fixture
def scheme(fund):
    """From 2024 on it takes people of 15 to 60 years."""
    made_bylaws.set_scheme_bylaw(
        fund.books.get(), effective_from=date(2024, 1, 1), resolution="มติ 1/2567", youngest=15, oldest=60
    )
    return fund.books.get().scheme


@pytest.fixture
def born(world, scheme, new_id):
    """A member of the fund who was born on a day."""

    def make(on: date):
        person = world.new_person(new_id(), born_on=on)
        return people.join(scheme.group_book.group, person, on=date(2024, 1, 5), guardian=world.member.person)

    return make


@pytest.mark.parametrize(
    ("born_on", "takes"),
    [
        (date(2009, 2, 1), True),  # 15 on the day
        (date(2009, 2, 2), False),
        (date(1963, 2, 2), True),  # 60 until tomorrow
        (date(1963, 2, 1), False),
    ],
)
def test_the_ages_of_the_by_law_are_those_of_the_day(scheme, born, born_on, takes):
    member = born(born_on)
    if takes:
        assert schemes.enrol(scheme, member, on=date(2024, 2, 1)).joined_on == date(2024, 2, 1)
        return

    with pytest.raises(ValidationError):
        schemes.enrol(scheme, member, on=date(2024, 2, 1))


def test_one_enrols_once_today_or_earlier_while_a_member_and_under_a_by_law(scheme, born):
    member, other = born(date(1980, 5, 1)), born(date(1980, 5, 1))
    for on in (date(2019, 12, 31), TODAY() + timedelta(days=1)):
        with pytest.raises(ValidationError) as refusal:
            schemes.enrol(scheme, member, on=on)
        assert refusal.value.code == "on"
    people.leave(other, on=TODAY(), reason="ย้ายบ้าน")
    with pytest.raises(ValidationError):
        schemes.enrol(scheme, other, on=TODAY())

    enrolment = schemes.enrol(scheme, member, on=TODAY(), sponsor_name="  วัดไสรักษ์  ")

    assert (enrolment.joined_on, enrolment.counted_from, enrolment.sponsor_name) == (TODAY(), TODAY(), "วัดไสรักษ์")
    assert (enrolment.account.heading_id, enrolment.advance) == (chart.CONTRIBUTIONS, None)
    with pytest.raises(ValidationError):
        schemes.enrol(scheme, member, on=TODAY())


def test_who_enrols_after_the_fund_decided_to_defer_has_a_place_for_days_ahead(scheme, born):
    made_bylaws.set_scheme_bylaw(scheme.group_book, effective_from=date(2024, 3, 1), resolution="มติ 2", defers=True)

    assert schemes.enrol(scheme, born(date(1980, 5, 1)), on=TODAY()).advance.heading_id == chart.PREPAID


def test_only_whose_membership_ended_begins_anew_and_not_in_days_to_come(scheme, born):
    made_bylaws.set_scheme_bylaw(
        scheme.group_book, effective_from=date(2024, 1, 2), resolution="มติ 2", end_after=90, suspend_after=0
    )
    enrolment = schemes.enrol(scheme, born(date(1980, 5, 1)), on=date(2024, 2, 1))
    last = date(2024, 1, 31) + timedelta(days=90)  # ninety days unpaid are still allowed
    with pytest.raises(ValidationError):
        schemes.come_back(enrolment, on=last)
    with pytest.raises(ValidationError) as refusal:
        schemes.come_back(enrolment, on=TODAY() + timedelta(days=1))
    assert refusal.value.code == "on"

    again = schemes.come_back(enrolment, on=last + timedelta(days=1))

    assert (again.joined_on, again.counted_from) == (date(2024, 2, 1), last + timedelta(days=1))
    assert (
        days_queries.membership_status(
            days_queries.with_payments(scheme.enrolments).get(), last + timedelta(days=1)
        ).given
        == 0
    )


def test_nobody_begins_where_nobody_is_ticked(scheme):
    with pytest.raises(ValidationError) as refusal:
        schemes.enrol_family(scheme, [], on=TODAY())

    assert refusal.value.code == "people"


def test_a_round_may_last_a_day_and_two_of_a_village_share_none(world, scheme):
    eight, nine = world.village, Village.objects.create(number=9, name="บ้านใหม่")
    name = {"name": "  รับสมัคร  1/2569 ", "target": 30}
    with pytest.raises(ValidationError) as nobody:
        schemes.open_round(scheme, [], opens=TODAY(), closes=TODAY(), **name)
    with pytest.raises(ValidationError) as backwards:
        schemes.open_round(scheme, [eight], opens=TODAY(), closes=TODAY() - timedelta(days=1), **name)
    assert (nobody.value.code, backwards.value.code) == ("villages", "closes")

    schemes.open_round(scheme, [eight], opens=TODAY(), closes=TODAY(), **name)

    for opens, closes in ((-5, 0), (0, 5)):
        days = {"opens": TODAY() + timedelta(days=opens), "closes": TODAY() + timedelta(days=closes)}
        with pytest.raises(ValidationError) as overlap:
            schemes.open_round(scheme, [nine, eight], **days, **name)
        assert overlap.value.code == "opens"
    schemes.open_round(scheme, [eight], opens=TODAY() + timedelta(days=1), closes=TODAY() + timedelta(days=2), **name)
    assert list(Round.objects.values_list("village__number", "name")) == [(8, "รับสมัคร 1/2569")] * 2


def test_nobody_enrols_twice_nor_from_another_group(world, fund, enrolled):
    for member in (enrolled.member, world.member):
        with pytest.raises(ValidationError):
            schemes.enrol(enrolled.scheme, member, on=timezone.localdate())
