"""The paper lists of an evening."""

import pytest
from django.urls import reverse

from tests.funds.conftest import GOP, SAJJA, send
from tests.pdfs import printed


@pytest.mark.parametrize("name", ["blank", "wall"])
def test_paper_lists_name_the_group_beside_the_number(world, together, crowd, client, name):
    client.force_login(world.bookkeeper)
    for person in (crowd["บุญมา"], crowd["แก้วตา ใจดี"]):
        send(client, world, together, person)

    said = printed(
        client.get(reverse("funds:day_pdf", args=[world.group.slug, together.pk, name])).content, "-raw"
    ).replace(" ", "")

    assert f"08-0002{SAJJA}" in said
    assert f"08-0002{GOP}" in said
