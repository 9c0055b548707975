"""A wrong clock neither blocks a book nor hides anything; a moment of the past lasts as long as its block."""

import re
from datetime import date, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from ledger import clock, export, verify
from ledger import queries as books
from ledger import services as ledger
from tests.ledger.conftest import commit, sql
from tests.ledger.prompt import refused

HOME = Path(__file__).resolve().parents[2]
NOON = datetime(2025, 3, 20, 12, tzinfo=timezone.get_default_timezone())
BACK = NOON - timedelta(days=3)


@pytest.fixture
def demo(new_till):
    """A book whose trigger is given the reading of the clock."""
    till = new_till("sajja-8", is_demo=True)
    with clock.at(NOON):
        till.deposit(100, NOON.date())
    return till


def test_the_moment_lasts_as_long_as_the_block_and_the_inner_one_counts():
    with clock.at(NOON):
        with clock.at(BACK):
            assert (clock.now(), clock.today()) == (BACK, BACK.date())
        assert clock.now() == NOON
    assert clock.moment() is None
    assert clock.today() == timezone.localdate()


def test_a_refusal_ends_the_moment_too():
    with pytest.raises(ValidationError), clock.at(NOON):
        raise ValidationError("")
    assert clock.moment() is None


def test_nobody_writes_the_past_but_the_demonstration_and_the_tests():
    """`clock.at` would let an officer's page date what it writes."""
    sources = [
        path for app in ("kahro", "welfare", "funds", "villages", "ledger") for path in (HOME / app).rglob("*.py")
    ]
    past = re.compile(r"\bclock\.at\b|from ledger\.clock import|import ledger\.clock")

    writers = {path.relative_to(HOME).as_posix() for path in sources if past.search(path.read_text())}

    assert {path for path in writers if not path.startswith("kahro/demo/")} == {"ledger/clock.py"}


def test_an_entry_whose_clock_was_put_back_takes_the_moment_of_the_one_before_and_is_marked(demo):
    with clock.at(BACK):
        back = demo.deposit(200, BACK.date())
    with clock.at(BACK + timedelta(hours=1)):
        again = demo.deposit(300, BACK.date())
    with clock.at(NOON + timedelta(hours=1)):
        right = demo.deposit(400, NOON.date())

    assert (back.at, back.clock) == (NOON, BACK)
    assert (again.at, again.clock) == (NOON, BACK + timedelta(hours=1))
    assert (right.at, right.clock) == (NOON + timedelta(hours=1), None)
    assert not back.backdated  # it happened on the day that the clock read


def test_a_day_is_compared_with_the_clocks_own_day_not_with_the_moment_that_was_taken(demo):
    with pytest.raises(ValidationError) as refusal, clock.at(BACK):
        demo.deposit(200, NOON.date())

    assert refusal.value.code == "day_has_come"
    with clock.at(BACK):
        assert demo.deposit(200, BACK.date() - timedelta(days=1)).backdated


def test_what_the_clock_read_is_under_the_seal_and_in_the_export(demo):
    with clock.at(BACK):
        demo.deposit(200, BACK.date())
    stream = StringIO()
    export.write_csv([demo.book], stream)
    assert "2025-03-17T05:00:00.000000Z" in stream.getvalue()

    sql("SET LOCAL session_replication_role = replica")
    sql("UPDATE ledger_entry SET clock = NULL WHERE seq = 2")
    assert any("RV6803-00000002" in problem for problem in verify.problems(demo.book))
    sql("UPDATE ledger_entry SET clock = %s WHERE seq = 2", BACK)
    sql("SET LOCAL session_replication_role = origin")


def test_nobody_marks_an_entry_by_hand(till):
    till.deposit(100)
    sql(
        """INSERT INTO ledger_line (entry_id, position, account_id, debit, credit)
           VALUES (9000, 1, %s, 5, 0), (9000, 2, %s, 0, 5)""",
        till["11010"].pk,
        till["31020 M001"].pk,
    )
    sql(
        """INSERT INTO ledger_entry (id, book_id, kind, event, "on", at, clock, memo, by_id, request_id, request_hash)
           VALUES (9000, %s, 'RV', 'J02', '2025-03-05', '2020-01-01', '2019-01-01', '', %s, gen_random_uuid(), '')""",
        till.book.pk,
        till.clerk.pk,
    )
    commit()

    assert books.last_entry(till.book).clock is None
    assert books.last_entry(till.book).at > till.book.entries.get(seq=1).at


def test_a_clock_that_was_years_ahead_locks_no_book_once_it_is_put_right(demo):
    """Months close, entries come in and what was dated ahead is undone."""
    ahead = timezone.now() + timedelta(days=1000)
    with clock.at(ahead):
        wrong = demo.deposit(50, timezone.localdate(ahead))

    right = demo.deposit(60, date(2025, 3, 21))
    period = ledger.close_month(demo.book, date(2025, 3, 1), by=demo.clerk)
    undone = demo.reverse(wrong, timezone.localdate())
    after = demo.deposit(70, timezone.localdate())

    assert (right.at, after.at) == (ahead, ahead)
    assert right.clock < ahead
    assert period.closed_at >= ahead
    assert undone.on == wrong.on  # on its own day, which has not come
    assert verify.problems(demo.book) == []


def test_only_the_mirror_of_an_entry_bears_a_day_to_come(demo):
    ahead = timezone.now() + timedelta(days=1000)
    with clock.at(ahead):
        wrong = demo.deposit(50, timezone.localdate(ahead))

    with pytest.raises(ValidationError) as refusal:
        demo.deposit(50, wrong.on)
    assert refusal.value.code == "day_has_come"
    with refused("day_has_come"):
        sql(
            """INSERT INTO ledger_line (entry_id, position, account_id, debit, credit)
               VALUES (9000, 1, %s, 0, 50), (9000, 2, %s, 50, 0)""",
            demo["11010"].pk,
            demo["31020 M001"].pk,
        )
        sql(
            """INSERT INTO ledger_entry (id, book_id, kind, event, "on", memo, by_id, approved_by_id, reverses_id,
                                         request_id, request_hash)
               VALUES (9000, %s, 'JV', 'J62', %s, 'x', %s, %s, %s, gen_random_uuid(), '')""",
            demo.book.pk,
            wrong.on - timedelta(days=1),
            demo.clerk.pk,
            demo.checker.pk,
            wrong.pk,
        )
