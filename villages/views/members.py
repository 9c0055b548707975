"""The register of members."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tables2 import RequestConfig

from villages import queries
from villages.access import needs
from villages.filters import MemberFilter
from villages.forms import FindPersonForm, JoinForm, LeaveForm, NomineesForm, PersonForm
from villages.models import Group, Member, Person
from villages.services import people
from villages.tables import MemberTable


@needs("see members")
def members(request: HttpRequest, group: Group) -> HttpResponse:
    chosen = MemberFilter(request.GET, queries.members(group))
    table = MemberTable(chosen.qs)
    RequestConfig(request, paginate={"per_page": 50}).configure(table)
    return render(request, "villages/members.html", {"group": group, "filter": chosen, "table": table})


def _member(group: Group, pk: int) -> Member:
    return get_object_or_404(queries.members(group), pk=pk)


@needs("see members")
def member(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    found = _member(group, pk)
    latest = found.nominees.order_by("-named_on").values_list("named_on", flat=True).first()
    context = {
        "group": group,
        "member": found,
        "nominees": found.nominees.filter(named_on=latest),
        "named_on": latest,
        "spells": found.spells.all(),
    }
    return render(request, "villages/member.html", context)


@needs("keep members")
def new_member(request: HttpRequest, group: Group) -> HttpResponse:
    """Begin with the ID card: somebody the network knows is not typed again (R3.30)."""
    form = FindPersonForm(request.POST or None)
    if form.is_valid():
        return redirect("villages:join", slug=group.slug, citizen_id=form.cleaned_data["citizen_id"])
    return render(request, "villages/new_member.html", {"group": group, "form": form})


@needs("keep members")
def join(request: HttpRequest, group: Group, citizen_id: str) -> HttpResponse:
    """A person, new or known, becomes a member; with beneficiaries (R3.25–R3.29)."""
    known = Person.objects.filter(citizen_id=citizen_id).first()
    person = PersonForm(request.POST or None, instance=known, initial={"village": group.village})
    joining, nominees = JoinForm(request.POST or None), NomineesForm(request.POST or None)
    if all([person.is_valid(), joining.is_valid(), nominees.is_valid()]):
        try:
            found = _join(group, citizen_id, person, joining, nominees)
        except ValidationError as refusal:
            joining.add_error(None, refusal.messages)
        else:
            messages.success(request, _("%(person)s is a member, number %(number)s.") % {"person": found.person, "number": found.number})  # fmt: skip
            return redirect("villages:member", slug=group.slug, pk=found.pk)
    context = {"group": group, "known": known, "person": person, "joining": joining, "nominees": nominees}
    return render(request, "villages/join.html", context)


@transaction.atomic
def _join(group: Group, citizen_id: str, person: PersonForm, joining: JoinForm, nominees: NomineesForm) -> Member:
    known = person.instance if person.instance.pk else people.new_person(citizen_id=citizen_id, **person.cleaned_data)
    asked = joining.cleaned_data
    found = people.join(group, known, on=asked["on"], guardian=asked["guardian_id"])
    if nominees.named():
        people.name_nominees(found, nominees.named(), on=asked["on"])
    return found


@needs("keep members")
def edit_member(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    found = _member(group, pk)
    form = PersonForm(request.POST or None, instance=found.person)
    if form.is_valid():
        form.save()
        messages.success(request, _("The register is up to date."))
        return redirect("villages:member", slug=group.slug, pk=pk)
    return _form(request, group, found, form, _("Change the register"), _("Write it down"))


@needs("keep members")
def leave(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    found = _member(group, pk)
    form = LeaveForm(request.POST or None)
    if form.is_valid():
        try:
            people.leave(found, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The membership has ended. The number stays reserved."))
            return redirect("villages:member", slug=group.slug, pk=pk)
    return _form(request, group, found, form, _("Leave the group"), _("End the membership"))


@needs("keep members")
def rejoin(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """A former member comes back under the old number (R3.24)."""
    found = _member(group, pk)
    form = JoinForm(request.POST or None)
    if form.is_valid():
        try:
            people.join(group, found.person, on=form.cleaned_data["on"], guardian=form.cleaned_data["guardian_id"])
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Welcome back, number %(number)s.") % {"number": found.number})
            return redirect("villages:member", slug=group.slug, pk=pk)
    return _form(request, group, found, form, _("Come back"), _("Take back as a member"))


@needs("keep members")
def name_nominees(request: HttpRequest, group: Group, pk: int) -> HttpResponse:
    """A new dated form of beneficiaries; the earlier ones stay on file (R3.29)."""
    found = _member(group, pk)
    form = NomineesForm(request.POST or None)
    if form.is_valid():
        try:
            people.name_nominees(found, form.named(), on=timezone.localdate())
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The beneficiaries are written down."))
            return redirect("villages:member", slug=group.slug, pk=pk)
    return _form(request, group, found, form, _("Name the beneficiaries"), _("Write it down"))


def _form(request: HttpRequest, group: Group, member: Member, form, title: str, act: str) -> HttpResponse:
    context = {"group": group, "member": member, "form": form, "page_title": title, "act": act}
    return render(request, "villages/member_form.html", context)
