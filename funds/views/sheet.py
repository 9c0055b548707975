"""The sheet: one row a member, each row saved at once (R3.4, R3.5); also without JavaScript, also without a signal."""

import re
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_POST

from funds.models import Visit, WorkingDay
from funds.queries import boxes as boxes_queries
from funds.queries import days as days_queries
from funds.queries import sheet as sheet_queries
from funds.services import unsent, visits, waiting
from funds.views import asking
from funds.views.script_texts import WORDS
from funds.views.seconds import who_agreed
from ledger import rules as ledger_rules
from ledger import thai
from ledger.users import shown_name
from villages.access import needs
from villages.forms.fields import uuid_of
from villages.http import OfficerRequest
from villages.models import Group, PendingRequest

NO_COLUMNS = ("csrfmiddlewaretoken", "request_id", "paid_by", "again", "ticket", "at", *asking.FIELDS)


@never_cache
@ensure_csrf_cookie
@needs("see members")
def sheet(request: OfficerRequest, group: Group, pk: int) -> HttpResponse:
    """Everybody who may pay this evening, with what is due filled in."""
    day = get_object_or_404(days_queries.days_of_hands(group, request.user), pk=pk)
    return _render(request, group, day)


def _render(request: OfficerRequest, group: Group, day: WorkingDay, typed: dict | None = None) -> HttpResponse:
    at = _moment()
    sheet = sheet_queries.collection_sheet(day)
    numbers = sheet_queries.member_numbers(sheet)
    enters = day.state == "open" and vars(day)["enters"]
    waiting = asking.waiting(day)
    rows = [
        {"numbers": numbers.pop(pk, [])}
        | _row(sheet, row, (typed or {}).get(pk), request.GET.get("again") == str(pk), asking.waits_of(pk, waiting))
        for pk, row in sheet.rows.items()
    ]
    others = [_other(own) for own in numbers.values()] if enters else []
    context = {
        "group": group,
        "day": day,
        "sheet": sheet,
        "rows": rows,
        "boxes": sheet.boxes,
        "bands": _bands(sheet),
        "enters": enters,
        "sums": _sums(sheet),
        "waiting": waiting,
        "state": _state(group, sheet, request.user, enters, waiting) | {"others": others, "at": at},
    }
    return render(request, "funds/sheet.html", context)


def _other(numbers: list[sheet_queries.MemberNumber]) -> dict:
    """A member who has nothing to pay here, and may yet be the one whose number is typed."""
    return {
        "name": str(numbers[0].person),
        "numbers": [number.number for number in numbers],
        "groups": [" ".join([number.number, *number.groups]) for number in numbers],
    }


def _bands(sheet: sheet_queries.CollectionSheet) -> list[tuple]:
    """Each book, and how many columns are below it."""
    return [(book, len([*columns])) for book, columns in groupby(sheet.columns, attrgetter("group_book"))]


def _row(
    sheet: sheet_queries.CollectionSheet,
    row: sheet_queries.SheetRow,
    typed: dict | None,
    again: bool,
    waits: list[dict],
) -> dict:
    """A person's row: what they paid, or fields to fill, in the order of the columns; `waits` for a second officer."""
    fields = typed or {}
    cells = []
    for column in sheet.columns:
        cell = row.cells.get(column.key)
        value = fields.get(column.key, f"{cell.due:.2f}" if cell and cell.due else "")
        unasked = sheet.unasked(cell) if cell else None
        paid = row.paid.get(column.key)
        cells.append({"column": column, "cell": cell, "value": value, "paid": paid, "unasked": unasked})
    return {
        "row": row,
        "cells": cells,
        "is_taken": bool(row.payments or waits) and not again and not typed,
        "again": again or fields.get("again_asked"),
        "total": sum(row.paid.values(), Decimal(0)),
        "request_id": fields.get("request_id") or uuid4(),
        "faults": fields.get("faults"),
        "sure": fields.get("sure", ""),
        "seconds": fields.get("seconds"),
        "waits": waits,
    }


def _sums(sheet: sheet_queries.CollectionSheet) -> list[Decimal]:
    """What each column took, and all of them together."""
    sums = [
        sum((row.paid.get(column.key, Decimal(0)) for row in sheet.rows.values()), Decimal(0))
        for column in sheet.columns
    ]
    return [*sums, sum(sums, Decimal(0))]


