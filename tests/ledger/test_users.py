"""How a user is called."""

import pytest
from django.contrib.auth.models import User

from ledger.templatetags import thai
from ledger.users import shown_name


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        ({"first_name": "นางสมศรี", "last_name": "ใจดี"}, "นางสมศรี ใจดี"),
        ({"first_name": "คุณบัญชี"}, "คุณบัญชี"),
        ({}, "treasurer8"),
    ],
)
def test_a_user_is_called_by_the_full_name_or_by_the_login_name(names, shown):
    assert shown_name(User(username="treasurer8", **names)) == shown


def test_where_there_is_no_user_a_page_shows_nothing():
    assert thai.shown_name(None) == ""
    assert thai.shown_name(User(username="treasurer8")) == "treasurer8"
