"""A journal is searched, and its sums are those of what was found."""

from datetime import timedelta
from decimal import Decimal

from django.db import connection

from tests.kahro.conftest import rows


def test_the_journal_is_searched_by_number_kind_and_who_wrote(world, entries, reversed_entry, read):
    def numbers(**query) -> set[str]:
        return {row["number"] for row in rows(read("journal", start="1/1/2567", **query))}

    every = {entry.number for entry in entries.values()} | {reversed_entry.number}
    assert numbers() == every
    assert numbers(number="๖๗๐๗") == {entries["special"].number, entries["tea"].number}
    assert numbers(kind="PV") == {entries["tea"].number, entries["bank"].number}
    assert numbers(by=world.receiver.pk) == {entries["second"].number}
    assert numbers(backdated="on") == every - {reversed_entry.number}
    assert numbers(reversals="on") == {reversed_entry.number}
    assert numbers(kind="PV", number="6803") == {entries["bank"].number}


def test_who_else_wrote_nothing_here_is_not_offered(world, entries, read):
    people = dict(read("journal").context["report"].filter.form.fields["by"].choices)

    assert {user.pk for user in (world.treasurer, world.receiver, world.bookkeeper)} == set(people) - {""}


def test_the_sums_below_a_searched_journal_are_those_of_what_was_found(world, entries, read):
    page = read("journal", start="1/1/2567", kind="PV")

    assert page.context["report"].totals == {"debit": Decimal("1120.50"), "credit": Decimal("1120.50")}


def test_entries_written_while_the_clock_was_behind_are_marked_and_listed(world, entries, read):
    def clock(reads):
        with connection.cursor() as cursor:  # as if the clock had been put back then; a seal would show it
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute("UPDATE ledger_entry SET clock = %s WHERE id = %s", [reads, entries["tea"].pk])
            cursor.execute("SET LOCAL session_replication_role = origin")

    clock(entries["tea"].at - timedelta(days=3))
    listed = rows(read("journal", start="1/1/2567", clock="on"))
    clock(None)

    assert {row["number"] for row in listed} == {entries["tea"].number}
    assert all("นาฬิกาเดินช้ากว่า" in row["remark"] for row in listed)
