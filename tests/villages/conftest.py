from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client


@pytest.fixture
def visit(world):
    """A browser of one of the world's users: `visit("treasurer").get(…)`."""

    def open_browser(name: str) -> Client:
        browser = Client()
        browser.force_login(world.users[name])
        return browser

    return open_browser


@pytest.fixture
def side_by_side():
    """Do several things at the same moment and tell how each ended: its result, or ValidationError."""

    def run(*acts: Callable) -> list:
        start, ends = Barrier(len(acts)), []

        def one(act: Callable) -> None:
            start.wait()
            try:
                ends.append(act())
            except ValidationError:
                ends.append(ValidationError)
            finally:
                connection.close()

        threads = [Thread(target=one, args=[act]) for act in acts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return ends

    return run
