"""What holds for every page: how much may be sent, how its text is read, and what a browser may store."""

from collections.abc import Callable

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


def text_comes_in_clean(get_response: GetResponse) -> GetResponse:
    """Every text that is sent passes `thai.clean` once, here: no form, search or button can forget it.

    Passwords stay as they were typed. An address with signs that nobody can type leads nowhere.
    """

    def process_view(request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> None:
        request.GET = _cleaned(request.GET)
        if request.method == "POST":
            request.POST = _cleaned(request.POST)

    def middleware(request: HttpRequest) -> HttpResponse:
        if thai.clean(request.path_info) != request.path_info:
            raise Http404
        return get_response(request)

    middleware.process_view = process_view
    return middleware


def _cleaned(sent: QueryDict) -> QueryDict:
    cleaned = sent.copy()
    for name, values in sent.lists():
        if "password" not in name and name != AGAIN:
            cleaned.setlist(name, [thai.clean(value) for value in values])
    return cleaned


def personal_pages_are_not_stored(get_response: GetResponse) -> GetResponse:
    """After a log-out, the browser's back button shows nothing of what was open: no page of a log-in is stored."""

    def middleware(request: HttpRequest) -> HttpResponse:
        was_in = request.user.is_authenticated
        response = get_response(request)
        if was_in or request.user.is_authenticated:
            add_never_cache_headers(response)
        return response

    return middleware
