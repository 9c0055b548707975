"""A welfare fund: who gives one baht a day, and until when it is paid."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms.models import model_to_dict
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from funds.forms import refuse
from villages.access import needs
from villages.models import Group
from welfare import queries, services
from welfare.forms import EnrolForm, SchemeRuleForm


def fund_of(group: Group) -> Group:
    """A group that may keep a welfare fund; another one has no such pages."""
    if group.kind != Group.Kind.WEL:
        raise Http404
    return group


@needs("see members")
def days(request: HttpRequest, group: Group) -> HttpResponse:
    """Every member with the days they paid."""
    scheme = queries.scheme(fund_of(group))
    rows = queries.standings(group, timezone.localdate()) if scheme else []
    return render(request, "welfare/days.html", {"group": group, "scheme": scheme, "rows": rows})


NEW = ("effective_from", "resolution")  # what each by-law has of its own


@needs("keep the group")
def rule(request: HttpRequest, group: Group) -> HttpResponse:
    """The fund's by-laws, by which resolution."""
    pot = fund_of(group).books.select_related("book", "group").get()
    scheme = queries.scheme(group)
    last = scheme.rules.first() if scheme else None
    form = SchemeRuleForm(request.POST or None, initial=model_to_dict(last, exclude=NEW) if last else None)
    if form.is_valid():
        try:
            services.set_rule(pot, **form.cleaned_data)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The by-law is written down."))
            return redirect("welfare:days", slug=group.slug)
    return render(request, "welfare/rule.html", {"group": group, "form": form})


@needs("keep members")
def enrol(request: HttpRequest, group: Group) -> HttpResponse:
    """A member begins to give one baht a day."""
    scheme = queries.scheme(fund_of(group))
    if scheme is None:
        messages.info(request, _("The fund has no by-law yet. Write it down first."))
        return redirect("welfare:days", slug=group.slug)
    others = group.members.filter(left_on=None, enrolment=None).select_related("person").order_by("number")
    form = EnrolForm(request.POST or None, members=others)
    if form.is_valid():
        try:
            enrolment = services.enrol(scheme, **form.cleaned_data)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("%(member)s gives one baht a day.") % {"member": enrolment.member})
            return redirect("welfare:days", slug=group.slug)
    return render(request, "welfare/enrol.html", {"group": group, "form": form, "others": others})
