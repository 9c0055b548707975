"""Two groups at one table number their members apart: who is meant, and what is answered to a row that comes twice."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from funds.models import Visit
from funds.queries import boxes as boxes_queries
from funds.queries import sheet as sheet_queries
from funds.services import counting, savings, visits
from tests.pdfs import printed
from villages.services import people

SAJJA, GOP = "กลุ่มสัจจะออมทรัพย์", "กลุ่มออมทรัพย์เพื่อการผลิต"


# -- Whose number it is ------------------------------------------------------------------------------------------------


def test_a_number_stands_with_the_group_that_gave_it_also_where_nothing_is_paid(together, crowd):
    numbers = sheet_queries.member_numbers(sheet_queries.collection_sheet(together))

    def called(name: str) -> list:
        return [(number.number, number.groups) for number in numbers[crowd[name].pk]]

    assert called("แก้วตา ใจดี") == [("08-0002", [SAJJA])]
    assert called("บุญมา") == [("08-0002", [GOP])]
    assert called("แก้วตา มีสุข") == [("08-0001", [GOP]), ("08-0003", [SAJJA])]
    assert called("สมปอง") == [("08-0003", [GOP])]


def test_one_group_alone_needs_no_names_of_groups(world, evening):
    numbers = sheet_queries.member_numbers(sheet_queries.collection_sheet(evening().day))

    assert [(number.number, number.groups) for number in numbers[world.member.person_id]] == [("08-0001", [])]


def test_two_groups_of_one_kind_are_told_apart_by_their_names(world, other, planned, new_id):
    other.kind = world.group.kind
    other.save()
    person = world.new_person(new_id(), "บุญมา")
    people.join(other, person, on=date(2024, 1, 5))

    numbers = sheet_queries.member_numbers(sheet_queries.collection_sheet(planned(groups=[world.group, other])))

    assert numbers[person.pk][0].groups == [other.name]
    assert numbers[world.member.person_id][0].groups == [world.group.name]


@pytest.mark.parametrize("name", ["blank", "wall"])
def test_paper_lists_name_the_group_beside_the_number(world, together, crowd, client, name):
    client.force_login(world.bookkeeper)
    for person in (crowd["บุญมา"], crowd["แก้วตา ใจดี"]):
        send(client, world, together, person)

    said = printed(
        client.get(reverse("funds:day_pdf", args=[world.group.slug, together.pk, name])).content, "-raw"
    ).replace(" ", "")

    assert f"08-0002{SAJJA}" in said
    assert f"08-0002{GOP}" in said


# -- The id, who has paid, the state of the day, the columns: in this order ------------------------------------------


@pytest.fixture
def newcomer(world, new_id):
    """Somebody who owes an entry fee, which is due only until it is paid."""
    member = world.new_member(new_id(), "มาใหม่")
    savings.open_passbook(member, world.pledged, on=member.joined_on, pledge=100)
    return member.person


def send(client, world, day, person, request_id=None, **more):
    """A row as a laptop sends it: everything that is due."""
    row = sheet_queries.collection_sheet(day, person).rows.get(person.pk)
    paid = {key: f"{cell.due}" for key, cell in row.cells.items() if cell.due} if row and not more else more
    address = reverse("funds:sheet_row", args=[world.group.slug, day.pk, person.pk])
    fields = paid | {"request_id": str(request_id or uuid4())}
    return client.post(address, fields, headers={"accept": "application/json"}), paid


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


# -- At the same moment ------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_same", [False, True], ids=["two laptops", "one row sent twice"])
def test_at_the_same_moment_a_member_is_taken_once(world, evening, newcomer, side_by_side, is_same):
    """With an entry fee due: what the second laptop showed is no longer true when its row arrives."""
    day, one = evening().day, uuid4()
    sheets = [sheet_queries.collection_sheet(day, newcomer) for _laptop in range(2)]
    paid = {key: cell.due for key, cell in sheets[0].rows[newcomer.pk].cells.items() if cell.due}

    def press(sheet, request_id):
        return lambda: visits.take(sheet, newcomer.pk, paid, by=world.bookkeeper, request_id=request_id)

    ends = side_by_side(*[press(sheet, one if is_same else uuid4()) for sheet in sheets])

    assert Visit.objects.count() == 1
    assert ends.count(Visit.objects.get()) == (2 if is_same else 1)
    assert boxes_queries.boxes(day)[0].expects == 120
