"""What holds for every page: how much may be sent, and what a browser may store."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from kahro.storage import NoRoom
from villages.forms.fields import LARGEST

GetResponse = Callable[[HttpRequest], HttpResponse]
KIB = 1024  # bytes
OF_A_STRANGER, OF_A_FORM, WITH_PAPERS = 100 * KIB, 1024 * KIB, 4 * LARGEST


def papers_are_bounded(get_response: GetResponse) -> GetResponse:
    """Refuse what is larger than the page takes before a byte of it is read, and what the disk has no room for."""

    def process_view(request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> HttpResponse | None:
        if not request.user.is_authenticated:
            most = OF_A_STRANGER
        else:
            most = WITH_PAPERS if getattr(view, "takes_files", False) else OF_A_FORM
        if int(request.META.get("CONTENT_LENGTH") or 0) <= most:
            return None
        return render(request, "413.html", status=413)

    def process_exception(request: HttpRequest, fault: Exception) -> HttpResponse | None:
        return render(request, "507.html", {"fault": fault}, status=507) if isinstance(fault, NoRoom) else None

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    middleware.process_view, middleware.process_exception = process_view, process_exception
    return middleware


def personal_pages_are_not_stored(get_response: GetResponse) -> GetResponse:
    """After a log-out, the browser's back button shows nothing of what was open: no page of a log-in is stored."""

    def middleware(request: HttpRequest) -> HttpResponse:
        was_in = request.user.is_authenticated
        response = get_response(request)
        if was_in or request.user.is_authenticated:
            add_never_cache_headers(response)
        return response

    return middleware
