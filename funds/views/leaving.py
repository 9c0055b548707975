"""Somebody leaves, moves or has died: what they receive, who decides, and how it is paid (R3.20–R3.24)."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from funds.forms.leaving import DeathForm, LeaveForm, MoveHouseForm, PayForm, ReturnBylawForm, SettleForm
from funds.models import Payout
from funds.papers import leaving as leaving_papers
from funds.queries import leaving as leaving_queries
from funds.services import deaths, leaving, payouts, undoing
from ledger import chart
from ledger import queries as books
from ledger.models import Account
from villages import rules as villages_rules
from villages.access import needs, takes_files
from villages.forms.fields import form_id
from villages.http import OfficerRequest
from villages.models import Group, Member, PendingRequest, ReturnBylaw
from villages.paper.pdf import pdf_response
from villages.queries import people as people_queries
from villages.services import bylaws
from villages.views.bylaws import propose
from villages.views.submitting import press, submit

LAST = 50


def _member(group: Group, pk: int) -> Member:
    return get_object_or_404(people_queries.members(group).select_related("person__user", "group__village"), pk=pk)


def _ask(
    request: OfficerRequest, form: Form, service: Callable[..., Any], *args: Any, to: str, **kwargs: Any
) -> HttpResponse | None:
    """Ask a second officer what the form says; None when nothing was asked or it was refused."""
    return submit(
        request,
        form,
        lambda: service(*args, **form.cleaned_data, **kwargs, by=request.user),
        success=lambda pending: "" if pending else _("The death is written down. Every passbook stands still."),
        to=to,
    )


def _page(request: OfficerRequest, member: Member, name: str, form: Form, **more: Any) -> HttpResponse:
    group = member.group
    context = {
        "group": group,
        "member": member,
        "form": form,
        "settlement": leaving_queries.settlement(member) if member.is_active else None,
        "waiting": leaving_queries.waiting(member),
        "left_by": leaving_queries.last_leaving(member),
        "unpaid": leaving_queries.unpaid_of(member),
        "elsewhere": member.person.memberships.filter(left_on=None).exclude(pk=member.pk).select_related("group"),
        "wards": people_queries.wards_of(group, member.person),
    }
    return render(request, f"funds/{name}.html", context | more)


@needs("let members leave")
@takes_files
def leave(request: OfficerRequest, group: Group, pk: int) -> HttpResponse:
    """Resigns, or is removed: line by line what they receive, and what stands in the way (R3.22)."""
    member = _member(group, pk)
    form = LeaveForm(request.POST or None, request.FILES or None)
    done = _ask(request, form, leaving.ask_to_leave, member, to=reverse("funds:leave", args=[group.slug, pk]))
    return done or _page(request, member, "leave", form)


@needs("let members leave")
def leave_pdf(request: OfficerRequest, group: Group, pk: int) -> HttpResponse:
    """The letter that the member signs: what they have, what they owe, what they receive."""
    member = _member(group, pk)
    return pdf_response(f"leaving-{member.number}.pdf", leaving_papers.settlement(member, request))


@needs("let members leave")
@takes_files
def move_house(request: OfficerRequest, group: Group, pk: int) -> HttpResponse:
    """To another village: the person stays the same, the membership here ends (R3.24)."""
    member = _member(group, pk)
    form = MoveHouseForm(request.POST or None, request.FILES or None, group=group)
    page = reverse("funds:leave", args=[group.slug, pk])
    done = _ask(request, form, leaving.ask_to_leave, member, cause=leaving.Cause.MOVED, to=page)
    return done or _page(request, member, "leave_move", form)


@needs("let members leave")
@takes_files
def death(request: OfficerRequest, group: Group, pk: int) -> HttpResponse:
    """Write down a death, or settle here what another group has written down (R3.23)."""
    member = _member(group, pk)
    if member.person.died_on:
        form: Form = SettleForm(request.POST or None, request.FILES or None)
        service: Callable[..., PendingRequest | None] = deaths.ask_to_settle
    else:
        form, service = DeathForm(request.POST or None, request.FILES or None), deaths.record_death
    if done := _ask(request, form, service, member, to=reverse("funds:death", args=[group.slug, pk])):
        return done
    return _page(request, member, "leave_death", form, nominees=people_queries.nominees_of_the_dead(member))


@require_POST
@needs("approve requests")
def undo_death(request: OfficerRequest, group: Group, pk: int) -> HttpResponse:
    """Take back a death that was written down by mistake."""
    member = _member(group, pk)
    return press(
        request,
        lambda: deaths.undo_death(member, by=request.user),
        success=_("Taken back. The passbooks and the log-in work again."),
        to=reverse("villages:member", args=[group.slug, pk]),
    )


@require_POST
@needs("let members leave")
def undo_leaving(request: OfficerRequest, group: Group, pk: int) -> HttpResponse:
    """Ask to take back a leaving that was a mistake, as long as nothing was paid."""
    member = _member(group, pk)
    return press(
        request,
        lambda: undoing.ask_to_undo_leaving(member, by=request.user, request_id=form_id(request.POST)),
        to=reverse("funds:leave", args=[group.slug, pk]),
    )


# -- The list of leavers -----------------------------------------------------------------------------------------------


@needs("see members")
def leavers(request: OfficerRequest, group: Group) -> HttpResponse:
    """Whose savings are not settled, whose money waits, which children need a guardian, what was paid."""
    unpaid = leaving_queries.unpaid(group)
    context = {
        "group": group,
        "died": leaving_queries.died(group),
        "unpaid": unpaid,
        "total": sum(one.amount for one in unpaid),
        "wards": people_queries.wards_without_guardian(group),
        "paid": _with_amounts(list(leaving_queries.payouts(group)[:LAST])),
        "bylaw": villages_rules.in_force(group.return_bylaws.all(), timezone.localdate()),
    }
    return render(request, "funds/leavers.html", context)


def _with_amounts(paid: list[Payout]) -> list[Payout]:
    amounts = leaving_queries.paid_amounts(paid)
    for one in paid:
        vars(one)["amount"] = amounts[one.pk]
    return paid


@needs("keep the group")
@takes_files
def return_bylaw(request: OfficerRequest, group: Group) -> HttpResponse:
    """How long who leaves stays away, by which resolution."""
    form = ReturnBylawForm(request.POST or None, request.FILES or None, instance=bylaws.draft(ReturnBylaw, group))
    done = propose(request, form)
    context = {"group": group, "form": form, "bylaws": group.return_bylaws.all()}
    return done or render(request, "funds/return_bylaw.html", context)


@needs("pay withdrawals")
@takes_files
def pay_leaver(request: OfficerRequest, group: Group, pk: int) -> HttpResponse:
    """Pay what waits: to who left, to one beneficiary after the other, or to an heir (J10)."""
    account = get_object_or_404(leaving_queries.payables(group), pk=pk)
    unpaid = leaving_queries.unpaid_in(account)
    heirs = leaving_queries.heirs(account, unpaid.member)
    heir = next((one for one in heirs if str(one.nominee.pk) == request.GET.get("nominee")), None)
    form = _pay_form(request, unpaid, named=bool(heirs))
    page, nominee = reverse("funds:pay_leaver", args=[group.slug, pk]), heir.nominee if heir else None
    if (heir or not heirs) and (done := _ask(request, form, payouts.ask_to_pay, account, nominee=nominee, to=page)):
        return done
    context = {"group": group, "unpaid": unpaid, "member": unpaid.member, "heirs": heirs, "heir": heir, "form": form}
    return render(request, "funds/pay_leaver.html", context | _cash(account))


def _pay_form(request: OfficerRequest, unpaid: leaving_queries.Unpaid, *, named: bool) -> PayForm:
    guardian = unpaid.member.guardian
    first = {"amount": unpaid.free, "payee": str(guardian) if guardian else ""}
    died = bool(unpaid.member.person.died_on)
    return PayForm(request.POST or None, request.FILES or None, died=died, named=named, initial=first)


def _cash(account: Account) -> dict[str, Any]:
    """What lies in the box and at the bank of an account's book."""
    own = books.own_accounts([account.book], [chart.CASH, account.book.owner.bank_code])
    amounts = books.balances(own)
    return {"money": [(one.heading.name, amounts[one.pk]) for one in own]}
