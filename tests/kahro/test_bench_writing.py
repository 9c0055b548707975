"""What the bench writes: members one after the other, all at once, and the same rows by hand."""

from contextlib import nullcontext

from kahro.bench.writing import Counter, at_once


def test_the_rows_of_a_runner_are_done_inside_one_transaction():
    order = []

    class Transaction(nullcontext):
        def __enter__(self):
            order.append("begin")

        def __exit__(self, *error):
            order.append("commit")

    run = at_once(lambda: order.append("rows") or 300, Transaction)

    assert run() == 300
    assert order == ["begin", "rows", "commit"]


def test_members_come_in_turns_until_all_rows_are_done():
    came: list = []

    run = object.__new__(Counter).one_by_one(came.append, ["first", "second"], 5)

    assert run() == 5
    assert came == ["first", "second", "first", "second", "first"]
