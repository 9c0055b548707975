"""The working day as pages: calendar, opening, counting, signing, the bank, closing, and its papers."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from funds.forms.days import MoveForm, OpenForm, PlanForm, WorkingDayBylawForm
from funds.models import WorkingDay, WorkingDayBylaw
from funds.papers import days as days_papers
from funds.queries import attention as attention_queries
from funds.queries import boxes as boxes_queries
from funds.queries import days as days_queries
from funds.queries import dues as dues_queries
from funds.queries import evening_receipts as evening_receipts_queries
from funds.queries import sheet as sheet_queries
from funds.queries import unsent as unsent_queries
from funds.queries import unusual as unusual_queries
from funds.services import days
from ledger import thai
from villages import access
from villages.access import needs, takes_files
from villages.forms.refusals import refuse
from villages.http import OfficerRequest
from villages.models import Group
from villages.paper.pdf import pdf_response
from villages.services import bylaws
from villages.views.bylaws import propose
from villages.views.submitting import submit

A_PAGE = 24


def find_day(group: Group, pk: int) -> WorkingDay:
    return get_object_or_404(days_queries.days(group), pk=pk)


def to_day(group: Group, day: WorkingDay) -> HttpResponse:
    return redirect("funds:day", slug=group.slug, pk=day.pk)


@needs("see members")
def days_page(request: OfficerRequest, group: Group) -> HttpResponse:
    """The calendar: days to come, days not closed, days closed."""
    today = timezone.localdate()
    context = {
        "group": group,
        "days": days_queries.with_takings(days_queries.days(group))[:A_PAGE],
        "bylaw": days_queries.working_day_bylaw(group, today),
        "next": days_queries.next_day(group, today),
    }
    return render(request, "funds/days.html", context)


@needs("keep the group")
@takes_files
def working_day_bylaw(request: OfficerRequest, group: Group) -> HttpResponse:
    """When the group sits, by which resolution."""
    form = WorkingDayBylawForm(
        request.POST or None, request.FILES or None, instance=bylaws.draft(WorkingDayBylaw, group)
    )
    done = propose(request, form)
    context = {"group": group, "form": form, "bylaws": group.working_day_bylaws.all()}
    return done or render(request, "funds/working_day_bylaw.html", context)


@needs("hold working days")
def plan_day(request: OfficerRequest, group: Group) -> HttpResponse:
    """Put the next working day into the calendar, alone or with the village's other groups."""
    of_the_place = Q(village=group.village) | Q(village=None) if group.village else Q()
    together = access.groups(request.user).filter(of_the_place, is_practice=group.is_practice)
    together = together.filter(
        pk__in=[one.pk for one in together if access.may(request.user, "hold working days", one)]
    )
    today = timezone.localdate()
    first = {"on": days_queries.next_day(group, today) or today, "groups": [group]}
    form = PlanForm(request.POST or None, groups=together, initial=first)
    done = submit(
        request,
        form,
        lambda: days.plan(list(form.cleaned_data["groups"]), form.cleaned_data["on"], by=request.user),
        success=_("The working day stands in the calendar."),
        to=lambda day: reverse("funds:day", args=[day.cash_boxes.all()[0].group_book.group.slug, day.pk]),
    )
    return done or render(request, "funds/plan_day.html", {"group": group, "form": form})


