"""A claim from filing to approval: the table of ชะมวง, two officers, the subfund, denial and appeal."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from ledger import chart
from ledger import services as ledger
from tests import made_bylaws
from tests.conftest import become
from tests.funds.conftest import PNG
from tests.welfare.conftest import agree, balance, file, give, line
from villages.services import people
from welfare.models import Claim
from welfare.queries import benefits as benefits_queries
from welfare.queries import claims as claims_queries
from welfare.queries import subfunds as subfunds_queries
from welfare.services import claims, payments


def test_a_stay_in_hospital_from_claim_to_cash(world, paid_up, table):
    claim = file(world, paid_up, line(table, "sickness"), nights=4)
    assert (claim.amount, claim.state) == (600, "filed")
    assert "200.00" in " ".join(benefits_queries.in_sentences(claim.steps))

    claim = agree(world, claim, "chair")
    assert (claim.state, balance(paid_up, "56010")) == ("filed", 0)
    claim = agree(world, claim, "checker")
    assert (claim.state, claim.approval.event, balance(paid_up, "56010")) == ("approved", "J30", 600)
    assert balance(paid_up, chart.CLAIMS_PAYABLE) == 600

    claim = payments.pay(claim, by=world.receiver, request_id=uuid4())
    assert (claim.state, claim.payment.event) == ("paid", "J31")
    assert balance(paid_up, chart.CLAIMS_PAYABLE) == 0
    assert balance(paid_up, chart.CASH) == 300
    assert claim.payment.receipt.member == paid_up.member


def test_the_books_never_say_who_was_ill(world, paid_up, table):
    claim = agree(world, file(world, paid_up, line(table, "sickness"), nights=1))

    texts = [claim.approval.memo, *claim.approval.lines.values_list("account__name", flat=True)]
    assert not any(paid_up.member.person.first_name in text for text in texts)


def test_the_limit_of_a_year_holds_over_claims(world, paid_up, table):
    paid = []
    for month, nights in ((2, 4), (7, 3)):
        paid.append(file(world, paid_up, line(table, "sickness"), on=date(2026, 5, month), nights=nights).amount)
    assert paid == [600, 400]

    with pytest.raises(ValidationError, match="1,000.00"):
        file(world, paid_up, line(table, "sickness"), on=date(2026, 6, 9), nights=2)
    assert Claim.objects.count() == 2


def test_a_limit_holds_again_at_the_decision(world, paid_up, table):
    first = file(world, paid_up, line(table, "sickness"), on=date(2026, 5, 2), nights=4)
    denied = claims.decide(first, yes=False, by=world.chair, reason="ไม่มีใบรับรองแพทย์")
    second = agree(world, file(world, paid_up, line(table, "sickness"), on=date(2026, 5, 7), nights=3))
    third = agree(world, file(world, paid_up, line(table, "sickness"), on=date(2026, 5, 12), nights=3))
    denied = claims.settle_appeal(
        claims.appeal(denied, "มีใบรับรองแล้ว", by=world.secretary), upheld=True, resolution="มติ 2/2569", by=world.chair
    )

    assert (second.amount, third.amount) == (600, 400)
    agree(world, denied, "chair")
    with pytest.raises(ValidationError, match="1,000.00"):
        agree(world, denied, "checker")


def test_nobody_decides_what_they_wrote_twice_or_without_the_office(world, paid_up, table):
    claim = file(world, paid_up, line(table, "sickness"), nights=1, by=world.treasurer)

    for name in ("treasurer", "secretary", "receiver", "auditor"):
        with pytest.raises(ValidationError):
            agree(world, claim, name)
    agree(world, claim, "chair")
    with pytest.raises(ValidationError):
        agree(world, claim, "chair")
    claim.refresh_from_db()
    assert claim.state == "filed"


def test_only_what_was_appealed_is_settled_and_only_by_a_resolution(world, paid_up, table):
    claim = file(world, paid_up, line(table, "sickness"), nights=1)
    settle = {"upheld": True, "by": world.chair}
    with pytest.raises(ValidationError):
        claims.settle_appeal(claim, resolution="ประชุม 2/2569", **settle)
    with pytest.raises(ValidationError):
        claims.appeal(claim, "มีใบรับรองแล้ว", by=world.secretary)
    claims.decide(claim, yes=False, by=world.chair, reason="ไม่มีใบรับรองแพทย์")
    with pytest.raises(ValidationError):
        claims.settle_appeal(claim, resolution="ประชุม 2/2569", **settle)
    appealed = claims.appeal(claim, "มีใบรับรองแล้ว", by=world.secretary)

    with pytest.raises(ValidationError) as refusal:
        claims.settle_appeal(appealed, resolution="  ", **settle)

    assert refusal.value.code == "resolution"
    assert Claim.objects.get().state == "appealed"
    stays = claims.settle_appeal(appealed, resolution="ประชุม  2/2569", upheld=False, by=world.chair)
    assert (stays.state, stays.resolution) == ("denied", "ประชุม 2/2569")


def test_the_yes_of_before_an_appeal_does_not_count_after_it(world, paid_up, table):
    claim = agree(world, file(world, paid_up, line(table, "sickness"), nights=1), "chair")
    denied = claims.decide(claim, yes=False, by=world.treasurer, reason="ไม่มีใบรับรองแพทย์")
    filed = claims.settle_appeal(
        claims.appeal(denied, "มีใบรับรองแล้ว", by=world.secretary), upheld=True, resolution="มติ 2", by=world.chair
    )

    assert agree(world, filed, "checker").state == "filed"
    assert agree(world, filed, "chair").state == "approved"


def test_what_is_decided_takes_neither_another_word_nor_another_paper(world, paid_up, table):
    approved = agree(world, file(world, paid_up, line(table, "sickness"), nights=1))

    for yes in (True, False):
        with pytest.raises(ValidationError):
            claims.decide(approved, yes=yes, by=world.treasurer, reason="ไม่มีใบรับรองแพทย์")
    with pytest.raises(ValidationError):
        claims.add_evidence(approved, "ใบรับรอง", SimpleUploadedFile("paper.png", PNG), by=world.secretary)

    assert [(vote.by, vote.yes) for vote in approved.votes.all()] == [(world.chair, True), (world.checker, True)]


def test_the_first_yes_writes_the_entry_and_the_second_agrees_to_it(world, paid_up, table):
    entry = agree(world, file(world, paid_up, line(table, "sickness"), nights=1)).approval

    assert (entry.by, entry.approved_by) == (world.chair, world.checker)


def test_paid_claims_count_towards_the_limit_when_another_is_decided(world, paid_up, table):
    """A thousand baht a year: one stay of 600 is paid between the two yes to the next."""
    stay = line(table, "sickness")
    first, second = (file(world, paid_up, stay, on=date(2026, 5, day), nights=3) for day in (2, 7))
    assert (first.amount, second.amount) == (600, 400)
    Claim.objects.filter(pk=second.pk).update(amount=600)  # as if it had been filed alone
    agree(world, second, "chair")
    payments.pay(agree(world, first), by=world.receiver, request_id=uuid4())

    assert agree(world, second, "checker").amount == 400


def test_the_event_is_looked_at_once_more_at_the_second_yes(world, paid_up, table):
    """The day of the death was written down otherwise meanwhile."""
    member = paid_up.member
    people.record_death(member.person, on=date(2026, 6, 1))
    member.person.refresh_from_db()
    claim = agree(world, file(world, paid_up, line(table, "death"), payee="ทายาท"), "chair")
    type(member.person).objects.filter(pk=member.person_id).update(died_on=date(2026, 6, 2))

    with pytest.raises(ValidationError):
        agree(world, claim, "checker")
    assert Claim.objects.get().state == "filed"


def test_nobody_decides_for_their_own_household(world, paid_up, table, new_id):
    person = world.new_person(new_id(), "ประธาน", house_no=paid_up.member.person.house_no)
    become(world.chair, person)
    claim = file(world, paid_up, line(table, "sickness"), nights=1)

    with pytest.raises(ValidationError, match="คนในบ้าน"):
        agree(world, claim, "chair")


def test_a_birth_needs_its_paper(world, paid_up, table):
    claim = file(world, paid_up, line(table, "birth"), about="เด็กหญิงขวัญ ใจดี")
    with pytest.raises(ValidationError, match="สูติบัตร"):
        agree(world, claim, "chair")

    claims.add_evidence(claim, "สูติบัตร", SimpleUploadedFile("paper.png", PNG), by=world.secretary)
    assert agree(world, claim).state == "approved"
    assert balance(paid_up, "56030") == 1000


def test_a_death_is_paid_to_the_nominee_by_the_years(world, paid_up, table):
    member = paid_up.member
    people.name_nominees(member, [("นายทวี ใจดี", "บุตร", Decimal(100))], on=date(2025, 10, 1), by=world.secretary)
    with pytest.raises(ValidationError, match="บันทึกการเสียชีวิต"):
        file(world, paid_up, line(table, "death"))
    people.record_death(member.person, on=date(2026, 6, 1))
    paid_up.member.person.refresh_from_db()

    claim = agree(world, file(world, paid_up, line(table, "death"), nominee=member.nominees.get()))
    claim = payments.pay(claim, by=world.treasurer, request_id=uuid4(), from_bank=True)

    assert (claim.amount, claim.payment.receipt.paid_by) == (3000, "นายทวี ใจดี")


def test_an_event_is_claimed_once_and_a_form_sent_twice_writes_once(world, paid_up, table):
    number = uuid4()
    one = file(world, paid_up, line(table, "sickness"), nights=1, request_id=number)

    assert file(world, paid_up, line(table, "sickness"), nights=1, request_id=number) == one
    with pytest.raises(ValidationError, match="เคยยื่นขอแล้ว"):
        file(world, paid_up, line(table, "sickness"), nights=1)


def test_the_pot_is_never_overdrawn_without_the_boards_resolution(world, enrolled, table):
    book, cash = enrolled.scheme.group_book.book, ledger.activate(enrolled.scheme.group_book.book, chart.CASH)
    sides = [ledger.debit(cash, Decimal(700)), ledger.credit(enrolled.account, Decimal(700))]
    ledger.post(
        book, sides, kind="RV", event="J21", on=date(2025, 9, 25), by=world.receiver, request_id=uuid4()
    )  # fmt: skip
    assert subfunds_queries.available(enrolled.scheme, timezone.localdate()) == 350
    claim = agree(world, file(world, enrolled, line(table, "sickness"), nights=3), "chair")

    with pytest.raises(ValidationError, match="350.00"):
        agree(world, claim, "checker")
    with pytest.raises(ValidationError, match="350.00"):
        agree(world, claim, "checker", drawn_by="  ")
    claim = agree(world, claim, "checker", drawn_by="มติกรรมการ 3/2569")
    assert (claim.state, claim.drawn_by) == ("approved", "มติกรรมการ 3/2569")


def test_the_resolution_that_the_first_officer_named_is_the_claims(world, paid_up, table):
    claim = agree(world, file(world, paid_up, line(table, "sickness"), nights=1), "chair", drawn_by="มติ 3/2569")

    assert agree(world, claim, "checker").drawn_by == "มติ 3/2569"


def test_a_pot_gives_its_last_baht_and_an_overdrawn_one_is_told_as_empty(world, enrolled, table):
    """600 baht of benefits, all promised; then 400 more by the board's resolution."""
    give(world, enrolled, 1200, date(2025, 9, 25))
    scheme, today = enrolled.scheme, timezone.localdate()
    assert subfunds_queries.lacking(scheme, {"benefits": Decimal("600.00")}, today) is None
    assert subfunds_queries.lacking(scheme, {"benefits": Decimal("600.01")}, today) == ("จ่ายสวัสดิการ", Decimal(600))
    stays = [file(world, enrolled, line(table, "sickness"), on=date(2026, 5, day), nights=3) for day in (2, 7)]

    agree(world, stays[0])
    agree(world, stays[1], drawn_by="มติกรรมการ 3/2569")

    assert subfunds_queries.available(scheme, today) == -400
    assert subfunds_queries.lacking(scheme, {"benefits": Decimal("0.01")}, today) == ("จ่ายสวัสดิการ", Decimal(0))
    with pytest.raises(ValidationError, match=" 0.00 "):
        claims.check_subfunds(scheme, {"benefits": Decimal(1)}, "  ")


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_the_same_moment_pay_once(world, paid_up, table, side_by_side):
    claim = agree(world, file(world, paid_up, line(table, "sickness"), nights=1))

    ends = side_by_side(
        *[
            lambda user=user: payments.pay(claim, by=user, request_id=uuid4())
            for user in (world.receiver, world.treasurer)
        ]
    )

    assert {end.payment.event for end in ends} == {"J31"}
    assert ends[0].payment == ends[1].payment
    assert balance(paid_up, chart.CASH) == 700


