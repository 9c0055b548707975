"""A paper with a letterhead: what every paper of a group begins with."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from ledger import queries as books
from ledger.models import Book
from villages.models import Group
from villages.paper.pdf import paper, qr_svg
from villages.queries import groups as groups_queries


def letter(
    template: str, group: Group | None, title: str, context: dict[str, Any], *, request: HttpRequest | None = None
) -> bytes:
    """The template as PDF with the group's letterhead, or the institution's own; `context` is what the paper says.

    The title, the time of printing and the mark of a demonstration stand on every letter.
    """
    head = groups_queries.letterhead(group)
    common = {"letterhead": head, "demo": head["demo"], "title": title, "generated_at": timezone.now()}
    return paper(template, common | context, request=request)


def last_entry(book: Book) -> dict[str, Any]:
    """A book's last entry with its seal, and both as a QR code: by them an auditor sees that no last entries are
    missing.
    """
    head = books.last_entry(book)
    return {"head": head, "head_qr": qr_svg(f"{book.slug} {head.number} {head.seal}") if head else None}
