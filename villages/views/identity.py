"""Who has no citizen ID: joining with a reason, and the ID written down when there is one (R0.15)."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from villages.access import needs
from villages.forms.people import JoinForm, PersonForm, WhyForm, WriteIdForm
from villages.http import OfficerRequest
from villages.models import Group
from villages.queries import people as people_queries
from villages.services import identity
from villages.views.joining import alike, seen
from villages.views.submitting import submit, submit_together


@needs("keep members")
def join_without_id(request: OfficerRequest, group: Group) -> HttpResponse:
    """Everything that is known of who has no citizen ID, and why; a second officer agrees."""
    person = PersonForm(request.POST or None, initial={"village": group.village})
    joining, why = JoinForm(request.POST or None, group=group), WhyForm(request.POST or None)
    forms = [person, joining, why]
    done = submit_together(
        request,
        forms,
        lambda: identity.ask_to_join(
            group,
            person.cleaned_data,
            **joining.cleaned_data,
            **why.cleaned_data,
            seen=seen(request),
            by=request.user,
        ),
        to=reverse("villages:members", args=[group.slug]),
    )
    if done:
        return done
    context = {"group": group, "forms": forms, "alike": alike(person, seen(request))}
    return render(request, "villages/join_without_id.html", context)


@needs("keep members")
def write_id(request: OfficerRequest, group: Group, pk: int) -> HttpResponse:
    """The citizen ID of who joined without one."""
    member = get_object_or_404(people_queries.members(group), pk=pk)
    form = WriteIdForm(request.POST or None)
    done = submit(
        request,
        form,
        lambda: identity.ask_to_write_id(member.person, **form.cleaned_data, group=group, by=request.user),
        to=reverse("villages:member", args=[group.slug, pk]),
    )
    context = {"group": group, "member": member, "form": form}
    context |= {"page_title": _("Write the citizen ID"), "act": _("Ask a second officer")}
    return done or render(request, "villages/member_form.html", context)
