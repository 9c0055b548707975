from uuid import uuid4

import pytest
from django.test import Client

from funds.services import reversals
from villages.models import PendingRequest


@pytest.fixture
def visit(world):
    """A browser of one of the world's users: `visit("treasurer").get(…)`."""

    def open_browser(name: str) -> Client:
        browser = Client()
        browser.force_login(world.users[name])
        return browser

    return open_browser


@pytest.fixture
def pending(world) -> PendingRequest:
    """The receiver asks to reverse a deposit of 500 baht."""
    receipt = world.deposit(500, by=world.receiver)
    return reversals.ask_to_reverse(receipt.entry, by=world.receiver, reason="ลงผิดคน", request_id=uuid4())
