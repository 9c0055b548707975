# ruff: noqa: F811 - fixtures of the claims
"""What a claim's pages say: states, what was received, what is needed, and what an auditor may read."""

from datetime import date
from io import BytesIO
from uuid import uuid4

import pytest
from django.urls import reverse
from pypdf import PdfReader

from tests import made_bylaws
from tests.welfare.test_claims import agree, file, line, paid_up, table  # noqa: F401
from villages.models import Person
from welfare.models import Benefit, Claim
from welfare.queries import benefits as benefits_queries
from welfare.services import claims, payments


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


def test_received_is_what_was_paid_only(world, paid_up, table):
    """Of a thousand a year: six hundred asked for are not received, and cannot be asked for again."""
    first = file(world, paid_up, line(table, "sickness"), on=date(2026, 5, 1), nights=3)
    second = file(world, paid_up, line(table, "sickness"), on=date(2026, 6, 1), nights=3)
    assert "รับไปแล้ว 0.00 ขอไว้แต่ยังไม่ได้รับ 600.00 เหลือ 400.00 บาท" in " ".join(benefits_queries.in_sentences(second.steps))
    claims.decide(second, yes=False, by=world.chair, reason="ยื่นใหม่")

    payments.pay(agree(world, first), by=world.receiver, request_id=uuid4())
    third = file(world, paid_up, line(table, "sickness"), on=date(2026, 6, 1), nights=3)

    assert "รับไปแล้ว 600.00 บาท เหลือ 400.00 บาท" in " ".join(benefits_queries.in_sentences(third.steps))


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


# -- The auditor -------------------------------------------------------------------------------------------------------


def words(content: bytes) -> str:
    text = "".join(part.extract_text() for part in PdfReader(BytesIO(content)).pages)
    return "".join(text.split())


def test_an_auditor_opens_the_voucher_behind_an_entry_without_the_member(world, fund, paid_up, table, client):
    about = "เด็กหญิงขวัญตา"
    claim = file(world, paid_up, line(table, "education"), about=about, measured=4, note="ป่วยหนัก", payee="นายทวี มีทรัพย์")
    claim = payments.pay(agree(world, claim), by=world.receiver, request_id=uuid4(), from_bank=True)
    address = reverse("welfare:voucher", args=[fund.slug, claim.pk])
    client.force_login(world.auditor)
    book = paid_up.scheme.group_book.book.slug
    for entry in (claim.approval, claim.payment):
        shown = client.get(reverse("kahro:entry", args=[fund.slug, book, entry.number])).content.decode()
        assert address in shown

    answer = client.get(address)
    text = words(answer.content)

    assert answer.status_code == 200
    for known in (claim.number, "500.00", claim.payment.number, "ประชุมใหญ่1/2567", "3.50"):
        assert known in text, known
    voters = [Person.objects.get(user=user).first_name for user in (world.chair, world.checker)]
    assert all(name in text for name in voters)
    person = paid_up.member.person
    for secret in (person.first_name, paid_up.member.number, "ขวัญตา", "ป่วยหนัก", "ทวี"):
        assert secret not in text, secret
    client.force_login(world.chair)
    assert person.first_name in words(client.get(address).content)
    client.force_login(world.auditor)
    assert client.get(reverse("welfare:claim", args=[fund.slug, claim.pk])).status_code == 403


# -- Addresses ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["funds:find", "villages:members", "welfare:days"])
def test_a_search_by_a_whole_citizen_id_goes_on_with_its_last_digits(world, fund, paid_up, client, name):
    number = paid_up.member.person.citizen_id
    client.force_login(world.secretary if name != "funds:find" else world.treasurer)
    thai = number.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
    written = f"{number[0]}-{number[1:5]}-{number[5:10]}-{number[10:12]}-{number[12]}"
    for text in (number, written, thai):
        answer = client.get(
            reverse(name, args=[world.group.slug if name != "welfare:days" else fund.slug]), {"q": text}
        )
        assert answer.status_code == 302
        assert answer.url.endswith(f"?q={number[-5:]}")

    other = number[:-1] + str((int(number[-1]) + 1) % 10)
    assert not client.get(reverse("villages:members", args=[fund.slug]), {"q": other}).headers.get("Location")
