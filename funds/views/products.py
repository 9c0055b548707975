"""What a group offers to savers, by which by-laws."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from funds.forms.savings import ProductBylawForm, ProductForm
from funds.models import ProductBylaw
from funds.queries import savings as savings_queries
from funds.services import products
from villages import rules as villages_rules
from villages.access import needs, takes_files
from villages.http import OfficerRequest
from villages.models import Group
from villages.services import bylaws
from villages.views.bylaws import propose


@needs("see the group")
def products_page(request: OfficerRequest, group: Group) -> HttpResponse:
    today = timezone.localdate()
    offered = [
        (product, villages_rules.in_force(product.bylaws.all(), today)) for product in savings_queries.products(group)
    ]
    return render(request, "funds/products.html", {"group": group, "offered": offered})


@needs("keep the group")
@takes_files
def offer(request: OfficerRequest, group: Group) -> HttpResponse:
    """A new kind of savings with its first by-law."""
    form = ProductForm(
        request.POST or None, request.FILES or None, instance=ProductBylaw(effective_from=timezone.localdate())
    )
    done = propose(
        request,
        form,
        lambda: products.offer(
            savings_queries.savings_group_book(group),
            form.cleaned_data["kind"],
            form.cleaned_data["name"],
            form.instance,
            by=request.user,
            minutes=form.cleaned_data["minutes"],
        ),
    )
    return done or render(request, "funds/product_bylaw.html", {"group": group, "form": form})


@needs("keep the group")
@takes_files
def product_bylaw(request: OfficerRequest, group: Group, pk: int) -> HttpResponse:
    """A by-law from a day on; past events keep the rule of their day."""
    product = get_object_or_404(savings_queries.products(group), pk=pk)
    form = ProductBylawForm(request.POST or None, request.FILES or None, instance=bylaws.draft(ProductBylaw, product))
    done = propose(request, form)
    return done or render(request, "funds/product_bylaw.html", {"group": group, "product": product, "form": form})
