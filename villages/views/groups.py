"""A group's home: whose books these are, what one may do, and the profile card."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ledger import chart
from ledger import queries as books
from villages import queries
from villages.access import needs
from villages.forms import GroupForm
from villages.models import Group


@needs("see the group")
def group(request: HttpRequest, group: Group) -> HttpResponse:
    pots = list(group.books.select_related("book"))
    codes = (*chart.MEMBER_MONEY, *chart.CASH_AND_BANK)
    money = books.heading_balances([pot.book for pot in pots], codes, timezone.localdate())
    context = {
        "group": group,
        "pots": pots,
        "members": group.members.filter(left_on=None).count(),
        "committee": queries.committee(group),
        "savings": sum(amount for (_book, code), amount in money.items() if code in chart.MEMBER_MONEY),
        "cash": sum(amount for (_book, code), amount in money.items() if code in chart.CASH_AND_BANK),
        "waiting": queries.waiting(group),
    }
    return render(request, "villages/group.html", context)


@needs("keep the group")
def edit_group(request: HttpRequest, group: Group) -> HttpResponse:
    form = GroupForm(request.POST or None, request.FILES or None, instance=group)
    if form.is_valid():
        form.save()
        messages.success(request, _("The group's card and letterhead are written down."))
        return redirect(group)
    return render(request, "villages/edit_group.html", {"group": group, "form": form})


@needs("see the group")
def bylaws(request: HttpRequest, group: Group) -> FileResponse:
    if not group.bylaws:
        raise Http404
    return FileResponse(group.bylaws.open("rb"), filename=f"bylaws-{group.slug}.pdf")
