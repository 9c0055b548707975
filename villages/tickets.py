"""A citizen ID on its way from one page to the next: under a ticket in the session, never in an address (R9.15)."""

import re
import secrets

from django.http import HttpRequest

from ledger import thai

LAST = 5  # digits that a search goes on with; a member number has fewer or other ones
WRITTEN = re.compile(r"(?<![0-9A-Za-z-])\d(?:[\s.-]?\d){12}(?![0-9A-Za-z-])")


def keep(request: HttpRequest, citizen_id: str) -> str:
    """Keep a citizen ID in the session, under the ticket that the next page's address shows instead."""
    ticket = secrets.token_hex(4)
    request.session[_place(ticket)] = citizen_id
    return ticket


def look(request: HttpRequest, ticket: str) -> str | None:
    """The citizen ID of a ticket, until the session ends or it was used."""
    return request.session.get(_place(ticket))


def use(request: HttpRequest, ticket: str) -> None:
    """What the ticket was for is done."""
    del request.session[_place(ticket)]


def _place(ticket: str) -> str:
    return f"joining-{ticket}"


def shortened(text: str) -> str:
    """A text of an address in which every citizen ID is cut to its last digits, by which searches find it too."""
    arabic = thai.digits(text)
    shorter = WRITTEN.sub(_shorter, arabic)
    return text if shorter == arabic else shorter  # Thai digits of anything else stay as they were typed


def _shorter(match: re.Match[str]) -> str:
    number = re.sub(r"\D", "", match[0])
    return number[-LAST:] if number[12] == thai.check_digit(number[:12]) else match[0]
