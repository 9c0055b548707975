"""Rules that SQL answers too, many rows at a time, because asking them in Python would read too much.

Each is compared here with the rule that says it in Python or for one row: over many days, or over every case.
"""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from funds.models import CashBox, Pledge, ProductBylaw, WorkingDay, WorkingDayBylaw
from funds.queries import boxes as boxes_queries
from funds.queries import dues as dues_queries
from funds.queries import savings as savings_queries
from funds.queries import unusual as unusual_queries
from funds.services import savings
from tests import made_bylaws
from villages import rules as villages_rules
from villages.models import Member, Nominee
from villages.models.people import COMING_OF_AGE, ELDER
from villages.queries import family as family_queries
from villages.queries import people as people_queries
from villages.services import bylaws

# Before the first by-law, and on and around every day on which one changes.
DAYS = [date(2019, 12, 31), date(2020, 1, 1), *(date(2024, 2, 25) + timedelta(days=n) for n in range(45))]
CHANGES = [date(2024, 2, 29), date(2024, 3, 1), date(2024, 4, 1)]


@pytest.fixture
def changing(world):
    """A group whose by-laws of savings and of working days changed three times; two more are proposed."""
    for n, day in enumerate(CHANGES, 1):
        limits = {"second_look": 700 * n, "unusual_times": n, "unusual_days": 10 * n}
        made_bylaws.set_product_bylaw(world.pledged, from_on=day, resolution=f"มติ {n}", minimum=100 * n, step=50 * n)
        made_bylaws.set_working_day_bylaw(
            world.group, effective_from=day + timedelta(days=3), day_of_month=5, resolution=f"มติ {n}", **limits
        )
    meeting = {"effective_from": date(2024, 4, 5), "decided_on": date(2024, 4, 5), "resolution": "มติ 9"}
    bylaws.write(ProductBylaw(product=world.pledged, minimum=1, step=1, **meeting), by=world.treasurer)
    bylaws.write(WorkingDayBylaw(group=world.group, day_of_month=5, second_look=9, **meeting), by=world.treasurer)
    return world


def test_a_deposit_keeps_to_the_by_laws_of_its_day(changing):
    world = changing

    by_sql = [(bylaw and (*bylaw[:2], bylaw.second_look)) for bylaw in (deposit_bylaw(world, day) for day in DAYS)]

    assert by_sql == [by_rule(world, day) for day in DAYS]
    assert len(set(by_sql)) == 8


def deposit_bylaw(world, on: date):
    return savings_queries.deposit_bylaw(world.passbook, on)


def by_rule(world, on: date) -> tuple | None:
    bylaw = savings_queries.bylaw_on(world.pledged, on)
    if bylaw is None:
        return None
    return bylaw.minimum, bylaw.step, unusual_queries.limits_of(world.group, on).second_look


def test_every_table_has_the_limits_of_its_own_day(changing):
    world = changing
    group_book = world.group.books.get()
    for day in DAYS:
        evening = WorkingDay.objects.create(village=world.village, on=day, planned_by=world.treasurer)
        CashBox.objects.create(day=evening, group_book=group_book)

    boxes = unusual_queries.with_limits(CashBox.objects.order_by("day__on"))
    by_sql = [unusual_queries.limits_at([box])[world.group.pk] for box in boxes]

    assert by_sql == [unusual_queries.limits_of(world.group, day) for day in DAYS]
    assert len(set(by_sql)) == 4


def test_what_was_promised_is_the_pledge_of_the_day(world):
    for n, day in enumerate(CHANGES, 6):
        Pledge.objects.create(passbook=world.passbook, amount=100 * n, from_on=day)
    group_books = list(world.group.books.all())

    by_sql, by_one, by_python = [], [], []
    for day in [*DAYS, date(2022, 12, 31)]:
        passbook = next(row for row in dues_queries.takers(group_books, day) if row == world.passbook)
        promise = villages_rules.in_force(dues_queries._promises(passbook), day)
        by_sql.append(vars(passbook)["promised"])
        by_one.append(savings_queries.pledge(world.passbook, day))
        by_python.append(promise and promise.amount)

    assert by_sql == by_one == by_python
    assert set(by_sql) == {None, 500, 600, 700, 800}
    assert vars(savings_queries.with_balances(world.member.passbooks.filter(pk=world.passbook.pk))[0])["pledge"] == 800


