"""The list of unsent rows, and which devices may still hold some."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

from django.urls import reverse
from django.utils import timezone

from funds.models import Device
from villages.models import Officer


def test_the_list_learns_names_and_what_is_in_the_books_and_whose_office_ended_settles_nothing(world, row, client):
    begun = row["evening"]
    address = reverse("funds:unsent_day", args=[world.group.slug, begun.day.pk])
    query = {"row": [row["request_id"], "nothing"], "person": [world.member.person_id, world.receiver.person.pk]}
    client.force_login(world.bookkeeper)
    answer = client.get(address, query).json()
    assert (answer["state"], answer["enters"], answer["settles"], answer["known"]) == ("open", True, True, [])
    assert answer["people"] == {str(world.member.person_id): str(world.member.person)}

    Officer.objects.filter(person__user=world.bookkeeper).update(until_on=timezone.localdate() - timedelta(days=1))

    assert client.get(address, query).status_code == 404


def test_before_the_count_one_reads_which_devices_may_still_hold_rows(world, row, client):
    day = row["evening"].day
    client.force_login(world.bookkeeper)
    device = str(uuid4())
    fresh = reverse("funds:sheet_taken", args=[world.group.slug, day.pk])
    for sentence in ("2 400.00", "1 200.00"):
        client.get(fresh, headers={"X-Device": device, "X-Unsent": sentence})
    client.get(fresh, headers={"X-Device": "nonsense", "X-Unsent": "x"})
    client.force_login(world.auditor)
    client.get(fresh, headers={"X-Device": str(uuid4()), "X-Unsent": "9 900.00"})

    client.force_login(world.receiver)
    page = client.get(reverse("funds:day", args=[world.group.slug, day.pk])).content.decode()
    last = client.post(reverse("funds:turn_day", args=[world.group.slug, day.pk])).content.decode()

    assert "คุณbookkeeper" in last  # beside who has not come
    assert (Device.objects.get().rows, Device.objects.get().amount) == (1, Decimal(200))
    assert "คุณbookkeeper" in page
    assert "200.00" in page
