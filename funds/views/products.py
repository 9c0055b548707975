"""What a group offers to savers, by which by-laws."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from funds import queries, rules, services
from funds.forms import ProductForm, RuleForm, refuse
from funds.models import ProductRule
from villages.access import needs
from villages.models import Group


@needs("see the group")
def products(request: HttpRequest, group: Group) -> HttpResponse:
    today = timezone.localdate()
    offered = [(product, rules.in_force(product.rules.all(), today)) for product in queries.products(group)]
    return render(request, "funds/products.html", {"group": group, "offered": offered})


@needs("keep the group")
def offer(request: HttpRequest, group: Group) -> HttpResponse:
    """A new kind of savings with its first by-law."""
    form = ProductForm(request.POST or None, instance=ProductRule(effective_from=timezone.localdate()))
    if form.is_valid():
        asked = form.cleaned_data
        try:
            services.offer(
                queries.savings_pot(group),
                asked["kind"],
                asked["name"],
                from_on=asked["effective_from"],
                resolution=asked["resolution"],
                **form.terms(),
            )
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The new kind of savings can be used from now on."))
            return redirect("funds:products", slug=group.slug)
    return render(request, "funds/rule.html", {"group": group, "form": form})


@needs("keep the group")
def set_rule(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """A by-law from a day on; past events keep the rule of their day."""
    product = get_object_or_404(queries.products(group), pk=pk)
    form = RuleForm(request.POST or None, instance=queries.blank_rule_like(product))
    if form.is_valid():
        asked = form.cleaned_data
        try:
            services.set_rule(product, from_on=asked["effective_from"], resolution=asked["resolution"], **form.terms())
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The by-law is written down."))
            return redirect("funds:products", slug=group.slug)
    return render(request, "funds/rule.html", {"group": group, "product": product, "form": form})