def test_the_sheet_and_the_counter_know_the_same_usual_amount(world, new_id):
    for amount in (300, 200, 400, 900):
        world.deposit(amount, passbook=world.special_passbook)
    new = savings.open_passbook(world.new_member(new_id()), world.special, on=date(2024, 1, 5))
    group_books, minimum = list(world.group.books.all()), Decimal(1)

    at_the_sheet = {
        row.pk: vars(row)["promised"] or vars(row)["usual"] or minimum
        for row in unusual_queries.with_usual(dues_queries.takers(group_books, date(2025, 1, 1)))
        if row.product == world.special or row == world.passbook
    }

    assert at_the_sheet == {
        passbook.pk: unusual_queries.usual(passbook) for passbook in (world.passbook, world.special_passbook, new)
    }
    assert set(at_the_sheet.values()) == {500, 300, 1}


def test_what_waits_for_the_bank_is_what_the_boxes_bring_there(world):
    group_book = world.group.books.get()
    for number, (state, counted, next_float) in enumerate(
        [("balanced", 900, 100), ("short", 50, 50), ("over", 20, 0), ("open", None, 30), ("planned", None, 0)]
    ):
        day = WorkingDay.objects.create(
            village=world.village, on=date(2025, 1, 1 + number), state=state, planned_by=world.treasurer
        )
        CashBox.objects.create(day=day, group_book=group_book, counted=counted, kept=next_float)

    by_python = sum(box.to_bank for day in WorkingDay.objects.all() for box in boxes_queries.unbanked(day))

    assert boxes_queries.waiting_for_the_bank([group_book.book_id]) == {group_book.book_id: by_python}
    assert by_python == 820


@pytest.mark.parametrize("died_on", [None, *CHANGES, date(2024, 3, 20), date(2019, 1, 1)])
def test_who_is_kin_by_the_last_form_is_who_the_form_names(world, died_on):
    """R3.29: of a member who died the last form from before the death counts."""
    for n, day in enumerate(CHANGES):
        for name in ("ก", "ข"):
            Nominee.objects.create(member=world.member, name=f"{name}{n}", relation="บุตร", share=50, named_on=day)
    person = world.member.person
    person.died_on = died_on
    person.save()

    rows = family_queries._beneficiaries({person.pk: person})
    by_sql = {name for _giver, _receiver, name, _relation, is_latest in rows if is_latest}

    of_form = people_queries.nominees_of_the_dead if died_on else people_queries.nominees
    assert by_sql == {nominee.name for nominee in of_form(world.member)}


BIRTHDAYS = [date(year, month, day) for year in (1963, 1964, 2004, 2005) for month, day in
             [(1, 1), (2, 28), (3, 1), (12, 31)]] + [date(1964, 2, 29), date(2004, 2, 29)]  # fmt: skip


@pytest.mark.parametrize("on", [date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1), date(2025, 2, 28)])
def test_who_is_under_age_or_an_elder_is_so_by_the_years_of_their_age(world, new_id, on):
    born = [world.new_person(new_id(), born_on=birthday) for birthday in BIRTHDAYS]
    for n, person in enumerate(born):
        Member.objects.create(group=world.group, person=person, number=f"67-{n + 1:04d}", joined_on=date(2024, 1, 5))
    everybody = people_queries.members(world.group).filter(person__in=born)

    minors, elders = (
        set(everybody.filter(condition).values_list("person", flat=True))
        for condition in (people_queries.minors(on), people_queries.elders(on))
    )

    assert minors == {person.pk for person in born if person.age(on) < COMING_OF_AGE}
    assert elders == {person.pk for person in born if person.age(on) >= ELDER}
    assert min(len(minors), len(elders)) > 0
