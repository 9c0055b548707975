"""What holds for every page: how much may be sent, how its text is read, and what a browser may store."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from kahro.server.storage import NoRoom
from ledger import thai
from villages.forms.uploads import LARGEST

GetResponse = Callable[[HttpRequest], HttpResponse]
AGAIN = "again"  # the password once more
KIB = 1024  # bytes
OF_A_STRANGER, OF_A_FORM, WITH_PAPERS = 100 * KIB, 1024 * KIB, 4 * LARGEST


class Middleware:
    """Passes each request on; the classes below add what they check."""

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)


class PapersAreBounded(Middleware):
    """Refuse what is larger than the page takes before a byte of it is read, and what the disk has no room for."""

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> HttpResponse | None:
        if not request.user.is_authenticated:
            most = OF_A_STRANGER
        else:
            most = WITH_PAPERS if getattr(view, "takes_files", False) else OF_A_FORM
        if int(request.META.get("CONTENT_LENGTH") or 0) <= most:
            return None
        return render(request, "413.html", status=413)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        return render(request, "507.html", {"fault": fault}, status=507) if isinstance(fault, NoRoom) else None


class TextComesInClean(Middleware):
    """Every text that is sent passes `thai.clean` once, here: no form, search or button can leave it out.

    Passwords stay as they were typed. An address with characters that nobody can type gets 404.
    """

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if thai.clean(request.path_info) != request.path_info:
            raise Http404
        return self.get_response(request)

    def process_view(self, request: Any, view: Callable, args: tuple, kwargs: dict) -> None:
        request.GET = _cleaned(request.GET)
        if request.method == "POST":
            request.POST = _cleaned(request.POST)


def _cleaned(sent: QueryDict) -> QueryDict:
    cleaned = sent.copy()
    for name, values in sent.lists():
        if "password" not in name and name != AGAIN:
            cleaned.setlist(name, [thai.clean(value) for value in values])
    return cleaned


class PersonalPagesAreNotStored(Middleware):
    """After a log-out, the browser's back button shows nothing of what was open: no page of a log-in is stored."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        was_in = request.user.is_authenticated
        response = self.get_response(request)
        if was_in or request.user.is_authenticated:
            add_never_cache_headers(response)
        return response