@needs("see members")
def day(request: OfficerRequest, group: Group, pk: int) -> HttpResponse:
    """Everything of one evening: where it stands and what comes next."""
    day = find_day(group, pk)
    boxes = list(boxes_queries.with_whole(boxes_queries.boxes(day)))
    seats = list(day.seats.select_related("user"))
    mine = next((seat for seat in seats if seat.user_id == request.user.pk), None)
    bylaw, moves = days_queries.working_day_bylaw(group, day.on), evening_receipts_queries.moves(boxes)
    attention = attention_queries.attention(boxes, timezone.localdate())
    context = {
        "group": group,
        "day": day,
        "boxes": boxes,
        "groups": list(dict.fromkeys(box.group_book.group for box in boxes)),
        "seats": seats,
        "mine": mine,
        "enters": mine and mine.duty != "checker",
        "totals": evening_receipts_queries.totals(day),
        "visits": sheet_queries.came(day),
        "moves": [(box, *moves[box.pk]) for box in boxes if box.pk in moves],
        "attention": [(box, sentence) for box in boxes for sentence in attention[box.pk]],
        "large": evening_receipts_queries.large(day, bylaw.second_look) if bylaw and bylaw.second_look else [],
        "apart": list(unusual_queries.waiting_at(day)),
        "bylaw": bylaw,
        "all_counted": all(box.counted is not None for box in boxes),
        "different": [box for box in boxes if box.difference],
        "waiting": [box for box in boxes if attention_queries.waits_for_the_bank(box)],
        "devices": unsent_queries.devices(day) if day.state in ("open", "counting") else [],
        "unsent_rows": unsent_queries.unsent_rows(day),
        "bank_by": days_queries.next_bank_day(day.on),
    }
    return render(request, "funds/day.html", context)


@needs("hold working days")
def move_day(request: OfficerRequest, group: Group, pk: int) -> HttpResponse:
    """Another date, or out of the calendar."""
    day = find_day(group, pk)
    form = MoveForm(request.POST or None, initial={"on": day.on})
    try:
        if request.method == "POST" and "cancel" in request.POST:
            days.cancel(day)
            messages.success(request, _("The working day was taken out of the calendar."))
            return redirect("funds:days", slug=group.slug)
        if form.is_valid():
            days.move(day, form.cleaned_data["on"])
            messages.success(request, _("The working day was moved."))
            return to_day(group, day)
    except ValidationError as refusal:
        refuse(form, refusal)
    return render(request, "funds/move_day.html", {"group": group, "day": day, "form": form})


@needs("hold working days")
def open_day(request: OfficerRequest, group: Group, pk: int) -> HttpResponse:
    """Open the day: three duties, and the float of every box; then the sheet opens."""
    day = find_day(group, pk)
    form = OpenForm(request.POST or None, officers=_may_sit(day), boxes=boxes_queries.boxes_to_open(day))
    done = submit(
        request,
        form,
        lambda: days.open_day(day, form.seats(), form.floats(), by=request.user, elsewhere=form.elsewhere()),
        to=reverse("funds:sheet", args=[group.slug, day.pk]),
    )
    return done or render(request, "funds/open_day.html", {"group": group, "day": day, "form": form})


def _may_sit(day: WorkingDay) -> list[tuple]:
    """Who may be present: a user, their roles, and whether they may take money."""
    groups = days_queries.groups_of(day)
    officers = []
    for user, roles in days_queries.officers_of(groups):
        acts = set().union(*(access.acts(user, group) for group in groups))
        if "sit at the table" in acts:
            officers.append((user, roles, "take deposits" in acts))
    return officers


@needs("see members")
def day_pdf(request: OfficerRequest, group: Group, pk: int, name: str) -> HttpResponse:
    """The papers of a day: the blank sheet before it, the summary and the list for the wall after it."""
    day = find_day(group, pk)
    if name not in days_papers.PAPERS:
        raise Http404
    if name == "blank" and not access.may(request.user, "sit at the table", group):
        raise PermissionDenied
    return pdf_response(f"{name}-{day.on}.pdf", days_papers.PAPERS[name](day, group, request))


@needs("see members")
def owing(request: OfficerRequest, group: Group) -> HttpResponse:
    """Who owes months, and whom the committee looks at after too many of them (R3.18)."""
    rows = dues_queries.owing([group], timezone.localdate())
    context = {"group": group, "review": [row for row in rows if row.for_review], "rows": rows}
    return render(request, "funds/owing.html", context | {"month": thai.month_name(timezone.localdate())})
