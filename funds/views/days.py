"""The working day as pages: calendar, opening, counting, signing, the bank, closing, and its papers."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth import authenticate
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from funds import daypapers, queries, services
from funds.forms import (
    BankForm,
    CountForm,
    DayRuleForm,
    MoveForm,
    NoteForm,
    OpenForm,
    PlanForm,
    SignForm,
    refuse,
)
from funds.models import Banking, WorkingDay
from ledger import thai
from villages import access
from villages.access import needs
from villages.models import Group
from villages.pdf import pdf_response

A_PAGE = 24


def _day(group: Group, pk: int) -> WorkingDay:
    return get_object_or_404(queries.days(group), pk=pk)


def _to(group: Group, day: WorkingDay) -> HttpResponse:
    return redirect("funds:day", slug=group.slug, pk=day.pk)


@needs("see members")
def days(request: HttpRequest, group: Group) -> HttpResponse:
    """The calendar: what comes, what waits, what was."""
    today = timezone.localdate()
    context = {
        "group": group,
        "days": queries.with_takings(queries.days(group))[:A_PAGE],
        "rule": queries.day_rule(group, today),
        "next": queries.next_day(group, today),
    }
    return render(request, "funds/days.html", context)


@needs("keep the group")
def day_rule(request: HttpRequest, group: Group) -> HttpResponse:
    """When the group sits, by which resolution."""
    law = queries.day_rule(group, timezone.localdate())
    kept = ("day_of_month", "weekend", "cash_limit", "second_look")
    form = DayRuleForm(request.POST or None, initial={name: getattr(law, name) for name in kept} if law else None)
    if form.is_valid():
        try:
            services.set_day_rule(group, **form.cleaned_data)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The by-law is written down."))
            return redirect("funds:days", slug=group.slug)
    context = {"group": group, "form": form, "rules": group.day_rules.all()}
    return render(request, "funds/day_rule.html", context)


@needs("hold working days")
def plan_day(request: HttpRequest, group: Group) -> HttpResponse:
    """Put the next working day into the calendar, alone or with the village's other groups."""
    together = access.groups(request.user).filter(village=group.village, is_practice=group.is_practice)
    together = together.filter(
        pk__in=[one.pk for one in together if access.may(request.user, "hold working days", one)]
    )
    today = timezone.localdate()
    first = {"on": queries.next_day(group, today) or today, "groups": [group]}
    form = PlanForm(request.POST or None, groups=together, initial=first)
    if form.is_valid():
        try:
            day = services.plan(list(form.cleaned_data["groups"]), form.cleaned_data["on"], by=request.user)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The working day stands in the calendar."))
            return redirect("funds:day", slug=day.boxes.first().pot.group.slug, pk=day.pk)
    return render(request, "funds/plan_day.html", {"group": group, "form": form})


