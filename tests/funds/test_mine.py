"""A member sees all their own savings and nothing of anybody else."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from funds.services import savings, withdrawals
from ledger.services import verify_and_record
from tests import made_bylaws
from villages.models import Group
from villages.services import groups, people, requests


def text(response) -> str:
    return response.content.decode()


@pytest.fixture
def member(world, client):
    client.force_login(world.member.person.user)
    return client


@pytest.fixture
def other(world, new_id):
    """Another member of the same group with a deposit of 770 baht."""
    member = world.new_member(new_id(), "สมศรี", last_name="มั่งมี")
    passbook = savings.open_passbook(member, world.pledged, on=date(2024, 1, 5))
    return world.deposit(770, passbook=passbook)


def own_pages(passbook, receipt) -> list[str]:
    return [
        reverse("funds:my_passbook", args=[passbook.pk]),
        reverse("funds:my_passbook_pdf", args=[passbook.pk]),
        reverse("funds:my_receipt", args=[receipt.pk]),
        reverse("funds:my_receipt_pdf", args=[receipt.pk]),
    ]


def test_a_period_that_ends_before_it_begins_shows_no_other_periods_statement(world, member, client):
    world.deposit(500)
    query = "?start=2/7/2567&end=1/7/2567"
    mine = reverse("funds:my_passbook", args=[world.passbook.pk])
    paper = reverse("funds:my_passbook_pdf", args=[world.passbook.pk])

    page = member.get(mine + query)

    assert "วันสิ้นสุดอยู่ก่อนวันเริ่มต้น" in text(page)
    assert "<table" not in text(page)
    assert member.get(paper + query, follow=True).redirect_chain[0][0].startswith(mine)
    assert "<table" in text(member.get(mine))


def test_my_page_adds_up_my_passbooks_of_all_groups(world, member):
    fund = groups.create_group(Group.Kind.VF, "กองทุนหมู่บ้านไสรักษ์", "vf-8", village=world.village)
    group_book = fund.books.get(takes_savings=True)
    product = made_bylaws.offer(
        group_book, "demand", "ฝากออม", from_on=date(2024, 1, 1), resolution="มติ 1", minimum=1, step=1
    )
    there = people.join(fund, world.member.person, on=date(2024, 2, 1))
    world.deposit(500)
    world.deposit(1000, passbook=savings.open_passbook(there, product, on=date(2024, 2, 1)))

    page = text(member.get(reverse("funds:me")))

    for said in ("1,500.00", "500.00", "1,000.00", str(fund), str(world.group), "5 มกราคม 2566", "1 กุมภาพันธ์ 2567"):
        assert said in page


def test_my_passbook_shows_every_line_and_who_recorded_it(world, member):
    old = world.deposit(500, on=date(2024, 3, 5))
    new = world.deposit(700, by=world.receiver)

    page = reverse("funds:my_passbook", args=[world.passbook.pk])
    this_year, all_years = text(member.get(page)), text(member.get(page, {"start": "1/1/2566"}))

    assert new.entry.number in this_year
    assert old.entry.number not in this_year
    for said in (old.entry.number, new.entry.number, "คุณtreasurer", "คุณreceiver", "1,200.00"):
        assert said in all_years


def test_what_two_officers_paid_shows_both_their_names(world, member):
    world.deposit(5000, passbook=world.special_passbook)
    form = {"by": world.treasurer, "request_id": uuid4(), "reason": "ค่าเทอม"}
    requests.approve(withdrawals.withdraw(world.special_passbook, Decimal(2000), **form), by=world.checker)

    page = text(member.get(reverse("funds:my_passbook", args=[world.special_passbook.pk])))

    assert "คุณtreasurer" in page
    assert "คุณchecker" in page


def test_the_last_proof_of_the_books_stands_on_every_page_of_mine(world, member):
    receipt = world.deposit(500)
    pages = [reverse("funds:me"), *own_pages(world.passbook, receipt)[::2]]
    assert all("ยังไม่ได้ตรวจสอบสมุดบัญชี" in text(member.get(page)) for page in pages)

    proof = verify_and_record()
    world.deposit(500)

    for page in pages:
        assert f"ผ่าน {proof.checks} จาก {proof.checks} ข้อ" in text(member.get(page))


def test_nothing_of_another_member_opens(world, member, other):
    passbook = other.entry.lines.get(account__heading="31020").account.passbook
    mine = world.deposit(500)

    for page in own_pages(passbook, other):
        assert member.get(page).status_code == 404, page
    for page in own_pages(world.passbook, mine):
        assert member.get(page).status_code == 200, page
    assert "มั่งมี" not in text(member.get(reverse("funds:me")))


def test_a_member_opens_no_page_of_the_committee(world, member):
    receipt = world.deposit(500)

    for name, args in (
        ("find", []),
        ("receipts", []),
        ("products", []),
        ("passbook", [world.passbook.pk]),
        ("deposit", [world.passbook.pk]),
        ("receipt", [receipt.pk]),
    ):
        assert member.get(reverse(f"funds:{name}", args=[world.group.slug, *args])).status_code == 404, name


def test_a_committee_member_has_no_page_of_mine_through_the_office(world, client):
    receipt = world.deposit(500)
    client.force_login(world.treasurer)

    assert "500.00" not in text(client.get(reverse("funds:me")))
    for page in own_pages(world.passbook, receipt):
        assert client.get(page).status_code == 404, page


def test_a_guardian_sees_the_childs_passbook_and_the_child_not_the_guardians(world, member, client, new_id):
    child = world.new_person(new_id(), "ฟ้าใส", prefix="เด็กหญิง", born_on=date(2015, 6, 2))
    ward = people.join(world.group, child, on=date(2024, 1, 5), guardian=world.member.person)
    passbook = savings.open_passbook(ward, world.special, on=date(2024, 1, 5))
    receipt, mine = world.deposit(250, passbook=passbook), world.deposit(500)

    page = text(member.get(reverse("funds:me")))
    assert "บุตรหลานในความดูแล" in page
    assert "ฟ้าใส" in page
    assert all(member.get(own).status_code == 200 for own in own_pages(passbook, receipt))

    child.user = User.objects.create_user("child")
    child.save()
    client.force_login(child.user)
    assert all(client.get(own).status_code == 200 for own in own_pages(passbook, receipt))
    assert all(client.get(own).status_code == 404 for own in own_pages(world.passbook, mine))


def test_a_guardian_sees_no_more_once_the_child_is_of_age(world, member, new_id):
    today = timezone.localdate()
    born_on = today.replace(year=today.year - 20, day=min(today.day, 28))
    child = world.new_person(new_id(), "ฟ้าใส", born_on=born_on)
    ward = people.join(world.group, child, on=date(2024, 1, 5), guardian=world.member.person)
    passbook = savings.open_passbook(ward, world.special, on=date(2024, 1, 5))
    receipt = world.deposit(250, passbook=passbook)

    assert "ฟ้าใส" not in text(member.get(reverse("funds:me")))
    assert all(member.get(own).status_code == 404 for own in own_pages(passbook, receipt))


def test_a_guardian_sees_no_more_when_the_child_has_another_guardian(world, member, new_id):
    child = world.new_person(new_id(), "ฟ้าใส", prefix="เด็กหญิง", born_on=date(2015, 6, 2))
    ward = people.join(world.group, child, on=date(2024, 1, 5), guardian=world.member.person)
    passbook = savings.open_passbook(ward, world.special, on=date(2024, 1, 5))
    receipt = world.deposit(250, passbook=passbook)

    ward.guardian = world.new_person(new_id(), "ยายมา")
    ward.save()

    assert all(member.get(own).status_code == 404 for own in own_pages(passbook, receipt))


def test_a_person_without_savings_is_told_what_will_appear(world, client, new_id):
    person = world.new_person(new_id(), "มาใหม่")
    person.user = world.stranger
    person.save()
    client.force_login(world.stranger)

    assert "ยังไม่มีสมุดคู่ฝาก" in text(client.get(reverse("funds:me")))


@pytest.mark.parametrize("passbooks", [1, 3])
def test_my_page_costs_the_same_with_one_passbook_and_with_three(world, member, django_assert_num_queries, passbooks):
    kinds = [("demand", "ฝากเผื่อเรียก"), ("shares", "หุ้น")][: passbooks - 1]
    for kind, name in kinds:
        bylaw = {"resolution": "มติ", "minimum": 1, "step": 1}
        product = made_bylaws.offer(world.group.books.get(), kind, name, from_on=date(2024, 1, 1), **bylaw)
        world.deposit(10, passbook=savings.open_passbook(world.member, product, on=date(2024, 1, 5)))

    with django_assert_num_queries(16):
        member.get(reverse("funds:me"))
