import pytest
from django.test import Client


@pytest.fixture
def visit(world):
    """A browser of one of the world's users: `visit("treasurer").get(…)`."""

    def open_browser(name: str) -> Client:
        browser = Client()
        browser.force_login(world.users[name])
        return browser

    return open_browser
