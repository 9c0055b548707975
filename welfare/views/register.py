"""The register of all claims: filtered, sorted, exported."""

from django.db.models import Sum
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django_tables2 import RequestConfig

from villages.access import needs
from villages.http import OfficerRequest
from villages.models import Group
from villages.paper.workbook import xlsx_response
from welfare import papers as welfare_papers
from welfare.filters import ClaimFilter
from welfare.models import Claim
from welfare.queries import claims as claims_queries
from welfare.tables import ClaimTable
from welfare.views.enrolling import scheme_or_404


@needs("see claims")
def register(request: OfficerRequest, group: Group) -> HttpResponse:
    """Every claim there ever was, as asked for; `form=xlsx` exports them."""
    scheme_or_404(group)
    chosen = ClaimFilter(request.GET, claims_queries.claims(group))
    claims = chosen.qs.order_by("-filed_on", "-pk")
    if request.GET.get("form") == "xlsx":
        name = welfare_papers.name("claims", group, timezone.localdate(), "xlsx")
        return xlsx_response(name, welfare_papers.claims_sheet(group, claims))
    table = ClaimTable(claims, group=group)
    RequestConfig(request, paginate={"per_page": 50}).configure(table)
    total = claims.order_by().filter(state__in=Claim.STANDING).aggregate(total=Sum("amount"))["total"] or 0
    return render(request, "welfare/register.html", {"group": group, "filter": chosen, "table": table, "total": total})
