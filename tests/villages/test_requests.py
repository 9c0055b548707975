"""What waits for a second officer happens once, by somebody else, as it was asked."""

from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from funds.services import reversals
from ledger import queries as books
from ledger.models import Entry
from tests.ledger.conftest import sql
from tests.ledger.prompt import refused
from villages.models import Group, Officer, PendingRequest, RequestLook, Role
from villages.services import groups, requests


def savings(world) -> Decimal:
    return books.balance(world.passbook.account)


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


def test_the_database_itself_refuses_the_maker(world, pending):
    with pytest.raises(IntegrityError), transaction.atomic():
        PendingRequest.objects.update(decided_by=world.receiver, status="approved")


@pytest.mark.parametrize("column", ["act", "arguments", "summary", "reason", "contents", "sha256", "beneficiary_id"])
def test_the_database_keeps_what_was_asked(world, pending, column):
    other = {"arguments": "'{\"entry\": 0}'", "beneficiary_id": "NULL"}.get(column, "'x'")

    with refused("request_stays_as_asked"):
        sql(f"UPDATE villages_pendingrequest SET {column} = {other}")


def test_the_database_keeps_what_was_decided(world, pending):
    requests.refuse(pending, by=world.checker, reason="ไม่ถูกต้อง")

    for change in ("status = 'waiting'", "refusal = ''", f"decided_by_id = {world.chair.pk}"):
        with refused("request_stays_decided"):
            sql(f"UPDATE villages_pendingrequest SET {change}")


def test_requests_votes_and_looks_are_never_deleted(world, pending):
    RequestLook.objects.create(request=pending, by=world.checker)
    requests.approve(pending, by=world.checker)

    for table in ("pendingrequest", "requestvote", "requestlook"):
        with refused("books_are_kept"):
            sql(f"DELETE FROM villages_{table}")
    for table in ("requestvote", "requestlook"):
        with refused("books_are_final"):
            sql(f"UPDATE villages_{table} SET by_id = {world.chair.pk}")


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


def test_the_form_of_a_reversal_pressed_six_times_shows_no_error(world, visit):
    receipt, form = world.deposit(500, by=world.receiver), {"reason": "ลงผิดคน", "request_id": str(uuid4())}

    answers = [visit("receiver").post(f"/g/sajja-8/receipts/{receipt.pk}/reverse/", form) for _n in range(6)]

    assert {answer.status_code for answer in answers} == {302}
    assert PendingRequest.objects.count() == 1


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


def test_who_decides_reads_the_receipt_the_passbook_before_and_after_and_who_asks(world, pending, visit):
    page = visit("checker").get(pending.get_absolute_url()).content.decode()

    receipt = world.group.members.get(pk=world.member.pk).receipts.get()
    assert reverse("funds:receipt", args=["sajja-8", receipt.pk]) in page
    assert reverse("funds:passbook", args=["sajja-8", world.passbook.pk]) in page
    assert "500.00 บาท</span> →" in page
    assert f"คุณreceiver ({Role.RECEIVER.label})" in page


# -- In the browser ----------------------------------------------------------------------------------------------------


def decide(browser, pending, how: str = "approve"):
    form = {how: "1", "reason": "ไม่ถูกต้อง"}
    return browser.post(f"/g/sajja-8/requests/{pending.pk}/", form, follow=True)


def test_the_page_shows_what_waits_and_the_buttons_to_others_only(world, pending, visit):
    form = f"/g/sajja-8/requests/{pending.pk}/"

    seen_by = {name: visit(name).get("/g/sajja-8/requests/").content.decode() for name in ("receiver", "checker")}

    assert "ลงผิดคน" in seen_by["receiver"]
    own, others = (visit(name).get(form).content.decode() for name in ("receiver", "checker"))
    assert 'name="approve"' not in own
    assert 'name="approve"' in others
    assert all(form in page for page in seen_by.values())


def test_an_officer_approves_and_the_entry_opens_from_the_page(world, pending, visit):
    answer = decide(visit("checker"), pending)

    entry = PendingRequest.objects.get().entry
    assert f"/g/sajja-8/books/sajja-8/entries/{entry.number}/" in answer.content.decode()


def test_a_refusal_is_said_kindly_on_the_page(world, pending, visit):
    pending.maker = world.checker
    pending.save()

    answer = decide(visit("checker"), pending)

    assert [message.level_tag for message in answer.context["messages"]] == ["error"]
    assert savings(world) == 500


def test_not_approving_leaves_the_books_alone(world, pending, visit):
    decide(visit("checker"), pending, "refuse")

    assert PendingRequest.objects.get().status == "refused"
    assert savings(world) == 500


def test_a_request_of_another_group_is_out_of_reach(world, pending, visit):
    groups.create_group(Group.Kind.GOP, "กลุ่มอื่น", "gop-8", village=world.village)
    Officer.objects.create(
        person=world.checker.person, group=Group.objects.get(slug="gop-8"), role="checker", from_on="2020-01-01"
    )

    assert visit("checker").post(f"/g/gop-8/requests/{pending.pk}/", {"approve": "1"}).status_code == 404
    assert savings(world) == 500


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_with_one_request_and_with_three(world, visit, django_assert_num_queries, rows):
    for _n in range(rows):
        for decided in (False, True):
            receipt = world.deposit(10, by=world.receiver)
            pending = reversals.ask_to_reverse(receipt.entry, by=world.receiver, reason="ลงผิดคน", request_id=uuid4())
            if decided:
                requests.approve(pending, by=world.checker)
    browser = visit("chair")

    with django_assert_num_queries(12):
        browser.get("/g/sajja-8/requests/")


# -- Papers ------------------------------------------------------------------------------------------------------------

PAPER = ContentFile(b"%PDF-1.7 a bill", "paper.pdf")


@pytest.fixture
def with_paper(world) -> PendingRequest:
    receipt = world.deposit(500, by=world.receiver)
    wish = requests.Wish(
        world.group,
        "reverse",
        {"entry": receipt.entry.pk},
        maker=world.receiver,
        request_id=uuid4(),
        reason="ลงผิดคน",
        paper=PAPER,
    )
    return requests.ask(wish, lambda: requests.Ready("ใบเสร็จผิด"))


def paper(world, pending) -> str:
    return reverse("villages:request_paper", args=[world.group.slug, pending.pk])


def test_who_decides_looks_at_the_paper_and_it_becomes_the_voucher(world, with_paper, client):
    client.force_login(world.checker)

    page = client.get(with_paper.get_absolute_url()).content.decode()
    with pytest.raises(ValidationError, match="เปิดดูเอกสารก่อน"):
        requests.approve(with_paper, by=world.checker)
    shown = b"".join(client.get(paper(world, with_paper)).streaming_content)
    entry = requests.approve(with_paper, by=world.checker)

    assert paper(world, with_paper) in page
    voucher = entry.vouchers.get()
    assert shown == voucher.file.read() == b"%PDF-1.7 a bill"
    assert (voucher.by, voucher.sha256) == (world.receiver, with_paper.sha256)


def test_another_paper_than_was_handed_in_is_neither_shown_nor_approved(world, with_paper, client):
    Path(with_paper.paper.path).write_bytes(b"%PDF-1.7 another bill")
    client.force_login(world.checker)

    answer = client.get(paper(world, with_paper))

    assert answer.url == with_paper.get_absolute_url()
    with pytest.raises(ValidationError):
        requests.approve(with_paper, by=world.checker)
    assert savings(world) == 500


def test_a_request_without_paper_has_none_to_open(world, pending, client):
    client.force_login(world.checker)

    assert client.get(paper(world, pending)).status_code == 404
