"""A practice group gets the savings of its parent."""

from decimal import Decimal

import pytest

from funds.models import ProductBylaw, Receipt
from funds.services.practice import _fitting
from kahro.practice import services as practice


def test_practice_begins_also_where_small_receipts_want_a_second_officer(world, second_look):
    """A related case: the past of a practice group is paid by its parent's by-law."""
    second_look(50)

    own = practice.begin(world.group, by=world.bookkeeper)

    large = Receipt.objects.filter(member__group=own, entry__kind="RV")
    assert large.exists()
    assert not large.filter(entry__approved_by=None).exists()


@pytest.mark.parametrize(
    ("amount", "minimum", "step", "fits"),
    [(100, 10, 10, 100), (100, 30, 40, 70), (100, 300, 10, 300), (100, 100, 7, 100)],
)
def test_a_pledge_of_practice_fits_the_by_law_of_its_parent(amount, minimum, step, fits):
    bylaw = ProductBylaw(minimum=Decimal(minimum), step=Decimal(step))

    assert _fitting(Decimal(amount), bylaw) == fits
