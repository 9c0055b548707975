"""The counter: find a member, take money, hand out the receipt."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tables2 import RequestConfig

from funds.filters import ReceiptFilter
from funds.forms.savings import DepositForm, ReasonForm, WithdrawForm
from funds.models import Passbook, Receipt
from funds.papers import receipts as receipts_papers
from funds.queries import fees as fees_queries
from funds.queries import leaving as leaving_queries
from funds.queries import savings as savings_queries
from funds.queries import unusual as unusual_queries
from funds.services import reversals, savings, second_looks, waiting, withdrawals
from funds.tables import ReceiptTable
from funds.views.seconds import who_agreed
from ledger import queries as books
from villages.access import needs
from villages.http import OfficerRequest
from villages.models import Group, PendingRequest
from villages.paper.pdf import pdf_response
from villages.views.submitting import submit

A_PAGE = 20


@needs("take deposits")
def find(request: OfficerRequest, group: Group) -> HttpResponse:
    """One field finds a member; when only one passbook answers, it opens at once."""
    text = request.GET.get("q", "").strip()
    page = Paginator(savings_queries.find_members(group, text), A_PAGE).get_page(request.GET.get("page"))
    passbooks = savings_queries.open_passbooks_of(page.object_list)
    if text and len(passbooks) == 1 and page.paginator.count == 1:
        return redirect("funds:deposit", slug=group.slug, pk=passbooks[0].pk)
    rows = [(member, [p for p in passbooks if p.member_id == member.pk]) for member in page.object_list]
    return render(request, "funds/find.html", {"group": group, "text": text, "page": page, "matches": rows})


@needs("see members")
def member(request: OfficerRequest, group: Group, pk: int) -> HttpResponse:
    """A member's passbooks and what they hold."""
    member = get_object_or_404(group.members.select_related("person__village"), pk=pk)
    passbooks = savings_queries.with_balances(savings_queries.passbooks(group).filter(member=member))
    context = {
        "group": group,
        "member": member,
        "passbooks": passbooks,
        "total": sum(passbook.balance for passbook in passbooks),
        "unpaid": [] if member.is_active else leaving_queries.unpaid_of(member),
    }
    return render(request, "funds/member.html", context)


@needs("take deposits")
def deposit(request: OfficerRequest, group: Group, pk: int) -> HttpResponse:
    """The amount is suggested, Enter records it, the receipt leads to the next member."""
    passbook = get_object_or_404(savings_queries.passbooks(group), pk=pk)
    usual = savings_queries.usual_amount(passbook)
    form = DepositForm(
        request.POST or None,
        fee=fees_queries.entry_fee_due(passbook),
        is_newcomer=fees_queries.is_newcomer(passbook.member),
        initial={"amount": usual},
        **unusual_queries.asks(passbook),
    )
    is_whole = form.is_valid()
    done = submit(
        request,
        form,
        lambda: _receive(request, passbook, form.cleaned_data),
        success=None,
        to=lambda outcome: _after_deposit(request, outcome, passbook),
    )
    if done:
        return done
    wants_second = is_whole and ("second" in request.POST or form.has_error(NON_FIELD_ERRORS, "second"))
    seconds = second_looks.who_may_agree([group], request.user) if wants_second else []
    balance = books.balance(passbook.account)
    context = {"group": group, "passbook": passbook, "form": form, "balance": balance, "usual": usual}
    context |= {"seconds": seconds, "after": balance + (usual or 0)}
    return render(request, "funds/deposit.html", context)


def _receive(request: OfficerRequest, passbook: Passbook, paid: dict[str, Any]) -> Receipt | PendingRequest:
    """A receipt, with who agreed beside it where it is large; or left waiting for a second officer (R0.18)."""
    if "ask" in request.POST:
        return waiting.ask_to_deposit(passbook, **paid, by=request.user)
    agreed_by = who_agreed(request, passbook.member.group)
    return savings.deposit(passbook, **paid, by=request.user, agreed_by=agreed_by)


def _after_deposit(request: OfficerRequest, outcome: Receipt | PendingRequest, passbook: Passbook) -> HttpResponse:
    if isinstance(outcome, PendingRequest):
        messages.info(request, _("The deposit waits for a second officer. Keep its money apart until then."))
        return redirect(outcome)
    _say_recorded(request, outcome, passbook)
    return redirect("funds:receipt", slug=passbook.member.group.slug, pk=outcome.pk)


