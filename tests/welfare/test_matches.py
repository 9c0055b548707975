"""What others add to one baht a day: promised, received, still to come, and for whom (R1.31, J24–J26)."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from funds.services import reversals
from ledger import chart
from ledger import queries as books
from ledger import services as ledger
from tests.ledger.conftest import sql
from tests.ledger.prompt import refused
from tests.pdfs import printed
from tests.welfare.test_fund_pages import give
from villages.models import PendingRequest
from villages.services import requests
from welfare.models import MatchingGrant, MemberListHandout
from welfare.queries import matching_grants as matching_grants_queries
from welfare.services import handouts, matching_grants

ON = date(2026, 3, 1)


def promise(world, scheme, source="local", amount=40000, year=2026, **more) -> MatchingGrant:
    params = {"members": 270, "counted_on": ON, "letter": "หนังสือ อบต. ที่ 12/2569", "on": ON, "by": world.treasurer}
    return matching_grants.declare(
        scheme, source=source, year=year, amount=Decimal(amount), **(params | {"request_id": uuid4()} | more)
    )


def came(world, grant, amount, by=None):
    params = {"on": ON, "reference": "โอนเข้า 1/3", "by": by or world.treasurer, "request_id": uuid4()}
    pending = matching_grants.ask_to_receive(grant, Decimal(amount), **params)
    return requests.approve(pending, by=world.checker)


def balances_of(scheme, *codes) -> list[Decimal]:
    book = scheme.group_book.book
    balances = books.heading_balances([book], codes, date(2099, 1, 1))
    return [balances.get((book.pk, code), Decimal(0)) for code in codes]


def test_the_local_governments_promise_is_owed_until_it_comes(world, fund):
    scheme = fund.books.get().scheme
    grant = promise(world, scheme)
    assert balances_of(scheme, "14040", "47020", "12400") == [40000, 40000, 0]

    first = came(world, grant, 15000)
    came(world, grant, 25000)

    assert first.event == "J25"
    assert balances_of(scheme, "14040", "47020", "12400") == [0, 40000, 40000]
    assert [(each.expected, each.received, each.owed) for each in matching_grants_queries.claimed(scheme)] == [
        (98550, 40000, 0)
    ]


def test_the_states_match_is_income_when_it_comes(world, fund):
    scheme = fund.books.get().scheme
    grant = promise(world, scheme, "state", 98550)
    assert balances_of(scheme, "14040", "47030", "12400") == [0, 0, 0]

    entry = came(world, grant, 98000)

    assert entry.event == "J26"
    assert balances_of(scheme, "47030", "12400") == [98000, 98000]
    assert [each.owed for each in matching_grants_queries.claimed(scheme)] == [550]


def test_a_match_is_written_down_once_and_never_comes_in_above_its_promise(world, fund):
    scheme = fund.books.get().scheme
    grant = promise(world, scheme, request_id=(once := uuid4()))
    assert promise(world, scheme, request_id=once) == grant
    with pytest.raises(ValidationError, match="ไว้แล้ว"):
        promise(world, scheme)
    with pytest.raises(ValidationError, match=r"40,000\.00"):
        came(world, grant, 40001)
    with pytest.raises(ValidationError, match="คนอื่น"):
        came(world, grant, 10, by=world.checker)
    assert not grant.receipts.exists()


def test_two_receipts_that_wait_side_by_side_never_pass_the_promise(world, fund):
    scheme = fund.books.get().scheme
    grant = promise(world, scheme)
    params = {"on": ON, "reference": "โอน", "by": world.treasurer}
    one, two = (matching_grants.ask_to_receive(grant, Decimal(30000), **params, request_id=uuid4()) for _ in range(2))
    requests.approve(one, by=world.checker)

    with pytest.raises(ValidationError, match=r"10,000\.00"):
        requests.approve(two, by=world.checker)


def test_who_paid_up_counts_and_is_listed_for_the_local_government(world, enrolled, client):
    book = enrolled.scheme.group_book.book
    cash = ledger.activate(book, chart.CASH)
    group = enrolled.member.group
    client.force_login(world.treasurer)
    address = reverse("welfare:matches", args=[group.slug])
    assert "365.00" not in client.get(address).content.decode()

    sides = [ledger.debit(cash, Decimal(36500)), ledger.credit(enrolled.account, Decimal(36500))]
    ledger.post(book, sides, kind="RV", event="J21", on=date(2025, 9, 25), by=world.receiver, request_id=uuid4())

    assert matching_grants_queries.count(group, enrolled.scheme, timezone.localdate()).expected == 365
    assert "365.00" in client.get(address).content.decode()
    listed = printed(client.get(reverse("welfare:matched_pdf", args=[group.slug])).content)
    assert "สมชาย" in listed or str(enrolled.member.person) in listed
    sheet = load_workbook(BytesIO(client.get(reverse("welfare:matched_xlsx", args=[group.slug])).content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[-1][1] == enrolled.member.number
    assert enrolled.member.person.citizen_id not in str(rows)
    assert rows[-1][6] == 36500


def test_promise_and_receipt_are_written_in_the_browser(world, fund, client):
    client.force_login(world.treasurer)
    form = client.get(reverse("welfare:declare_match", args=[fund.slug])).context["form"]
    params = {"source": "local", "year": "2569", "counted_on": "1/3/2569", "members": "270", "amount": "40,000",
            "letter": "หนังสือ 12", "on": "1/3/2569", "request_id": form["request_id"].initial}  # fmt: skip
    wrong = client.post(reverse("welfare:declare_match", args=[fund.slug]), params | {"amount": "สี่หมื่น"})
    assert "หนังสือ 12" in wrong.content.decode()
    assert not MatchingGrant.objects.exists()

    client.post(reverse("welfare:declare_match", args=[fund.slug]), params)
    grant = MatchingGrant.objects.get()
    came = {"amount": "40000", "on": "1/3/2569", "reference": "สมุดหน้า 4", "request_id": uuid4()}
    client.post(reverse("welfare:match_came", args=[fund.slug, grant.pk]), came)
    requests.approve(PendingRequest.objects.get(), by=world.checker)

    page = client.get(reverse("welfare:matches", args=[fund.slug])).content.decode()
    assert (grant.year, grant.amount) == (2026, 40000)
    assert page.count("40,000.00") == 2
    again = client.get(reverse("welfare:match_came", args=[fund.slug, grant.pk])).content.decode()
    assert "0.00" in again


@pytest.mark.django_db(transaction=True)
def test_a_promise_written_down_by_two_at_the_same_moment_stands_once(world, fund, side_by_side):
    scheme = fund.books.get().scheme

    ends = side_by_side(*[lambda: promise(world, scheme)] * 2)

    assert ends.count(ValidationError) == 1
    assert balances_of(scheme, "14040") == [40000]


# -- The list for the local government ---------------------------------------------------------------------------------


@pytest.fixture
def given(world, enrolled):
    """A member who gave for the whole year 2568 and more."""
    book = enrolled.scheme.group_book.book
    sides = [
        ledger.debit(ledger.activate(book, chart.CASH), Decimal(36500)),
        ledger.credit(enrolled.account, Decimal(36500)),
    ]
    ledger.post(book, sides, kind="RV", event="J21", on=date(2025, 9, 25), by=world.receiver, request_id=uuid4())
    return enrolled


@pytest.fixture
def visit(world):
    def open_browser(name: str) -> Client:
        browser = Client()
        browser.force_login(world.users[name])
        return browser

    return open_browser


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


def test_the_usual_list_masks_the_numbers(world, fund, given, visit):
    answer = visit("treasurer").get(reverse("welfare:matched_xlsx", args=[fund.slug]), {"on": "1/3/2569"})

    row = [
        str(value) for row in load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True) for value in row
    ]
    assert given.member.person.citizen_id not in row


def test_the_whole_promise_may_come_at_once_and_what_was_reversed_is_still_to_come(world, fund):
    scheme = fund.books.get().scheme
    grant = promise(world, scheme, "state", amount=365)
    with pytest.raises(ValidationError) as refusal:
        came(world, grant, "365.01")
    assert refusal.value.code == "amount"

    entry = came(world, grant, 365)
    assert [each.owed for each in matching_grants_queries.claimed(scheme)] == [0]
    undone = reversals.ask_to_reverse(entry, by=world.treasurer, reason="ผิดกองทุน", request_id=uuid4())
    requests.approve(undone, by=world.checker)

    assert [(each.received, each.owed) for each in matching_grants_queries.claimed(scheme)] == [(0, 365)]


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
