"""The box and the bank: what each book holds, what is unclear, and every movement that is no member's."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tables2 import RequestConfig

from funds.forms.cash import CarryForm, ExpenseForm, IdentifyForm, InterestForm, RepayForm, TransferForm, YearForm
from funds.forms.savings import ReasonForm
from funds.models import Receipt, UnknownTransfer
from funds.papers import receipts as receipts_papers
from funds.queries import cash as cash_queries
from funds.queries import savings as savings_queries
from funds.queries import unusual as unusual_queries
from funds.rules import limits as limits_rules
from funds.services import cash, transfers
from funds.services.reversals import ask_to_reverse
from funds.tables import TransferTable
from ledger import queries as books
from ledger.models import Entry
from villages.access import needs, takes_files
from villages.http import OfficerRequest
from villages.models import Group, GroupBook, PendingRequest
from villages.pages import page_url
from villages.paper.pdf import pdf_response
from villages.views.submitting import submit

FOUND = 20
NEVER = limits_rules.Limits(times=0, days=0)


class Act(NamedTuple):
    """Something an officer does with a book's cash: its form, what then happens, and what the page says."""

    form: type[Form]
    service: Callable[..., Any]
    title: Any
    hint: Any
    button: Any = gettext_lazy("Ask the second officer")
    event: str = ""  # of what one officer records alone: unusual amounts and days are asked once more (R0.18)

    def asks(self, group_book: GroupBook) -> dict[str, Any]:
        """What its form asks about; what two officers do, the second one reads."""
        if not self.event:
            return {"limits": NEVER}
        limits = unusual_queries.limits_of(group_book.group, timezone.localdate())
        return {"usual": unusual_queries.usually_moved(group_book.book, self.event), "limits": limits}


TWO = gettext_lazy("A second officer decides. No money moves in the books until then.")
RECORD = gettext_lazy("Record")
ACTS = {
    "expense": Act(ExpenseForm, cash.pay_expense, gettext_lazy("Pay an expense"), TWO),
    "fetch": Act(CarryForm, cash.fetch, gettext_lazy("Fetch money from the bank"), TWO),
    "bring": Act(CarryForm, cash.bring, gettext_lazy("Bring money to the bank"), TWO),
    "interest": Act(
        InterestForm,
        cash.bank_interest,
        gettext_lazy("Bank interest"),
        gettext_lazy("As it stands in the bank's passbook, with the bank's day."),
        RECORD,
        "J35",
    ),
    "fee": Act(
        YearForm,
        cash.bank_fee,
        gettext_lazy("Bank fee"),
        gettext_lazy("As it stands in the bank's passbook, with the bank's day."),
        RECORD,
        "J36",
    ),
    "transfer": Act(
        TransferForm,
        transfers.record_transfer,
        gettext_lazy("A transfer without a name"),
        gettext_lazy("It stands aside until somebody finds whose it is, and then goes into that passbook."),
        RECORD,
        "J50",
    ),
}


@needs("see books")
def cash_page(request: OfficerRequest, group: Group) -> HttpResponse:
    """What each book of the group holds in cash and at the bank, and what is unclear about it."""
    by_book = cash_queries.cash(group.books.select_related("book"))
    context = {
        "group": group,
        "cash": by_book,
        "total": sum(one.total for one in by_book),
        "open": cash_queries.transfers(group).filter(is_open=True)[:FOUND],
        "movements": ACTS.items(),
        "waiting": group.requests.filter(status=PendingRequest.Status.WAITING, act__in=cash.MOVEMENTS),
        "me": cash_queries.holder(request.user),
    }
    return render(request, "funds/cash.html", context)


@needs("keep the cash")
@takes_files
def cash_act(request: OfficerRequest, group: Group, book: str, act: str) -> HttpResponse:
    """One movement of one book's cash."""
    group_book = get_object_or_404(group.books.select_related("book"), book__slug=book)
    if act not in ACTS:
        raise Http404
    chosen = ACTS[act]
    form = chosen.form(request.POST or None, request.FILES or None, **chosen.asks(group_book))
    if isinstance(form, YearForm):
        form.offer_years(books.closed_years(group_book.book))
    done = submit(
        request,
        form,
        lambda: chosen.service(group_book.book, **form.cleaned_data, by=request.user),
        success=_recorded,
        to=reverse("funds:cash", args=[group.slug]),
    )
    context = {
        "group": group,
        "group_book": group_book,
        "form": form,
        "act": chosen,
        "now": cash_queries.cash([group_book])[0],
    }
    return done or render(request, "funds/cash_act.html", context)


