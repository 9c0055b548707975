"""A citizen ID goes from page to page under a ticket, and an address holds its last digits only (R9.15)."""

import pytest
from django.test import RequestFactory

from villages import tickets

ID = "1101400000014"


@pytest.fixture
def browser():
    request = RequestFactory().get("/")
    request.session = {}
    return request


def test_a_ticket_holds_a_citizen_id_until_it_was_used(browser):
    ticket, other = tickets.keep(browser, ID), tickets.keep(browser, "3840800123457")

    assert ID not in ticket
    assert tickets.look(browser, ticket) == ID
    tickets.use(browser, ticket)

    assert tickets.look(browser, ticket) is None
    assert tickets.look(browser, other) == "3840800123457"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (ID, "00014"),
        ("1-1014-00000-01-4", "00014"),
        ("1 1014 00000 01 4", "00014"),
        ("๑๑๐๑๔๐๐๐๐๐๐๑๔", "00014"),
        (f"ประเสริฐ {ID} หมู่ 8", "ประเสริฐ 00014 หมู่ 8"),
        (f"{ID} 3840800123457", "00014 23457"),
        ("1101400000015", "1101400000015"),  # no citizen ID: its check digit is wrong
        ("11014000000141", "11014000000141"),  # fourteen digits
        ("110140000001", "110140000001"),
        (f"a{ID}", f"a{ID}"),
        (f"{ID}-5", f"{ID}-5"),
        ("๐๘-๐๐๐๑", "๐๘-๐๐๐๑"),
        ("", ""),
    ],
)
def test_a_whole_citizen_id_in_an_address_is_cut_to_its_last_five_digits(text, shown):
    assert tickets.shortened(text) == shown
