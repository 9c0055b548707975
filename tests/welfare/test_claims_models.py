"""What the database keeps of claims by itself, and what a claim says of itself."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.welfare.conftest import CHILD, agree, file, line, proven
from villages.models import Nominee
from welfare.models import Claim


def test_the_database_keeps_what_was_approved(world, paid_up, table):
    claim = agree(world, file(world, paid_up, line(table, "sickness"), nights=1))

    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(amount=999)
    with pytest.raises(IntegrityError), transaction.atomic():
        claim.votes.all().delete()


def test_the_database_refuses_a_second_claim_of_an_event_and_nights_to_come(world, mother, father, lines):
    birth = proven(world, mother, lines["birth"], about=CHILD)
    stay = file(world, mother, lines["sickness"], on=date(2026, 5, 1), nights=3)
    same = {"filed_by": world.chair, "filed_on": timezone.localdate(), "saved_days": 1, "amount": Decimal(1)}

    def write(enrolment, benefit, on, **more):
        given = same | {"event_on": on, "eligible_from": on} | more
        with transaction.atomic():
            return Claim.objects.create(enrolment=enrolment, benefit=benefit, **given)

    for enrolment, day in ((father, 1), (father, 8), (mother, 1)):
        with pytest.raises(IntegrityError, match="claimed before"):
            write(enrolment, birth.benefit, date(2026, 6, day), about="x", whose=birth.whose)
    with pytest.raises(IntegrityError, match="claimed before"):
        write(mother, stay.benefit, date(2026, 5, 3), nights=1)
    with pytest.raises(IntegrityError, match="after it was spent"):
        write(mother, stay.benefit, timezone.localdate(), nights=1)
    assert write(father, stay.benefit, date(2026, 5, 3), nights=1).pk
    assert write(father, birth.benefit, date(2026, 6, 9), about="x", whose=birth.whose).pk


@pytest.mark.parametrize(
    ("state", "worth"),
    [("filed", 600), ("approved", 600), ("paid", 600), ("appealed", 600), ("denied", None), ("lapsed", None)],
)
def test_a_claim_is_worth_its_amount_while_it_stands(state, worth):
    assert Claim(state=state, amount=Decimal(600)).worth == worth


def test_a_claims_money_is_the_members_and_that_of_a_beneficiary_who_is_known(world, enrolled, new_id):
    heir = world.new_person(new_id(), "ขวัญ")
    named, unknown = Nominee(name="นางขวัญ", person=heir), Nominee(name="นายทวี")
    own = Claim(pk=42, enrolment=enrolled)

    assert own.number == "000042"
    assert own.receivers == Claim(enrolment=enrolled, nominee=unknown).receivers == [enrolled.member.person]
    assert Claim(enrolment=enrolled, nominee=named).receivers == [enrolled.member.person, heir]
