"""The page of kinds of savings: what each by-law says, and which one is in force."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from tests import made_bylaws


def test_the_page_shows_everything_a_by_law_says_and_which_one_is_in_force(world, client):
    today, tomorrow = timezone.localdate(), timezone.localdate() + timedelta(days=1)
    for day, fine in ((today, 11), (tomorrow, 12)):
        made_bylaws.set_product_bylaw(world.pledged, from_on=day, resolution=f"มติ {fine}", minimum=50, fine=fine)
    client.force_login(world.treasurer)

    page = client.get(reverse("funds:products", args=[world.group.slug])).content.decode()
    card = page.partition(f'id="p{world.pledged.pk}"')[2].partition("<table")[0]
    rows = page.partition("<tbody>")[2].partition("</tbody>")[0].split("</tr>")

    for about, text in world.pledged.bylaws.get(effective_from=today).words():
        assert f"<dt>{about}</dt>" in card
        assert f"<dd>{text}</dd>" in card
    assert ["ใช้อยู่" in row for row in rows[:3]] == [False, True, False]
    assert ["12.00" in row for row in rows[:3]] == [True, False, False]
