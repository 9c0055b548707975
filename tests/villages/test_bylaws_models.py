"""By-laws as the database keeps them, also from a SQL prompt."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from funds.models import ProductBylaw
from ledger import clock
from tests.villages.test_bylaws_services import BASES, FORMS, TODAY, proposed, sql, stopped, yes
from villages.forms.bylaws import MEETING
from villages.models import Group, Institution, ReturnBylaw, Role
from villages.models.bylaws import kinds
from villages.services import bylaws, groups


def other_value(row, name: str):
    value, choices = getattr(row, name), row._meta.get_field(name).choices
    if choices:
        return next(choice for choice, _label in choices if choice != value)
    return not value if isinstance(value, bool) else value + 7


@pytest.mark.parametrize("kind", BASES)
def test_a_field_of_a_by_law_is_asked_for_and_read_by_who_agrees(kind):
    """Whoever adds a field to a kind adds it to its form and to its words, or this fails."""
    base = BASES[kind]
    own = {name: getattr(base, name) for name in kind.own_fields()}

    assert set(FORMS[kind].base_fields) == {*own, *MEETING, "minutes"}
    for name in own:
        assert kind(**own | {name: other_value(base, name)}).words() != base.words(), name


def test_every_kind_with_fields_of_its_own_is_looked_at():
    assert {kind for kind in kinds().values() if kind.own_fields()} == set(BASES)


def test_the_database_keeps_both_steps(world):
    bylaw = proposed(world)
    numbers = ", ".join(ProductBylaw.own_fields())
    copied = f"""INSERT INTO funds_productbylaw (product_id, effective_from, resolution, decided_on, minutes, sha256,
                written_by_id, written_at, agreed_by_id, agreed_at, {numbers})
                SELECT product_id, effective_from + 9, resolution, {{decided_on}}, minutes, sha256, {{written_by}},
                written_at, {{agreed}}, {numbers} FROM funds_productbylaw WHERE id = %s"""
    usual = {"decided_on": "decided_on", "written_by": "written_by_id", "agreed": "NULL, NULL"}

    def insert(**values):
        return lambda: sql(copied.format(**usual | values), bylaw.pk)

    assert stopped(insert(agreed=f"{world.chair.pk}, now()")) == "bylaw_is_written_first"
    assert stopped(insert(written_by="NULL")) == "bylaw_names_its_meeting"
    assert stopped(insert(decided_on="NULL")) == "bylaw_names_its_meeting"
    assert stopped(insert(decided_on="current_date + 9")) == "bylaw_names_its_meeting"
    assert stopped(insert()) == "product_bylaw_proposed_once"
    assert stopped(lambda: yes(world, bylaw, by=world.treasurer)) == "product_bylaw_agreed_by_somebody_else"
    no_name = "UPDATE funds_productbylaw SET agreed_at = now() WHERE id = %s"
    assert stopped(lambda: sql(no_name, bylaw.pk)) == "product_bylaw_agreed_by_somebody"
    other = "UPDATE funds_productbylaw SET agreed_by_id = %s, agreed_at = now(), minimum = 1 WHERE id = %s"
    assert stopped(lambda: sql(other, world.chair.pk, bylaw.pk)) == "bylaw_is_agreed_as_written"
    moved = "UPDATE funds_productbylaw SET product_id = %s WHERE id = %s"
    assert stopped(lambda: sql(moved, world.special.pk, bylaw.pk)) == "bylaw_stays_with_its_subject"


def test_the_database_keeps_what_was_agreed(world):
    bylaw = bylaws.agree(proposed(world), by=world.chair)

    assert stopped(lambda: sql("UPDATE funds_productbylaw SET minimum = 1 WHERE id = %s", bylaw.pk)) == (
        "productbylaw_is_final"
    )
    assert stopped(lambda: sql("UPDATE funds_productbylaw SET agreed_at = NULL, agreed_by_id = NULL")) == (
        "productbylaw_is_final"
    )
    assert stopped(lambda: sql("DELETE FROM funds_productbylaw WHERE id = %s", bylaw.pk)) == "productbylaw_is_final"
    letting_go = "SET LOCAL kahro.throwing_away = 'yes'; DELETE FROM funds_productbylaw"
    assert stopped(lambda: sql(letting_go)) == "productbylaw_is_final"
    assert stopped(lambda: sql("SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE funds_productbylaw")) == "books_are_kept"


def test_the_database_tells_the_time_itself_but_in_a_demonstration(world):
    then = timezone.make_aware(datetime(2021, 6, 1, 20))
    bylaw = proposed(world)
    bylaw.written_at = then
    bylaw.save()
    bylaw.refresh_from_db()
    assert bylaw.written_at > then
    sql("UPDATE funds_productbylaw SET agreed_by_id = %s, agreed_at = %s WHERE id = %s", world.chair.pk, then, bylaw.pk)
    bylaw.refresh_from_db()
    assert bylaw.known_on == TODAY()

    Institution.objects.update(is_demo=True)
    group = groups.create_group(Group.Kind.SAJJA, "สาธิต", "demo-8", village=world.village, is_demo=True)
    for role in ("chair", "treasurer", "secretary"):
        world.appoint(world.users[role], Role(role), group)
    meeting = {"effective_from": date(2021, 7, 1), "decided_on": date(2021, 6, 1), "resolution": "มติ"}
    with clock.at(then):
        shown = bylaws.write(ReturnBylaw(group=group, months=6, **meeting), by=world.treasurer)
        shown = bylaws.agree(shown, by=world.chair)
    assert (shown.written_at, shown.known_on) == (then, date(2021, 6, 1))


def test_the_database_lets_nothing_be_agreed_over_what_was_judged(world):
    bylaw = proposed(world)
    world.deposit(500)

    assert stopped(lambda: yes(world, bylaw)) == "bylaw_comes_after_what_was_judged"
    sql("UPDATE funds_productbylaw SET effective_from = current_date + 2 WHERE id = %s", bylaw.pk)
    yes(world, bylaw)
