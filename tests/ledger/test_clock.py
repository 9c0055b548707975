"""A clock that was wrong: nothing is written before its predecessor, and no book is locked by it."""

from datetime import date, datetime, timedelta
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from ledger import export, verify
from ledger import services as ledger
from tests.ledger.conftest import commit, sql
from tests.ledger.prompt import refused

NOON = datetime(2025, 3, 20, 12, tzinfo=timezone.get_default_timezone())
BACK = NOON - timedelta(days=3)


@pytest.fixture
def demo(new_till):
    """A book that is told what the clock reads."""
    till = new_till("sajja-8", is_demo=True)
    till.deposit(100, NOON.date(), at=NOON)
    return till


def test_an_entry_whose_clock_was_put_back_takes_the_moment_of_the_one_before_and_is_marked(demo):
    back = demo.deposit(200, BACK.date(), at=BACK)
    again = demo.deposit(300, BACK.date(), at=BACK + timedelta(hours=1))
    right = demo.deposit(400, NOON.date(), at=NOON + timedelta(hours=1))

    assert (back.at, back.clock) == (NOON, BACK)
    assert (again.at, again.clock) == (NOON, BACK + timedelta(hours=1))
    assert (right.at, right.clock) == (NOON + timedelta(hours=1), None)
    assert not back.backdated  # it happened on the day that the clock read


def test_a_day_is_compared_with_the_clocks_own_day_not_with_the_moment_that_was_taken(demo):
    with pytest.raises(ValidationError) as refusal:
        demo.deposit(200, NOON.date(), at=BACK)

    assert refusal.value.code == "day_has_come"
    assert demo.deposit(200, BACK.date() - timedelta(days=1), at=BACK).backdated


def test_what_the_clock_read_is_under_the_seal_and_in_the_export(demo):
    demo.deposit(200, BACK.date(), at=BACK)
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

    assert till.book.head.clock is None
    assert till.book.head.at > till.book.entries.get(seq=1).at


def test_a_clock_that_was_years_ahead_locks_no_book_once_it_is_put_right(demo):
    """Months close, entries come in and what was dated ahead is undone."""
    ahead = timezone.now() + timedelta(days=1000)
    wrong = demo.deposit(50, timezone.localdate(ahead), at=ahead)

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
    wrong = demo.deposit(50, timezone.localdate(ahead), at=ahead)

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
