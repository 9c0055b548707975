"""A register comes in whole and once, as it was uploaded, by two people; or not at all with every fault named."""

import hashlib
from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from funds.models import Passbook, Pledge, SavingsProduct
from funds.services import registers
from ledger import queries as books
from ledger.models import Entry
from tests import made_bylaws
from tests.funds.register_rows import (
    ERAS,
    HERE,
    MOO2,
    MOO8,
    ROW,
    bring,
    changed,
    left_out,
    workbook,
)
from villages.models import Group, Member, Person, RegisterImport, Role, Village
from villages.services import groups, requests


def test_the_register_of_moo_8_comes_in_whole(world, group):
    entry = bring(group, MOO8.read_bytes(), world.treasurer)

    assert (entry.event, entry.kind, entry.on) == ("J01", "OB", date(2025, 12, 31))
    assert group.members.count() == 150
    balances = {row.heading.code: row.closing_debit - row.closing_credit for row in trial_balance(entry).rows}
    assert balances == {
        "11010": Decimal("500.00"),
        "12300": Decimal("3026187.58"),
        "31010": Decimal("-45400.00"),
        "31020": Decimal("-2839321.50"),
        "34100": Decimal("-141966.08"),
    }
    passbooks = Passbook.objects.filter(member__group=group).select_related("account__heading")
    assert sum(books.balances([p.account for p in passbooks if p.product.kind == "shares"]).values()) == 45400


def trial_balance(entry: Entry) -> books.TrialBalance:
    return books.trial_balance(entry.book, entry.on, entry.on)


def test_a_row_of_moo_8_becomes_a_member_with_everything_that_stands_in_it(world, group):
    bring(group, MOO8.read_bytes(), world.treasurer)

    member = Member.objects.select_related("person").get(group=group, number="08-0004")
    assert str(member.person) == "เด็กหญิงเอื้อมพร ใจเย็น"  # written ด.ญ.
    assert (member.person.born_on, member.joined_on) == (date(2017, 2, 22), date(2024, 2, 16))
    assert (member.person.house_no, member.person.village) == ("159/1", world.village)
    assert member.guardian is None
    assert [(n.name, n.relation, n.share) for n in member.nominees.all()] == [("สมพงษ์ ใจเย็น", "พี่น้อง", 100)]
    pledged = member.passbooks.get(product__kind="pledged")
    assert books.balance(pledged.account) == Decimal("19000.25")
    assert Pledge.objects.get(passbook=pledged).amount == 200
    assert member.membership_periods.get().left_on is None


def test_the_nine_faults_of_moo_2_are_told_in_one_run_each_at_its_row(world):
    village = Village.objects.create(number=2, name="บ้านตลาดจันทร์")
    group = groups.create_group(Group.Kind.SAJJA, "กลุ่มสัจจะบ้านตลาดจันทร์", "sajja-2", village=village)

    register, stored = registers.keep_register(group, "moo2.xlsx", MOO2.read_bytes(), by=world.treasurer)

    assert [(fault.sheet, fault.row, fault.column) for fault in register.faults] == [
        ("ทะเบียนสมาชิก", 11, "F เลขประจำตัวประชาชน"),  # the check digit
        ("ทะเบียนสมาชิก", 16, "F เลขประจำตัวประชาชน"),  # stands in row 7 too
        ("ทะเบียนสมาชิก", 19, "M เงินสัจจะยกมา"),  # -500
        ("ทะเบียนสมาชิก", 22, "D ชื่อ"),  # empty
        ("ทะเบียนสมาชิก", 25, "G วันเกิด"),  # 31 ก.พ. 2520
        ("ทะเบียนสมาชิก", 27, "M เงินสัจจะยกมา"),  # in words
        ("ทะเบียนสมาชิก", 30, "B เลขที่สมาชิก"),  # stands in row 29 too
        ("ทะเบียนสมาชิก", 32, "K วันที่สมัคร"),  # after the register's day
        ("งบทดลอง", 7, "C เดบิต"),  # the sides differ
    ]
    assert all(fault.cure for fault in register.faults)
    assert "100.00" in register.faults[-1].cure
    assert stored is None
    assert not RegisterImport.objects.exists()
    assert not group.members.exists()
    assert not Entry.objects.exists()


def test_a_register_comes_in_only_once(world, group):
    bring(group, MOO8.read_bytes(), world.treasurer)

    register, stored = registers.keep_register(group, "again.xlsx", MOO8.read_bytes(), by=world.treasurer)

    assert stored is None
    assert "register.xlsx" in register.faults[0].cure
    assert group.members.count() == 150


def test_confirming_twice_makes_everything_once(world, group):
    register, stored = registers.keep_register(group, "r.xlsx", workbook(ROW), by=world.treasurer)
    registers.confirm_register(stored, by=world.checker)

    with pytest.raises(ValidationError):
        registers.confirm_register(stored, by=world.secretary)

    assert group.members.count() == 1
    assert Entry.objects.count() == 1


def test_the_file_is_kept_byte_for_byte_with_its_hash_and_who_confirmed_it(world, group, client):
    content = MOO8.read_bytes()
    entry = bring(group, content, world.treasurer)

    client.force_login(world.auditor)
    answer = client.get(reverse("funds:register_file", args=[group.slug, entry.register.pk]))

    assert b"".join(answer.streaming_content) == content
    assert (entry.register.uploaded_by, entry.register.confirmed_by) == (world.treasurer, world.checker)
    assert entry.register.sha256 == hashlib.sha256(content).hexdigest()
    page = client.get(reverse("kahro:entry", args=[group.slug, entry.book.slug, entry.number])).content.decode()
    assert reverse("funds:register_file", args=[group.slug, entry.register.pk]) in page


