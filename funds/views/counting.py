"""The end of the evening as pages: count, sign, explain, carry to the bank, close (R3.10–R3.14)."""

from pathlib import PurePath

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from funds.forms.days import BankForm, CountForm, NoteForm, SignForm
from funds.models import BankDeposit, WorkingDay
from funds.queries import boxes as boxes_queries
from funds.queries import sheet as sheet_queries
from funds.queries import unsent as unsent_queries
from funds.queries import unusual as unusual_queries
from funds.services import counting
from funds.views.days import find_day, to_day
from funds.views.seconds import proven
from villages.access import needs, takes_files
from villages.http import OfficerRequest
from villages.models import Group
from villages.views.submitting import press, submit


@require_POST
@needs("sit at the table")
def turn_day(request: OfficerRequest, group: Group, pk: int) -> HttpResponse:
    """Begin to count, or go back to receiving. Who has not come is shown first; a second press begins."""
    day = find_day(group, pk)
    back = to_day(group, day)
    if "resume" in request.POST:
        table = reverse("funds:sheet", args=[group.slug, day.pk])
        return press(request, lambda: counting.resume(day, by=request.user), success=None, to=table, back=back)
    rows = _not_come(day)
    if rows.absent and request.POST.get("absent") != str(len(rows.absent)):
        context = {"group": group, "day": day, "rows": rows, "devices": unsent_queries.devices(day)}
        return render(request, "funds/start_count.html", context)
    return press(request, lambda: counting.start_counting(day, by=request.user), success=None, to=back)


def _not_come(day: WorkingDay) -> sheet_queries.NotCome:
    if day.state != WorkingDay.State.OPEN:
        return sheet_queries.NotCome([], 0)
    return sheet_queries.not_come(
        sheet_queries.collection_sheet(day), [pending.beneficiary_id for pending in unusual_queries.waiting_at(day)]
    )


@needs("sit at the table")
def count_box(request: OfficerRequest, group: Group, pk: int, box: int) -> HttpResponse:
    """Piece by piece what lies in one box (R3.11)."""
    day = find_day(group, pk)
    counted = get_object_or_404(boxes_queries.with_whole(boxes_queries.boxes(day)), pk=box)
    form = CountForm(request.POST or None, seats=day.seats.select_related("user"), box=counted)
    done = submit(
        request,
        form,
        lambda: counting.count(
            counted,
            form.pieces(),
            by=request.user,
            next_float=form.cleaned_data["kept"],
            explanation=form.cleaned_data["explanation"],
            responsible=form.cleaned_data["responsible"],
        ),
        success=_("The count of %(book)s is kept.") % {"book": counted.group_book.book},
        to=to_day(group, day),
    )
    context = {"group": group, "day": day, "box": counted, "form": form, "apart": unusual_queries.waiting_at(day)}
    return done or render(request, "funds/count_box.html", context)


@require_POST
@needs("sit at the table")
def sign_day(request: OfficerRequest, group: Group, pk: int) -> HttpResponse:
    """Sign the count: whoever is logged in, or another officer on the same laptop by their own password (R3.32)."""
    day = find_day(group, pk)
    return press(
        request,
        lambda: counting.sign(day, by=_signer(request, day)),
        success=lambda signed: (
            _("Signed.") if signed.state == "counting" else _("All three signed: the evening is counted.")
        ),
        to=to_day(group, day),
    )


def _signer(request: OfficerRequest, day: WorkingDay):
    if "password" not in request.POST:
        return request.user
    form = SignForm(request.POST)
    if not form.is_valid():
        raise ValidationError(_("Type your password to sign."))
    seat = get_object_or_404(day.seats.select_related("user"), pk=form.cleaned_data["seat"])
    return proven(request, seat.user, form.cleaned_data["password"])


@needs("note differences")
def note_day(request: OfficerRequest, group: Group, pk: int) -> HttpResponse:
    """The chair's note on cash short or over (R3.12)."""
    day = find_day(group, pk)
    form = NoteForm(request.POST or None, initial={"note": day.note})
    done = submit(
        request,
        form,
        lambda: counting.note_difference(day, form.cleaned_data["note"], by=request.user),
        success=_("The note is kept with the day."),
        to=to_day(group, day),
    )
    return done or render(request, "funds/note_day.html", {"group": group, "day": day, "form": form})


@needs("hold working days")
@takes_files
def bank_box(request: OfficerRequest, group: Group, pk: int, box: int) -> HttpResponse:
    """The bank's slip: amount, day, photo (R3.13)."""
    day = find_day(group, pk)
    counted = get_object_or_404(boxes_queries.with_whole(boxes_queries.boxes(day)), pk=box)
    form = BankForm(request.POST or None, request.FILES or None)
    done = submit(
        request,
        form,
        lambda: counting.bank(
            counted, form.cleaned_data["amount"], form.cleaned_data["slip"], on=form.cleaned_data["on"], by=request.user
        ),
        success=_("The slip is kept. The second carrier confirms it now."),
        level=messages.INFO,
        to=to_day(group, day),
    )
    return done or render(request, "funds/bank_box.html", {"group": group, "day": day, "box": counted, "form": form})


@require_POST
@needs("sit at the table")
def confirm_bank(request: OfficerRequest, group: Group, pk: int, box: int) -> HttpResponse:
    """The second carrier has seen the slip."""
    day = find_day(group, pk)
    bank_deposit = get_object_or_404(BankDeposit, cash_box=box, cash_box__day=day)
    return press(
        request,
        lambda: counting.confirm_bank_deposit(bank_deposit, by=request.user),
        success=lambda entry: _("The money is in the bank, no. %(number)s.") % {"number": entry.number},
        to=to_day(group, day),
    )


@needs("see members")
def slip(request: OfficerRequest, group: Group, pk: int, box: int) -> FileResponse:
    """The bank's slip as it was kept."""
    bank_deposit = get_object_or_404(BankDeposit, cash_box=box, cash_box__day=find_day(group, pk))
    response = FileResponse(bank_deposit.slip.open("rb"), filename=PurePath(str(bank_deposit.slip)).name)
    response["Cache-Control"] = "private"
    return response


@require_POST
@needs("hold working days")
def close_day(request: OfficerRequest, group: Group, pk: int) -> HttpResponse:
    """Close the day for good (R3.14)."""
    day = find_day(group, pk)
    return press(
        request,
        lambda: counting.close(day, by=request.user),
        success=_("The working day is closed for good."),
        to=to_day(group, day),
    )
