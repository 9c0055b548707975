"""An event is paid once, a night after it was spent, and to who can have had it (R0.11, R0.12)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from tests.welfare.conftest import CHILD, agree, file, proven
from villages.services import people
from welfare.forms.claims import ClaimForm
from welfare.models import Claim
from welfare.services import claims

# -- Nights (R0.11) ----------------------------------------------------------------------------------------------------


def test_nights_that_a_stay_cuts_off_are_left_for_the_next_one(world, mother, lines):
    """100 a night, five a stay, ten a year: eight nights pay 500, the next five pay 500."""
    first = agree(world, file(world, mother, lines["sickness"], on=date(2026, 5, 1), nights=8))
    second = agree(world, file(world, mother, lines["sickness"], on=date(2026, 6, 1), nights=5))

    assert [(claim.amount, claim.nights, claim.nights_paid) for claim in (first, second)] == [(500, 8, 5), (500, 5, 5)]
    with pytest.raises(ValidationError, match="ปีละไม่เกิน 10 คืน"):
        file(world, mother, lines["sickness"], on=date(2026, 7, 1), nights=1)


def test_nights_that_a_limit_in_baht_cuts_off_are_left_too(world, mother, lines):
    """200 a night but at most 500: four nights pay two and a half, which are three of the five of the year."""
    first = file(world, mother, lines["need"], on=date(2026, 5, 1), nights=4, about=CHILD)
    second = file(world, mother, lines["need"], on=date(2026, 6, 1), nights=4, about=CHILD)

    assert [(claim.amount, claim.nights_paid) for claim in (first, second)] == [(500, 3), (400, 2)]


def test_a_night_is_paid_once_and_the_day_of_leaving_may_be_the_next_first_day(world, mother, lines):
    first = file(world, mother, lines["sickness"], on=date(2026, 5, 1), nights=3)
    for day, nights in ((1, 1), (3, 2), (date(2026, 4, 29), 4)):
        on = day if isinstance(day, date) else date(2026, 5, day)
        with pytest.raises(ValidationError, match=f"เคยยื่นขอแล้ว: คำขอ {first.number}"):
            file(world, mother, lines["sickness"], on=on, nights=nights)

    assert file(world, mother, lines["sickness"], on=date(2026, 5, 4), nights=1).amount == 100
    assert file(world, mother, lines["sickness"], on=date(2026, 4, 30), nights=1).amount == 100


def test_one_stay_of_a_child_is_paid_to_one_parent(world, mother, father, lines):
    file(world, mother, lines["need"], on=date(2026, 5, 1), nights=3, about="ด.ญ.ขวัญ  ใจดี")

    with pytest.raises(ValidationError, match="เคยยื่นขอแล้ว"):
        file(world, father, lines["need"], on=date(2026, 5, 3), nights=3, about=CHILD)
    assert file(world, father, lines["need"], on=date(2026, 5, 3), nights=1, about="ด.ช.กล้า ใจดี").amount == 200


def test_a_stay_is_asked_for_once_it_is_over(world, mother, lines):
    today = timezone.localdate()

    with pytest.raises(ValidationError, match="ถึงวันนี้ 2 คืน"):
        file(world, mother, lines["sickness"], on=today - timedelta(days=2), nights=3)
    assert file(world, mother, lines["sickness"], on=today - timedelta(days=2), nights=2).amount == 200


def test_no_night_after_death_is_paid_also_where_the_death_is_written_down_later(world, mother, lines):
    claim = agree(world, file(world, mother, lines["sickness"], on=date(2026, 5, 1), nights=4), "chair")
    people.record_death(mother.member.person, on=date(2026, 5, 3))

    with pytest.raises(ValidationError, match="เสียชีวิตระหว่างนอน"):
        agree(world, claim, "checker")
    claims.decide(claim, yes=False, by=world.checker, reason="นับคืนเกิน")
    mother.member.person.refresh_from_db()
    with pytest.raises(ValidationError, match="เสียชีวิตระหว่างนอน"):
        file(world, mother, lines["sickness"], on=date(2026, 5, 1), nights=3)
    assert file(world, mother, lines["sickness"], on=date(2026, 5, 1), nights=2).amount == 200


def test_a_beneficiary_of_an_older_form_receives_nothing(world, mother, lines):
    member = mother.member
    for name, on in (("นายเก่า ใจดี", date(2025, 10, 1)), ("นางใหม่ ใจดี", date(2026, 1, 1))):
        people.name_nominees(member, [(name, "บุตร", Decimal(100))], on=on, by=world.secretary)
    people.record_death(member.person, on=date(2026, 6, 1))
    mother.refresh_from_db()
    old, new = member.nominees.order_by("named_on")

    with pytest.raises(ValidationError, match="ฉบับสุดท้ายก่อนเสียชีวิต"):
        file(world, mother, lines["death"], nominee=old)
    assert list(ClaimForm(benefit=lines["death"], member=mother.member).fields["nominee"].queryset) == [new]
    assert file(world, mother, lines["death"], nominee=new).payee == "นางใหม่ ใจดี"


# -- One event, one claim (R0.12) --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["ด.ญ.ขวัญ ใจดี", "ดญ. ขวัญ  ใจดี", "ขวัญ ใจดี", "เด็กหญิง\u200bขวัญ\u00a0ใจดี", "เด็กหญิงขวัญใจดี"])
def test_a_birth_is_paid_once_however_the_name_is_written_and_whoever_files_it(world, mother, father, lines, name):
    first = agree(world, proven(world, mother, lines["birth"], about=CHILD))

    for enrolment, day in ((mother, 1), (father, 1), (father, 3)):
        with pytest.raises(ValidationError, match=f"เคยยื่นขอแล้ว: คำขอ {first.number}"):
            proven(world, enrolment, lines["birth"], about=name, on=date(2026, 6, day))
    assert proven(world, mother, lines["birth"], about="ด.ญ.แก้ว ใจดี").state == "filed"  # her twin


def test_a_line_that_grants_several_members_says_so(world, fund, mother, father, lines, client):
    params = {"about": CHILD, "on": date(2026, 6, 1)}
    both = [file(world, enrolment, lines["education"], **params).amount for enrolment in (mother, father)]

    assert both == [300, 300]
    with pytest.raises(ValidationError, match="เคยยื่นขอแล้ว"):
        file(world, father, lines["education"], **params)
    client.force_login(world.chair)
    page = client.get(reverse("welfare:tables", args=[fund.slug])).content.decode()
    assert page.count("สมาชิกทุกคนที่เกี่ยวข้องขอได้") == 1


def test_a_denied_claim_is_not_taken_up_again_where_the_event_was_claimed_meanwhile(world, mother, father, lines):
    denied = claims.decide(
        proven(world, mother, lines["birth"], about=CHILD), yes=False, by=world.chair, reason="ขาดเอกสาร"
    )
    agree(world, proven(world, father, lines["birth"], about="ด.ญ. ขวัญ ใจดี"))

    with pytest.raises(ValidationError, match="เคยยื่นขอแล้ว"):
        claims.appeal(denied, "มีเอกสารแล้ว", by=world.secretary)
    with pytest.raises(IntegrityError, match="claimed before"), transaction.atomic():
        Claim.objects.filter(pk=denied.pk).update(state="filed")


@pytest.mark.django_db(transaction=True)
def test_both_parents_filing_at_the_same_moment_are_one_claim(world, mother, father, lines, side_by_side):
    ends = side_by_side(
        *[lambda each=each: file(world, each, lines["birth"], about=CHILD) for each in (mother, father)]
    )

    assert [type(end) for end in ends].count(Claim) == 1
    assert Claim.objects.count() == 1
