"""What waits for a second officer happens once, by somebody else, as it was asked."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from funds.services import reversals
from ledger import queries as books
from ledger.models import Entry
from villages.models import Officer
from villages.services import requests


def savings(world) -> Decimal:
    return books.balance(world.passbook.account)


def decide(browser, pending, how: str = "approve"):
    form = {how: "1", "reason": "ไม่ถูกต้อง"}
    return browser.post(f"/g/sajja-8/requests/{pending.pk}/", form, follow=True)


def test_approval_does_what_was_asked_and_names_both(world, pending):
    entry = requests.approve(pending, by=world.checker)

    pending.refresh_from_db()
    assert (pending.status, pending.decided_by, pending.entry) == ("approved", world.checker, entry)
    assert (entry.by, entry.approved_by) == (world.receiver, world.checker)
    assert savings(world) == 0


def test_refusal_does_nothing_for_good(world, pending):
    requests.refuse(pending, by=world.checker, reason="ไม่ถูกต้อง")

    with pytest.raises(ValidationError):
        requests.approve(pending, by=world.chair)
    assert savings(world) == 500


def test_a_request_needs_a_reason(world):
    receipt = world.deposit(500)

    with pytest.raises(ValidationError):
        reversals.ask_to_reverse(receipt.entry, by=world.receiver, reason="  ", request_id=uuid4())


@pytest.mark.django_db(transaction=True)
def test_two_approve_at_the_same_moment_and_it_happens_once(world, pending, side_by_side):
    ends = side_by_side(*[lambda by=by: requests.approve(pending, by=world.users[by]) for by in ("checker", "chair")])

    assert ends.count(ValidationError) == 1
    assert Entry.objects.filter(reverses__isnull=False).count() == 1
    assert savings(world) == 0


@pytest.mark.django_db(transaction=True)
def test_a_button_pressed_six_times_is_answered_six_times_alike(world, pending, side_by_side):
    ends = side_by_side(*[lambda: requests.approve(pending, by=world.checker)] * 6)

    assert len(set(ends)) == 1
    assert ends[0] == Entry.objects.get(reverses__isnull=False)


def test_no_pressed_twice_stays_the_first_no(world, pending):
    for reason in ("ไม่ถูกต้อง", "อีกครั้ง"):
        requests.refuse(pending, by=world.checker, reason=reason)
    with pytest.raises(ValidationError):
        requests.refuse(pending, by=world.chair, reason="ไม่ถูกต้อง")

    pending.refresh_from_db()
    assert pending.refusal == "ไม่ถูกต้อง"


@pytest.mark.django_db(transaction=True)
def test_one_approves_while_another_refuses_and_one_of_them_decides(world, pending, side_by_side):
    ends = side_by_side(
        lambda: requests.approve(pending, by=world.checker),
        lambda: requests.refuse(pending, by=world.chair, reason="ไม่ถูกต้อง"),
    )

    pending.refresh_from_db()
    assert ends.count(ValidationError) == 1
    assert (savings(world) == 0) == (pending.status == "approved")


def test_who_refuses_writes_why_and_the_asker_reads_it_on_the_start_page(world, pending, visit):
    with pytest.raises(ValidationError):
        requests.refuse(pending, by=world.checker, reason=" ")
    decide(visit("checker"), pending, "refuse")

    for name in ("receiver", "checker"):
        assert "ไม่ถูกต้อง" in visit(name).get("/g/sajja-8/").content.decode()
    assert "ไม่ถูกต้อง" not in visit("secretary").get("/g/sajja-8/").content.decode()


def test_what_a_dismissed_officer_asked_waits_until_another_takes_it_over(world, pending, visit):
    Officer.objects.filter(person__user=world.receiver).update(until_on="2026-01-01")
    with pytest.raises(ValidationError, match="รับเรื่องไปก่อน"):
        requests.approve(pending, by=world.checker)

    visit("treasurer").post(pending.get_absolute_url(), {"take_over": "1"})

    pending.refresh_from_db()
    assert (pending.maker, pending.first_maker) == (world.treasurer, world.receiver)
    with pytest.raises(ValidationError):
        requests.approve(pending, by=world.treasurer)
    assert requests.approve(pending, by=world.checker).by == world.treasurer


def test_nobody_takes_over_from_one_who_may_still_ask(world, pending):
    with pytest.raises(ValidationError):
        requests.take_over(pending, by=world.treasurer)


# -- Papers ------------------------------------------------------------------------------------------------------------


def test_the_look_of_somebody_else_at_the_paper_does_not_count(world, with_paper):
    requests.look(with_paper, by=world.chair)
    with pytest.raises(ValidationError) as refusal:
        requests.approve(with_paper, by=world.checker)
    assert refusal.value.messages == ["เปิดดูเอกสารก่อน แล้วจึงตัดสิน"]
    assert savings(world) == 500

    requests.look(with_paper, by=world.checker)

    assert requests.approve(with_paper, by=world.checker).approved_by == world.checker
    assert savings(world) == 0
