"""The pages of matching grants: promised, received, still to come."""

from io import BytesIO
from uuid import uuid4

from django.urls import reverse
from openpyxl import load_workbook

from villages.models import PendingRequest
from villages.services import requests
from welfare.models import MatchingGrant


def test_promise_and_receipt_are_written_in_the_browser(world, fund, client):
    client.force_login(world.treasurer)
    form = client.get(reverse("welfare:declare_match", args=[fund.slug])).context["form"]
    params = {"source": "local", "year": "2569", "counted_on": "1/3/2569", "members": "270", "amount": "40,000",
            "letter": "หนังสือ 12", "on": "1/3/2569", "request_id": form["request_id"].initial}  # fmt: skip
    wrong = client.post(reverse("welfare:declare_match", args=[fund.slug]), params | {"amount": "สี่หมื่น"})
    assert "หนังสือ 12" in wrong.content.decode()
    assert not MatchingGrant.objects.exists()

    client.post(reverse("welfare:declare_match", args=[fund.slug]), params)
    grant = MatchingGrant.objects.get()
    came = {"amount": "40000", "on": "1/3/2569", "reference": "สมุดหน้า 4", "request_id": uuid4()}
    client.post(reverse("welfare:match_came", args=[fund.slug, grant.pk]), came)
    requests.approve(PendingRequest.objects.get(), by=world.checker)

    page = client.get(reverse("welfare:matches", args=[fund.slug])).content.decode()
    assert (grant.year, grant.amount) == (2026, 40000)
    assert page.count("40,000.00") == 2
    again = client.get(reverse("welfare:match_came", args=[fund.slug, grant.pk])).content.decode()
    assert "0.00" in again


def test_the_usual_list_masks_the_numbers(world, fund, given, visit):
    answer = visit("treasurer").get(reverse("welfare:matched_xlsx", args=[fund.slug]), {"on": "1/3/2569"})

    row = [
        str(value) for row in load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True) for value in row
    ]
    assert given.member.person.citizen_id not in row
