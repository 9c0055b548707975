"""What a welfare fund prints: vouchers, cards, lists, and what they leave out (R9.14, R9.15)."""

from datetime import date
from io import BytesIO
from uuid import uuid4

from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.pdfs import printed
from tests.welfare.conftest import agree, file, give, line
from villages.models import Group, Person
from welfare import papers as welfare_papers
from welfare.models import MemberListHandout
from welfare.queries import matching_grants as matching_grants_queries
from welfare.services import payments


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


def test_a_card_and_a_claims_paper_are_printed(world, enrolled, client):
    give(world, enrolled, 900, date(2025, 9, 25))
    client.force_login(world.secretary)
    group = enrolled.member.group

    card = printed(client.get(reverse("welfare:card", args=[group.slug, enrolled.pk])).content)

    assert enrolled.member.number in card
    assert "24 มีนาคม 2569" in card


def test_a_file_is_named_after_its_fund_and_day():
    fund, day = Group(slug="wel-8"), date(2026, 12, 31)

    assert welfare_papers.name("year", fund, day) == "wel-8-year-20261231.pdf"
    assert welfare_papers.name("claims", fund, day, "xlsx") == "wel-8-claims-20261231.xlsx"


def test_only_a_list_that_is_handed_out_bears_whole_numbers_and_says_to_whom(world, fund, given):
    on = date(2026, 3, 1)
    count = matching_grants_queries.count(fund, given.scheme, on)
    handout = MemberListHandout(recipient="อบต.กะหรอ", reason="ขอเงินสมทบ")
    made = [welfare_papers.matched_sheet(fund, count, handout=each) for each in (None, handout)]
    sheets = [load_workbook(BytesIO(content)).active for content in made]
    usual, whole = ([[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in sheets)

    person = given.member.person
    assert (usual[-1][3], whole[-1][3]) == (person.masked_id, person.citizen_id)
    assert usual[-1][:3] + usual[-1][4:] == whole[-1][:3] + whole[-1][4:]
    assert [row[0] for row in whole if row[0] not in {cells[0] for cells in usual}] == ["ส่งให้ อบต.กะหรอ เพื่อ ขอเงินสมทบ"]
