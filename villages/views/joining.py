"""Somebody becomes a member: first the ID card, then what the network does not know yet."""

from django.contrib import messages
from django.contrib.auth.models import User
from django.db import transaction
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ledger import thai
from villages import tickets
from villages.access import needs
from villages.forms.people import FindPersonForm, JoinForm, NomineesForm, PersonForm
from villages.http import OfficerRequest
from villages.models import Group, Member, Person
from villages.queries import people as people_queries
from villages.services import people
from villages.views.submitting import submit_together


@needs("keep members")
def new_member(request: OfficerRequest, group: Group) -> HttpResponse:
    """Begin with the ID card: somebody the network knows is not typed again (R3.30)."""
    form = FindPersonForm(request.POST or None, group=group)
    if form.is_valid():
        number = form.cleaned_data["citizen_id"]
        if member := people_queries.members(group).filter(people_queries.numbered(number, "person__")).first():
            text = _("This person is in the register already, number %(number)s.")
            messages.info(request, text % {"number": member.number})
            return redirect("villages:member", slug=group.slug, pk=member.pk)
        return redirect("villages:join", slug=group.slug, ticket=tickets.keep(request, number))
    return render(request, "villages/new_member.html", {"group": group, "form": form})


@needs("keep members")
def join(request: OfficerRequest, group: Group, ticket: str) -> HttpResponse:
    """A person, new or known, becomes a member; with beneficiaries (R3.25–R3.29)."""
    citizen_id = tickets.look(request, ticket)
    if citizen_id is None:
        return redirect("villages:new_member", slug=group.slug)
    known = people_queries.known_to(group).select_related("village").filter(people_queries.numbered(citizen_id)).first()
    joining = JoinForm(request.POST or None, group=group)
    person = None if known else PersonForm(request.POST or None, initial={"village": group.village})
    nominees = NomineesForm(request.POST or None, group=group)
    forms: list[BaseForm] = [person, joining, nominees] if person else [joining, nominees]
    done = submit_together(
        request,
        forms,
        lambda: _join(group, citizen_id, known, forms, request.user, seen(request)),
        success=lambda member: (
            _("%(person)s is a member, number %(number)s.") % {"person": member.person, "number": member.number}
        ),
        to=lambda member: reverse("villages:member", args=[group.slug, member.pk]),
    )
    if done:
        tickets.use(request, ticket)
        return done
    others = alike(person, seen(request), citizen_id) if person else []
    context = {"group": group, "known": known, "masked": thai.mask(citizen_id), "forms": forms, "alike": others}
    return render(request, "villages/join.html", context)


@transaction.atomic
def _join(group: Group, citizen_id: str, known: Person | None, forms: list, by: User, others: set[int]) -> Member:
    *person, joining, nominees = forms
    who = known or people.new_person(citizen_id=citizen_id, seen=others, **person[0].cleaned_data)
    member = people.join(group, who, **joining.cleaned_data)
    if named := nominees.named():
        people.name_nominees(member, named, on=joining.cleaned_data["on"], by=by)
    return member


def seen(request: OfficerRequest) -> set[int]:
    """Who was ticked as somebody else."""
    return {int(pk) for pk in request.POST.getlist("seen") if thai.is_figures(pk) and len(pk) < 10}


def alike(form: PersonForm, others: set[int], citizen_id: str | None = None) -> list[Person]:
    """Who looks like the person in the form and is to be told apart before anything is written (R0.15)."""
    if not form.is_bound or not {"first_name", "born_on", "birthday_precision"} <= set(
        getattr(form, "cleaned_data", ())
    ):
        return []
    people = people_queries.alike(Person(citizen_id=citizen_id, **form.cleaned_data))
    return people if {person.pk for person in people} - others else []
