"""Who gives one baht a day, by which by-law: enrolment, rounds, sponsors."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from villages import tickets
from villages.access import needs, takes_files
from villages.forms.people import FindPersonForm
from villages.http import OfficerRequest
from villages.models import Group
from villages.queries import people as people_queries
from villages.services import bylaws
from villages.views.bylaws import propose
from villages.views.submitting import submit
from welfare.forms.schemes import EnrolForm, FamilyForm, FindForm, RoundForm, SchemeBylawForm, SponsorForm
from welfare.models import Enrolment, Scheme, SchemeBylaw
from welfare.queries import days as days_queries
from welfare.queries import rounds as rounds_queries
from welfare.services import schemes

A_PAGE = 50


def fund_of(group: Group) -> Group:
    """A group that may keep a welfare fund; another one has no such pages."""
    if group.kind != Group.Kind.WEL:
        raise Http404
    return group


def scheme_or_404(group: Group) -> Scheme:
    """The fund of a group; one without a by-law has no such pages yet."""
    scheme = days_queries.scheme(fund_of(group))
    if scheme is None:
        raise Http404
    return scheme


@needs("see members")
def days(request: OfficerRequest, group: Group) -> HttpResponse:
    """Every member with the days they paid, and who pays for others."""
    scheme = days_queries.scheme(fund_of(group))
    rows = days_queries.standings(group, timezone.localdate(), scheme) if scheme else []
    form = FindForm(request.GET)
    page = Paginator(form.find(rows), A_PAGE).get_page(request.GET.get("page"))
    context = {"group": group, "scheme": scheme, "form": form, "page": page, "sponsors": rounds_queries.sponsors(rows)}
    return render(request, "welfare/days.html", context)


@needs("keep the group")
@takes_files
def scheme_bylaw(request: OfficerRequest, group: Group) -> HttpResponse:
    """The fund's by-laws, by which resolution."""
    group_book = fund_of(group).books.select_related("book", "group").get()
    scheme = days_queries.scheme(group)
    bylaw = bylaws.draft(SchemeBylaw, scheme) if scheme else SchemeBylaw(effective_from=timezone.localdate())
    form = SchemeBylawForm(request.POST or None, request.FILES or None, instance=bylaw)
    done = propose(
        request,
        form,
        lambda: schemes.propose_bylaw(group_book, form.instance, by=request.user, minutes=form.cleaned_data["minutes"]),
    )
    return done or render(request, "welfare/scheme_bylaw.html", {"group": group, "form": form})


@needs("keep members")
def enrol(request: OfficerRequest, group: Group) -> HttpResponse:
    """A member begins to give one baht a day."""
    scheme = days_queries.scheme(fund_of(group))
    if scheme is None:
        messages.info(request, _("The fund has no by-law yet. Write it down first."))
        return redirect("welfare:days", slug=group.slug)
    others = group.members.filter(left_on=None, enrolment=None).select_related("person").order_by("number")
    form = EnrolForm(request.POST or None, members=others, initial={"member": request.GET.get("member")})
    done = submit(
        request,
        form,
        lambda: schemes.enrol(scheme, **form.cleaned_data),
        success=lambda enrolment: _("%(member)s gives one baht a day.") % {"member": enrolment.member},
        to=reverse("welfare:days", args=[group.slug]),
    )
    return done or render(request, "welfare/enrol.html", {"group": group, "form": form, "others": others})


@needs("keep members")
def enrol_family(request: OfficerRequest, group: Group) -> HttpResponse:
    """A household begins together, found by the ID card of one of them."""
    scheme_or_404(group)
    form = FindPersonForm(request.POST or None, group=group)
    if form.is_valid():
        number = form.cleaned_data["citizen_id"]
        if people_queries.known_to(group).filter(people_queries.numbered(number)).exists():
            return redirect("welfare:enrol_household", slug=group.slug, ticket=tickets.keep(request, number))
        form.add_error("citizen_id", _("The network does not know this person yet. Make them a member first."))
    return render(request, "welfare/find_family.html", {"group": group, "form": form})


@needs("keep members")
def enrol_household(request: OfficerRequest, group: Group, ticket: str) -> HttpResponse:
    """Everybody of the house of the person whose citizen ID belongs to the ticket."""
    scheme = scheme_or_404(group)
    person = people_queries.known_to(group).filter(people_queries.numbered(tickets.look(request, ticket) or "")).first()
    if person is None:
        return redirect("welfare:enrol_family", slug=group.slug)
    home = rounds_queries.household(group, person)
    form = FamilyForm(request.POST or None, household=home)
    done = submit(
        request,
        form,
        lambda: schemes.enrol_family(scheme, **form.cleaned_data),
        success=lambda begun: _("%(n)d people give one baht a day now.") % {"n": len(begun)},
        to=reverse("welfare:days", args=[group.slug]),
    )
    return done or render(
        request, "welfare/enrol_family.html", {"group": group, "form": form, "person": person, "home": home}
    )


@require_POST
@needs("keep members")
def name_sponsor(request: OfficerRequest, group: Group, pk: int) -> HttpResponse:
    """Who pays for a member who cannot."""
    enrolment = get_object_or_404(Enrolment, pk=pk, scheme__group_book__group=fund_of(group))
    form = SponsorForm(request.POST)
    if form.is_valid():
        schemes.name_sponsor(enrolment, form.cleaned_data["sponsor_name"])
        messages.success(request, _("It is written down who pays."))
    return redirect("welfare:member", slug=group.slug, pk=pk)


@needs("see members")
def enrolment_rounds(request: OfficerRequest, group: Group) -> HttpResponse:
    """Every round with target and actual, village by village."""
    scheme = scheme_or_404(group)
    return render(request, "welfare/rounds.html", {"group": group, "cohorts": rounds_queries.cohorts(scheme)})


@needs("keep the group")
def open_round(request: OfficerRequest, group: Group) -> HttpResponse:
    scheme = scheme_or_404(group)
    form = RoundForm(request.POST or None, villages=rounds_queries.villages(group))
    done = submit(
        request,
        form,
        lambda: schemes.open_round(scheme, **form.cleaned_data),
        success=_("The round is written down."),
        to=reverse("welfare:rounds", args=[group.slug]),
    )
    return done or render(request, "welfare/open_round.html", {"group": group, "form": form})