def _state(group: Group, sheet: sheet_queries.CollectionSheet, user, writes: bool, waiting: list[dict]) -> dict:
    """What the page's script gets to know of the day."""
    return {
        "day": sheet.day.pk,
        "on": thai.short_date(sheet.day.on),
        "user": user.pk,
        "writer": shown_name(user),
        "ticket": unsent.ticket(sheet.day, user),
        "open": sheet.day.state == WorkingDay.State.OPEN,
        "state": sheet.day.state,
        "writes": writes,
        "worker": reverse("funds:worker"),
        "words": {key: str(text) for key, text in WORDS.items()},
        "taken": [*(_paid_row(group, payment) for row in sheet.rows.values() for payment in row.payments), *waiting],
        "second": asking.waiting_rows(sheet),
        "pages": [reverse("funds:unsent"), reverse("funds:no_signal")],
        "assets": [static("js/unsent_list.js"), static("js/no_signal.js")],
        "fresh": reverse("funds:sheet_taken", args=[group.slug, sheet.day.pk]),
    }


@require_POST
@needs("take deposits")
def sheet_row(request: OfficerRequest, group: Group, pk: int, person: int) -> HttpResponse:
    """Save one row. A script asks for JSON; a plain form gets the sheet again."""
    day = get_object_or_404(days_queries.days_of_hands(group, request.user), pk=pk)
    if not vars(day)["enters"]:
        raise PermissionDenied
    wants_json = request.headers.get("accept") == "application/json"
    try:
        unsent.check_not_settled(_request_id(request))
        writer = unsent.writer(day, request.POST["ticket"]) if "ticket" in request.POST else request.user
        visit = _take(request, group, day, person)
    except ValidationError as refusal:
        return _refused_json(request, refusal, day) if wants_json else _refused(request, group, day, person, refusal)
    if isinstance(visit, PendingRequest):
        left = asking.as_waiting(visit) | {"at": _moment(), "boxes": _boxes(day)}
        return JsonResponse(left) if wants_json else redirect(visit)
    unsent.take_over(visit, writer)
    written = _paid_row(group, sheet_queries.payments(day, visit=visit.pk)[0])
    if wants_json:
        return JsonResponse(written | {"at": _moment(), "boxes": _boxes(day)})
    messages.success(
        request,
        _("%(person)s: %(total)s baht received, no. %(number)s.")
        % {"person": visit.person, "total": written["total"], "number": written["number"]},
    )
    return redirect(reverse("funds:sheet", args=[group.slug, pk]) + f"#p{_next(day, person)}")


def _take(request: OfficerRequest, group: Group, day: WorkingDay, person_id: int) -> Visit | PendingRequest:
    """Written, with who agreed beside it where it is large; or left waiting for a second officer (R0.18)."""
    person = sheet_queries.person_at(day, person_id)
    sheet = sheet_queries.collection_sheet(day, person) if person else None
    typed = {key: request.POST[key] for key in request.POST if key not in NO_COLUMNS}
    amounts = _amounts(sheet, person, typed)
    request_id, paid_by = _request_id(request), request.POST.get("paid_by", "")[:160]
    if first := visits.answered(day, person_id, amounts, request_id=request_id, paid_by=paid_by):
        return first
    again = "again" in request.POST
    visits.check_turn(day, person_id, request_id=request_id, again=again)
    if person is None or sheet is None:
        raise ValidationError(_("This person does not sit at this table: not a member, left, or passed away."))
    asking.ask_once_more(sheet, person.pk, amounts, request.POST.get("sure", ""))
    written_by: dict = {"by": request.user, "request_id": request_id, "paid_by": paid_by, "again": again}
    if "ask" in request.POST:
        return waiting.ask_to_take(sheet, person, amounts, **written_by)
    return visits.take(sheet, person.pk, amounts, agreed_by=who_agreed(request, group), **written_by)


def _request_id(request: OfficerRequest) -> UUID:
    if (request_id := uuid_of(request.POST.get("request_id", ""))) is None:
        raise ValidationError(_("This form is not whole. Open the sheet anew."))
    return request_id


