"""The start page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from villages import access
from villages.queries import officers as officers_queries


@access.public
def home(request: HttpRequest) -> HttpResponse:
    """Send everybody on: officers to their group, the network to the sub-district, members to their own page."""
    offices = access.offices(request.user)
    groups = {office.group for office in offices if office.group and not office.group.is_practice}
    of_network = any(office.group is None for office in offices)
    if len(groups) == 1 and not of_network:
        return redirect(groups.pop())
    if groups and not of_network:
        mine = sorted(groups, key=lambda group: (group.village.number if group.village else 0, group.slug))
        return render(request, "kahro/my_groups.html", {"groups": mine, "news": officers_queries.office_news(*mine)})
    if offices:
        return redirect("kahro:dashboard")
    if hasattr(request.user, "person"):
        return redirect("funds:me")
    return render(request, "kahro/home.html")
