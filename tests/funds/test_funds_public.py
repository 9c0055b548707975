"""Anybody sees whether a receipt is genuine, and nothing of its member."""

from decimal import Decimal
from uuid import uuid4

from django.urls import reverse

from funds.models import Receipt, receipt_token
from funds.services import reversals
from villages.services import requests


def text(response) -> str:
    return response.content.decode()


def test_anybody_learns_that_a_receipt_is_genuine_and_nothing_of_the_member(world, client):
    receipt = world.deposit(500, entry_fee=Decimal(20), paid_by="ป้าแดง")

    page = text(client.get(reverse("funds:genuine", args=[receipt.token])))

    for said in (receipt.entry.number, "520.00", "เป็นใบจริง", str(world.group)):
        assert said in page
    person = world.member.person
    for private in (person.first_name, person.last_name, world.member.number, person.masked_id, "ป้าแดง", "คุณtreasurer"):
        assert private not in page


def test_a_reversed_receipt_says_so_to_anybody(world, client):
    receipt = world.deposit(500)
    requests.approve(
        reversals.ask_to_reverse(receipt.entry, by=world.treasurer, reason="ผิดคน", request_id=uuid4()), by=world.checker
    )

    page = text(client.get(reverse("funds:genuine", args=[receipt.token])))

    assert "กลับรายการเมื่อ" in page
    assert "ผิดคน" not in page


def test_an_unknown_code_gets_a_kind_404(world, client):
    receipt = world.deposit(500)

    for token in ("x", receipt.token[:-1], receipt.token.swapcase(), str(receipt.pk)):
        response = client.get(reverse("funds:genuine", args=[token]))
        assert response.status_code == 404
        assert "ไม่พบใบเสร็จนี้" in text(response)
        assert receipt.entry.number not in text(response)


def test_a_code_cannot_be_guessed():
    codes = {receipt_token() for _ in range(1000)}

    assert len(codes) == 1000
    assert {len(code) for code in codes} == {24}  # 144 bits in base 64
    assert all(len({code[place] for code in codes}) > 50 for place in range(24))


def test_codes_of_two_receipts_differ(world):
    world.deposit(500)
    world.deposit(500)

    assert len(set(Receipt.objects.values_list("token", flat=True))) == 2
