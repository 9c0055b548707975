"""What waits for a second officer, in the browser."""

from pathlib import Path
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from funds.services import reversals
from tests.villages.test_requests_services import decide, savings
from villages.models import Group, Officer, PendingRequest, Role
from villages.services import groups, requests


def test_the_form_of_a_reversal_pressed_six_times_shows_no_error(world, visit):
    receipt, form = world.deposit(500, by=world.receiver), {"reason": "ลงผิดคน", "request_id": str(uuid4())}

    answers = [visit("receiver").post(f"/g/sajja-8/receipts/{receipt.pk}/reverse/", form) for _n in range(6)]

    assert {answer.status_code for answer in answers} == {302}
    assert PendingRequest.objects.count() == 1


def test_who_decides_reads_the_receipt_the_passbook_before_and_after_and_who_asks(world, pending, visit):
    page = visit("checker").get(pending.get_absolute_url()).content.decode()

    receipt = world.group.members.get(pk=world.member.pk).receipts.get()
    assert reverse("funds:receipt", args=["sajja-8", receipt.pk]) in page
    assert reverse("funds:passbook", args=["sajja-8", world.passbook.pk]) in page
    assert "500.00 บาท</span> →" in page
    assert f"คุณreceiver ({Role.RECEIVER.label})" in page


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
