"""The front door leads everybody to their own place."""

from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from villages.models import Group, Role, Village
from villages.services import groups


def test_home_is_still_the_own_group(own, world, browser_of):
    answer = browser_of(world.bookkeeper).get(reverse("kahro:home"))

    assert answer["Location"] == world.group.get_absolute_url()


def leads_to(client: Client, user: User | None) -> str | None:
    if user:
        client.force_login(user)
    answer = client.get(reverse("kahro:home"))
    assert answer.status_code == (302 if "Location" in answer else 200)
    return answer.get("Location")


def test_everybody_is_led_to_their_own_place(world, client):
    assert leads_to(client, None) is None
    assert [
        leads_to(client, world.users[name]) for name in ("treasurer", "staff", "auditor", "member", "stranger")
    ] == [
        world.group.get_absolute_url(),
        reverse("kahro:dashboard"),
        reverse("kahro:dashboard"),
        reverse("funds:me"),
        None,
    ]


def test_who_serves_several_groups_chooses_one_in_the_order_of_the_villages(world, client):
    village = Village.objects.create(number=2, name="บ้านสอง")
    places = (("b", None), ("c", village), ("a", village))
    others = {slug: groups.create_group(Group.Kind.OTHER, slug, slug, village=place) for slug, place in places}
    for group in others.values():
        world.appoint(world.treasurer, Role.TREASURER, group)
    client.force_login(world.treasurer)

    shown = client.get(reverse("kahro:home")).context["groups"]

    assert shown == [others["b"], others["a"], others["c"], world.group]
