"""Members ask for themselves and their family, and see nobody else's."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from ledger import chart
from ledger import services as ledger
from tests import made_bylaws
from tests.funds.conftest import PNG
from tests.welfare.conftest import see
from villages.services import people
from welfare.models import Benefit, Claim
from welfare.services import claims, payments, schemes

TODAY = timezone.localdate()


@pytest.fixture
def table(world, fund):
    scheme = fund.books.get().scheme
    table = made_bylaws.draft_table(scheme, effective_from=date(2024, 1, 3), resolution="มติ 3")
    for line in (
        {"kind": "birth", "name": "คลอดบุตร", "amount": Decimal(1000), "whom": "child", "evidence": "สูติบัตร"},
        {"kind": "death", "name": "เสียชีวิต", "amount": Decimal(3000), "evidence": "มรณบัตร"},
    ):
        made_bylaws.write_benefit(Benefit(table=table, **line))
    return made_bylaws.decide_table(table)


@pytest.fixture
def mine(world, enrolled, table):
    return paid(world, enrolled)


def paid(world, enrolment):
    book = enrolment.scheme.group_book.book
    cash = ledger.activate(book, chart.CASH)
    sides = [ledger.debit(cash, Decimal(36500)), ledger.credit(enrolment.account, Decimal(36500))]
    ledger.post(book, sides, kind="RV", event="J21", on=date(2025, 9, 25), by=world.receiver, request_id=uuid4())
    return enrolment


def beside(world, fund, new_id, **more):
    """Somebody else in the fund."""
    member = people.join(fund, world.new_person(new_id(), "น้ำฝน", **more), on=date(2025, 9, 25))
    return paid(world, schemes.enrol(fund.books.get().scheme, member, on=date(2025, 9, 25)))


def press(client, name, *args, **fields):
    return client.post(reverse(f"welfare:{name}", args=args), fields, follow=True).content.decode()


def test_a_member_asks_adds_the_paper_and_is_paid(world, mine, table, client):
    birth = table.benefits.get(kind="birth")
    client.force_login(world.users["member"])
    page = client.get(reverse("welfare:mine")).content.decode()
    assert reverse("welfare:my_file", args=[mine.pk, birth.pk]) in page

    params = {"event_on": f"{TODAY:%d/%m/%Y}", "about": "ด.ญ. ขวัญ", "request_id": uuid4()}
    filed = press(client, "my_file", mine.pk, birth.pk, **params)
    claim = Claim.objects.get()
    assert "1,000.00" in filed
    assert "ยังขาด" in filed
    paper = SimpleUploadedFile("x.png", PNG)
    client.post(reverse("welfare:my_claim", args=[claim.pk]), {"name": "สูติบัตร", "paper": paper})
    book = claim.enrolment.scheme.group_book.book
    sides = [ledger.debit(ledger.activate(book, "12400"), Decimal(4000)),
             ledger.credit(ledger.activate(book, "47030"), Decimal(4000))]  # fmt: skip
    ledger.post(book, sides, kind="RV", event="J26", on=TODAY, by=world.receiver, request_id=uuid4())
    for user in (world.chair, world.checker):
        claims.decide(claim, yes=True, by=user)
    payments.pay(claim, by=world.receiver, request_id=uuid4(), from_bank=True)

    claim.refresh_from_db()
    assert claim.payment.number in client.get(reverse("welfare:my_claim", args=[claim.pk])).content.decode()


def test_what_is_denied_goes_to_the_meeting_from_the_members_own_page(world, mine, table, client):
    birth = table.benefits.get(kind="birth")
    client.force_login(world.users["member"])
    press(client, "my_file", mine.pk, birth.pk, event_on=f"{TODAY:%d/%m/%Y}", about="ด.ญ. ขวัญ", request_id=uuid4())
    claim = Claim.objects.get()
    claims.decide(claim, yes=False, by=world.chair, reason="ไม่มีสูติบัตร")

    page = press(client, "my_appeal", claim.pk, reason="ขอส่งสูติบัตรเพิ่ม")

    claim.refresh_from_db()
    assert claim.state == "appealed"
    assert "ไม่มีสูติบัตร" in page


def test_a_relative_of_the_house_claims_a_death(world, mine, table, fund, new_id, client):
    person = mine.member.person
    other = beside(world, fund, new_id, house_no=person.house_no, village=person.village)
    death = table.benefits.get(kind="death")
    client.force_login(world.users["member"])
    assert "น้ำฝน" in client.get(reverse("welfare:mine")).content.decode()
    day = TODAY - timedelta(days=2)
    fields = {"event_on": f"{day:%d/%m/%Y}", "request_id": uuid4()}
    assert "บันทึกการเสียชีวิต" in press(client, "my_file", other.pk, death.pk, **fields)
    other.member.person.died_on = day
    other.member.person.save()

    press(client, "my_file", other.pk, death.pk, **fields)

    claim = Claim.objects.get()
    assert (claim.enrolment, claim.filed_by, claim.amount) == (other, world.users["member"], 3000)
    assert "น้ำฝน" in client.get(reverse("welfare:mine")).content.decode()


def test_nobody_asks_for_a_neighbour_or_sees_their_claims(world, mine, table, fund, new_id, client):
    other = beside(world, fund, new_id, house_no="555")
    birth = table.benefits.get(kind="birth")
    params = {"event_on": TODAY, "about": "ด.ช. ดี", "by": world.secretary, "request_id": uuid4()}
    paper = SimpleUploadedFile("x.png", PNG)
    claim = claims.file(other, birth, **params, papers=[("สูติบัตร", paper)])
    client.force_login(world.users["member"])

    statuses = [
        client.get(reverse(f"welfare:{name}", args=args)).status_code
        for name, args in (
            ("my_file", [other.pk, birth.pk]),
            ("my_claim", [claim.pk]),
            ("my_evidence", [claim.pk, claim.evidence.get().pk]),
        )
    ]

    assert statuses == [404, 404, 404]
    assert "ด.ช. ดี" not in client.get(reverse("welfare:mine")).content.decode()


def test_who_moved_out_no_longer_opens_the_papers_they_handed_in(world, mine, table, fund, new_id, client):
    person = mine.member.person
    other = beside(world, fund, new_id, house_no=person.house_no, village=person.village)
    birth = table.benefits.get(kind="birth")
    client.force_login(world.users["member"])
    press(client, "my_file", other.pk, birth.pk, event_on=f"{TODAY:%d/%m/%Y}", about="ด.ช. ดี", request_id=uuid4())
    claim = Claim.objects.get()
    assert client.get(reverse("welfare:my_claim", args=[claim.pk])).status_code == 200

    people.correct(other.member.person, by=world.staff, house_no="556")

    assert client.get(reverse("welfare:my_claim", args=[claim.pk])).status_code == 404


def test_members_see_their_own_entitlements(world, fund, giver, typed_table, client, django_assert_max_num_queries):
    client.force_login(world.users["member"])
    see(client, "mine")

    with django_assert_max_num_queries(20):
        page = see(client, "mine")
    assert "นอนโรงพยาบาล" in page
    assert "3,000.00" in page
