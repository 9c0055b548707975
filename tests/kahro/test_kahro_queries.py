"""The figures of the sub-district on a day, what they are made of, and the year before them."""

from datetime import date
from decimal import Decimal

import pytest

from kahro import queries as kahro_queries
from kahro.queries import Figures, Membership
from villages.models import Group, Village
from villages.services import groups

JULY = date(2024, 7, 20)


@pytest.mark.parametrize(
    ("left_on", "on", "covers"),
    [
        (None, date(2024, 1, 4), False),
        (None, date(2024, 1, 5), True),
        (None, date(2099, 1, 1), True),
        (date(2024, 6, 10), date(2024, 6, 9), True),
        (date(2024, 6, 10), date(2024, 6, 10), False),
    ],
)
def test_membership_is_from_the_day_of_joining_to_the_day_before_leaving(left_on, on, covers):
    assert Membership(1, None, 1, date(2024, 1, 5), left_on).covers(on) is covers


def test_a_groups_figures_are_the_sum_of_the_headings_they_open_to(world, entries):
    glance = kahro_queries.glance(JULY)

    (group,) = glance.groups
    assert glance.total == group.figures == Figures(1, Decimal("2500.25"), Decimal("2399.75"), 2)
    assert [(part.book_slug, part.heading.code, part.amount) for part in (*group.savings, *group.cash)] == [
        ("sajja-8", "21020", Decimal("2000.25")),
        ("sajja-8", "31020", Decimal("500.00")),
        ("sajja-8", "11010", Decimal("2399.75")),
    ]
    assert [(group_book.book.slug, count) for group_book, count in group.entries] == [("sajja-8", 2)]


def test_every_village_stands_there_and_the_whole_sub_district_only_where_it_has_groups(world):
    Village.objects.create(number=2, name="บ้านสอง")
    before = [(row.number, row.figures.members) for row in kahro_queries.glance(JULY).villages]
    groups.create_group(Group.Kind.OTHER, "กลุ่มตำบล", "other", village=None)

    assert before == [(2, 0), (8, 1)]
    assert [(row.number, len(row.groups)) for row in kahro_queries.glance(JULY).villages] == [(2, 0), (8, 1), (0, 1)]


def test_a_trend_is_twelve_months_of_the_groups_it_is_asked_for(world, entries, django_assert_num_queries):
    glance = kahro_queries.glance(JULY)

    with django_assert_num_queries(0):
        whole, nobodys = (
            kahro_queries.trend(glance, figures, of) for figures, of in ((glance.total, glance.groups), (Figures(), []))
        )

    assert (len(whole.months), whole.months[0], whole.months[-1]) == (12, date(2023, 8, 1), date(2024, 7, 1))
    assert whole.savings == [0] * 10 + [500, Decimal("2500.25")]
    assert whole.cash == [0] * 10 + [520, Decimal("2399.75")]
    assert whole.members == [1] * 12
    assert nobodys.savings == nobodys.cash == nobodys.members == [0] * 12
