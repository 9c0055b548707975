"""A member's own pages: all passbooks in all groups, and nothing of anybody else."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from funds import papers, queries
from funds.queries import leaving
from ledger import queries as books
from villages.access import member_page
from villages.forms import PeriodForm
from villages.models import Person
from villages.pdf import pdf_response


@member_page
def me(request: HttpRequest, person: Person) -> HttpResponse:
    passbooks = queries.with_balances(queries.passbooks_of(person))
    context = {
        "person": person,
        "passbooks": passbooks,
        "total": sum(passbook.balance for passbook in passbooks),
        "wards": queries.with_balances(queries.passbooks_of_wards(person)),
        "unpaid": leaving.unpaid_to(person),
        "verification": queries.latest_verification(),
    }
    return render(request, "funds/me.html", context)


@member_page
def my_passbook(request: HttpRequest, person: Person, pk: int) -> HttpResponse:
    passbook = get_object_or_404(queries.passbooks_seen_by(person), pk=pk)
    form = PeriodForm(request.GET)
    period = form.period()
    context = {
        "passbook": passbook,
        "form": form,
        "statement": period and queries.statement(passbook, *period),
        "balance": books.balance(passbook.account),
        "pledge": queries.pledge(passbook),
        "verification": queries.latest_verification(),
    }
    return render(request, "funds/my_passbook.html", context)


@member_page
def my_passbook_pdf(request: HttpRequest, person: Person, pk: int) -> HttpResponse:
    passbook = get_object_or_404(queries.passbooks_seen_by(person), pk=pk)
    period = PeriodForm(request.GET).period()
    if period is None:  # its page says why
        return redirect(f"{reverse('funds:my_passbook', args=[pk])}?{request.GET.urlencode()}")
    return pdf_response(f"passbook-{passbook.member.number}.pdf", papers.passbook(passbook, *period, request))


@member_page
def my_receipt(request: HttpRequest, person: Person, pk: int) -> HttpResponse:
    receipt = get_object_or_404(queries.receipts_seen_by(person), pk=pk)
    context = papers.receipt_context(receipt, request) | {"verification": queries.latest_verification()}
    return render(request, "funds/my_receipt.html", context)


@member_page
def my_receipt_pdf(request: HttpRequest, person: Person, pk: int) -> HttpResponse:
    receipt = get_object_or_404(queries.receipts_seen_by(person), pk=pk)
    return pdf_response(f"{receipt.entry.number}.pdf", papers.receipt(receipt, request))
