"""The demonstration tells the stories of its welfare fund in the order of time."""

from datetime import date, timedelta

from kahro.demo.welfare import tell
from ledger import clock


def test_stories_are_told_in_the_order_of_time_each_step_at_its_own_moment():
    first = clock.thai_time(date(2025, 1, 1), 18)
    turns = []

    def story(name: str, *days: int):
        for day in days:
            yield first + timedelta(days=day)
            turns.append((name, (clock.now() - first).days))

    tell([story("a", 0, 5, 9), story("b", 2, 5), story("c", 7)])

    assert turns == [("a", 0), ("b", 2), ("a", 5), ("b", 5), ("c", 7), ("a", 9)]
    assert clock.moment() is None
