"""Before the count begins it is said who has not come."""

from decimal import Decimal

from django.urls import reverse

from funds.services import savings


def test_who_has_not_come_is_said_before_the_count(world, client, evening, new_id):
    others = [world.new_member(new_id(), f"คน{number}") for number in range(3)]
    for member in others:
        savings.open_passbook(member, world.pledged, on=member.joined_on, pledge=Decimal(100))
    day = evening()
    day.take(world.member.person, **{day.key(world.passbook): "500"})
    client.force_login(world.receiver)
    address = reverse("funds:turn_day", args=[world.group.slug, day.day.pk])

    text = client.post(address).content.decode()
    assert "ยังไม่มา 3 จาก 4 คน" in text
    assert all(str(member.person) in text for member in others)
    assert str(world.member.person) not in text
    day.take(others[0].person, **{day.key(world.passbook): "100"})
    assert "ยังไม่มา 2 จาก 4 คน" in client.post(address, {"absent": "3"}).content.decode()
    day.day.refresh_from_db()
    assert day.day.state == "open"
    client.post(address, {"absent": "2"})
    day.day.refresh_from_db()
    assert day.day.state == "counting"


def test_where_everybody_came_the_count_begins_at_once(world, client, evening):
    day = evening()
    day.take(world.member.person, **{day.key(world.passbook): "500"})
    client.force_login(world.receiver)

    client.post(reverse("funds:turn_day", args=[world.group.slug, day.day.pk]))

    day.day.refresh_from_db()
    assert day.day.state == "counting"
