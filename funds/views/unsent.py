"""What a device has not sent: the one list, what the server knows of its rows, and how a row is settled apart from the
sheet.

The pages contain no personal data: the list comes from the device itself, so they open without a signal too.
"""

import re
from datetime import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_POST

from funds.models import UnsentRow, Visit, WorkingDay
from funds.queries import boxes as boxes_queries
from funds.queries import days as days_queries
from funds.queries import sheet as sheet_queries
from funds.services import unsent
from funds.views.script_texts import UNSENT
from ledger import rules as ledger_rules
from ledger import thai
from villages import access
from villages.access import needs, public
from villages.forms.fields import uuid_of
from villages.http import OfficerRequest
from villages.models import Group, PendingRequest


def _page(request: HttpRequest, template: str) -> HttpResponse:
    words = {key: str(text) for key, text in UNSENT.items()}
    return render(request, template, {"words": words, "user_pk": request.user.pk or 0})


@public
@never_cache
@ensure_csrf_cookie
def unsent_page(request: HttpRequest) -> HttpResponse:
    """The rows that this device has not sent: whoever looks, the device itself fills the page."""
    return _page(request, "funds/unsent.html")


@public
@never_cache
@ensure_csrf_cookie
def no_signal(request: HttpRequest) -> HttpResponse:
    """What a link opens while there is no signal."""
    return _page(request, "funds/no_signal.html")


@never_cache
@needs("see members")
def unsent_day(request: OfficerRequest, group: Group, pk: int) -> JsonResponse:
    """What the server knows of a device's rows of one day: names, which are in the books, what may be done."""
    day = get_object_or_404(days_queries.days_of_hands(group, request.user), pk=pk)
    people = sheet_queries.people_at(day, request.GET.getlist("person"))
    rows = [row for text in request.GET.getlist("row") if (row := uuid_of(text))]
    known = {*Visit.objects.filter(request_id__in=rows).values_list("request_id", flat=True)}
    known |= {*PendingRequest.objects.filter(request_id__in=rows).values_list("request_id", flat=True)}
    known |= {*UnsentRow.objects.filter(request_id__in=rows).values_list("request_id", flat=True)}
    answer = {
        "state": day.state,
        "says": _says(day),
        "enters": vars(day)["enters"] and access.may(request.user, "take deposits", group),
        "settles": access.may(request.user, "take deposits", group),
        "known": [str(row) for row in known],
        "sheet": reverse("funds:sheet", args=[group.slug, day.pk]),
        "counter": reverse("funds:find", args=[group.slug]),
        "people": {person.pk: str(person) for person in people},
        "over": {
            box.group_book_id: f"{box.difference:.2f}" for box in boxes_queries.boxes(day) if (box.difference or 0) > 0
        },
    }
    return JsonResponse(answer)


def _says(day: WorkingDay) -> str:
    """In which state the day is, for whoever looks at a row of it."""
    return _("Working day of %(day)s: %(state)s") % {"day": thai.short_date(day.on), "state": day.get_state_display()}


@require_POST
@needs("take deposits")
def settle_row(request: OfficerRequest, group: Group, pk: int, person: int) -> JsonResponse:
    """Settle a row that the sheet takes no more: record it at the counter, or throw it away with a reason."""
    day = get_object_or_404(days_queries.days(group), pk=pk)
    try:
        row = _unsent_row(request, day, person)
        if "numbers" in request.POST:
            numbers = re.split(r"[\s,]+", thai.digits(request.POST["numbers"]).upper().strip(" ,"))
            unsent.record_at_counter(row, list(filter(None, numbers)), by=request.user)
        else:
            unsent.throw_away(row, request.POST.get("reason", ""), by=request.user)
    except ValidationError as refusal:
        if getattr(refusal, "code", "") != "sent":
            return JsonResponse({"message": " ".join(refusal.messages)}, status=422)
    return JsonResponse({"settled": request.POST.get("request_id", "")})


def _unsent_row(request: OfficerRequest, day: WorkingDay, person: int) -> unsent.DeviceRow:
    """The row as the device reports it."""
    whose, request_id = sheet_queries.people_at(day, [str(person)]), uuid_of(request.POST.get("request_id", ""))
    boxes = {box.group_book_id: request.POST.get(f"box_{box.group_book_id}", "") for box in day.cash_boxes.all()}
    try:
        sums = {box: thai.parse_baht(text) for box, text in boxes.items() if text}
    except ValueError:
        sums = {}
    if not whose or request_id is None or not sums or not all(map(_is_paid, sums.values())):
        raise ValidationError(_("This row is not whole. Print the list and write the money by hand at the counter."))
    try:
        written_by = unsent.writer(day, request.POST.get("ticket", ""))
    except ValidationError:
        written_by = request.user
    return unsent.DeviceRow(day, whose[0], request_id, sums, written_by, _moment(request.POST.get("at", "")))


def _is_paid(amount: Decimal) -> bool:
    return amount > 0 and ledger_rules.is_money(amount)


def _moment(text: str) -> datetime:
    """When the row was written by the device's own clock, but not later than now."""
    now = timezone.now()
    try:
        return min(datetime.fromisoformat(text), now)
    except (ValueError, TypeError):
        return now
