"""The one receipt of a visit, on the page and on paper (R3.5)."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from funds.models import Visit
from funds.papers import receipts as receipts_papers
from villages.access import needs
from villages.http import OfficerRequest
from villages.models import Group
from villages.paper.pdf import pdf_response


@needs("see members")
def visit(request: OfficerRequest, group: Group, pk: int) -> HttpResponse:
    """The one receipt of a visit, with the numbers of every book."""
    receipt = _visit(group, pk)
    return render(request, "funds/visit.html", receipts_papers.visit_context(receipt, request) | {"group": group})


@needs("see members")
def visit_pdf(request: OfficerRequest, group: Group, pk: int) -> HttpResponse:
    receipt = _visit(group, pk)
    return pdf_response(f"receipt-{receipt.pk}.pdf", receipts_papers.visit(receipt, group, request))


def _visit(group: Group, pk: int) -> Visit:
    visits = (
        Visit.objects.filter(receipts__member__group=group).distinct().select_related("person", "day", "received_by")
    )
    return get_object_or_404(visits, pk=pk)
