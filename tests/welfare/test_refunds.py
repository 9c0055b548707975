"""Who leaves and never received anything gets back what they gave, where the by-law says so (R1.22)."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from funds.queries import leaving as leaving_queries
from funds.services import leaving
from ledger import chart
from ledger import queries as books
from ledger import services as ledger
from tests import made_bylaws
from villages.services import people, requests
from welfare.models import Benefit
from welfare.queries import days as days_queries
from welfare.services import claims

BEGUN = date(2025, 9, 25)


@pytest.fixture
def giver(world, enrolled):
    """Gave 400 baht."""
    book = enrolled.scheme.group_book.book
    sides = [
        ledger.debit(ledger.activate(book, chart.CASH), Decimal(400)),
        ledger.credit(enrolled.account, Decimal(400)),
    ]
    ledger.post(book, sides, kind="RV", event="J21", on=BEGUN, by=world.receiver, request_id=uuid4())
    return enrolled


def by_law(enrolment, **more):
    made_bylaws.set_scheme_bylaw(
        enrolment.scheme.group_book, effective_from=date(2025, 10, 1), resolution="มติ 2/2568", **more
    )


def leave(world, enrolment):
    pending = leaving.ask_to_leave(enrolment.member, reason="ลาออก", by=world.secretary, request_id=uuid4())
    return requests.approve(pending, by=world.checker)


def test_a_gift_is_not_given_back(world, giver):
    by_law(giver)
    assert leaving_queries.settlement(giver.member).net == 0
    leave(world, giver)
    assert books.balance(giver.account) == 400


def test_who_never_received_leaves_with_what_they_gave(world, giver):
    by_law(giver, refunds=True)

    entry = leave(world, giver)

    book = giver.scheme.group_book.book
    assert entry.event == "J09"
    assert books.balance(giver.account) == 0
    (unpaid,) = leaving_queries.unpaid(giver.member.group)
    assert (unpaid.amount, unpaid.account.book) == (400, book)


def test_what_was_paid_ahead_goes_back_first(world, giver):
    by_law(giver, refunds=True, defers=True)
    giver.refresh_from_db()
    book = giver.scheme.group_book.book
    sides = [ledger.debit(ledger.activate(book, chart.CASH), Decimal(100)), ledger.credit(giver.advance, Decimal(100))]
    ledger.post(book, sides, kind="RV", event="J22", on=BEGUN, by=world.receiver, request_id=uuid4())

    settlement = leaving_queries.settlement(giver.member)
    assert [(credit.account, credit.amount) for credit in settlement.credits] == [
        (giver.advance, 100),
        (giver.account, 400),
    ]
    leave(world, giver)
    assert (books.balance(giver.advance), books.balance(giver.account)) == (0, 0)


def test_who_received_once_leaves_without(world, giver):
    by_law(giver, refunds=True, wait_days=0, suspend_after=0)
    table = made_bylaws.draft_table(giver.scheme, effective_from=BEGUN, resolution="มติ 1")
    line = made_bylaws.write_benefit(Benefit(table=table, kind="other", name="ของเยี่ยม", amount=Decimal(50)))
    made_bylaws.decide_table(table)
    on = timezone.localdate()
    claim = claims.file(giver, line, event_on=on, by=world.secretary, request_id=uuid4())
    assert leaving_queries.settlement(giver.member).net == 400
    for user in (world.chair, world.checker):
        claim = claims.decide(claim, yes=True, by=user)

    assert leaving_queries.settlement(giver.member).net == 0


def test_who_returns_begins_anew_and_what_was_given_back_buys_nothing(world, giver, client):
    by_law(giver, refunds=True)
    leave(world, giver)
    today = timezone.localdate()
    people.join(giver.member.group, giver.member.person, on=today)

    def stands():
        return days_queries.standing(days_queries.with_payments(giver.scheme.enrolments.all()).get(), today)

    assert stands().status.state == "ended"
    client.force_login(world.secretary)
    client.post(reverse("welfare:come_back", args=[giver.member.group.slug, giver.pk]))

    again = stands()
    assert (again.status.state, again.given, again.enrolment.counted_from) == ("arrears", 0, today)
