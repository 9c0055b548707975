"""By-laws: written by one, agreed by another, never over what was judged; the database refuses it too."""

from datetime import date, timedelta
from decimal import Decimal
from typing import cast
from uuid import uuid4

import psycopg
import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from funds.forms.days import WorkingDayBylawForm
from funds.forms.leaving import ReturnBylawForm
from funds.forms.savings import ProductBylawForm
from funds.models import ProductBylaw, WorkingDayBylaw
from funds.queries import savings as savings_queries
from funds.services import days, products
from ledger import services as ledger
from ledger.models import Entry
from tests.conftest import LONG_AGO
from villages.models import Group, ReturnBylaw, Role
from villages.services import bylaws, groups, people
from welfare.forms.schemes import SchemeBylawForm
from welfare.models import Scheme, SchemeBylaw

TODAY = timezone.localdate
GENEROUS = {"minimum": 10, "step": 10, "withdrawable": True, "withdrawal_limit": 9_000_000}


def proposed(world, *, by=None, on=None, **numbers) -> ProductBylaw:
    meeting = {"decided_on": TODAY(), "resolution": "ประชุมใหญ่ 1/2569"}
    bylaw = ProductBylaw(product=world.pledged, effective_from=on or TODAY(), **meeting | GENEROUS | numbers)
    return bylaws.write(bylaw, by=by or world.treasurer)


def refused(act, code=None) -> str:
    with pytest.raises(ValidationError) as refusal, transaction.atomic():
        act()
    if code:
        assert refusal.value.code == code
    return " ".join(refusal.value.messages)


