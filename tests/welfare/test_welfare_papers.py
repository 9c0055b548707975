"""What a welfare fund prints: vouchers, cards, lists, and what they leave out (R9.14, R9.15)."""

from datetime import date
from io import BytesIO
from uuid import uuid4

from django.urls import reverse
from pypdf import PdfReader

from tests.pdfs import printed
from tests.welfare.conftest import agree, file, give, line
from villages.models import Person
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
