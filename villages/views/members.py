"""The register of members."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tables2 import RequestConfig

from villages import access
from villages.access import needs
from villages.filters import MemberFilter
from villages.forms.people import GuardianForm, JoinForm, NomineesForm, RegisterForm
from villages.http import OfficerRequest
from villages.models import Group, Member
from villages.queries import people as people_queries
from villages.services import people
from villages.tables import MemberTable
from villages.tiles import MEMBER_CHANGES, MEMBER_TILES, MEMBERS_TILES, MemberPage, MembersPage, tiles_of
from villages.views.submitting import submit, waits


@needs("see members")
def members(request: OfficerRequest, group: Group) -> HttpResponse:
    chosen = MemberFilter(request.GET, people_queries.members(group))
    table = MemberTable(chosen.qs, group=group)
    RequestConfig(request, paginate={"per_page": 50}).configure(table)
    buttons = tiles_of(MEMBERS_TILES, MembersPage(group, access.acts(request.user, group)))
    context = {"group": group, "filter": chosen, "table": table, "tiles": buttons}
    return render(request, "villages/members.html", context)


def _member(group: Group, pk: int) -> Member:
    return get_object_or_404(people_queries.members(group), pk=pk)


@needs("see members")
def member(request: OfficerRequest, group: Group, pk: int) -> HttpResponse:
    shown = _member(group, pk)
    today = timezone.localdate()
    page = MemberPage(group, access.acts(request.user, group), shown, people.is_minor(shown.person, today))
    context = {
        "group": group,
        "member": shown,
        "nominees": people_queries.nominees(shown),
        "membership_periods": shown.membership_periods.all(),
        "age": shown.person.age(today),
        "is_minor": page.is_minor,
        "tiles": tiles_of(MEMBER_TILES, page),
        "changes": tiles_of(MEMBER_CHANGES, page),
    }
    return render(request, "villages/member.html", context)


@needs("keep members")
def edit_member(request: OfficerRequest, group: Group, pk: int) -> HttpResponse:
    member = _member(group, pk)
    form = RegisterForm(request.POST or None, instance=member.person)

    def correct() -> None:
        pending = people.correct(member.person, by=request.user, group=group, **form.cleaned_data)
        if pending:
            messages.info(request, waits(pending))

    done = submit(
        request,
        form,
        correct,
        success=_("The register is up to date."),
        to=reverse("villages:member", args=[group.slug, pk]),
    )
    return done or _form(request, group, member, form, _("Change the register"), _("Write it down"))


@needs("keep members")
def rejoin(request: OfficerRequest, group: Group, pk: int) -> HttpResponse:
    """A former member comes back under the old number (R3.24)."""
    member = _member(group, pk)
    form = JoinForm(request.POST or None, group=group)
    done = submit(
        request,
        form,
        lambda: people.join(group, member.person, **form.cleaned_data),
        success=_("Welcome back, number %(number)s.") % {"number": member.number},
        to=reverse("villages:member", args=[group.slug, pk]),
    )
    return done or _form(request, group, member, form, _("Come back"), _("Take back as a member"))


@needs("keep members")
def name_nominees(request: OfficerRequest, group: Group, pk: int) -> HttpResponse:
    """A new dated form of beneficiaries; the earlier ones stay on file (R3.29)."""
    member = _member(group, pk)
    form = NomineesForm(
        request.POST or None, group=group, initial=NomineesForm.written(people_queries.nominees(member))
    )
    done = submit(
        request,
        form,
        lambda: people.name_nominees(member, form.named(), on=timezone.localdate(), by=request.user),
        success=_("The beneficiaries are written down."),
        to=reverse("villages:member", args=[group.slug, pk]),
    )
    return done or _form(request, group, member, form, _("Name the beneficiaries"), _("Write it down"))


@needs("keep members")
def name_guardian(request: OfficerRequest, group: Group, pk: int) -> HttpResponse:
    member = _member(group, pk)
    form = GuardianForm(request.POST or None, group=group)
    done = submit(
        request,
        form,
        lambda: people.name_guardian(member, **form.cleaned_data, by=request.user),
        success=_("The guardian is written down."),
        to=reverse("villages:member", args=[group.slug, pk]),
    )
    return done or _form(request, group, member, form, _("Name the guardian"), _("Write it down"))


def _form(request: OfficerRequest, group: Group, member: Member, form, title: str, act: str) -> HttpResponse:
    context = {"group": group, "member": member, "form": form, "page_title": title, "act": act}
    return render(request, "villages/member_form.html", context)
