"""The pages of a working day, as a committee meets them."""

from datetime import date

from django.utils import timezone

from funds.models import WorkingDay
from tests import made_bylaws
from tests.funds.conftest import three_hands, url


def test_a_day_is_planned_and_opened_by_its_pages(world, client):
    client.force_login(world.treasurer)
    made_bylaws.set_working_day_bylaw(
        world.group, effective_from=timezone.localdate(), resolution="มติ 1", day_of_month=5, weekend="stay"
    )

    assert client.get(url(world, "days")).status_code == 200
    assert client.get(url(world, "plan_day")).status_code == 200
    planned = client.post(url(world, "plan_day"), {"on": timezone.localdate(), "groups": [world.group.pk]})
    day = WorkingDay.objects.get()
    assert planned.url == url(world, "day", day.pk)
    assert client.get(planned.url).status_code == 200
    assert client.get(url(world, "open_day", day.pk)).status_code == 200
    hands = {duty: user.pk for user, duty in three_hands(world).items()}
    floats = {f"float_{box.pk}": "0" for box in day.cash_boxes.all()}
    opened = client.post(url(world, "open_day", day.pk), hands | floats)
    assert opened.url == url(world, "sheet", day.pk)


def test_a_day_planned_with_two_digits_of_its_year_is_shown_back_and_never_of_a_century_ago(world, client, monkeypatch):
    """R0.17: planning “10/1/70” made a working day on 10 January 2470."""
    today = date(2026, 11, 25)
    monkeypatch.setattr(timezone, "localdate", lambda *_moment: today)
    client.force_login(world.treasurer)

    shown = client.post(url(world, "plan_day"), {"on": "10/1/70", "groups": [world.group.pk]})
    assert not WorkingDay.objects.exists()
    client.post(url(world, "plan_day"), {"on": shown.context["form"]["on"].value(), "groups": [world.group.pk]})

    assert "10 มกราคม 2570" in shown.content.decode()
    assert WorkingDay.objects.get().on == date(2027, 1, 10)
