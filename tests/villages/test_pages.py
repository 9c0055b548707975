"""Pages that lower apps ask for by a name of their own."""

import pytest

from villages.pages import page_url


@pytest.mark.parametrize(
    ("page", "address"),
    [
        (["start"], "/"),
        (["subdistrict"], "/subdistrict/"),
        (["village", 8], "/subdistrict/8/"),
        (["my_page"], "/me/"),
        (["return_bylaw", "sajja-8"], "/g/sajja-8/leavers/rule/"),
        (["books", "sajja-8"], "/g/sajja-8/books/"),
        (["report", "sajja-8", "sajja-8", "ledger"], "/g/sajja-8/books/sajja-8/ledger/"),
        (["entry", "sajja-8", "sajja-8", "RV6911-00000001"], "/g/sajja-8/books/sajja-8/entries/RV6911-00000001/"),
    ],
)
def test_a_page_of_a_higher_app_is_found_by_its_name(page, address):
    assert page_url(*page) == address


def test_a_page_that_no_app_shows_is_refused():
    with pytest.raises(KeyError):
        page_url("nowhere")
