"""An approved claim is paid once, by somebody else, or taken back while nobody fetched it (J31, J32)."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from ledger import chart, clock
from ledger.models import Book, LateItem
from tests import made_bylaws
from tests.conftest import become
from tests.funds.conftest import PNG
from tests.welfare.conftest import agree, balance, file, give, line
from tests.welfare.test_years_services import close
from villages.models import PendingRequest
from villages.services import requests
from welfare.models import Claim
from welfare.queries import subfunds as subfunds_queries
from welfare.services import claims, payments


@pytest.fixture
def approved(world, paid_up, table) -> Claim:
    """200 baht for a night, agreed to by chair and checker."""
    return agree(world, file(world, paid_up, line(table, "sickness"), nights=1))


def ask_to_lapse(world, claim, **more) -> PendingRequest:
    pending = {"reason": "ไม่มารับเกิน 90 วัน", "by": world.treasurer, "request_id": uuid4()} | more
    return payments.ask_to_lapse(claim, **pending)


def pay(claim, by, **more) -> Claim:
    return payments.pay(claim, by=by, request_id=uuid4(), **more)


def test_a_claim_paid_while_its_lapse_waited_is_not_taken_back(world, paid_up, approved):
    pending = ask_to_lapse(world, approved)
    pay(approved, world.receiver)

    with pytest.raises(ValidationError):
        requests.approve(pending, by=world.checker)

    approved.refresh_from_db()
    assert (approved.state, approved.lapsing, balance(paid_up, "56010")) == ("paid", None, 200)
    assert balance(paid_up, chart.CLAIMS_PAYABLE) == 0


def test_what_lapsed_is_not_paid_any_more(world, paid_up, approved):
    requests.approve(ask_to_lapse(world, approved), by=world.checker)

    with pytest.raises(ValidationError):
        pay(approved, world.receiver)
    assert balance(paid_up, chart.CASH) == 900


def test_only_an_approved_claim_lapses_and_its_lapse_is_asked_once(world, paid_up, table, approved):
    filed = file(world, paid_up, line(table, "sickness"), on=date(2026, 5, 1), nights=1)
    with pytest.raises(ValidationError):
        ask_to_lapse(world, filed)
    ask_to_lapse(world, approved)
    with pytest.raises(ValidationError):
        ask_to_lapse(world, approved)

    assert PendingRequest.objects.count() == 1


def test_a_lapse_is_about_the_members_money_and_dated_the_day_it_was_agreed(world, paid_up, approved):
    pending = ask_to_lapse(world, approved)
    assert pending.beneficiary == paid_up.member.person

    entry = requests.approve(pending, by=world.checker)

    assert (entry.event, entry.on, entry.by, entry.approved_by) == (
        "J32", timezone.localdate(), world.treasurer, world.checker,
    )  # fmt: skip
    assert list(entry.lines.values_list("account__heading", "account__holder", "debit", "credit")) == [
        (chart.CLAIMS_PAYABLE, approved.number, 200, 0), ("56010", approved.number, 0, 200),
    ]  # fmt: skip


def test_only_an_approved_claim_is_paid_and_pressing_twice_pays_once(world, paid_up, table, approved):
    filed = file(world, paid_up, line(table, "sickness"), on=date(2026, 5, 1), nights=1)
    denied = claims.decide(filed, yes=False, by=world.chair, reason="ไม่มีใบรับรองแพทย์")
    for claim in (filed, denied):
        with pytest.raises(ValidationError):
            pay(claim, world.receiver)

    first = pay(approved, world.receiver)

    assert pay(approved, world.treasurer).payment == first.payment
    assert balance(paid_up, chart.CASH) == 700


@pytest.mark.parametrize(("payer", "other"), [("receiver", "treasurer"), ("treasurer", "checker")])
def test_beside_who_pays_stands_another_who_agreed(world, paid_up, table, payer, other):
    claim = agree(world, file(world, paid_up, line(table, "sickness"), nights=1), "treasurer", "checker")

    entry = pay(claim, getattr(world, payer)).payment

    assert (entry.by, entry.approved_by) == (getattr(world, payer), getattr(world, other))


def test_no_more_is_paid_than_lies_in_the_box(world, paid_up, table):
    """900 baht lie in the box; a thousand baht for a birth come from the bank."""
    claim = file(world, paid_up, line(table, "birth"), about="เด็กหญิงขวัญ ใจดี")
    claims.add_evidence(claim, "สูติบัตร", SimpleUploadedFile("paper.png", PNG), by=world.secretary)
    agree(world, claim)

    with pytest.raises(ValidationError) as refusal:
        pay(claim, world.receiver)
    assert refusal.value.code == "amount"
    assert pay(claim, world.receiver, from_bank=True).payment.lines.get(credit__gt=0).account.heading_id == "12400"


def night_of_december(world, enrolment, benefit, *, is_demo=False, **more) -> Claim:
    """A night of 20 December 2568 in a fund that lets nobody wait, filed and agreed to; 500 baht for benefits."""
    subfund, on = enrolment.scheme.group_book, date(2025, 9, 1)
    Book.objects.filter(pk=subfund.book_id).update(is_demo=is_demo)
    made_bylaws.set_scheme_bylaw(subfund, effective_from=on, resolution="มติ 2", wait_days=0, suspend_after=0)
    give(world, enrolment, 1000, date(2025, 10, 1))
    night = {"event_on": date(2025, 12, 20), "nights": 1, "by": world.secretary, "request_id": uuid4()}
    return claims.file(type(enrolment).objects.get(pk=enrolment.pk), benefit, **night, **more)


def test_a_claim_for_an_event_of_a_closed_year_names_that_year(world, enrolled, table):
    """The night was in 2568, the second yes came after that year was closed (R0.8)."""
    filed = night_of_december(world, enrolled, line(table, "sickness"))
    close(world, enrolled.scheme, 2025)

    entry = agree(world, filed).approval

    late = LateItem.objects.get()
    assert (late.entry, late.year, entry.on) == (entry, 2025, timezone.localdate())


def test_a_claim_approved_in_a_year_closed_since_lapses_into_the_notes_of_that_year(world, enrolled, table):
    """Only a demonstration can have approved it last year; what comes back says which year it belongs to (R0.8)."""
    with clock.at(clock.thai_time(date(2025, 12, 28), 18)):
        filed = night_of_december(world, enrolled, line(table, "sickness"), is_demo=True)
        claim = agree(world, filed)
    assert claim.approval.on == date(2025, 12, 28)
    close(world, enrolled.scheme, 2025)

    back = requests.approve(ask_to_lapse(world, claim), by=world.checker)

    assert LateItem.objects.get(entry=back).year == 2025


def test_the_household_does_not_agree_to_a_lapse(world, paid_up, approved):
    pending = ask_to_lapse(world, approved)
    become(world.checker, paid_up.member.person)

    with pytest.raises(ValidationError):
        requests.approve(pending, by=world.checker)
    approved.refresh_from_db()
    assert (approved.state, approved.amount) == ("approved", Decimal(200))


def test_what_nobody_fetches_goes_back_to_the_pot(world, paid_up, table):
    claim = agree(world, file(world, paid_up, line(table, "sickness"), nights=1))
    before = subfunds_queries.available(paid_up.scheme, timezone.localdate())

    pending = payments.ask_to_lapse(claim, reason="ไม่มารับเกิน 90 วัน", by=world.treasurer, request_id=uuid4())
    requests.approve(pending, by=world.checker)

    claim.refresh_from_db()
    assert (claim.state, balance(paid_up, chart.CLAIMS_PAYABLE)) == ("lapsed", 0)
    assert subfunds_queries.available(paid_up.scheme, timezone.localdate()) == before + 200
