from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from villages import access

OFFICERS_IDLE = 30 * 60
MEMBERS_IDLE = 14 * 24 * 3600


def idle_sessions_end(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Whoever may write money or read everybody's is logged out after thirty idle minutes."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.user.is_authenticated:
            request.session.set_expiry(OFFICERS_IDLE if access.offices(request.user) else MEMBERS_IDLE)
        return response

    return middleware
