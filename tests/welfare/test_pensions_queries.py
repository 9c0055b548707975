"""Who has a right to the pension of a month (R1.28)."""

from datetime import date

from tests.welfare.conftest import LAST_MONTH, day_of, scheme_of
from villages.services import people
from welfare.queries import pensions as pensions_queries


def test_everybody_of_age_has_a_pension_by_the_years_saved(world, elders):
    pensions = pensions_queries.due(scheme_of(elders), LAST_MONTH)

    assert [(each.enrolment.pk, each.outcome.amount) for each in pensions] == [
        (elders[0].pk, 500), (elders[1].pk, 300), (elders[2].pk, 500),
    ]  # fmt: skip


def test_who_is_known_by_the_year_of_birth_only_is_of_age_from_its_first_day(world, elders):
    """R0.16: 60 on 1 January, as the registry counts."""
    person = elders[3].member.person
    person.born_on, person.birthday_precision = date(LAST_MONTH.year - 60, 1, 1), "year"
    person.save()

    assert elders[3].pk in [each.enrolment.pk for each in pensions_queries.due(scheme_of(elders), LAST_MONTH)]


def test_who_left_within_the_month_has_none(world, elders):
    people.leave(elders[0].member, on=day_of(LAST_MONTH, 20), cause="resigned", reason="ย้าย")

    assert elders[0].pk not in [each.enrolment.pk for each in pensions_queries.due(scheme_of(elders), LAST_MONTH)]
