"""No page of a welfare fund asks the database more than twenty times."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.welfare.conftest import press, request_of, see
from welfare.models import Claim

DAYS_AGO = f"{timezone.localdate() - timedelta(days=5):%d/%m/%Y}"  # nights are asked for once they are spent
PAGES = [
    "treasurer fund", "treasurer days", "treasurer scheme_bylaw", "treasurer enrol", "treasurer rounds",
    "treasurer open_round", "treasurer year", "treasurer matches", "treasurer declare_match", "treasurer projection",
    "treasurer tables", "treasurer table table", "treasurer member giver", "treasurer file_claim giver stay",
    "treasurer claims",
    "treasurer register", "treasurer pensions", "treasurer claim claim", "member mine", "member my_claim claim",
    "member my_file giver stay", "auditor network", "auditor public",
]  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_every_page_asks_twenty_times_at_most(
    world, fund, giver, typed_table, client, page, django_assert_max_num_queries
):
    stay = typed_table.benefits.get(kind="sickness")
    client.force_login(world.secretary)
    params = {"event_on": DAYS_AGO, "nights": "1", "request_id": request_of(1)}
    press(client, "file_claim", fund.slug, giver.pk, stay.pk, **params)
    who, name, *parts = page.split()
    known = {"table": typed_table.pk, "giver": giver.pk, "stay": stay.pk, "claim": Claim.objects.get().pk}
    own = who == "member" or name in ("network", "public")
    args = [*([] if own else [fund.slug]), *(known[part] for part in parts)]
    client.force_login(world.users[who])
    see(client, name, *args)

    with django_assert_max_num_queries(20):
        see(client, name, *args)