def _amounts(sheet: sheet_queries.CollectionSheet | None, person, typed: dict[str, str]) -> dict[str, Decimal]:
    """What was typed, read as money; every field that cannot be read is reported with row, column and what to do."""
    titles = {column.key: column.title for column in sheet.columns} if sheet else {}
    amounts, faults = {}, {}
    for key, text in typed.items():
        if not text.strip():
            continue
        try:
            amount = thai.parse_baht(text)
        except ValueError:
            amount = None
        if amount is None or amount < 0 or not ledger_rules.is_money(amount):
            faults[key] = _("%(person)s, %(column)s: “%(text)s” is no amount. Write figures like 1,234.50.") % {
                "person": person,
                "column": titles.get(key, key),
                "text": text[:20],
            }
        else:
            amounts[key] = amount
    if faults:
        raise ValidationError(faults)
    return amounts


def _paid_row(group: Group, payment: sheet_queries.SheetPayment) -> dict:
    """What the sheet shows of a visit that is written: numbers, total in baht, and what was paid by column's tag."""
    return {
        "visit": payment.visit.pk,
        "request_id": str(payment.visit.request_id),
        "person": payment.visit.person_id,
        "number": payment.number,
        "total": f"{payment.total:,.2f}",
        "url": reverse("funds:visit", args=[group.slug, payment.visit.pk]),
        "paid": [[tag, f"{line.credit:.2f}"] for tag, line in payment.lines],
        "by": shown_name(payment.visit.by),
    }


def _code(refusal: ValidationError) -> str:
    return "" if hasattr(refusal, "error_dict") else refusal.error_list[0].code or ""


STATUS = {"again": 409, "closed": 410, "counting": 423, "unusual": 428, "second": 428}


def _refused_json(request: OfficerRequest, refusal: ValidationError, day: WorkingDay) -> JsonResponse:
    code = _code(refusal)
    fields = {name: " ".join(errors) for name, errors in getattr(refusal, "message_dict", {}).items()}
    body = {"code": code, "message": " ".join(refusal.messages), "fields": fields}
    return JsonResponse(body | asking.what_helps(request, refusal, day), status=STATUS.get(code, 422))


def _refused(request, group: Group, day: WorkingDay, person_id: int, refusal: ValidationError) -> HttpResponse:
    """The sheet again, with what was typed in this row and what is wrong with it."""
    typed = {key: value for key, value in request.POST.items() if key not in ("csrfmiddlewaretoken", "password")}
    typed |= {"faults": refusal.messages, "again_asked": _code(refusal) == "again"}
    typed |= asking.what_helps(request, refusal, day)
    return _render(request, group, day, {person_id: typed})


def _next(day: WorkingDay, person_id: int) -> int:
    """The row after this one."""
    order = list(sheet_queries.collection_sheet(day).rows)
    at = order.index(person_id) if person_id in order else -1
    return order[(at + 1) % len(order)]


@never_cache
@needs("see members")
def sheet_taken(request: OfficerRequest, group: Group, pk: int) -> JsonResponse:
    """What was taken so far, for the other laptop on the same sheet; and what that laptop has not sent (R3.10)."""
    day = get_object_or_404(days_queries.days_of_hands(group, request.user), pk=pk)
    if device := uuid_of(request.headers.get("X-Device", "")):
        _hear(request, day, device)
    at = _moment()
    taken = [*(_paid_row(group, payment) for payment in sheet_queries.payments(day)), *asking.waiting(day)]
    return JsonResponse({"at": at, "state": day.state, "visits": taken, "boxes": _boxes(day)})


def _hear(request: OfficerRequest, day: WorkingDay, device: UUID) -> None:
    """What the device reports that it still holds: how many rows, how many baht."""
    rows, _space, amount = request.headers.get("X-Unsent", "").partition(" ")
    if vars(day)["enters"] and re.fullmatch(r"\d{1,5}", rows) and re.fullmatch(r"\d{1,11}\.\d\d", amount):
        unsent.hear(day, device, int(rows), Decimal(amount), by=request.user)


def _moment() -> str:
    """By the server's clock, so that a device knows which of two lists is newer, whatever its own clock says."""
    return timezone.now().isoformat(timespec="microseconds")


def _boxes(day: WorkingDay) -> dict[int, str]:
    """What must lie in each box now, in baht."""
    return {box.group_book_id: f"{box.expects or 0:.2f}" for box in boxes_queries.boxes(day)}
