"""The rows of the sheet as a page and a script send them."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from funds.models import Visit
from funds.queries import boxes as boxes_queries
from funds.services import counting
from tests.funds.conftest import send, url


def test_letters_are_told_with_row_and_column_and_stay_typed(world, evening, client):
    day = evening()
    client.force_login(world.bookkeeper)
    address = reverse("funds:sheet_row", args=[world.group.slug, day.day.pk, world.member.person_id])

    answer = client.post(address, {day.key(world.passbook): "ห้าร้อย", "request_id": str(uuid4())})

    page = answer.content.decode()
    assert "“ห้าร้อย”" in page
    assert 'value="ห้าร้อย"' in page
    assert page.count(str(world.member.person)) >= 2
    assert not Visit.objects.exists()


def test_the_checker_writes_no_rows(world, evening, client):
    day = evening()
    client.force_login(world.checker)
    address = reverse("funds:sheet_row", args=[world.group.slug, day.day.pk, world.member.person_id])

    answer = client.post(address, {day.key(world.passbook): "500", "request_id": str(uuid4())})

    assert answer.status_code == 403


def test_a_row_is_saved_by_a_plain_form(world, client, evening):
    day = evening()
    client.force_login(world.bookkeeper)
    page = client.get(url(world, "sheet", day.day.pk))
    assert "500.00" in page.content.decode()

    row = {day.key(world.passbook): "500", "request_id": "7f0c5e0e-6f6b-4d1f-8a55-000000000001"}
    answer = client.post(url(world, "sheet_row", day.day.pk, world.member.person_id), row, follow=True)

    visit = Visit.objects.get()
    assert "500.00" in answer.content.decode()
    assert client.get(url(world, "visit", visit.pk)).status_code == 200
    assert client.get(url(world, "visit_pdf", visit.pk)).status_code == 200
    assert boxes_queries.boxes(day.day)[0].expects == Decimal(500)
    for name in ("blank", "wall", "summary"):
        assert client.get(url(world, "day_pdf", day.day.pk, name)).status_code == 200
    assert client.get(url(world, "sheet_taken", day.day.pk)).json()["visits"][0]["total"] == "500.00"


def start_counting(world, day, person):
    counting.start_counting(day, by=world.receiver)


def counted(world, day, person):
    start_counting(world, day, person)
    box = boxes_queries.boxes(day)[0]
    counting.count(box, {"1": int(box.expects)}, next_float=0, by=world.receiver)
    for name in ("receiver", "bookkeeper", "checker"):
        counting.sign(day, by=getattr(world, name))


def died(world, day, person):
    person.died_on = timezone.localdate()
    person.save()


@pytest.mark.parametrize(
    "meanwhile", [lambda *_all: None, start_counting, counted, died], ids=["fee", "counting", "counted", "died"]
)
def test_a_row_whose_answer_was_lost_is_answered_with_its_first_visit(world, evening, newcomer, client, meanwhile):
    """With an entry fee due, which is due no more; and whatever happened since."""
    day, request_id = evening().day, uuid4()
    client.force_login(world.bookkeeper)
    first, paid = send(client, world, day, newcomer, request_id)
    meanwhile(world, day, newcomer)

    second, _paid = send(client, world, day, newcomer, request_id, **paid)

    assert len(paid) == 2, "the pledge and the entry fee"
    assert (second.status_code, second.json()["number"]) == (200, first.json()["number"])
    assert Visit.objects.count() == 1


@pytest.mark.parametrize("meanwhile", [lambda *_all: None, start_counting], ids=["open", "counting"])
def test_who_was_taken_at_the_other_laptop_is_said_with_amount_number_and_by_whom(
    world, evening, newcomer, client, meanwhile
):
    day = evening().day
    client.force_login(world.receiver)
    first, paid = send(client, world, day, newcomer)
    meanwhile(world, day, newcomer)
    client.force_login(world.bookkeeper)

    second, _paid = send(client, world, day, newcomer, **paid)

    said = second.json()["message"]
    assert (second.status_code, second.json()["code"]) == (409, "again")
    assert all(part in said for part in (str(newcomer), "120.00", first.json()["number"], "คุณreceiver")), said
    assert boxes_queries.boxes(day)[0].expects == 120


def test_a_second_payment_that_is_one_pays_no_entry_fee_twice(world, evening, newcomer, client):
    day = evening().day
    client.force_login(world.bookkeeper)
    _first, paid = send(client, world, day, newcomer)

    again, _paid = send(client, world, day, newcomer, again="yes", **paid)

    assert again.status_code == 422
    assert boxes_queries.boxes(day)[0].expects == 120


def test_50_000_000_baht_on_the_sheet_are_repeated_in_words_beside_the_row(sheet):
    answer = sheet("50,000,000.00").json()

    assert answer["code"] == "unusual"
    assert "ห้าสิบล้านบาทถ้วน" in answer["message"]
    assert answer["sure"] == f"{sheet.key}=50000000.00"
    assert sheet("5000000", sure=answer["sure"]).status_code == 428
    assert not Visit.objects.exists()
    assert sheet("50000000", sure=answer["sure"]).status_code == 200


def test_the_row_asks_without_a_script_too(sheet):
    number = uuid4()

    page = sheet("50000000", script=False, request_id=number).content.decode()

    assert "ห้าสิบล้านบาทถ้วน" in page
    assert f'name="sure" value="{sheet.key}=50000000.00"' in page
    assert not Visit.objects.exists()
    sure = f"{sheet.key}=50000000.00"
    assert sheet("50000000", script=False, request_id=number, sure=sure).status_code == 302
    assert Visit.objects.count() == 1
