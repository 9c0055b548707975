"""The benefit table of a fund: read by all its officers, drafted line by line, agreed by a second officer."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from villages.access import needs, takes_files
from villages.http import OfficerRequest
from villages.models import Group
from villages.services import bylaws, versions
from villages.views.submitting import press, submit
from welfare.forms.claims import TryForm
from welfare.forms.tables import BenefitForm, TableForm
from welfare.models import Benefit, BenefitTable
from welfare.queries import benefits as benefits_queries
from welfare.queries.days import with_payments
from welfare.services import tables
from welfare.views.enrolling import scheme_or_404


def _table(group: Group, pk: int) -> BenefitTable:
    every = BenefitTable.every.filter(scheme=scheme_or_404(group))
    return get_object_or_404(every.select_related("written_by", "agreed_by").prefetch_related("benefits__tiers"), pk=pk)


@needs("see members")
def tables_page(request: OfficerRequest, group: Group) -> HttpResponse:
    """What the fund pays for today, and every table it had."""
    scheme = scheme_or_404(group)
    today = benefits_queries.table_on(scheme, timezone.localdate())
    draft = bylaws.proposal(BenefitTable, scheme)
    context = {"group": group, "table": today, "tables": benefits_queries.tables(scheme), "draft": draft}
    return render(request, "welfare/tables.html", context)


@needs("keep the group")
@takes_files
def draft_table(request: OfficerRequest, group: Group) -> HttpResponse:
    """Begin a draft, or correct the day, the meeting and the minutes of the one that waits."""
    scheme = scheme_or_404(group)
    draft = bylaws.draft(BenefitTable, scheme)
    form = TableForm(request.POST or None, request.FILES or None, instance=draft)
    done = submit(
        request,
        form,
        lambda: tables.draft_table(form.instance, by=request.user, minutes=form.cleaned_data["minutes"]),
        to=lambda table: reverse("welfare:table", args=[group.slug, table.pk]),
    )
    return done or render(request, "welfare/draft_table.html", {"group": group, "form": form})


@needs("see members")
def table(request: OfficerRequest, group: Group, pk: int) -> HttpResponse:
    """A table; whoever writes one tries it with a member and a day before the meeting decides."""
    shown = _table(group, pk)
    enrolments = with_payments(shown.scheme.enrolments.all()).order_by("member__number")
    form = TryForm(request.GET or None, enrolments=enrolments) if not shown.is_agreed else None
    tried = []
    if form and form.is_valid():
        tried = benefits_queries.entitlements(form.cleaned_data["member"], form.cleaned_data["on"], shown)
    page = versions.page(shown, request.user)
    context = {"group": group, "table": shown, "form": form, "tried": tried, "bylaw": shown, "page": page}
    return render(request, "welfare/table.html", context)


@needs("keep the group")
def line(request: OfficerRequest, group: Group, pk: int, line: int | None = None) -> HttpResponse:
    """Write a line of a draft."""
    table = _table(group, pk)
    benefit = get_object_or_404(table.benefits, pk=line) if line else Benefit(table=table)
    steps = [(tier.reached, tier.amount) for tier in benefit.tiers.all()] if line else []
    form = BenefitForm(request.POST or None, instance=benefit, initial={"tiers": steps})
    done = submit(
        request,
        form,
        lambda: tables.write_benefit(form.instance, form.cleaned_data["tiers"], by=request.user),
        to=reverse("welfare:table", args=[group.slug, table.pk]),
    )
    return done or render(
        request, "welfare/line.html", {"group": group, "table": table, "benefit": benefit, "form": form}
    )


@require_POST
@needs("keep the group")
def strike_line(request: OfficerRequest, group: Group, pk: int, line: int) -> HttpResponse:
    table = _table(group, pk)
    return press(
        request,
        lambda: tables.strike_benefit(get_object_or_404(table.benefits, pk=line), by=request.user),
        to=reverse("welfare:table", args=[group.slug, table.pk]),
    )
