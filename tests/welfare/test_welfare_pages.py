"""The pages of benefits and claims, as an officer and a member press them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from ledger import chart
from ledger import services as ledger
from tests import made_bylaws
from tests.funds.conftest import PNG
from welfare.models import Benefit, BenefitTable, Claim, Evidence

TODAY = f"{timezone.localdate():%d/%m/%Y}"
DAYS_AGO = f"{timezone.localdate() - timedelta(days=5):%d/%m/%Y}"  # nights are asked for once they are spent
PLAIN = {"whom": "self", "pays": "money", "subfund": "benefits"}
LINES = [
    {"name": "คลอดบุตร", "kind": "birth", "whom": "child", "way": "flat", "amount": "1,000", "evidence": "สูติบัตร"},
    {"name": "นอนโรงพยาบาล", "kind": "sickness", "way": "night", "amount": "200", "most_once": "600",
     "most_a_year": "1000"},
    {"name": "เสียชีวิต", "kind": "death", "way": "years", "tiers": "0 3000\n5 10000\n10 = 30,000"},
]  # fmt: skip


def press(client, name, /, *args, **fields):
    """Press a button and look at the page it leads to."""
    return client.post(reverse(f"welfare:{name}", args=args), fields, follow=True)


def see(client, name, *args, **query) -> str:
    return client.get(reverse(f"welfare:{name}", args=args), query).content.decode()


@pytest.fixture
def table(world, fund, client) -> BenefitTable:
    """Written in the browser, line by line, and put in force."""
    client.force_login(world.treasurer)
    press(
        client, "draft_table", fund.slug, effective_from="1/1/2567", decided_on="1/1/2567", resolution="ประชุมใหญ่ 1/2567"
    )
    draft = BenefitTable.every.get()
    for line in LINES:
        press(client, "new_line", fund.slug, draft.pk, **PLAIN | line)
    made_bylaws.decide_table(draft)
    draft.refresh_from_db()
    return draft


@pytest.fixture
def giver(world, enrolled):
    """Paid until next year; the fund has forty thousand baht of a match."""
    book = enrolled.scheme.group_book.book
    for code, target, amount in ((chart.CASH, enrolled.account, 900), ("12400", "47030", 40000)):
        to = target if not isinstance(target, str) else ledger.activate(book, target)
        sides = [ledger.debit(ledger.activate(book, code), Decimal(amount)), ledger.credit(to, Decimal(amount))]
        ledger.post(
            book, sides, kind="RV", event="J21", on=date(2025, 9, 25), by=world.receiver, request_id=enrolled_id(amount)
        )  # fmt: skip
    return enrolled


def enrolled_id(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012d}"


def test_a_table_is_written_in_the_browser_and_then_stays(world, fund, table, client):
    page = see(client, "tables", fund.slug)

    assert (table.written_by, table.agreed_by) == (world.treasurer, world.chair)
    for sentence in ("คลอดบุตร", "ครั้งละไม่เกิน 600.00 บาท", "ตั้งแต่ 10 ปี: 30,000.00 บาท", "สูติบัตร"):
        assert sentence in page
    line = table.benefits.first()
    changed = press(client, "line", fund.slug, table.pk, line.pk, **PLAIN | LINES[0] | {"amount": "9"})
    assert "แก้ไม่ได้" in changed.content.decode()
    press(client, "strike_line", fund.slug, table.pk, line.pk)
    line.refresh_from_db()
    assert line.amount == 1000


def test_a_draft_is_tried_with_a_member_before_the_meeting_decides(world, fund, giver, client):
    client.force_login(world.treasurer)
    press(client, "draft_table", fund.slug, effective_from="1/1/2567", decided_on="1/1/2567", resolution="มติ 1")
    table = BenefitTable.every.get()
    press(client, "new_line", fund.slug, table.pk, **PLAIN | LINES[0])

    page = see(client, "table", fund.slug, table.pk, member=giver.pk, on=TODAY)
    early = see(client, "table", fund.slug, table.pk, member=giver.pk, on="1/12/2568")
    odd = see(client, "table", fund.slug, table.pk, member="x", on="วันนั้น")

    assert "1,000.00" in page.partition("ลองกับสมาชิก")[2]
    assert "มีสิทธิตั้งแต่ 24 มีนาคม 2569" in early
    assert "วันนั้น" in odd
    made_bylaws.decide_table(table)
    assert "ลองกับสมาชิก" not in see(client, "table", fund.slug, table.pk)


def test_a_step_that_cannot_be_read_is_told_and_what_was_typed_stays(world, fund, client):
    client.force_login(world.treasurer)
    press(client, "draft_table", fund.slug, effective_from="1/1/2567", decided_on="1/1/2567", resolution="มติ 1")
    table = BenefitTable.every.get()

    page = press(
        client,
        "new_line",
        fund.slug,
        table.pk,
        **PLAIN | LINES[2] | {"tiers": "ห้าปี 3000"},
    )
    empty = press(
        client,
        "new_line",
        fund.slug,
        table.pk,
        **PLAIN | LINES[2] | {"tiers": ""},
    )

    assert "“ห้าปี 3000” ไม่ใช่ขั้นที่ถูกต้อง" in page.content.decode()
    assert "เสียชีวิต" in page.content.decode()
    assert "กรอกอย่างน้อยหนึ่งขั้น" in empty.content.decode()
    assert not Benefit.objects.exists()


def test_a_stay_goes_from_the_members_page_to_the_cash(world, fund, giver, table, client):
    stay = table.benefits.get(kind="sickness")
    client.force_login(world.secretary)
    assert "200.00" in see(client, "member", fund.slug, giver.pk)
    filed = press(
        client, "file_claim", fund.slug, giver.pk, stay.pk, event_on=DAYS_AGO, nights="4", request_id=enrolled_id(1)
    )
    claim = Claim.objects.get()
    assert "ครั้งละไม่เกิน 600.00 บาท" in filed.content.decode()

    for user in (world.chair, world.checker):
        client.force_login(user)
        press(client, "decide", fund.slug, claim.pk, yes="1")
    client.force_login(world.receiver)
    assert "600.00" in see(client, "claims", fund.slug)
    paid = press(client, "pay", fund.slug, claim.pk, cash="1").content.decode()
    again = press(client, "pay", fund.slug, claim.pk, cash="1")

    claim.refresh_from_db()
    assert claim.state == "paid"
    assert claim.payment.number in paid
    assert again.status_code == 200
    assert giver.scheme.group_book.book.entries.filter(event="J31").count() == 1


def test_a_members_page_answers_for_any_day_and_says_when_it_cannot_read_one(world, fund, giver, table, client):
    client.force_login(world.secretary)

    early = see(client, "member", fund.slug, giver.pk, on="1/12/2568")
    odd = see(client, "member", fund.slug, giver.pk, on="เมื่อวาน")

    assert "ถ้าเกิดเหตุวันที่ 1 ธันวาคม 2568" in early
    assert "มีสิทธิตั้งแต่ 24 มีนาคม 2569" in early
    assert reverse("welfare:file_claim", args=[fund.slug, giver.pk, table.benefits.first().pk]) not in early
    assert "เมื่อวาน" in odd
    assert "3,000.00" in odd


def test_a_claim_without_sense_says_what_to_do(world, fund, giver, table, client):
    stay = table.benefits.get(kind="sickness")
    client.force_login(world.secretary)

    page = press(
        client, "file_claim", fund.slug, giver.pk, stay.pk, event_on="1/1/2570", nights="4", request_id=enrolled_id(1)
    )
    early = press(
        client, "file_claim", fund.slug, giver.pk, stay.pk, event_on="1/12/2568", nights="4", request_id=enrolled_id(2)
    )

    assert "ยังมาไม่ถึง" in page.content.decode()
    assert "มีสิทธิตั้งแต่ 24 มีนาคม 2569" in early.content.decode()
    assert not Claim.objects.exists()


def test_evidence_opens_for_those_who_decide_and_who_filed_it_only(world, fund, giver, table, client):
    birth = table.benefits.get(kind="birth")
    client.force_login(world.secretary)
    params = {"event_on": TODAY, "about": "เด็กหญิงขวัญ", "request_id": enrolled_id(1)}
    press(client, "file_claim", fund.slug, giver.pk, birth.pk, **params)
    claim = Claim.objects.get()
    not_a_photo = SimpleUploadedFile("x.png", b"MZ not a photo")
    press(client, "add_evidence", fund.slug, claim.pk, name="สูติบัตร", paper=not_a_photo)
    assert not Evidence.objects.exists()
    press(client, "add_evidence", fund.slug, claim.pk, name="สูติบัตร", paper=SimpleUploadedFile("x.png", PNG))
    paper = reverse("welfare:evidence", args=[fund.slug, claim.pk, Evidence.objects.get().pk])

    statuses = {}
    for name in ("secretary", "chair", "checker", "treasurer", "receiver", "loans", "auditor", "staff", "stranger"):
        client.force_login(world.users[name])
        statuses[name] = client.get(paper).status_code

    assert [view.by for view in Evidence.objects.get().views.all()] == [
        world.secretary, world.chair, world.checker, world.treasurer,
    ]  # fmt: skip
    client.force_login(world.users["member"])
    assert "เปิดดูโดย" in see(client, "my_claim", claim.pk)
    assert statuses == {
        "secretary": 200, "chair": 200, "checker": 200, "treasurer": 200,
        "receiver": 403, "loans": 403, "auditor": 403, "staff": 403, "stranger": 404,
    }  # fmt: skip


def test_a_denied_claim_goes_to_the_meeting_and_back(world, fund, giver, table, client):
    client.force_login(world.secretary)
    stay = table.benefits.get(kind="sickness")
    press(client, "file_claim", fund.slug, giver.pk, stay.pk, event_on=DAYS_AGO, nights="1", request_id=enrolled_id(1))
    claim = Claim.objects.get()
    client.force_login(world.chair)
    silent = press(client, "decide", fund.slug, claim.pk, no="1").content.decode()
    press(client, "decide", fund.slug, claim.pk, no="1", reason="ไม่มีใบรับรองแพทย์")
    client.force_login(world.secretary)
    press(client, "appeal", fund.slug, claim.pk, reason="มีใบรับรองแล้ว")
    client.force_login(world.checker)
    press(client, "settle_appeal", fund.slug, claim.pk, yes="1", reason="มติ 3/2569")

    claim.refresh_from_db()
    assert "กรอกเหตุผลที่ไม่อนุมัติ" in silent
    assert (claim.state, claim.resolution) == ("filed", "มติ 3/2569")
    assert "ไม่มีใบรับรองแพทย์" in see(client, "claim", fund.slug, claim.pk)


def test_members_see_their_own_entitlements(world, fund, giver, table, client, django_assert_max_num_queries):
    client.force_login(world.users["member"])
    see(client, "mine")

    with django_assert_max_num_queries(20):
        page = see(client, "mine")
    assert "นอนโรงพยาบาล" in page
    assert "3,000.00" in page


@pytest.mark.parametrize("claims", [1, 3])
def test_the_queue_costs_the_same_for_one_claim_and_three(
    world, fund, giver, table, client, claims, django_assert_max_num_queries
):
    client.force_login(world.secretary)
    stay = table.benefits.get(kind="sickness")
    for day in range(claims):
        on = f"{1 + day}/6/2569"
        press(
            client, "file_claim", fund.slug, giver.pk, stay.pk, event_on=on, nights="1", request_id=enrolled_id(day + 1)
        )
    see(client, "claims", fund.slug)

    with django_assert_max_num_queries(18):
        page = see(client, "claims", fund.slug)
    assert page.count("นอนโรงพยาบาล") == claims


PAGES = [
    "treasurer fund", "treasurer days", "treasurer scheme_bylaw", "treasurer enrol", "treasurer rounds",
    "treasurer open_round", "treasurer year", "treasurer matches", "treasurer declare_match", "treasurer projection",
    "treasurer tables", "treasurer table table", "treasurer member giver", "treasurer file_claim giver stay",
    "treasurer claims",
    "treasurer register", "treasurer pensions", "treasurer claim claim", "member mine", "member my_claim claim",
    "member my_file giver stay", "auditor network", "auditor public",
]  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_every_page_asks_twenty_times_at_most(world, fund, giver, table, client, page, django_assert_max_num_queries):
    stay = table.benefits.get(kind="sickness")
    client.force_login(world.secretary)
    params = {"event_on": DAYS_AGO, "nights": "1", "request_id": enrolled_id(1)}
    press(client, "file_claim", fund.slug, giver.pk, stay.pk, **params)
    who, name, *parts = page.split()
    known = {"table": table.pk, "giver": giver.pk, "stay": stay.pk, "claim": Claim.objects.get().pk}
    own = who == "member" or name in ("network", "public")
    args = [*([] if own else [fund.slug]), *(known[part] for part in parts)]
    client.force_login(world.users[who])
    see(client, name, *args)

    with django_assert_max_num_queries(20):
        see(client, name, *args)