@needs("see members")
def day(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Everything of one evening: where it stands and what comes next."""
    day = _day(group, pk)
    boxes = list(queries.boxes(day))
    seats = list(day.seats.select_related("user"))
    mine = next((seat for seat in seats if seat.user_id == request.user.pk), None)
    law = queries.day_rule(group, day.on)
    context = {
        "group": group,
        "day": day,
        "boxes": boxes,
        "groups": list(dict.fromkeys(box.pot.group for box in boxes)),
        "seats": seats,
        "mine": mine,
        "enters": mine and mine.duty != "checker",
        "totals": queries.totals(day),
        "visits": queries.came(day),
        "others": [(box, list(queries.other_movements(box))) for box in boxes],
        "large": queries.large(day, law.second_look) if law and law.second_look else [],
        "rule": law,
        "all_counted": all(box.counted is not None for box in boxes),
        "different": [box for box in boxes if box.difference],
        "waiting": queries.unbanked(day) if day.state in (*WorkingDay.COUNTED, "banked") else [],
        "days_unbanked": (timezone.localdate() - day.on).days,
        "bank_by": queries.next_bank_day(day.on),
    }
    return render(request, "funds/day.html", context)


@needs("hold working days")
def move_day(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Another date, or out of the calendar."""
    day = _day(group, pk)
    form = MoveForm(request.POST or None, initial={"on": day.on})
    try:
        if request.method == "POST" and "cancel" in request.POST:
            services.cancel(day)
            messages.success(request, _("The working day was taken out of the calendar."))
            return redirect("funds:days", slug=group.slug)
        if form.is_valid():
            services.move(day, form.cleaned_data["on"])
            messages.success(request, _("The working day was moved."))
            return _to(group, day)
    except ValidationError as refusal:
        refuse(form, refusal)
    return render(request, "funds/move_day.html", {"group": group, "day": day, "form": form})


@needs("hold working days")
def open_day(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Three hands and the float of every box; then the sheet."""
    day = _day(group, pk)
    form = OpenForm(request.POST or None, officers=_may_sit(day), boxes=queries.boxes_to_open(day))
    if form.is_valid():
        try:
            services.open_day(day, form.seats(), form.floats(), by=request.user)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            return redirect("funds:sheet", slug=group.slug, pk=day.pk)
    return render(request, "funds/open_day.html", {"group": group, "day": day, "form": form})


def _may_sit(day: WorkingDay) -> list[tuple]:
    """Who may be present: a user, their roles, and whether they may take money."""
    groups = queries.groups_of(day)
    found = []
    for user, roles in queries.officers_of(groups):
        acts = set().union(*(access.acts(user, group) for group in groups))
        if "sit at the table" in acts:
            found.append((user, roles, "take deposits" in acts))
    return found


@require_POST
@needs("sit at the table")
def turn_day(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """From the table to the count and back."""
    day = _day(group, pk)
    try:
        if "resume" in request.POST:
            services.resume(day, by=request.user)
            return redirect("funds:sheet", slug=group.slug, pk=day.pk)
        services.start_counting(day, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return _to(group, day)


@needs("sit at the table")
def count_box(request: HttpRequest, group: Group, pk: int, box: int) -> HttpResponse:
    """Piece by piece what lies in one box (R3.11)."""
    day = _day(group, pk)
    found = get_object_or_404(queries.boxes(day), pk=box)
    form = CountForm(request.POST or None, seats=day.seats.select_related("user"), box=found)
    if form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("kept", "explanation", "responsible")}
        try:
            services.count(found, form.pieces(), by=request.user, **told)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The count of %(book)s is kept.") % {"book": found.pot.book})
            return _to(group, day)
    return render(request, "funds/count_box.html", {"group": group, "day": day, "box": found, "form": form})


@require_POST
@needs("sit at the table")
def sign_day(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """Sign the count: whoever is logged in, or another hand on the same laptop by their own password (R3.32)."""
    day = _day(group, pk)
    try:
        signed = services.sign(day, by=_signer(request, day))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(
            request, _("Signed.") if signed.state == "counting" else _("All three signed: the evening is counted.")
        )
    return _to(group, day)


def _signer(request: HttpRequest, day: WorkingDay):
    if "password" not in request.POST:
        return request.user
    form = SignForm(request.POST)
    if not form.is_valid():
        raise ValidationError(_("Type your password to sign."))
    seat = get_object_or_404(day.seats.select_related("user"), pk=form.cleaned_data["seat"])
    if not ratelimit.consume(request, action="sign", key=seat.user.username):
        raise ValidationError(_("Too many wrong passwords. Wait five minutes, or sign on your own phone."))
    user = authenticate(request, username=seat.user.username, password=form.cleaned_data["password"])
    if user is None or user.pk != seat.user_id:
        raise ValidationError(_("This is not the password of %(person)s. Type it once more."), params={"person": seat})
    ratelimit.clear(request, action="sign", key=seat.user.username)
    return user


@needs("note differences")
def note_day(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """The chair's word on cash short or over (R3.12)."""
    day = _day(group, pk)
    form = NoteForm(request.POST or None, initial={"note": day.note})
    if form.is_valid():
        try:
            services.note_difference(day, form.cleaned_data["note"], by=request.user)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The note is kept with the day."))
            return _to(group, day)
    return render(request, "funds/note_day.html", {"group": group, "day": day, "form": form})


@needs("hold working days")
def bank_box(request: HttpRequest, group: Group, pk: int, box: int) -> HttpResponse:
    """The bank's slip: amount, day, photo (R3.13)."""
    day = _day(group, pk)
    found = get_object_or_404(queries.boxes(day), pk=box)
    form = BankForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        asked = form.cleaned_data
        try:
            services.bank(found, asked["amount"], asked["slip"], on=asked["on"], by=request.user)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.info(request, _("The slip is kept. The second carrier confirms it now."))
            return _to(group, day)
    return render(request, "funds/bank_box.html", {"group": group, "day": day, "box": found, "form": form})


@require_POST
@needs("sit at the table")
def confirm_bank(request: HttpRequest, group: Group, pk: int, box: int) -> HttpResponse:
    """The second carrier has seen the slip."""
    day = _day(group, pk)
    banking = get_object_or_404(Banking, box=box, box__day=day)
    try:
        entry = services.confirm_banking(banking, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("The money is in the bank, no. %(number)s.") % {"number": entry.number})
    return _to(group, day)


@needs("see members")
def slip(request: HttpRequest, group: Group, pk: int, box: int) -> FileResponse:
    """The bank's slip as it was kept."""
    banking = get_object_or_404(Banking, box=box, box__day=_day(group, pk))
    response = FileResponse(banking.slip.open("rb"), filename=banking.slip.name.rsplit("/", 1)[-1])
    response["Cache-Control"] = "private"
    return response


@require_POST
@needs("hold working days")
def close_day(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """For good (R3.14)."""
    day = _day(group, pk)
    try:
        services.close(day, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("The working day is closed for good."))
    return _to(group, day)


@needs("see members")
def day_pdf(request: HttpRequest, group: Group, pk: int, name: str) -> HttpResponse:
    """The papers of a day: the blank sheet before it, the summary and the list for the wall after it."""
    day = _day(group, pk)
    if name not in daypapers.PAPERS:
        raise Http404
    if name == "blank" and not access.may(request.user, "sit at the table", group):
        raise PermissionDenied
    return pdf_response(f"{name}-{day.on}.pdf", daypapers.PAPERS[name](day, group, request))


@needs("see members")
def owing(request: HttpRequest, group: Group) -> HttpResponse:
    """Who owes months, and whom the committee looks at after too many of them (R3.18)."""
    rows = queries.owing([group], timezone.localdate())
    context = {"group": group, "review": [row for row in rows if row.for_review], "rows": rows}
    return render(request, "funds/owing.html", context | {"month": thai.month_name(timezone.localdate())})
