"""The template context of every page: the institution, and what the user may do."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from villages import access
from villages.models import Institution


def site(request: HttpRequest) -> dict:
    """The institution, and the acts that `request.user` may do in the group of the page."""
    return {
        "institution": SimpleLazyObject(Institution.objects.first),
        "acts": SimpleLazyObject(lambda: access.acts(request.user, getattr(request, "group", None))),
    }
