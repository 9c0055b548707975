"""Where and when the web server works."""

import socket
from datetime import datetime

import pytest
from django.core.management.base import CommandError
from django.utils import timezone

from kahro.management.commands.serve import address, claim_port, until_night


@pytest.mark.parametrize(
    ("now", "hours"), [((2026, 3, 5, 1), 1), ((2026, 3, 5, 2), 24), ((2026, 3, 5, 3), 23), ((2026, 12, 31, 23), 3)]
)
def test_the_night_begins_at_two(now, hours):
    assert until_night(datetime(*now, tzinfo=timezone.get_default_timezone())) == hours * 3600


def test_it_listens_on_this_machine_alone_unless_told(monkeypatch):
    monkeypatch.delenv("HOST", raising=False)
    monkeypatch.delenv("PORT", raising=False)
    assert address() == ("127.0.0.1", 8000)

    monkeypatch.setenv("HOST", "0.0.0.0")
    monkeypatch.setenv("PORT", "8791")
    assert address() == ("0.0.0.0", 8791)


def test_a_port_somebody_serves_on_is_refused_with_the_next_one_named(monkeypatch):
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        monkeypatch.setenv("HOST", "127.0.0.1")
        monkeypatch.setenv("PORT", str(port))

        with pytest.raises(CommandError, match=f"PORT={port + 1}"):
            claim_port()
