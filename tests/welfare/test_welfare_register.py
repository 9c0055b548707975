"""The register of all claims: found, sorted, carried away."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from tests.welfare.conftest import file, line
from welfare.models import Claim
from welfare.services import claims


@pytest.mark.parametrize("few", [1, 3])
def test_all_claims_are_found_sorted_and_carried_away(
    world, fund, paid_up, table, few, client, django_assert_max_num_queries
):
    for day in range(few):
        file(world, paid_up, line(table, "sickness"), on=date(2026, 6, 1 + day), nights=1)
    denied = claims.decide(Claim.objects.latest("pk"), yes=False, by=world.chair, reason="ไม่ครบ")
    client.force_login(world.secretary)
    address = reverse("welfare:register", args=[fund.slug])
    page_of = lambda **query: client.get(address, query).content.decode()  # noqa: E731
    client.get(address)

    with django_assert_max_num_queries(14):
        page = client.get(address).content.decode()

    assert f"{200 * (few - 1):,.2f} <small>" in page  # the one denied is no money
    assert page.count("/welfare/claims/") >= few
    assert denied.number in page_of(state="denied", year="2569", kind="sickness")
    assert denied.number not in page_of(state="paid")
    assert denied.number in page_of(q=paid_up.member.person.first_name)
    assert denied.number in page_of(q=denied.number, sort="-amount")
    assert "ไม่พบคำขอ" in page_of(year="2560")
    sheet = load_workbook(BytesIO(client.get(address, {"form": "xlsx", "state": "denied"}).content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [row[0] for row in rows[-1:]] == [denied.number]
    assert rows[-1][6] == 200
