"""The pensions of a month on their page, on paper, and from the page to the cash."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.pdfs import printed
from tests.welfare.conftest import LAST_MONTH, scheme_of
from villages.services import people
from welfare.models import Claim
from welfare.services import pensions


def test_the_month_goes_from_the_page_to_the_cash(world, elders, client):
    slug = elders[0].member.group.slug
    month = f"{LAST_MONTH:%Y-%m}"
    address = reverse("welfare:pensions", args=[slug])
    client.force_login(world.secretary)
    assert "1,300.00" in client.get(address, {"month": month}).content.decode()
    client.post(reverse("welfare:write_pensions", args=[slug]), {"month": month})
    for user in (world.chair, world.checker):
        client.force_login(user)
        client.post(reverse("welfare:agree_to_pensions", args=[slug]), {"month": month})
    client.force_login(world.treasurer)
    page = client.get(address, {"month": month}).content.decode()
    assert page.count("จ่ายเงินสด</button>") == 3
    claim = Claim.objects.first()
    back = client.post(reverse("welfare:pay", args=[slug, claim.pk]), {"cash": "1", "month": month})
    assert back["Location"] == f"{address}?month={month}"
    listed = printed(client.get(reverse("welfare:pensions_pdf", args=[slug]), {"month": month}).content)
    assert "1,300.00" in listed
    assert client.get(address, {"month": "เดือนก่อน"}).status_code == 200


@pytest.mark.parametrize("few", [1, 3])
def test_the_page_and_the_run_cost_the_same_for_one_and_three(
    world, elders, few, client, django_assert_max_num_queries
):
    for enrolment in elders[few:]:
        people.leave(enrolment.member, on=timezone.localdate(), reason="ย้าย")
    client.force_login(world.secretary)
    address = reverse("welfare:pensions", args=[elders[0].member.group.slug])
    client.get(address)
    with django_assert_max_num_queries(20):
        client.get(address)
    with django_assert_max_num_queries(20):
        pensions.write_pensions(scheme_of(elders), LAST_MONTH, by=world.secretary)
    pensions.agree_to_pensions(scheme_of(elders), LAST_MONTH, by=world.chair)
    with django_assert_max_num_queries(45):
        pensions.agree_to_pensions(scheme_of(elders), LAST_MONTH, by=world.checker)
    with django_assert_max_num_queries(20):
        client.get(address, {"month": f"{LAST_MONTH:%Y-%m}"})