def _recorded(result: PendingRequest | Entry | UnknownTransfer | Receipt) -> str:
    """The sentence about an entry that was written; none about a request, which says itself that it waits."""
    if isinstance(result, PendingRequest):
        return ""
    entry = result if isinstance(result, Entry) else result.entry
    return _("Recorded as no. %(number)s: %(memo)s.") % {"number": entry.number, "memo": entry.memo}


@needs("keep the cash")
def repay(request: OfficerRequest, group: Group, pk: int) -> HttpResponse:
    """The officer who answers for missing cash brings it."""
    account = get_object_or_404(cash_queries.shortages(group), pk=pk)
    owed = books.balance(account)
    form = RepayForm(request.POST or None, initial={"amount": owed})
    done = submit(
        request,
        form,
        lambda: cash.repay_shortage(account, **form.cleaned_data, by=request.user),
        success=_recorded,
        to=lambda entry: page_url("entry", group.slug, account.book.slug, entry.number),
    )
    context = {"group": group, "account": account, "owed": owed, "form": form}
    return done or render(request, "funds/cash_repay.html", context)


@needs("see books")
def movement_pdf(request: OfficerRequest, group: Group, book: str, number: str) -> HttpResponse:
    entry = get_object_or_404(cash_queries.movements(group), book__slug=book, number=number)
    return pdf_response(f"{number}.pdf", receipts_papers.voucher(entry, group, request))


@needs("ask for reversals")
def reverse_movement(request: OfficerRequest, group: Group, book: str, number: str) -> HttpResponse:
    """Ask a second officer to undo what was written on this page, not by a working day (R3.14)."""
    entry = get_object_or_404(cash_queries.movements(group), book__slug=book, number=number, bank_deposit=None)
    form = ReasonForm(request.POST or None)
    done = submit(
        request,
        form,
        lambda: ask_to_reverse(entry, by=request.user, **form.cleaned_data),
        success=_("The reversal waits for a second officer."),
        level=messages.INFO,
        to=reverse("funds:cash", args=[group.slug]),
    )
    return done or render(request, "funds/cash_reverse.html", {"group": group, "entry": entry, "form": form})


@needs("see books")
def transfers_page(request: OfficerRequest, group: Group) -> HttpResponse:
    """Every transfer that came without a name, those still open first."""
    table = TransferTable(cash_queries.transfers(group), group=group)
    RequestConfig(request, paginate={"per_page": 50}).configure(table)
    return render(request, "funds/cash_transfers.html", {"group": group, "table": table})


@needs("see books")
def transfer(request: OfficerRequest, group: Group, pk: int) -> HttpResponse:
    """One transfer: what was found out about it; and, for another officer, the member it may have come from."""
    unknown = get_object_or_404(cash_queries.transfers(group), pk=pk)
    text = request.GET.get("q", "").strip()
    members = savings_queries.find_members(group, text)[:FOUND] if text else []
    passbooks = [
        one for one in savings_queries.open_passbooks_of(members) if one.account.book_id == unknown.entry.book_id
    ]
    context = {
        "group": group,
        "transfer": unknown,
        "parts": cash_queries.identifications(unknown),
        "text": text,
        "passbooks": passbooks,
        "is_own": unknown.entry.by == request.user,
    }
    return render(request, "funds/cash_transfer.html", context)


@needs("keep the cash")
def identify(request: OfficerRequest, group: Group, pk: int, passbook: int) -> HttpResponse:
    """Write a transfer, or a part of it, into a member's passbook."""
    unknown = get_object_or_404(cash_queries.transfers(group), pk=pk)
    chosen = get_object_or_404(savings_queries.passbooks(group), pk=passbook, account__book=unknown.entry.book)
    form = IdentifyForm(
        request.POST or None, initial={"amount": vars(unknown)["remains"]}, **unusual_queries.asks(chosen)
    )
    done = submit(
        request,
        form,
        lambda: transfers.identify(unknown, chosen, **form.cleaned_data, by=request.user),
        success=_recorded,
        to=lambda receipt: reverse("funds:receipt", args=[group.slug, receipt.pk]),
    )
    context = {"group": group, "transfer": unknown, "passbook": chosen, "form": form}
    return done or render(request, "funds/cash_identify.html", context)
