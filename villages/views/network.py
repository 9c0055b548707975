"""What belongs to the whole sub-district: villages' names and new groups."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import modelformset_factory
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from villages.access import needs
from villages.forms.groups import NewGroupForm, VillageForm
from villages.http import OfficerRequest
from villages.models import Institution, Village
from villages.services import groups

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
    if form.is_valid():
        try:
            made = groups.found(**form.cleaned_data, is_demo=Institution.objects.get().is_demo)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The group and its books are open. Name its officers next."))
            return redirect("villages:officers", slug=made.slug)
    return render(request, "villages/new_group.html", {"form": form})