def test_a_kept_file_that_was_exchanged_before_confirming_is_refused(world, group):
    register, stored = registers.keep_register(group, "r.xlsx", workbook(ROW), by=world.treasurer)
    Path(stored.file.path).write_bytes(workbook(changed({"ชื่อ": "อื่น"})))

    with pytest.raises(ValidationError):
        registers.confirm_register(stored, by=world.checker)

    assert not group.members.exists()


def test_another_file_than_was_kept_is_never_handed_out(world, group, client):
    entry = bring(group, workbook(ROW), world.treasurer)
    Path(entry.register.file.path).unlink()
    client.force_login(world.auditor)

    answer = client.get(reverse("funds:register_file", args=[group.slug, entry.register.pk]), follow=True)

    assert "แจ้งผู้ตรวจสอบบัญชี" in answer.content.decode()


def test_a_person_the_network_knows_is_not_made_twice(world, group):
    person = world.member.person
    known = [person.first_name, person.last_name, person.citizen_id, person.born_on]
    row = changed(dict(zip(["ชื่อ", "นามสกุล", "เลขประจำตัวประชาชน", "วันเกิด"], known, strict=True)))

    bring(group, workbook(row), world.treasurer)

    assert group.members.get().person == person
    assert Person.objects.filter(citizen_id=person.citizen_id).count() == 1


def test_a_child_comes_in_with_the_guardian_of_the_register(world, group, new_id):
    child = changed(
        {"เลขที่สมาชิก": None, "คำนำหน้า": "ด.ช.", "ชื่อ": "แดง", "เลขประจำตัวประชาชน": new_id(), "วันเกิด": "1/1/2558"}
    )
    child[-2:] = ["-", "๐๘-๐๐๐๑"]

    bring(group, workbook(ROW, child), world.treasurer)

    member = group.members.get(number="08-0002")  # the next free number
    assert member.guardian.first_name == "ประไพ"


def test_a_product_the_group_offers_already_takes_the_money(world, group):
    bylaw = {"from_on": date(2015, 1, 1), "resolution": "มติ 1/2558"}
    mine = made_bylaws.offer(group.books.get(), "pledged", "เงินสัจจะของเรา", minimum=10, step=10, **bylaw)

    bring(group, workbook(ROW), world.treasurer)

    assert Passbook.objects.get(member__group=group).product == mine
    assert SavingsProduct.objects.filter(group=group).count() == 1


def test_who_came_with_the_register_saves_on_at_the_counter(world, group):
    bring(group, workbook(ROW), world.staff)
    passbook = Passbook.objects.get(member__group=group)
    with pytest.raises(ValidationError, match="รอกรรมการอีกคนเห็นชอบ"):
        world.deposit("100", passbook=passbook)
    made_bylaws.agree_waiting(group)

    world.deposit("100", passbook=passbook)

    assert books.balance(passbook.account) == 6600


@pytest.mark.parametrize(
    ("name", "members", "pledged", "shares", "skipped"),
    [
        ("two-headers", 12, 114500, 2000, ["18"]),
        ("page-totals", 9, 85000, 1700, ["10", "11", "16", "17"]),
        ("notes-below", 10, 116300, 2900, ["15", "17", "18", "19"]),
    ],
)
def test_the_registers_that_committees_sent_come_out_right(world, group, name, members, pledged, shares, skipped):
    content = (HERE / f"{name}.xlsx").read_bytes()

    register, upload = registers.keep_register(group, f"{name}.xlsx", content, by=world.treasurer)

    assert (register.faults, register.questions, len(register.rows)) == ([], [], members)
    assert (register.totals["pledged"], register.totals["shares"]) == (pledged, shares)
    assert left_out(register) == skipped
    registers.confirm_register(upload, by=world.checker)
    assert group.members.count() == members


def test_answers_rest_while_a_second_officer_decides_and_those_that_were_shown_count(world, group):
    register, stored = registers.keep_register(group, "eras.xlsx", ERAS.read_bytes(), by=world.staff)
    answers = {question.key: question.choices[0][0] for question in register.questions}
    registers.answer_register(stored, answers)
    stored.refresh_from_db()
    pending = registers.ask_to_confirm(stored, by=world.staff, request_id=uuid4())

    with pytest.raises(ValidationError):
        registers.answer_register(stored, dict.fromkeys(answers, "written"))
    RegisterImport.objects.filter(pk=stored.pk).update(answers={**answers, register.questions[0].key: "1960-01-05"})
    world.appoint(world.stranger, Role.STAFF, None)
    with pytest.raises(ValidationError):
        requests.approve(pending, by=world.stranger)

    assert not group.members.exists()
    pending.refresh_from_db()
    assert pending.is_waiting


def test_a_register_with_a_doubt_never_comes_in_unanswered(world, group):
    _register, stored = registers.keep_register(group, "eras.xlsx", ERAS.read_bytes(), by=world.treasurer)

    with pytest.raises(ValidationError):
        registers.confirm_register(stored, by=world.checker)

    assert not group.members.exists()
