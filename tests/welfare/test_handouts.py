"""Lists with whole citizen IDs leave the house only to somebody named, for a reason that is remembered (R9.15)."""

from datetime import date
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from openpyxl import load_workbook

from tests.ledger.conftest import sql
from tests.ledger.prompt import refused
from tests.welfare.conftest import give
from welfare.models import MemberListHandout
from welfare.services import handouts


def whole_list(browser, fund, **typed):
    params = {
        "counted_on": "1/3/2569",
        "recipient": "อบต.กะหรอ",
        "reason": "ขอเงินสมทบปี 2569",
        "request_id": str(uuid4()),
    }
    return browser.post(reverse("welfare:hand_out_members", args=[fund.slug]), params | typed)


def numbers(content: bytes) -> list[str]:
    return [row[3] for row in load_workbook(BytesIO(content)).active.iter_rows(min_row=7, values_only=True)]


def test_the_whole_numbers_go_to_a_named_office_for_a_reason_that_is_remembered(world, fund, given, visit):
    request_id = str(uuid4())
    answers = [whole_list(visit("treasurer"), fund, request_id=request_id) for _n in range(2)]

    handout = MemberListHandout.objects.get()
    assert [numbers(answer.content) for answer in answers] == [[given.member.person.citizen_id]] * 2
    assert (handout.by, handout.recipient, handout.people) == (world.treasurer, "อบต.กะหรอ", 1)
    page = visit("auditor").get(reverse("welfare:matches", args=[fund.slug])).content.decode()
    assert "อบต.กะหรอ: ขอเงินสมทบปี 2569" in page


@pytest.mark.parametrize("fault", [{"recipient": " "}, {"reason": ""}, {"counted_on": "1/1/2560"}])
def test_without_an_office_a_reason_or_anybody_no_number_leaves_the_house(world, fund, given, visit, fault):
    answer = whole_list(visit("chair"), fund, **fault)

    assert answer["Content-Type"].startswith("text/html")
    assert given.member.person.citizen_id not in answer.content.decode()
    assert not MemberListHandout.objects.exists()


def test_what_was_handed_out_cannot_be_forgotten(world, fund, given, visit):
    whole_list(visit("treasurer"), fund)

    with refused("books_are_final"):
        sql("UPDATE welfare_memberlisthandout SET reason = ''")
    with refused("books_are_kept"):
        sql("DELETE FROM welfare_memberlisthandout")


def test_a_list_is_given_to_a_named_office_for_a_reason_once(world, enrolled):
    scheme = enrolled.scheme
    counted = {"counted_on": date(2025, 9, 25), "by": world.treasurer}
    hand_out = handouts.hand_out_members
    for fault, code in (({"recipient": " "}, "recipient"), ({"reason": " "}, "reason"), ({}, "counted_on")):
        params = {"recipient": "อบต.กะหรอ", "reason": "ขอเงินสมทบ", "request_id": uuid4()} | fault
        with pytest.raises(ValidationError) as refusal:
            hand_out(scheme, **counted, **params)
        assert refusal.value.code == code
    give(world, enrolled, 30, date(2025, 9, 25))
    params = {"recipient": "อบต.กะหรอ", "reason": "ขอเงินสมทบ", "request_id": uuid4()}

    first = hand_out(scheme, **counted, **params)

    assert (first.people, first.recipient, hand_out(scheme, **counted, **params)) == (1, "อบต.กะหรอ", first)
    with pytest.raises(ValidationError):
        hand_out(scheme, **counted, **params | {"recipient": "พอช."})
