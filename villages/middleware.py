from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict

from villages import access, tickets

OFFICERS_IDLE = 30 * 60
MEMBERS_IDLE = 14 * 24 * 3600


def addresses_hold_no_citizen_id(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Whoever searches by a whole citizen ID is led to the address that holds its last digits only (R9.15)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        query = QueryDict(mutable=True)
        for name, texts in request.GET.lists():
            query.setlist(name, [tickets.shortened(text) for text in texts])
        if request.method in ("GET", "HEAD") and query.dict() != request.GET.dict():
            return HttpResponseRedirect(f"{request.path}?{query.urlencode()}")
        return get_response(request)

    return middleware


def idle_sessions_end(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Whoever may write money or read everybody's is logged out after thirty idle minutes."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.user.is_authenticated:
            request.session.set_expiry(OFFICERS_IDLE if access.offices(request.user) else MEMBERS_IDLE)
        return response

    return middleware
