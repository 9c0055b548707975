"""A by-law whose parts are not the whole is refused, and a giver is found however the name is typed."""

from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import made_bylaws
from welfare.forms.schemes import FindForm


def standing(member: str) -> SimpleNamespace:
    return SimpleNamespace(enrolment=SimpleNamespace(member=member), status=SimpleNamespace(state="paying"))


@pytest.mark.parametrize("typed", ["น้ำฝน", "น\u0e4d\u0e49\u0e32ฝน", "น้ำ\u200bฝน ", "๐๘-๐๐๐๑", "mr.  john"])
def test_a_giver_is_found_however_the_name_is_typed(typed):
    wanted = standing("08-0001 Mr. John น้ำฝน")

    assert FindForm({"q": typed}).find([wanted, standing("08-0002 นายสมชาย ใจดี")]) == [wanted]


def test_the_by_law_of_the_fund_is_written_in_the_browser(world, fund, client):
    client.force_login(world.treasurer)
    address = reverse("welfare:scheme_bylaw", args=[fund.slug])
    typed = {
        "a_day": "1", "entry_fee": "30", "youngest": "0", "oldest": "150", "wait_days": "180", "wait_strict": "on",
        "suspend_after": "0", "end_after": "90", "benefits_share": "60", "growth_share": "20", "reserve_share": "20",
        "effective_from": f"{timezone.localdate():%d/%m/%Y}", "decided_on": "1/1/2569", "resolution": "มติ 2",
    }  # fmt: skip

    short = client.post(address, typed | {"benefits_share": "50"}).content.decode()
    nobody = client.post(address, typed | {"youngest": "60", "oldest": "20"}).content.decode()
    first = client.post(address, typed)
    made_bylaws.agree_waiting(fund)
    again = client.post(address, typed)

    assert "สามส่วนรวมกันได้ 90" in short
    assert "ไม่มีใครอายุอยู่ในช่วงนี้" in nobody
    assert (first.status_code, again.status_code) == (302, 200)
    bylaw = fund.books.get().scheme.bylaws.first()
    assert (bylaw.end_after, bylaw.rewait, bylaw.wait_strict, bylaw.benefits_share) == (90, False, True, 60)
    assert 'value="90"' in client.get(address).content.decode()
