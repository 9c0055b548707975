"""Nine villages post side by side; in one book everybody waits for their turn."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, connection, transaction

from ledger import queries as books
from ledger import services as ledger
from ledger.models import Entry
from ledger.services.locking import LOCK
from tests.ledger.conftest import sql
from tests.ledger.prompt import LINE

pytestmark = pytest.mark.django_db(transaction=True)
MARCH = date(2025, 3, 5)


def test_eight_hands_in_one_book_leave_no_gap_and_one_chain(till, side_by_side):
    till["11010"], till["31020 M001"]

    side_by_side(*[lambda: [till.deposit(10) for _n in range(5)]] * 8)

    entries = list(till.book.entries.order_by("seq"))
    assert [entry.seq for entry in entries] == list(range(1, 41))
    assert [entry.serial for entry in entries] == list(range(1, 41))
    assert all(one.seal == other.previous_seal for one, other in zip(entries, entries[1:], strict=False))
    assert books.balance(till["31020 M001"]) == 400


@pytest.fixture
def somebody_else():
    """A second connection with a transaction of its own."""
    other = connection.copy()
    other.set_autocommit(False)
    yield other
    other.close()


def test_who_looks_at_one_book_keeps_others_waiting_there_and_nowhere_else(new_till, somebody_else):
    here, there = new_till("sajja-1"), new_till("sajja-2")
    with somebody_else.cursor() as cursor:
        cursor.execute(LOCK, [[here.book.pk]])

    with transaction.atomic():
        sql("SET LOCAL lock_timeout = '100ms'")
        with pytest.raises(OperationalError, match="lock"):
            here.deposit(10)
        assert there.deposit(10).number == "RV6803-00000001"

    somebody_else.rollback()
    assert here.deposit(10).number == "RV6803-00000001"


@pytest.fixture
def old_picture(till, somebody_else):
    """Somebody whose transaction does not see what others commit from now on, and tries to write an entry."""
    till.deposit(10)
    cursor = somebody_else.cursor()
    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
    cursor.execute("SELECT count(*) FROM ledger_entry")

    def write(on: date) -> None:
        cursor.execute(LINE, [900, 1, till["11010"].pk, 5, 0])
        cursor.execute(LINE, [900, 2, till["31020 M001"].pk, 0, 5])
        cursor.execute(
            """INSERT INTO ledger_entry (id, book_id, kind, event, "on", memo, by_id, request_id, request_hash)
               VALUES (900, %s, 'JV', 'J01', %s, '', %s, %s, '')""",
            [till.book.pk, on, till.clerk.pk, uuid4()],
        )
        somebody_else.commit()

    yield write
    somebody_else.rollback()


def test_who_sees_an_old_picture_of_the_book_takes_no_place_twice(till, old_picture):
    till.deposit(20)

    with pytest.raises(IntegrityError, match="entry_once_in_sequence"):
        old_picture(MARCH)

    assert Entry.objects.count() == 2


@pytest.mark.parametrize("on", [MARCH, date(2025, 2, 5)])
def test_who_sees_a_closed_month_still_open_does_not_write_into_it(till, old_picture, on):
    ledger.close_month(till.book, MARCH, by=till.clerk)

    with pytest.raises(OperationalError, match="could not serialize"):
        old_picture(on)

    assert Entry.objects.count() == 1


def test_two_books_grow_side_by_side_each_without_a_gap(new_till, side_by_side):
    tills = [new_till("sajja-1"), new_till("sajja-2")]
    for till in tills:
        till["11010"], till["31020 M001"]

    side_by_side(*[lambda till=till: [till.deposit(10) for _n in range(5)] for till in tills * 2])

    for till in tills:
        assert list(till.book.entries.order_by("seq").values_list("seq", "serial")) == [(n, n) for n in range(1, 11)]


def test_the_same_request_from_four_hands_is_one_entry(till, side_by_side):
    till["11010"], till["31020 M001"]
    request = uuid4()

    ends = side_by_side(*[lambda: till.deposit(10, request_id=request)] * 4)

    assert len(set(ends)) == 1
    assert Entry.objects.count() == 1


def test_transfers_in_both_directions_do_not_wait_for_each_other_for_ever(new_till, side_by_side):
    here, there = new_till("vf-8-1"), new_till("vf-8-2")
    for one, other in ((here, there), (there, here)):
        one.open("14090", other.book.slug, counterpart=other.book)
        one.open("23090", other.book.slug, counterpart=other.book)

    def lend(giver, taker):
        return [
            ledger.post_pair(
                (giver.book, giver.sides({f"14090 {taker.book.slug}": 5}, {"11010": 5})),
                (taker.book, taker.sides({"11010": 5}, {f"23090 {giver.book.slug}": 5})),
                event="J40", on=MARCH, by=giver.clerk, request_id=uuid4(),
            )
            for _n in range(5)
        ]  # fmt: skip

    ends = side_by_side(*[lambda: lend(here, there), lambda: lend(there, here)] * 2)

    assert [len(pairs) for pairs in ends] == [5] * 4
    assert Entry.objects.count() == 40


def test_a_month_closes_between_two_entries_and_never_under_one(till, side_by_side):
    till["11010"], till["31020 M001"]
    till.deposit(10)

    ends = side_by_side(
        lambda: till.deposit(10),
        lambda: ledger.close_month(till.book, MARCH, by=till.clerk),
        lambda: till.deposit(10),
    )

    closed_at = till.book.periods.get().closed_at
    assert closed_at
    assert all(entry.at < closed_at for entry in Entry.objects.all())
    assert Entry.objects.count() == 3 - ends.count(ValidationError)
