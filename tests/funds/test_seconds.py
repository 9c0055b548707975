"""Above `second_look` another officer agrees by password beside the form or the row (R3.32)."""

from uuid import uuid4

import pytest
from django.urls import reverse

from funds.models import Receipt, Visit
from tests.conftest import PASSWORD
from tests.funds.conftest import counter


def test_a_large_deposit_has_no_receipt_before_another_officer_typed_their_password(world, client, second_look):
    second_look(400)
    post, number = counter(world, client), uuid4()

    answer = post(request_id=number)

    assert world.chair in answer.context["seconds"]
    assert world.treasurer not in answer.context["seconds"]
    assert world.receiver not in answer.context["seconds"]
    for chosen, password in [(world.chair, "wrong"), (world.treasurer, PASSWORD), (world.receiver, PASSWORD)]:
        refused = post(request_id=number, second=chosen.pk, password=password)
        assert refused.context["seconds"]
    assert not Receipt.objects.exists()
    assert post(request_id=number, second=world.chair.pk, password=PASSWORD).status_code == 302
    assert Receipt.objects.get().entry.approved_by == world.chair
    assert post(request_id=number).status_code == 302  # the same form again finds its receipt
    assert Receipt.objects.count() == 1


@pytest.mark.parametrize("chosen", ["²", "x", "-1", "9" * 30])
def test_a_second_officer_who_is_nobody_agrees_to_nothing(world, client, second_look, chosen):
    second_look(400)

    refused = counter(world, client)(second=chosen, password=PASSWORD)

    assert refused.status_code == 200
    assert not Receipt.objects.exists()


def test_wrong_passwords_of_a_second_officer_are_counted(world, client, second_look):
    second_look(400)
    post = counter(world, client)
    for _try in range(8):
        refused = post(second=world.chair.pk, password="wrong")

    assert post(second=world.chair.pk, password=PASSWORD).status_code == 200
    assert "ครบจำนวน" in refused.content.decode() or "หลายครั้ง" in refused.content.decode()
    assert not Receipt.objects.exists()


def test_a_large_row_has_no_receipt_before_another_officer_typed_their_password(world, sheet, second_look, client):
    second_look(400)
    number = uuid4()

    answer = sheet("500", request_id=number)

    assert answer.status_code == 428
    assert [world.checker.pk, world.checker.get_full_name()] in answer.json()["seconds"]
    assert world.bookkeeper.pk not in [pk for pk, _name in answer.json()["seconds"]]
    assert sheet("500", request_id=number, second=world.checker.pk, password="wrong").status_code == 428
    page = sheet("500", script=False, request_id=number).content.decode()
    assert f'name="second" form="f{world.member.person.pk}"' in page
    assert not Visit.objects.exists()
    agreed = {"second": world.checker.pk, "password": PASSWORD}
    assert sheet("500", request_id=number, **agreed).status_code == 200
    receipt = Receipt.objects.get()
    assert receipt.entry.approved_by == world.checker
    for page in [("funds:visit", receipt.visit_id), ("funds:receipt", receipt.pk)]:
        text = client.get(reverse(page[0], args=[world.group.slug, page[1]])).content.decode()
        assert world.checker.get_full_name() in text
    assert (
        sheet("500", request_id=number).status_code == 200
    )  # its answer was lost: the first visit, without a password
    assert Visit.objects.count() == 1
