"""Uploading a register: the preview shows faults, questions and what was left out, and only then lets one ask."""

from uuid import uuid4

from django.urls import reverse
from django.utils.translation import gettext as _

from funds.services import registers
from tests.funds.register_rows import (
    DAY,
    ERAS,
    HEADER,
    MOO2,
    MOO8,
    ROW,
    line,
    marks,
    person,
    sheets,
    trial_rows,
    upload,
    workbook,
)
from tests.workbooks import xlsx
from villages.models import Group, PendingRequest, RegisterImport, Role, Village
from villages.services import groups


def test_upload_preview_and_confirm(world, group, client):
    client.force_login(world.staff)

    preview = upload(client, group, MOO8.read_bytes())
    page = preview.content.decode()

    assert "2,839,321.50" in page
    assert "08-0150" in page
    assert "3802776393579" not in page  # masked
    assert not group.members.exists()
    stored = RegisterImport.objects.get()
    address = reverse("funds:register_upload", args=[group.slug, stored.pk])
    assert client.post(address, {"request_id": uuid4()}).url == PendingRequest.objects.get().get_absolute_url()
    assert not group.members.exists()  # who uploads never confirms
    client.post(PendingRequest.objects.get().get_absolute_url(), {"approve": "1"})
    assert not group.members.exists()

    world.appoint(world.stranger, Role.STAFF, None)  # nobody holds an office here yet, so a second of the staff agrees
    client.force_login(world.stranger)
    request_page = client.get(PendingRequest.objects.get().get_absolute_url()).content.decode()
    assert all(text in request_page for text in ("register.xlsx", "150", address))
    client.post(PendingRequest.objects.get().get_absolute_url(), {"approve": "1"})
    assert group.members.count() == 150
    client.force_login(world.staff)
    again = client.get(reverse("funds:register", args=[group.slug])).content.decode()
    assert stored.sha256[:4] in again


def test_the_preview_asks_the_same_few_questions_for_one_row_and_for_many(
    world, group, client, django_assert_num_queries
):
    client.force_login(world.staff)
    for content in (workbook(ROW), MOO8.read_bytes()):
        register, stored = registers.keep_register(group, "r.xlsx", content, by=world.staff)
        with django_assert_num_queries(17):
            client.get(reverse("funds:register_upload", args=[group.slug, stored.pk]))


def test_a_broken_upload_lists_every_place_and_writes_nothing(world, client):
    village = Village.objects.create(number=2)
    group = groups.create_group(Group.Kind.SAJJA, "กลุ่มสัจจะหมู่ 2", "sajja-2", village=village)
    client.force_login(world.staff)

    page = upload(client, group, MOO2.read_bytes()).content.decode()

    assert page.count("<tr>") - 1 == 9
    assert "8808889964373" not in page
    assert not RegisterImport.objects.exists()


def test_nothing_chosen_is_told_in_thai(world, group, client):
    client.force_login(world.staff)

    page = client.post(reverse("funds:register", args=[group.slug])).content.decode()

    assert _("This field is required.") in page


def test_the_preview_asks_in_thai_takes_the_answers_and_only_then_lets_one_ask(world, group, client):
    client.force_login(world.staff)

    page = upload(client, group, ERAS.read_bytes()).content.decode()

    stored = RegisterImport.objects.get()
    address = reverse("funds:register_upload", args=[group.slug, stored.pk])
    assert "5 มกราคม 2560" in page
    assert "5 มกราคม 2503" in page
    assert 'name="request_id"' not in page
    client.post(address, {"request_id": uuid4()})
    assert not PendingRequest.objects.exists()
    parsed = registers.read_again(stored)
    client.post(address, {"answer": "1"} | {f"q-{q.key}": q.choices[0][0] for q in parsed.questions} | {"q-other": "x"})
    stored.refresh_from_db()
    assert set(stored.answers) == {question.key for question in parsed.questions}
    assert 'name="request_id"' in client.get(address).content.decode()
    client.post(address, {"request_id": uuid4()})
    pending = PendingRequest.objects.get()
    text = client.get(pending.get_absolute_url()).content.decode()
    assert "5 มกราคม 2560" in text  # the second officer reads each question and its answer


def test_faults_that_an_answer_may_mend_are_shown_beside_the_question(world, group, client):
    client.force_login(world.staff)
    rows = {"ทะเบียน": [DAY, HEADER, person(1), line(ชื่อ="สมศรี"), person(2, "พัน")], "งบ": trial_rows(1000)}

    page = upload(client, group, xlsx(rows)).content.decode()

    stored = RegisterImport.objects.get()
    marked = client.get(reverse("funds:register_upload", args=[group.slug, stored.pk]), {"form": "xlsx"}).content
    assert "สมศรี" in page
    assert {"C4", "H5"} <= set(marks(marked)["ทะเบียน"])


def test_years_of_two_digits_and_lines_left_out_are_shown_in_the_preview(world, group, client):
    client.force_login(world.staff)
    rows = [person(1, 6500, วันเกิด="13/6/13"), line(ชื่อ="รวมทั้งสิ้น", เงินสัจจะยกมา=6500), ["หมายเหตุ ตรวจแล้ว"]]

    page = upload(client, group, xlsx(sheets(*rows, amount=6500))).content.decode()

    assert "13 มิถุนายน 2513" in page
    assert "13/6/13" in page
    assert "รวมทั้งสิ้น" in page
    assert "หมายเหตุ ตรวจแล้ว" in page
