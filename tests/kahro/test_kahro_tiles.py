"""Where the books and practice are opened from a group's page."""

import pytest
from django.contrib.auth.models import User

from kahro import tiles
from villages.models import Group, Officer
from villages.tiles import GroupPage

REAL, PRACTICE = Group(slug="sajja-8"), Group(pk=9, slug="practice-9", is_practice=True)
BOOKS = ("/g/sajja-8/books/", False)


@pytest.mark.parametrize(
    ("group", "acts", "practises", "expected"),
    [
        (REAL, set(), False, []),
        (REAL, {"see books"}, False, [BOOKS]),
        (REAL, {"practise", "see books"}, False, [BOOKS, ("/g/sajja-8/practice/", True)]),
        (REAL, {"practise"}, True, [("/g/practice-9/", False)]),
        (REAL, set(), True, [("/g/practice-9/", False)]),
        (PRACTICE, {"practise"}, True, [("/g/practice-9/practice/end/", True)]),
        (PRACTICE, set(), False, [("/g/practice-9/practice/end/", True)]),
    ],
)
def test_a_group_page_leads_to_its_books_and_to_practice(group, acts, practises, expected):
    user = User()
    vars(user)["_offices"] = [Officer(group=PRACTICE)] if practises else []

    shown = tiles.of_group(GroupPage(group, user, acts, members=1, waiting=0))

    assert [(tile.url, tile.posts) for tile in shown] == expected
