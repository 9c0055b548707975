"""The pensions of a month: written down together, agreed by two, one entry, paid one by one."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone

from ledger import clock
from ledger import queries as books
from ledger.rules import first_of_next_month
from tests import made_bylaws
from tests.conftest import become
from tests.welfare.conftest import LAST_MONTH, PENSION_STEPS, THIS_MONTH, day_of, scheme_of
from villages.services import people
from welfare.models import Benefit, Claim, Vote
from welfare.queries import pensions as pensions_queries
from welfare.queries import subfunds as subfunds_queries
from welfare.services import claims, payments, pensions


def run(world, elders, month=LAST_MONTH, first="chair", second="checker"):
    pensions.write_pensions(scheme_of(elders), month, by=world.secretary)
    pensions.agree_to_pensions(scheme_of(elders), month, by=world.users[first])
    return pensions.agree_to_pensions(scheme_of(elders), month, by=world.users[second])


@pytest.mark.parametrize(
    ("died_on", "has"), [(THIS_MONTH, True), (day_of(LAST_MONTH, 28), False), (day_of(LAST_MONTH, 1), False)]
)
def test_who_lived_through_the_month_has_its_pension_also_when_they_died_after_it(world, elders, died_on, has):
    person = elders[0].member.person
    people.name_nominees(
        elders[0].member, [("นางสาวขวัญ ผู้รับ", "บุตร", Decimal(100))], on=day_of(LAST_MONTH, 1), by=world.secretary
    )
    type(person).objects.filter(pk=person.pk).update(died_on=died_on)

    written = pensions.write_pensions(scheme_of(elders), LAST_MONTH, by=world.secretary)

    assert [(claim.enrolment.pk, claim.payee) for claim in written if claim.enrolment == elders[0]] == (
        [(elders[0].pk, "นางสาวขวัญ ผู้รับ")] if has else []
    )


def test_who_left_after_the_month_has_its_pension_and_it_is_paid(world, elders):
    people.leave(elders[0].member, on=THIS_MONTH, cause="resigned", reason="ย้ายไปอยู่กับลูก")

    run(world, elders)

    claim = Claim.objects.get(enrolment=elders[0])
    payments.pay(claim, by=world.receiver, request_id=uuid4())
    claim.refresh_from_db()
    assert (claim.state, claim.amount) == ("paid", 500)


def test_a_months_pensions_are_approved_in_one_entry_and_paid_one_by_one(world, elders):
    done = run(world, elders)

    claims = list(Claim.objects.order_by("pk"))
    assert (done.votes, done.approved, done.others) == (3, 3, 0)
    assert {claim.state for claim in claims} == {"approved"}
    entry = claims[0].approval
    assert {claim.approval for claim in claims} == {entry}
    assert (entry.event, entry.by, entry.approved_by) == ("J30", world.chair, world.checker)
    book = scheme_of(elders).group_book.book
    assert books.heading_balances([book], ["56020", "23140"], THIS_MONTH.replace(year=2099)) == {
        (book.pk, "56020"): 1300, (book.pk, "23140"): 1300,
    }  # fmt: skip

    payments.pay(claims[0], by=world.receiver, request_id=uuid4())
    claims[0].refresh_from_db()
    assert (claims[0].state, claims[1].state) == ("paid", "approved")


def test_a_month_is_paid_once_and_the_next_one_anew(world, elders):
    run(world, elders)

    assert pensions.write_pensions(scheme_of(elders), LAST_MONTH, by=world.secretary) == []
    assert len(pensions_queries.due(scheme_of(elders), THIS_MONTH)) == 3
    before_all = pensions.agree_to_pensions(scheme_of(elders), LAST_MONTH, by=world.treasurer)
    assert before_all == (0, 0, 0, 0)


def test_nobody_agrees_to_their_own_pension_or_their_households(world, elders):
    person = elders[0].member.person
    become(world.chair, person)
    other = elders[2].member.person
    people.correct(other, by=world.staff, house_no=person.house_no)

    done = run(world, elders)

    assert (done.votes, done.approved, done.others) == (3, 1, 0)
    assert Claim.objects.filter(state="approved").get().enrolment == elders[1]
    assert not Vote.objects.filter(by=world.chair, claim__enrolment__in=[elders[0], elders[2]]).exists()


def test_who_wrote_them_down_does_not_agree(world, elders):
    pensions.write_pensions(scheme_of(elders), LAST_MONTH, by=world.treasurer)
    assert pensions.agree_to_pensions(scheme_of(elders), LAST_MONTH, by=world.treasurer) == (0, 0, 3, 0)


def test_who_agrees_twice_said_one_yes(world, elders):
    pensions.write_pensions(scheme_of(elders), LAST_MONTH, by=world.secretary)

    pressed = [pensions.agree_to_pensions(scheme_of(elders), LAST_MONTH, by=world.chair) for _n in range(2)]

    assert pressed == [(3, 0, 0, 0), (0, 0, 0, 0)]
    assert Vote.objects.count() == 3
    assert set(Claim.objects.values_list("state", flat=True)) == {"filed"}


def test_a_pension_that_is_another_one_by_now_is_named_and_none_is_approved(world, elders):
    pensions.write_pensions(scheme_of(elders), LAST_MONTH, by=world.secretary)
    pensions.agree_to_pensions(scheme_of(elders), LAST_MONTH, by=world.chair)
    people.correct(elders[2].member.person, by=world.staff, born_on=date(1990, 1, 1))

    with pytest.raises(ValidationError) as refusal:
        pensions.agree_to_pensions(scheme_of(elders), LAST_MONTH, by=world.checker)

    assert refusal.value.params == {"members": str(elders[2].member)}
    assert set(Claim.objects.values_list("state", flat=True)) == {"filed"}


def test_the_pensions_of_a_month_are_written_down_from_its_first_day_on(world, elders, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: clock.thai_time(THIS_MONTH, 10))
    with pytest.raises(ValidationError) as refusal:
        pensions.write_pensions(scheme_of(elders), first_of_next_month(THIS_MONTH), by=world.secretary)
    assert refusal.value.code == "month"

    written = pensions.write_pensions(scheme_of(elders), THIS_MONTH, by=world.secretary)

    assert [claim.event_on for claim in written] == [THIS_MONTH] * 3


def test_a_pension_without_its_paper_waits(world, elders, client):
    table = made_bylaws.draft_table(scheme_of(elders), effective_from=date(2022, 1, 2), resolution="มติ 2/2565")
    line = table.benefits.get()
    line.evidence = "ใบรับรองการมีชีวิต"
    made_bylaws.write_benefit(line, PENSION_STEPS)
    made_bylaws.decide_table(table)
    pensions.write_pensions(scheme_of(elders), LAST_MONTH, by=world.secretary)
    first = Claim.objects.order_by("pk").first()
    claims.add_evidence(first, "ใบรับรองการมีชีวิต", ContentFile(b"%PDF-1.7", "paper.pdf"), by=world.secretary)

    assert pensions.agree_to_pensions(scheme_of(elders), LAST_MONTH, by=world.chair) == (1, 0, 0, 2)
    with pytest.raises(ValidationError, match="ไม่มีหน้าที่"):
        pensions.agree_to_pensions(scheme_of(elders), LAST_MONTH, by=world.receiver)


def test_an_empty_pot_pays_no_pension_without_the_boards_resolution(world, elders):
    scheme = scheme_of(elders)
    free = subfunds_queries.available(scheme, timezone.localdate())
    stay = made_bylaws.draft_table(scheme, effective_from=date(2022, 1, 2), resolution="มติ 2/2565")
    big = made_bylaws.write_benefit(Benefit(table=stay, kind="other", name="ช่วยเหลือ", amount=free - 100))
    made_bylaws.decide_table(stay)
    claim = claims.file(elders[3], big, event_on=LAST_MONTH, by=world.secretary, request_id=uuid4())
    for user in (world.chair, world.checker):
        claim = claims.decide(claim, yes=True, by=user)
    assert claim.state == "approved"

    with pytest.raises(ValidationError, match=r"100\.00"):
        run(world, elders)
    assert not Claim.objects.filter(benefit__kind="age", state="approved").exists()

    done = pensions.agree_to_pensions(scheme, LAST_MONTH, by=world.checker, drawn_by="มติกรรมการ 7/2569")
    assert done.approved == 3
    assert set(Claim.objects.filter(benefit__kind="age").values_list("drawn_by", flat=True)) == {"มติกรรมการ 7/2569"}


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_the_same_moment_approve_a_month_once(world, elders, side_by_side):
    scheme = scheme_of(elders)
    pensions.write_pensions(scheme, LAST_MONTH, by=world.secretary)
    pensions.agree_to_pensions(scheme, LAST_MONTH, by=world.chair)

    ends = side_by_side(
        *[
            lambda user=user: pensions.agree_to_pensions(scheme, LAST_MONTH, by=user)
            for user in (world.checker, world.treasurer)
        ]
    )

    assert sorted(end.approved for end in ends) == [0, 3]
    assert scheme.group_book.book.entries.filter(event="J30").count() == 1
