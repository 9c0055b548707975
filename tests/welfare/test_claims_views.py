"""The pages of claims as an officer presses them: states, what was received, what is needed."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from tests import made_bylaws
from tests.funds.conftest import PNG
from tests.welfare.conftest import agree, file, line, press, request_of, see
from welfare.models import Benefit, Claim, Evidence
from welfare.services import claims, payments

TODAY = f"{timezone.localdate():%d/%m/%Y}"
DAYS_AGO = f"{timezone.localdate() - timedelta(days=5):%d/%m/%Y}"  # nights are asked for once they are spent


def page(client, user, name, *args, **query) -> str:
    client.force_login(user)
    return client.get(reverse(f"welfare:{name}", args=args), query).content.decode()


def test_a_paid_claim_reads_as_paid(world, fund, paid_up, table, client):
    claim = agree(world, file(world, paid_up, line(table, "sickness"), nights=1))
    claim = payments.pay(claim, by=world.receiver, request_id=uuid4())

    assert claim.get_state_display() == "จ่ายแล้ว"
    assert "จ่ายแล้ว" in page(client, world.chair, "claim", fund.slug, claim.pk)


def test_a_denied_claim_is_no_amount_and_an_unfetched_one_neither(world, fund, paid_up, table, client):
    claim = file(world, paid_up, line(table, "sickness"), nights=3)
    assert '<p class="figure">600.00' in page(client, world.secretary, "claim", fund.slug, claim.pk)
    denied = claims.decide(claim, yes=False, by=world.chair, reason="ไม่มีใบรับรอง")

    for each_page in (
        page(client, world.secretary, "claim", fund.slug, denied.pk),
        page(client, world.users["member"], "my_claim", denied.pk),
    ):
        assert '<p class="figure">ไม่อนุมัติ' in each_page
        assert "ขอไว้ 600.00 บาท" in each_page
    assert '<p class="figure">0.00' in page(client, world.chair, "register", fund.slug)
    assert "600.00" not in page(client, world.users["member"], "mine")
    assert Claim(state="lapsed", amount=600).worth is None


def test_who_is_suspended_reads_so_also_where_the_committee_decides(world, fund, enrolled, client):
    draft = made_bylaws.draft_table(fund.books.get().scheme, effective_from=date(2024, 1, 1), resolution="มติ 1")
    made_bylaws.write_benefit(Benefit(table=draft, kind="need", name="ทุนยังชีพ", way="resolution", wait_days=0))
    made_bylaws.decide_table(draft)
    rows = lambda on: page(client, world.secretary, "member", fund.slug, enrolled.pk, on=on).partition("<tbody>")[2]  # noqa: E731

    fresh, rests = rows("26/9/2568"), rows("1/6/2569")

    assert "กรรมการพิจารณา" in fresh
    assert "สิทธิถูกพัก" in rests
    assert "กรรมการพิจารณา" not in rests


def test_compulsory_papers_do_not_say_if_there_are_any(world, fund, paid_up, table, client):
    birth = line(table, "birth")
    page_text = page(client, world.secretary, "file_claim", fund.slug, paid_up.pk, birth.pk)
    label = page_text.partition('for="id_paper_0"')[2].partition("</label>")[0]
    claim = file(world, paid_up, line(table, "sickness"), nights=1)
    decides = page(client, world.chair, "claim", fund.slug, claim.pk)

    assert "ต้องมี นำมายื่นภายหลังได้" in label
    assert "ถ้ามี" not in label
    assert "ต้องกรอกถ้าไม่อนุมัติ" in decides.partition('for="id_reason"')[2].partition("</label>")[0]


# -- Addresses ---------------------------------------------------------------------------------------------------------


def test_a_stay_goes_from_the_members_page_to_the_cash(world, fund, giver, typed_table, client):
    stay = typed_table.benefits.get(kind="sickness")
    client.force_login(world.secretary)
    assert "200.00" in see(client, "member", fund.slug, giver.pk)
    filed = press(
        client, "file_claim", fund.slug, giver.pk, stay.pk, event_on=DAYS_AGO, nights="4", request_id=request_of(1)
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


def test_a_members_page_answers_for_any_day_and_says_when_it_cannot_read_one(world, fund, giver, typed_table, client):
    client.force_login(world.secretary)

    early = see(client, "member", fund.slug, giver.pk, on="1/12/2568")
    odd = see(client, "member", fund.slug, giver.pk, on="เมื่อวาน")

    assert "ถ้าเกิดเหตุวันที่ 1 ธันวาคม 2568" in early
    assert "มีสิทธิตั้งแต่ 24 มีนาคม 2569" in early
    assert reverse("welfare:file_claim", args=[fund.slug, giver.pk, typed_table.benefits.first().pk]) not in early
    assert "เมื่อวาน" in odd
    assert "3,000.00" in odd


def test_a_claim_without_sense_says_what_to_do(world, fund, giver, typed_table, client):
    stay = typed_table.benefits.get(kind="sickness")
    client.force_login(world.secretary)

    page = press(
        client, "file_claim", fund.slug, giver.pk, stay.pk, event_on="1/1/2570", nights="4", request_id=request_of(1)
    )
    early = press(
        client, "file_claim", fund.slug, giver.pk, stay.pk, event_on="1/12/2568", nights="4", request_id=request_of(2)
    )

    assert "ยังมาไม่ถึง" in page.content.decode()
    assert "มีสิทธิตั้งแต่ 24 มีนาคม 2569" in early.content.decode()
    assert not Claim.objects.exists()


def test_evidence_opens_for_those_who_decide_and_who_filed_it_only(world, fund, giver, typed_table, client):
    birth = typed_table.benefits.get(kind="birth")
    client.force_login(world.secretary)
    params = {"event_on": TODAY, "about": "เด็กหญิงขวัญ", "request_id": request_of(1)}
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


def test_a_denied_claim_goes_to_the_meeting_and_back(world, fund, giver, typed_table, client):
    client.force_login(world.secretary)
    stay = typed_table.benefits.get(kind="sickness")
    press(client, "file_claim", fund.slug, giver.pk, stay.pk, event_on=DAYS_AGO, nights="1", request_id=request_of(1))
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


@pytest.mark.parametrize("claims", [1, 3])
def test_the_queue_costs_the_same_for_one_claim_and_three(
    world, fund, giver, typed_table, client, claims, django_assert_max_num_queries
):
    client.force_login(world.secretary)
    stay = typed_table.benefits.get(kind="sickness")
    for day in range(claims):
        on = f"{1 + day}/6/2569"
        press(
            client, "file_claim", fund.slug, giver.pk, stay.pk, event_on=on, nights="1", request_id=request_of(day + 1)
        )
    see(client, "claims", fund.slug)

    with django_assert_max_num_queries(18):
        page = see(client, "claims", fund.slug)
    assert page.count("นอนโรงพยาบาล") == claims
