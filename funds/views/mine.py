"""A member's own pages: all passbooks in all groups, and nothing of anybody else."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from funds.papers import receipts as receipts_papers
from funds.queries import leaving as leaving_queries
from funds.queries import savings as savings_queries
from ledger import queries as books
from villages.access import member_page
from villages.forms.fields import PeriodForm
from villages.http import MemberRequest
from villages.models import Person
from villages.paper.pdf import pdf_response
from villages.tiles import MY_TILES, tiles_of


@member_page
def me(request: MemberRequest, person: Person) -> HttpResponse:
    passbooks = savings_queries.with_balances(savings_queries.passbooks_of(person))
    context = {
        "person": person,
        "passbooks": passbooks,
        "total": sum(passbook.balance for passbook in passbooks),
        "wards": savings_queries.with_balances(savings_queries.passbooks_of_wards(person)),
        "unpaid": leaving_queries.unpaid_to(person),
        "verification": savings_queries.latest_verification(),
        "tiles": tiles_of(MY_TILES, person),
    }
    return render(request, "funds/me.html", context)


@member_page
def my_passbook(request: MemberRequest, person: Person, pk: int) -> HttpResponse:
    passbook = get_object_or_404(savings_queries.passbooks_seen_by(person), pk=pk)
    form = PeriodForm(request.GET)
    period = form.period()
    context = {
        "passbook": passbook,
        "form": form,
        "statement": period and savings_queries.statement(passbook, *period),
        "balance": books.balance(passbook.account),
        "pledge": savings_queries.pledge(passbook),
        "verification": savings_queries.latest_verification(),
    }
    return render(request, "funds/my_passbook.html", context)


@member_page
def my_passbook_pdf(request: MemberRequest, person: Person, pk: int) -> HttpResponse:
    passbook = get_object_or_404(savings_queries.passbooks_seen_by(person), pk=pk)
    period = PeriodForm(request.GET).period()
    if period is None:  # its page says why
        return redirect(f"{reverse('funds:my_passbook', args=[pk])}?{request.GET.urlencode()}")
    return pdf_response(f"passbook-{passbook.member.number}.pdf", receipts_papers.passbook(passbook, *period, request))


@member_page
def my_receipt(request: MemberRequest, person: Person, pk: int) -> HttpResponse:
    receipt = get_object_or_404(savings_queries.receipts_seen_by(person), pk=pk)
    context = receipts_papers.receipt_context(receipt, request) | {
        "verification": savings_queries.latest_verification()
    }
    return render(request, "funds/my_receipt.html", context)


@member_page
def my_receipt_pdf(request: MemberRequest, person: Person, pk: int) -> HttpResponse:
    receipt = get_object_or_404(savings_queries.receipts_seen_by(person), pk=pk)
    return pdf_response(f"{receipt.entry.number}.pdf", receipts_papers.receipt(receipt, request))
