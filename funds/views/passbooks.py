"""A passbook: its lines, its paper, its pledge."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from funds.forms.savings import OpenPassbookForm, PledgeForm
from funds.papers import receipts as receipts_papers
from funds.queries import savings as savings_queries
from funds.queries import unusual as unusual_queries
from funds.services import savings
from ledger import queries as books
from villages.access import needs
from villages.forms.fields import PeriodForm
from villages.http import OfficerRequest
from villages.models import Group
from villages.paper.pdf import pdf_response
from villages.views.submitting import press, submit


@needs("see members")
def passbook(request: OfficerRequest, group: Group, pk: int) -> HttpResponse:
    passbook = get_object_or_404(savings_queries.passbooks(group), pk=pk)
    form = PeriodForm(request.GET)
    period = form.period()
    context = {
        "group": group,
        "passbook": passbook,
        "form": form,
        "statement": period and savings_queries.statement(passbook, *period),
        "balance": books.balance(passbook.account),
        "pledge": savings_queries.pledge(passbook),
        "takes_money": not passbook.closed_on and passbook.member.is_active,
        "pays_out": savings_queries.withdrawal_bylaw(passbook),
    }
    return render(request, "funds/passbook.html", context)


@needs("see members")
def passbook_pdf(request: OfficerRequest, group: Group, pk: int) -> HttpResponse:
    passbook = get_object_or_404(savings_queries.passbooks(group), pk=pk)
    period = PeriodForm(request.GET).period()
    if period is None:  # its page says why
        return redirect(f"{reverse('funds:passbook', args=[group.slug, pk])}?{request.GET.urlencode()}")
    return pdf_response(f"passbook-{passbook.member.number}.pdf", receipts_papers.passbook(passbook, *period, request))


@needs("keep members")
def open_passbook(request: OfficerRequest, group: Group, pk: int) -> HttpResponse:
    member = get_object_or_404(group.members.select_related("person"), pk=pk)
    products = savings_queries.products_open_to(member)
    form = OpenPassbookForm(request.POST or None, products=products)
    done = submit(
        request,
        form,
        lambda: savings.open_passbook(member, **form.cleaned_data),
        success=_("The passbook is open. Its first deposit can be taken now."),
        to=lambda passbook: reverse("funds:passbook", args=[group.slug, passbook.pk]),
    )
    context = {"group": group, "member": member, "form": form, "products": products}
    return done or render(request, "funds/open_passbook.html", context)


@needs("keep members")
def pledge(request: OfficerRequest, group: Group, pk: int) -> HttpResponse:
    """Change what a member promises each month (R1.2)."""
    passbook = get_object_or_404(savings_queries.passbooks(group), pk=pk)
    first = {"amount": savings_queries.pledge(passbook)}
    form = PledgeForm(request.POST or None, initial=first, **unusual_queries.asks(passbook))
    done = submit(
        request,
        form,
        lambda: savings.change_pledge(passbook, form.cleaned_data["amount"], from_on=form.cleaned_data["on"]),
        success=_("The new pledge is written down."),
        to=reverse("funds:passbook", args=[group.slug, passbook.pk]),
    )
    return done or render(request, "funds/pledge.html", {"group": group, "passbook": passbook, "form": form})


@require_POST
@needs("keep members")
def close_passbook(request: OfficerRequest, group: Group, pk: int) -> HttpResponse:
    """End a passbook that holds nothing any more, from today."""
    passbook = get_object_or_404(savings_queries.passbooks(group), pk=pk)
    return press(
        request,
        lambda: savings.close_passbook(passbook, on=timezone.localdate()),
        success=_("The passbook is closed. It opens again when the member comes back to save."),
        to=reverse("funds:passbook", args=[group.slug, pk]),
    )
