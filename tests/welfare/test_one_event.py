"""An event is paid once, a night after it was spent, and to who can have had it (R0.11, R0.12)."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from ledger import services as ledger
from tests import made_bylaws
from tests.funds.conftest import PNG
from tests.welfare.test_claims import agree, file
from villages.services import people
from welfare.forms.claims import ClaimForm
from welfare.models import Benefit, Claim
from welfare.queries import benefits as benefits_queries
from welfare.queries import events as events_queries
from welfare.queries.days import with_payments
from welfare.rules import events as events_rules
from welfare.services import claims, schemes

LINES = [
    {"kind": "birth", "name": "ขวัญลูก", "amount": Decimal(1000), "whom": "child", "evidence": "สูติบัตร"},
    {"kind": "sickness", "name": "นอนโรงพยาบาล", "way": "night", "amount": Decimal(100), "nights_once": 5,
     "nights_a_year": 10},
    {"kind": "need", "name": "เฝ้าไข้ลูก", "way": "night", "amount": Decimal(200), "most_once": Decimal(500),
     "nights_a_year": 5, "whom": "child"},
    {"kind": "education", "name": "รับขวัญหลาน", "amount": Decimal(300), "whom": "family", "each_member": True},
    {"kind": "death", "name": "เสียชีวิต", "amount": Decimal(3000)},
    {"kind": "other", "name": "วันแต่งงาน", "amount": Decimal(400), "whom": "spouse"},
]  # fmt: skip
CHILD = "เด็กหญิงขวัญ ใจดี"


@pytest.fixture
def lines(world, fund) -> dict[str, Benefit]:
    scheme = fund.books.get().scheme
    draft = made_bylaws.draft_table(scheme, effective_from=date(2024, 1, 1), resolution="ประชุมใหญ่ 1/2567")
    for given in LINES:
        made_bylaws.write_benefit(Benefit(table=draft, **given))
    made_bylaws.decide_table(draft)
    return {benefit.kind: benefit for benefit in draft.benefits.all()}


@pytest.fixture
def mother(world, enrolled):
    return paid(world, enrolled)


@pytest.fixture
def father(world, fund, mother, new_id):
    return beside(world, fund, new_id, "สมชาย", prefix="นาย")


def beside(world, fund, new_id, name, **more):
    """Somebody else of the fund, paid up; children with their guardian."""
    person = world.new_person(new_id(), name, **more)
    guardian = world.member.person if person.age(date(2025, 9, 25)) < 20 else None
    member = people.join(fund, person, on=date(2025, 9, 25), guardian=guardian)
    return paid(world, schemes.enrol(fund.books.get().scheme, member, on=date(2025, 9, 25)))


def paid(world, enrolment):
    """Days for two years, and something of a match to give away."""
    book = enrolment.scheme.group_book.book
    bank = ledger.activate(book, enrolment.scheme.group_book.bank_code)
    for account, amount, event in ((enrolment.account, 900, "J21"), (ledger.activate(book, "47030"), 40000, "J26")):
        sides = [ledger.debit(bank, Decimal(amount)), ledger.credit(account, Decimal(amount))]
        params = {"kind": "RV", "event": event, "on": date(2025, 9, 25), "by": world.receiver, "request_id": uuid4()}
        ledger.post(book, sides, **params)
    return enrolment


def proven(world, enrolment, benefit, file_of_it=PNG, **more):
    """A claim with its paper."""
    papers = [("สูติบัตร", SimpleUploadedFile("x.png", file_of_it))]
    return file(world, enrolment, benefit, papers=papers, **more)


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


def test_a_title_is_cut_off_and_a_name_that_begins_like_one_is_not():
    names = ["นางสาว สมศรี ใจดี", "น.ส.สมศรี ใจดี", "สมศรี ใจดี", "Mrs. สมศรี ใจดี", "ดร.สมศรี ใจดี"]

    assert {events_rules.whose(name) for name in names} == {"สมศรีใจดี"}
    assert events_rules.whose("นางาม ใจดี") == "นางามใจดี"
    assert events_rules.whose("พระพาย ใจดี") == "พระพายใจดี"  # doubtful, and shown beside พระ พาย
    assert events_rules.are_alike(events_rules.whose("พระพาย ใจดี"), events_rules.whose("พระ พาย ใจดี"))
    assert events_rules.whose("ดรุณี ใจดี") == "ดรุณีใจดี"
    assert events_rules.whose("นํ้าฝน") == events_rules.whose("น้ำฝน") == events_rules.whose("ด.ญ. น้ํ\u0e32ฝน")


def test_a_line_that_grants_several_members_says_so(world, fund, mother, father, lines, client):
    params = {"about": CHILD, "on": date(2026, 6, 1)}
    both = [file(world, enrolment, lines["education"], **params).amount for enrolment in (mother, father)]

    assert both == [300, 300]
    with pytest.raises(ValidationError, match="เคยยื่นขอแล้ว"):
        file(world, father, lines["education"], **params)
    client.force_login(world.chair)
    page = client.get(reverse("welfare:tables", args=[fund.slug])).content.decode()
    assert page.count("สมาชิกทุกคนที่เกี่ยวข้องขอได้") == 1


def test_the_two_officers_see_what_looks_alike(
    world, fund, mother, father, lines, client, django_assert_max_num_queries
):
    first = proven(world, mother, lines["birth"], about=CHILD)
    paper = proven(world, father, lines["birth"], about="ด.ช.ต้นกล้า มีสุข", on=date(2026, 3, 28))
    name = proven(world, father, lines["birth"], b"%PDF-1.7", about="ด.ญ.ขวัญใจ ใจดี", on=date(2026, 6, 20))
    other = proven(world, father, lines["birth"], b"%PDF-1.8", about="ด.ช.ธนา รักไทย", on=date(2026, 6, 28))

    assert [(each.claim, each.why) for each in events_queries.alike(first)] == [
        (paper, "ใช้เอกสารฉบับเดียวกัน"),
        (name, "ชื่อใกล้เคียงกัน วันใกล้กัน"),
    ]
    client.force_login(world.chair)
    address = reverse("welfare:claim", args=[fund.slug, first.pk])
    client.get(address)
    with django_assert_max_num_queries(20):
        page = client.get(address).content.decode()
    assert "ใช้เอกสารฉบับเดียวกัน" in page
    assert reverse("welfare:claim", args=[fund.slug, name.pk]) in page
    assert reverse("welfare:claim", args=[fund.slug, other.pk]) not in page


def test_a_denied_claim_is_not_taken_up_again_where_the_event_was_claimed_meanwhile(world, mother, father, lines):
    denied = claims.decide(
        proven(world, mother, lines["birth"], about=CHILD), yes=False, by=world.chair, reason="ขาดเอกสาร"
    )
    agree(world, proven(world, father, lines["birth"], about="ด.ญ. ขวัญ ใจดี"))

    with pytest.raises(ValidationError, match="เคยยื่นขอแล้ว"):
        claims.appeal(denied, "มีเอกสารแล้ว", by=world.secretary)
    with pytest.raises(IntegrityError, match="claimed before"), transaction.atomic():
        Claim.objects.filter(pk=denied.pk).update(state="filed")


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


@pytest.mark.django_db(transaction=True)
def test_both_parents_filing_at_the_same_moment_are_one_claim(world, mother, father, lines, side_by_side):
    ends = side_by_side(
        *[lambda each=each: file(world, each, lines["birth"], about=CHILD) for each in (mother, father)]
    )

    assert [type(end) for end in ends].count(Claim) == 1
    assert Claim.objects.count() == 1


# -- Who can have had it -----------------------------------------------------------------------------------------------


def offered(enrolment, on=date(2026, 6, 1)) -> set[str]:
    """The lines that somebody is offered to claim."""
    entitled = benefits_queries.entitlements(with_payments(type(enrolment).objects.filter(pk=enrolment.pk)).get(), on)
    return {each.benefit.kind for each in entitled if each.can_be_claimed}


def test_everybody_is_offered_what_they_can_claim(world, fund, mother, new_id, lines):
    boy = beside(world, fund, new_id, "กล้า", prefix="เด็กชาย", born_on=date(2011, 5, 1))
    girl = beside(world, fund, new_id, "แก้ว", prefix="เด็กหญิง", born_on=date(2016, 1, 1))

    assert offered(mother) == {"birth", "sickness", "need", "education", "other"}
    assert offered(mother, timezone.localdate() + timedelta(days=1)) == set()  # nothing has happened yet
    assert offered(boy) == offered(girl) == {"sickness", "education"}
    for kind in ("birth", "need", "other"):
        with pytest.raises(ValidationError, match="อายุน้อยเกินกว่า"):
            file(world, boy, lines[kind], about=CHILD, nights=1)


def test_a_family_is_offered_the_death_once_it_is_written_down(world, fund, mother, new_id, lines, client):
    old = beside(world, fund, new_id, "ยาย", house_no=mother.member.person.house_no)
    client.force_login(world.users["member"])
    address = reverse("welfare:my_file", args=[old.pk, lines["death"].pk])
    assert address not in client.get(reverse("welfare:mine")).content.decode()

    people.record_death(old.member.person, on=date(2026, 6, 1))

    assert address in client.get(reverse("welfare:mine")).content.decode()
    assert "death" in offered(old)
