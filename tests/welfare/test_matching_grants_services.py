"""What others add to one baht a day: promised, received, still to come (R1.31, J24–J26)."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from funds.services import reversals
from ledger import queries as books
from villages.services import requests
from welfare.models import MatchingGrant
from welfare.queries import matching_grants as matching_grants_queries
from welfare.services import matching_grants

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


@pytest.mark.django_db(transaction=True)
def test_a_promise_written_down_by_two_at_the_same_moment_stands_once(world, fund, side_by_side):
    scheme = fund.books.get().scheme

    ends = side_by_side(*[lambda: promise(world, scheme)] * 2)

    assert ends.count(ValidationError) == 1
    assert balances_of(scheme, "14040") == [40000]


# -- The list for the local government ---------------------------------------------------------------------------------


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
