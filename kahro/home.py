"""The front door."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from villages import access
from villages.queries import officers as officers_queries


def home(request: HttpRequest) -> HttpResponse:
    """Everybody to their own place: officers to their group, the network to the sub-district, members to their page."""
    held = access.offices(request.user)
    groups = {office.group for office in held if not (office.group and office.group.is_practice)}
    if len(groups) == 1 and None not in groups:
        return redirect(groups.pop())
    if groups and None not in groups:
        mine = sorted(groups, key=lambda group: (group.village.number if group.village else 0, group.slug))
        return render(request, "kahro/my_groups.html", {"groups": mine, "news": officers_queries.office_news(*mine)})
    if held:
        return redirect("kahro:dashboard")
    if hasattr(request.user, "person"):
        return redirect("funds:me")
    return render(request, "kahro/home.html")


home.act = "public"
