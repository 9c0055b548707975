"""Columns of money and days, and the register of members."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.utils.translation import override

from villages.models import Group, Member, Person
from villages.tables import BahtColumn, DayColumn, MemberTable


@pytest.mark.parametrize(
    ("amount", "dash", "shown"),
    [("1234.5", False, "1,234.50"), ("-1234.5", True, "(1,234.50)"), ("0", False, "0.00"), ("0", True, "–")],
)
def test_baht_has_two_decimals_and_zero_may_be_a_dash(amount, dash, shown):
    column = BahtColumn(dash=dash)

    assert column.render(Decimal(amount)) == shown
    assert column.attrs["td"]["class"] == "money"


def test_a_day_is_shown_short_and_in_the_buddhist_era():
    assert DayColumn().render(date(2005, 9, 25)) == "25 ก.ย. 48"


def row(**more) -> SimpleNamespace:
    person = Person(prefix="นาง", first_name="<สมศรี>", last_name="ใจดี", **{"born_on": date(1947, 1, 1)} | more)
    return SimpleNamespace(person=person, pk=7)


@pytest.mark.parametrize(("known", "shown"), [("day", "1 ม.ค. 2490"), ("month", "มกราคม 2490"), ("year", "2490")])
def test_a_birthday_is_shown_as_far_as_it_is_known(known, shown):
    table = MemberTable([], group=Group(slug="sajja-8"))

    with override("th"):
        assert table.render_born_on(row(birthday_precision=known)) == shown


def test_a_name_leads_to_the_member_and_is_no_markup():
    table = MemberTable([], group=Group(slug="sajja-8"))

    link = table.render_person(str(row().person), row())

    assert link == '<a href="/g/sajja-8/members/7/">นาง&lt;สมศรี&gt; ใจดี</a>'


def test_names_sort_as_in_a_dictionary():
    assert list(MemberTable.base_columns["person"].order_by) == ["person__sort_key"]
    assert MemberTable(Member.objects.none(), group=Group(slug="sajja-8"), order_by="-person").order_by == ("-person",)
