"""`make demo` drops nobody's books, collects files that changed, and says where to go and who to be."""

import os
from io import StringIO
from time import time

import pytest
from django.core.management.base import CommandError
from django.db import connection

from kahro.demo.network import logins
from kahro.management.commands import demo
from villages.models import Group


def test_a_database_that_no_demo_made_is_left_alone(world):
    assert demo.mark() not in (demo.FILLING, demo.FILLED)

    with pytest.raises(CommandError, match="left alone"):
        demo.drop()

    assert Group.objects.get() == world.group


@pytest.mark.tampers
@pytest.mark.parametrize("mark", [demo.FILLING, demo.FILLED])
def test_a_demo_is_dropped_with_its_papers_also_when_it_was_filled_by_half(db, settings, mark):
    demo.set_mark(mark)
    settings.MEDIA_ROOT.mkdir()
    (settings.MEDIA_ROOT / "slip.pdf").touch()

    demo.drop()

    assert connection.introspection.table_names() == []
    assert demo.mark() != mark
    assert not settings.MEDIA_ROOT.exists()


def test_passwords_are_said_of_a_demo_alone(db, monkeypatch):
    monkeypatch.setenv("HOST", "127.0.0.1")
    monkeypatch.setenv("PORT", "8791")
    out = StringIO()
    command = demo.Command(stdout=out)
    command.welcome()
    real = out.getvalue()

    demo.set_mark(demo.FILLED)
    command.welcome()

    lines = out.getvalue().removeprefix(real).splitlines()
    assert [line.split()[-3:] for line in lines[2:]] == [list(login[1:]) for login in logins()]
    assert "\n".join(lines[:2]) == real.rstrip("\n")
    assert lines[1].startswith("Kahro: http://127.0.0.1:8791/ ")


def test_it_says_where_the_data_stays(db, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://somewhere/kahro")
    assert demo.whereabouts() == f"on {connection.settings_dict['HOST']}"

    monkeypatch.delenv("DATABASE_URL")
    assert demo.whereabouts() == f"in {demo.embedded().home}"


@pytest.mark.parametrize(("collected", "changed"), [(None, True), (0, True), (3600, False)])
def test_files_are_collected_again_when_one_is_younger_than_the_collection(settings, tmp_path, collected, changed):
    settings.STATIC_ROOT = tmp_path
    if collected is not None:
        (tmp_path / "staticfiles.json").touch()
        at = time() + collected if collected else 0
        os.utime(tmp_path / "staticfiles.json", (at, at))

    assert demo.static_files_changed() is changed
