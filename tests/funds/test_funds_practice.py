"""A practice group gets the savings of its parent."""

from funds.models import Receipt
from kahro.practice import services as practice


def test_practice_begins_also_where_small_receipts_want_a_second_officer(world, second_look):
    """A related case: the past of a practice group is paid by its parent's by-law."""
    second_look(50)

    own = practice.begin(world.group, by=world.bookkeeper)

    large = Receipt.objects.filter(member__group=own, entry__kind="RV")
    assert large.exists()
    assert not large.filter(entry__approved_by=None).exists()