@pytest.mark.django_db(transaction=True)
def test_claims_approved_at_the_same_moment_never_pass_the_limit_of_a_year(world, paid_up, table, side_by_side):
    """Two stays of 600 where a thousand a year is the limit: the second one is computed anew or refused."""
    stay = line(table, "sickness")
    both = [file(world, paid_up, stay, on=date(2026, 6, day), nights=3) for day in (1, 5)]
    for claim in both:
        claims.decide(claim, yes=True, by=world.chair)

    side_by_side(*[lambda claim=claim: claims.decide(claim, yes=True, by=world.checker) for claim in both])

    paid = Claim.objects.filter(state="approved")
    assert sum(claim.amount for claim in paid) <= 1000
    assert balance(paid_up, "56010") == sum(claim.amount for claim in paid)


def test_a_past_event_is_judged_by_the_table_of_its_day(world, paid_up, table):
    new = made_bylaws.draft_table(paid_up.scheme, effective_from=date(2026, 7, 1), resolution="ประชุมใหญ่ 1/2569")
    stay = line(new, "sickness")
    stay.amount = Decimal(300)
    made_bylaws.write_benefit(stay)
    made_bylaws.decide_table(new)

    assert file(world, paid_up, line(table, "sickness"), on=date(2026, 6, 30), nights=1).amount == 200
    assert file(world, paid_up, line(new, "sickness"), on=date(2026, 7, 1), nights=1).amount == 300
    with pytest.raises(ValidationError, match="อีกฉบับ"):
        file(world, paid_up, line(table, "sickness"), on=date(2026, 7, 2), nights=1)
    with pytest.raises(ValidationError, match="แก้ไม่ได้"):
        made_bylaws.write_benefit(stay)


def test_an_approved_claim_is_late_from_the_sixteenth_day_on():
    """K13"""
    approved = date(2026, 3, 1)

    assert [approved < claims_queries.late_before(approved + timedelta(days=n)) for n in (15, 16)] == [False, True]
