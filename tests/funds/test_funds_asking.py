"""What the sheet asks before it takes a row: an amount once more, a second officer, and what waits (R0.18)."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from funds.queries import sheet as sheet_queries
from funds.services import waiting
from funds.views import asking


@pytest.fixture
def table(world, evening):
    """An open evening, its sheet, and the keys of the member's two passbooks."""
    begun = evening()
    begun.sheet = sheet_queries.collection_sheet(begun.day, world.member.person)
    begun.pledged, begun.special = begun.key(world.passbook), begun.key(world.special_passbook)
    return begun


def asks_about(table, sure: str = "", person: int | None = None, **amounts) -> str:
    """The amounts that are asked about; empty where none is."""
    person = table.world.member.person_id if person is None else person
    try:
        asking.ask_once_more(table.sheet, person, {key: Decimal(paid) for key, paid in amounts.items()}, sure)
    except ValidationError as refusal:
        return str((refusal.params or {}).get("sure", refusal.code))
    return ""


def test_up_to_ten_times_the_pledge_nobody_asks(table):
    assert asks_about(table, **{table.pledged: "5000"}) == ""
    assert asks_about(table, **{table.pledged: "5000.01"}) == f"{table.pledged}=5000.01"


def test_a_yes_to_one_amount_is_no_yes_to_another(table):
    sure = f"{table.pledged}=6000.00"

    assert asks_about(table, sure, **{table.pledged: "6000"}) == ""
    assert asks_about(table, sure, **{table.pledged: "60000"}) == f"{table.pledged}=60000.00"
    both = f"{table.pledged}=6000.00 {table.special}=11.00"
    assert asks_about(table, sure, **{table.pledged: "6000", table.special: "11"}) == both
    assert asks_about(table, both, **{table.pledged: "6000", table.special: "11"}) == ""


def test_a_column_or_a_person_that_the_sheet_does_not_know_is_refused_elsewhere(table):
    assert asks_about(table, unknown="99999999") == ""
    assert asks_about(table, person=0, **{table.pledged: "99999999"}) == ""


def test_refusals_of_a_code_are_found_among_others_and_none_in_those_of_fields():
    second, other = ValidationError("a", code="second"), ValidationError("b", code="amount")

    assert asking.about(ValidationError([second, other]), "second") == [second]
    assert asking.about(ValidationError({"amount": [second]}), "second") == []


def test_the_page_knows_above_how_much_a_box_waits_for_a_second_officer(world, table, second_look):
    assert asking.waiting_rows(table.sheet) == {}

    second_look(400)

    sheet = sheet_queries.collection_sheet(table.day)
    assert asking.waiting_rows(sheet) == {table.box.group_book_id: "400.00"}


def test_a_row_that_waits_is_shown_like_a_visit_without_a_number(world, table, second_look, django_assert_num_queries):
    second_look(400)
    sheet = sheet_queries.collection_sheet(table.day, world.member.person)
    paid = {table.pledged: Decimal(500), table.special: Decimal("1.25")}
    pending = waiting.ask_to_take(sheet, world.member.person, paid, by=world.bookkeeper, request_id=uuid4())

    (row,) = asking.waiting(table.day)

    assert (row["waits"], row["number"], row["total"], row["by"]) == (True, "", "501.25", "คุณbookkeeper")
    assert row["paid"] == [[table.pledged, "500.00"], [table.special, "1.25"]]
    assert (row["url"], row["request_id"]) == (pending.get_absolute_url(), str(pending.request_id))
    assert asking.waits_of(world.member.person_id, [row]) == [row]
    assert asking.waits_of(0, [row]) == []
    table.day.has_waiting = False
    with django_assert_num_queries(0):
        assert asking.waiting(table.day) == []
