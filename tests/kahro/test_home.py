"""The front door leads everybody to their own place."""

from django.urls import reverse


def test_home_is_still_the_own_group(own, world, browser_of):
    answer = browser_of(world.bookkeeper).get(reverse("kahro:home"))

    assert answer["Location"] == world.group.get_absolute_url()