@needs("pay withdrawals")
def withdraw(request: OfficerRequest, group: Group, pk: int) -> HttpResponse:
    """Pays out, or leaves the payment waiting for a second officer."""
    passbook = get_object_or_404(savings_queries.passbooks(group), pk=pk)
    form = WithdrawForm(request.POST or None, **unusual_queries.asks(passbook))
    done = submit(
        request,
        form,
        lambda: withdrawals.withdraw(passbook, **form.cleaned_data, by=request.user),
        success=None,
        to=lambda outcome: _after_withdrawal(request, outcome, passbook),
    )
    context = {
        "group": group,
        "passbook": passbook,
        "form": form,
        "balance": books.balance(passbook.account),
        "bylaw": savings_queries.withdrawal_bylaw(passbook),
        "withdrawn": savings_queries.withdrawn(passbook, timezone.localdate()),
    }
    return done or render(request, "funds/withdraw.html", context)


def _after_withdrawal(request: OfficerRequest, outcome: Receipt | PendingRequest, passbook: Passbook) -> HttpResponse:
    if isinstance(outcome, Receipt):
        _say_recorded(request, outcome, passbook)
        return redirect("funds:receipt", slug=passbook.member.group.slug, pk=outcome.pk)
    messages.info(request, _("The withdrawal waits for a second officer. No money moves until then."))
    return redirect("funds:passbook", slug=passbook.member.group.slug, pk=passbook.pk)


def _say_recorded(request: OfficerRequest, receipt: Receipt, passbook: Passbook) -> None:
    params = {
        "number": receipt.entry.number,
        "amount": f"{savings_queries.amount(receipt.entry):,.2f}",
        "person": passbook.member.person,
        "balance": f"{books.balance(passbook.account):,.2f}",
    }
    said = _("Recorded as no. %(number)s: %(amount)s baht, %(person)s, new balance %(balance)s baht.")
    messages.success(request, said % params)


@needs("see members")
def receipt(request: OfficerRequest, group: Group, pk: int) -> HttpResponse:
    receipt = get_object_or_404(savings_queries.receipts(group), pk=pk)
    context = receipts_papers.receipt_context(receipt, request) | {
        "group": group,
        "waiting": savings_queries.waiting_reversal(receipt.entry),
    }
    return render(request, "funds/receipt.html", context)


@needs("see members")
def receipt_pdf(request: OfficerRequest, group: Group, pk: int) -> HttpResponse:
    receipt = get_object_or_404(savings_queries.receipts(group), pk=pk)
    return pdf_response(f"{receipt.entry.number}.pdf", receipts_papers.receipt(receipt, request))


@needs("see members")
def receipts(request: OfficerRequest, group: Group) -> HttpResponse:
    """The register of receipts."""
    chosen = ReceiptFilter(request.GET, savings_queries.receipts(group), group=group)
    table = ReceiptTable(savings_queries.with_totals(chosen.qs), group=group)
    RequestConfig(request, paginate={"per_page": 50}).configure(table)
    count, taken, paid = savings_queries.taken_and_paid(chosen.qs)
    context = {"group": group, "filter": chosen, "table": table, "count": count, "taken": taken, "paid": paid}
    return render(request, "funds/receipts.html", context)


@needs("ask for reversals")
def reverse_receipt(request: OfficerRequest, group: Group, pk: int) -> HttpResponse:
    """Ask a second officer to undo a receipt (R3.14)."""
    receipt = get_object_or_404(savings_queries.receipts(group), pk=pk)
    form = ReasonForm(request.POST or None)
    done = submit(
        request,
        form,
        lambda: reversals.ask_to_reverse(receipt.entry, by=request.user, **form.cleaned_data),
        success=_("The reversal waits for a second officer."),
        level=messages.INFO,
        to=reverse("funds:receipt", args=[group.slug, receipt.pk]),
    )
    context = {"group": group, "receipt": receipt, "form": form, "amount": savings_queries.amount(receipt.entry)}
    return done or render(request, "funds/reverse.html", context)
