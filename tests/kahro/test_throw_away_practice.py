"""The nightly command that throws old practice away."""

from datetime import timedelta
from io import StringIO

from django.core.management import call_command
from django.utils import timezone

from kahro.practice import services as practice
from tests.conftest import LONG_AGO
from villages.models import Group


def test_a_week_later_the_nightly_command_throws_it_away(own, world):
    fresh = practice.begin(world.group, by=world.receiver)
    Group.objects.filter(pk=own.pk).update(founded_on=timezone.localdate() - timedelta(days=8))
    Group.objects.filter(pk=fresh.pk).update(founded_on=timezone.localdate() - timedelta(days=7))
    Group.objects.filter(pk=world.group.pk).update(founded_on=LONG_AGO)
    out = StringIO()

    call_command("throw_away_practice", stdout=out)

    assert set(Group.objects.all()) == {world.group, fresh}
    assert own.name in out.getvalue()
