"""Figures that fewer than five share are put together or left out (R9.16)."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as some

from welfare.queries.public import Share, publishable


@given(some.lists(some.tuples(some.integers(1, 4), some.integers(1, 30), some.integers(1, 900)), max_size=60))
def test_every_figure_told_is_shared_by_five_people_or_more(rows):
    shown = publishable([Share(about, person, 1, Decimal(baht)) for about, person, baht in rows])

    assert all(figure.people >= 5 for figure in shown.figures)
    everything = sum(baht for _about, _person, baht in rows)
    assert shown.silent == (shown.baht != everything)
    left_out = {person for about, person, _baht in rows if about not in {figure.about for figure in shown.figures}}
    assert len(left_out) < 5 or not shown.silent
