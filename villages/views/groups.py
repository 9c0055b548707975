"""A group's start page: its books, what the user may do, and the profile card."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from ledger import chart
from ledger import queries as books
from ledger.models import Account, Book
from villages import access
from villages.access import needs, takes_files
from villages.forms.groups import GroupForm
from villages.http import OfficerRequest
from villages.models import Group
from villages.queries import groups as groups_queries
from villages.queries import officers as officers_queries
from villages.queries import people as people_queries
from villages.tiles import GROUP_TILES, GroupPage, tiles_of
from villages.views.submitting import submit


@needs("see the group")
def group(request: OfficerRequest, group: Group) -> HttpResponse:
    people = people_queries.people(group)
    savings, cash = _position(group, chart.MEMBER_MONEY), _position(group, chart.CASH_AND_BANK)
    context = {
        "group": group,
        "people": people,
        "savings": _total(savings),
        "position": [
            ("balances", savings, _("Members' savings (baht)"), _total(savings)),
            ("ledger", cash, _("Cash and bank (baht)"), _total(cash)),
        ],
        "tiles": tiles_of(GROUP_TILES, _page(request, group, people["members"])),
        "news": officers_queries.office_news(group),
    }
    return render(request, "villages/group.html", context)


def _page(request: OfficerRequest, group: Group, members: int) -> GroupPage:
    acts = access.acts(request.user, group)
    return GroupPage(group, request.user, acts, members, waiting=groups_queries.waiting(group))


class Part(NamedTuple):
    """What a group holds under one heading of one of its books, in baht, now."""

    account: Account
    amount: Decimal


def _position(group: Group, codes: Sequence[str]) -> list[Part]:
    accounts = list(books.own_accounts(Book.objects.filter(owner__group=group), codes).select_related("book"))
    balances = books.balances(accounts, timezone.localdate())
    return [Part(account, balances[account.pk]) for account in accounts if balances[account.pk]]


def _total(parts: list[Part]) -> Decimal:
    return sum((part.amount for part in parts), Decimal(0))


@needs("keep the group")
@takes_files
def edit_group(request: OfficerRequest, group: Group) -> HttpResponse:
    form = GroupForm(request.POST or None, request.FILES or None, instance=group)
    done = submit(request, form, form.save, success=_("The group's card and letterhead are written down."), to=group)
    return done or render(request, "villages/edit_group.html", {"group": group, "form": form})


@needs("see the group")
def bylaws(request: OfficerRequest, group: Group) -> FileResponse:
    if not group.bylaws:
        raise Http404
    return FileResponse(group.bylaws.open("rb"), filename=f"bylaws-{group.slug}.pdf")
