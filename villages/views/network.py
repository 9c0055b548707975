"""What belongs to the whole sub-district: villages' names and new groups."""

from django.contrib import messages
from django.forms import modelformset_factory
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from villages.access import needs
from villages.forms.groups import NewGroupForm, VillageForm
from villages.http import OfficerRequest
from villages.models import Institution, Village
from villages.services import groups
from villages.views.submitting import submit

Villages = modelformset_factory(Village, form=VillageForm, extra=0)


@needs("keep the network")
def places(request: OfficerRequest) -> HttpResponse:
    """The villages by number; whoever knows a name writes it down (R2.1)."""
    forms = Villages(request.POST or None, queryset=Village.objects.all())
    if forms.is_valid():
        forms.save()
        messages.success(request, _("The names are written down."))
        return redirect("villages:places")
    return render(request, "villages/places.html", {"forms": forms})


@needs("keep the network")
def new_group(request: OfficerRequest) -> HttpResponse:
    """A new group with the books of its kind."""
    form = NewGroupForm(request.POST or None)
    done = submit(
        request,
        form,
        lambda: groups.create_group(**form.cleaned_data, is_demo=Institution.objects.get().is_demo),
        success=_("The group and its books are open. Name its officers next."),
        to=lambda made: reverse("villages:officers", args=[made.slug]),
    )
    return done or render(request, "villages/new_group.html", {"form": form})