def stopped(act) -> str | None:
    """The name of what PostgreSQL refuses by."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        act()
    return cast(psycopg.Error, refusal.value.__cause__).diag.constraint_name


def sql(statement: str, *values) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def yes(world, bylaw, by=None) -> None:
    agreed = "UPDATE funds_productbylaw SET agreed_by_id = %s, agreed_at = now() WHERE id = %s"
    sql(agreed, (by or world.chair).pk, bylaw.pk)


# -- Two steps ---------------------------------------------------------------------------------------------------------


def test_nothing_is_judged_by_a_by_law_before_another_agreed(world):
    bylaw = proposed(world)

    assert savings_queries.bylaw_today(world.pledged).withdrawable is False
    assert savings_queries.deposit_bylaw(world.passbook, TODAY()).minimum == 10
    bylaws.agree(bylaw, by=world.chair)

    world.pledged = type(world.pledged).objects.get(pk=world.pledged.pk)
    assert savings_queries.bylaw_today(world.pledged).withdrawable is True
    bylaw.refresh_from_db()
    assert (bylaw.written_by, bylaw.agreed_by, bylaw.known_on) == (world.treasurer, world.chair, TODAY())


def test_a_proposal_is_in_no_term_of_a_deposit(world):
    proposed(world, minimum=100, step=100)

    assert savings_queries.deposit_bylaw(world.passbook, TODAY()).minimum == 10
    assert world.deposit(50).entry.number


BASES = {
    WorkingDayBylaw: WorkingDayBylaw(day_of_month=5, second_look=9),
    ProductBylaw: ProductBylaw(withdrawable=True, withdrawal_limit=9, fine=9, fine_percent=Decimal(0)),
    ReturnBylaw: ReturnBylaw(months=3),
    SchemeBylaw: SchemeBylaw(),
}
FORMS = {
    WorkingDayBylaw: WorkingDayBylawForm,
    ProductBylaw: ProductBylawForm,
    ReturnBylaw: ReturnBylawForm,
    SchemeBylaw: SchemeBylawForm,
}


def test_who_wrote_it_never_agrees_not_even_the_chair(world):
    mine = proposed(world, by=world.chair)

    assert "ผู้เขียนเห็นชอบเองไม่ได้" in refused(lambda: bylaws.agree(mine, by=world.chair))
    bylaws.agree(mine, by=world.checker)


def test_who_corrects_it_wrote_it(world):
    bylaw = proposed(world, by=world.secretary)
    bylaw.minimum = 20
    bylaws.correct(bylaw, by=world.chair)

    refused(lambda: bylaws.agree(bylaw, by=world.chair))
    bylaws.agree(bylaw, by=world.treasurer)


def test_one_of_the_two_is_the_chair(world):
    bylaw = proposed(world, by=world.secretary)

    assert "ประธาน" in refused(lambda: bylaws.agree(bylaw, by=world.checker))


@pytest.mark.parametrize("role", ["bookkeeper", "checker", "receiver", "loans", "inspector", "auditor", "stranger"])
def test_who_does_not_keep_the_group_writes_no_by_law(world, role):
    assert "ไม่มีสิทธิเขียน" in refused(lambda: proposed(world, by=getattr(world, role)))
    bylaw = proposed(world)
    refused(lambda: bylaws.correct(bylaw, by=getattr(world, role)))
    refused(lambda: bylaws.drop(bylaw, by=getattr(world, role)))


@pytest.mark.parametrize("role", ["secretary", "receiver", "loans", "inspector", "staff", "auditor", "stranger"])
def test_who_approves_no_requests_agrees_to_no_by_law(world, role):
    bylaw = proposed(world)

    assert "ไม่มีสิทธิเห็นชอบ" in refused(lambda: bylaws.agree(bylaw, by=getattr(world, role)))


def test_the_network_helps_a_group_of_fewer_than_three_officers(world):
    group = groups.create_group(Group.Kind.SAJJA, "กลุ่มใหม่", "new-8", village=world.village)
    world.appoint(world.users["secretary"], Role.SECRETARY, group)
    meeting = {"effective_from": LONG_AGO, "decided_on": LONG_AGO, "resolution": "มติ 1"}
    bylaw = bylaws.write(ReturnBylaw(group=group, months=6, **meeting), by=world.secretary)
    for role in (Role.RECEIVER, Role.BOOKKEEPER):
        office = world.appoint(world.users[role.value], role, group)
    refused(lambda: bylaws.agree(bylaw, by=world.staff))

    office.delete()

    bylaws.agree(bylaw, by=world.staff)


def test_where_enough_officers_are_staff_do_not_stand_for_the_chair(world):
    bylaw = proposed(world, by=world.staff)

    assert "ประธาน" in refused(lambda: bylaws.agree(bylaw, by=world.treasurer))
    assert bylaws.agree(bylaw, by=world.chair).agreed_by == world.chair


# -- What it says ------------------------------------------------------------------------------------------------------


def test_a_by_law_names_its_meeting_which_was_held(world):
    assert "มติ" in refused(lambda: proposed(world, resolution="  "), "resolution")
    refused(lambda: proposed(world, decided_on=None), "decided_on")
    refused(lambda: proposed(world, decided_on=TODAY() + timedelta(days=1)), "decided_on")


def test_one_proposal_waits_at_a_time_and_is_corrected_or_dropped(world):
    bylaw = proposed(world)
    assert "อยู่แล้ว" in refused(lambda: proposed(world))

    bylaw.effective_from, bylaw.minimum = TODAY() + timedelta(days=5), Decimal(30)
    bylaws.correct(bylaw, by=world.treasurer)
    assert bylaws.draft(ProductBylaw, world.pledged).minimum == 30
    bylaws.drop(bylaw, by=world.secretary)

    assert bylaws.proposal(ProductBylaw, world.pledged) is None
    assert "ยกเลิกแล้ว" in refused(lambda: bylaws.agree(bylaw, by=world.chair))
    proposed(world)


def test_what_was_corrected_since_it_was_read_is_read_anew(world):
    bylaw = proposed(world)
    seen = bylaw.written_at
    bylaws.correct(bylaw, by=world.treasurer)

    assert "อ่านใหม่" in refused(lambda: bylaws.agree(bylaw, by=world.chair, seen=seen))
    bylaw.refresh_from_db()
    bylaws.agree(bylaw, by=world.chair, seen=bylaw.written_at)


def test_an_agreed_by_law_stays(world):
    bylaw = bylaws.agree(proposed(world), by=world.chair)

    assert "แก้ไม่ได้" in refused(lambda: bylaws.correct(bylaw, by=world.treasurer))
    refused(lambda: bylaws.drop(bylaw, by=world.treasurer))
    refused(lambda: bylaws.agree(bylaw, by=world.checker))


def test_minutes_that_were_changed_are_not_agreed_to(world):
    bylaw = proposed(world)
    bylaws.correct(bylaw, by=world.treasurer, minutes=ContentFile(b"%PDF-1.7 minutes", "minutes.pdf"))
    with open(bylaw.minutes.path, "wb") as file:
        file.write(b"%PDF-1.7 others")

    assert "รายงานการประชุม" in refused(lambda: bylaws.agree(bylaw, by=world.chair))


def test_two_officers_who_agree_at_the_same_moment_agree_once(world, transactional_db, side_by_side):
    bylaw = proposed(world)

    ends = side_by_side(*[lambda by=by: bylaws.agree(bylaw, by=by) for by in (world.chair, world.checker) * 4])

    assert sum(end is not ValidationError for end in ends) == 1


# -- What was judged ---------------------------------------------------------------------------------------------------


def test_money_that_moved_is_judged_by_its_day_and_the_refusal_says_which_day_is_free(world):
    world.deposit(500, on=date(2025, 3, 5))
    world.deposit(500, on=date(2025, 4, 5))

    said = refused(lambda: proposed(world, on=date(2025, 3, 5)), "effective_from")

    assert "5 มีนาคม 2568" in said
    assert "6 เมษายน 2568" in said
    bylaws.agree(proposed(world, on=date(2025, 4, 6)), by=world.chair)


def test_money_that_moved_between_the_two_steps_is_judged_too(world):
    bylaw = proposed(world)
    world.deposit(500)

    assert "บันทึกเงิน" in refused(lambda: bylaws.agree(bylaw, by=world.chair), "effective_from")
    assert stopped(lambda: yes(world, bylaw)) == "bylaw_comes_after_what_was_judged"


def test_opening_balances_judge_nothing_nor_does_what_takes_an_entry_back(world):
    bank = ledger.activate(world.book, "12300")
    sides = [ledger.debit(bank, Decimal(900)), ledger.credit(world.passbook.account, Decimal(900))]
    values = {"kind": Entry.Kind.OPENING, "event": "J01", "on": date(2025, 1, 1), "by": world.treasurer}
    ledger.post(world.book, sides, request_id=uuid4(), **values)
    entry = world.deposit(500, on=date(2023, 3, 5)).entry
    more = {"by": world.treasurer, "approved_by": world.checker, "reason": "พิมพ์ผิด", "request_id": uuid4()}
    ledger.reverse(entry, on=TODAY(), **more)

    bylaws.agree(proposed(world, on=date(2023, 3, 6)), by=world.chair)


def test_the_first_by_law_of_a_product_may_begin_on_any_past_day(world):
    product = products.new_product(world.group.books.get(), "demand", "ฝาก")
    bylaw = ProductBylaw(product=product, effective_from=date(2019, 1, 1), decided_on=TODAY(), resolution="มติ")

    bylaws.agree(bylaws.write(bylaw, by=world.treasurer), by=world.chair)

    assert product.bylaws.get().effective_from == date(2019, 1, 1)


def test_a_working_day_that_was_opened_is_judged(world):
    meeting = {"decided_on": TODAY(), "resolution": "มติ"}
    first = WorkingDayBylaw(group=world.group, effective_from=LONG_AGO, day_of_month=5, **meeting)
    bylaws.agree(bylaws.write(first, by=world.treasurer), by=world.chair)
    day = days.plan([world.group], TODAY(), by=world.treasurer)
    hands = {world.receiver: "receiver", world.bookkeeper: "bookkeeper", world.checker: "checker"}
    days.open_day(day, hands, {}, by=world.treasurer)

    again = WorkingDayBylaw(group=world.group, effective_from=TODAY(), day_of_month=6, **meeting)

    assert "วันทำการ" in refused(lambda: bylaws.write(again, by=world.treasurer), "effective_from")


def test_who_came_back_is_judged(world):
    meeting = {"decided_on": TODAY(), "resolution": "มติ"}
    first = ReturnBylaw(group=world.group, effective_from=LONG_AGO, months=0, **meeting)
    bylaws.agree(bylaws.write(first, by=world.treasurer), by=world.chair)
    member = world.new_member("3802776393579")
    people.leave(member, on=date(2025, 1, 5), reason="ย้าย")
    people.join(world.group, member.person, on=date(2025, 6, 5))

    again = ReturnBylaw(group=world.group, effective_from=date(2025, 6, 5), months=12, **meeting)

    assert "6 มิถุนายน 2568" in refused(lambda: bylaws.write(again, by=world.treasurer), "effective_from")


def test_what_a_fund_received_is_judged(world):
    group = groups.create_group(Group.Kind.WEL, "กองทุน", "wel-8", village=world.village)
    for role in ("chair", "treasurer", "secretary"):
        world.appoint(world.users[role], Role(role), group)
    group_book, meeting = group.books.get(), {"decided_on": LONG_AGO, "resolution": "มติ"}
    scheme = Scheme.objects.create(group_book=group_book)
    bylaws.agree(
        bylaws.write(SchemeBylaw(scheme=scheme, effective_from=LONG_AGO, **meeting), by=world.treasurer), by=world.chair
    )
    bank, income = ledger.activate(group_book.book, "12400"), ledger.activate(group_book.book, "47030")
    sides = [ledger.debit(bank, Decimal(1000)), ledger.credit(income, Decimal(1000))]
    values = {"kind": "RV", "event": "J26", "on": date(2026, 1, 5), "by": world.treasurer, "request_id": uuid4()}
    ledger.post(group_book.book, sides, **values)

    two = SchemeBylaw(scheme=scheme, effective_from=date(2026, 1, 5), a_day=2, **meeting)

    assert "6 มกราคม 2569" in refused(lambda: bylaws.write(two, by=world.treasurer), "effective_from")
