"""What the sheet asks before it takes a row: what is unusual once more, and a second officer beside it (R0.18)."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from funds.forms.unusual import ONCE_MORE, amount_in_words
from funds.models import WorkingDay
from funds.queries import days as days_queries
from funds.queries import sheet as sheet_queries
from funds.queries import unusual as unusual_queries
from funds.rules import limits as limits_rules
from funds.services import second_looks
from ledger import thai
from ledger.users import shown_name
from villages.http import OfficerRequest
from villages.models import PendingRequest

# Fields of a row that are no columns: the amounts already repeated, who agrees with which password, leave it waiting.
FIELDS = ("sure", "second", "password", "ask")


def ask_once_more(
    sheet: sheet_queries.CollectionSheet, person_id: int, amounts: Mapping[str, Decimal], sure: str
) -> None:
    """Refuse, with code "unusual", amounts that were not repeated yet.

    `sure` are those to which somebody said yes, "p3=50000.00 p4=…": a yes to one amount is no yes to another.
    """
    row = sheet.rows.get(person_id)
    known = {key: (row.cells[key], amount) for key, amount in amounts.items() if row and key in row.cells}
    questions = {
        f"{key}={amount:.2f}": f"{cell.column.title}: {amount_in_words(amount, cell.usual or cell.due)}"
        for key, (cell, amount) in known.items()
        if limits_rules.is_unusual_amount(amount, sheet.unasked(cell))
    }
    if questions.keys() - set(sure.split()):
        said = " ".join([*questions.values(), str(ONCE_MORE)])
        raise ValidationError(f"{row and row.person}: {said}", code="unusual", params={"sure": " ".join(questions)})


def what_helps(request: OfficerRequest, refusal: ValidationError, day: WorkingDay) -> dict[str, Any]:
    """What the row needs beside a refusal: the amounts that were repeated, or who may agree to them."""
    sure = [error.params["sure"] for error in about(refusal, "unusual") if error.params]
    helps = {"sure": sure[0] if sure else request.POST.get("sure", "")}
    if about(refusal, "second") or request.POST.get("second"):
        officers = second_looks.who_may_agree(days_queries.groups_of(day), request.user)
        helps["seconds"] = [[user.pk, shown_name(user)] for user in officers]
    return helps


def about(refusal: ValidationError, code: str) -> list[ValidationError]:
    return [] if hasattr(refusal, "error_dict") else [error for error in refusal.error_list if error.code == code]


def waiting_rows(sheet: sheet_queries.CollectionSheet) -> dict[int, str]:
    """Above how many baht a receipt of each box waits for a second officer; for the page's script."""
    looks = {box.group_book_id: sheet.limits[box.group_book.group_id].second_look for box in sheet.boxes}
    return {group_book: f"{limit}" for group_book, limit in looks.items() if limit}


def waiting(day: WorkingDay) -> list[dict[str, Any]]:
    """The rows of a day that wait for a second officer, as the sheet shows them."""
    if not vars(day).get("has_waiting", True):
        return []
    return [as_waiting(pending) for pending in unusual_queries.waiting_at(day)]


def waits_of(person_id: int, waiting: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [one for one in waiting if one["person"] == person_id]


def as_waiting(pending: PendingRequest) -> dict[str, Any]:
    """Like a visit that is written, but without a number: its money lies apart in the box."""
    paid = unusual_queries.amounts(pending)
    return {
        "waits": True,
        "request_id": str(pending.request_id),
        "person": pending.arguments["person"],
        "number": "",
        "total": thai.money(sum(paid.values(), Decimal(0))),
        "url": pending.get_absolute_url(),
        "paid": [[key, f"{amount:.2f}"] for key, amount in paid.items()],
        "by": shown_name(pending.maker),
    }
