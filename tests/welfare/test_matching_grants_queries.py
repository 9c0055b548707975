"""Who counts for a match, what it would be, and what came of it (R1.31)."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from uuid import uuid4

from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from ledger import chart
from ledger import services as ledger
from tests.pdfs import printed
from welfare.queries import matching_grants as matching_grants_queries


def test_who_paid_up_counts_and_is_listed_for_the_local_government(world, enrolled, client):
    book = enrolled.scheme.group_book.book
    cash = ledger.activate(book, chart.CASH)
    group = enrolled.member.group
    client.force_login(world.treasurer)
    address = reverse("welfare:matches", args=[group.slug])
    assert "365.00" not in client.get(address).content.decode()

    sides = [ledger.debit(cash, Decimal(36500)), ledger.credit(enrolled.account, Decimal(36500))]
    ledger.post(book, sides, kind="RV", event="J21", on=date(2025, 9, 25), by=world.receiver, request_id=uuid4())

    assert matching_grants_queries.count(group, enrolled.scheme, timezone.localdate()).expected == 365
    assert "365.00" in client.get(address).content.decode()
    listed = printed(client.get(reverse("welfare:matched_pdf", args=[group.slug])).content)
    assert "สมชาย" in listed or str(enrolled.member.person) in listed
    sheet = load_workbook(BytesIO(client.get(reverse("welfare:matched_xlsx", args=[group.slug])).content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[-1][1] == enrolled.member.number
    assert enrolled.member.person.citizen_id not in str(rows)
    assert rows[-1][6] == 36500
