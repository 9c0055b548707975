"""A claim's form asks what its benefit needs and nothing else."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.funds.conftest import PNG
from tests.welfare.conftest import line
from villages.models import Member
from villages.services import people
from welfare.forms.claims import ClaimForm
from welfare.models import Benefit

TODAY = f"{timezone.localdate():%d/%m/%Y}"


def form(benefit: Benefit, *sent) -> ClaimForm:
    return ClaimForm(*sent, benefit=benefit, member=Member())


@pytest.mark.parametrize(
    ("benefit", "fields"),
    [
        ({"kind": "sickness"}, []),
        ({"kind": "sickness", "way": "night"}, ["nights"]),
        ({"kind": "birth", "whom": "child"}, ["about"]),
        ({"kind": "death", "whom": "parent"}, ["about"]),
        ({"kind": "education", "measure": "เกรด", "measure_least": Decimal(3)}, ["measured"]),
        ({"kind": "need", "way": "resolution"}, ["asked"]),
    ],
)
def test_a_form_asks_what_its_benefit_needs(benefit, fields):
    shown = form(Benefit(**benefit, evidence="บัตร\n\n ใบรับรอง ")).fields

    assert list(shown) == ["event_on", *fields, "payee", "paper_0", "paper_1", "note", "request_id"]
    assert [shown[name].label for name in ("paper_0", "paper_1")] == ["บัตร", "ใบรับรอง"]


def test_a_night_is_never_of_today_before_somebody_says_so():
    flat, stay = form(Benefit(kind="sickness")), form(Benefit(kind="sickness", way="night"))

    assert (flat.fields["event_on"].initial, stay.fields["event_on"].initial) == (timezone.localdate, None)
    assert flat.fields["event_on"].label != stay.fields["event_on"].label


def test_a_death_proposes_its_day_and_who_the_last_form_names(world, paid_up, table):
    member = paid_up.member
    for name, on in (("นายเก่า ใจดี", date(2025, 10, 1)), ("นางใหม่ ใจดี", date(2026, 1, 1))):
        people.name_nominees(member, [(name, "บุตร", Decimal(100))], on=on, by=world.secretary)
    people.record_death(member.person, on=date(2026, 6, 1))
    member.person.refresh_from_db()

    fields = ClaimForm(benefit=line(table, "death"), member=member).fields

    assert fields["event_on"].initial == date(2026, 6, 1)
    assert [nominee.name for nominee in fields["nominee"].queryset] == ["นางใหม่ ใจดี"]


def test_what_the_service_is_told_names_the_papers_that_came():
    params = {"event_on": TODAY, "about": "ด.ญ. ขวัญ", "request_id": str(uuid4())}
    files = {"paper_1": SimpleUploadedFile("x.png", PNG)}
    submitted = form(Benefit(kind="birth", whom="child", evidence="สูติบัตร\nทะเบียนบ้าน"), params, files)

    assert submitted.is_valid(), submitted.errors
    arguments = submitted.asked_for()
    assert [(name, paper.name) for name, paper in arguments.pop("papers")] == [("ทะเบียนบ้าน", "paper.png")]
    assert (arguments["event_on"], arguments["about"], arguments["asked"]) == (timezone.localdate(), "ด.ญ. ขวัญ", 0)
    assert sorted(arguments) == ["about", "asked", "event_on", "note", "payee", "request_id"]
