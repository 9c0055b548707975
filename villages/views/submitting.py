"""The shapes of a page that changes something: a form that is submitted, several forms that are submitted together, and
a single button that is pressed.

Each calls a service. When it refuses, the form or a message says why; else a message says what was done, and the
browser is sent on. A view keeps only what is its own: which service, which sentence, which page comes next.
"""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from villages.forms.refusals import refuse
from villages.models import PendingRequest

Result = TypeVar("Result")


class HasPage(Protocol):
    """A row with a page of its own."""

    def get_absolute_url(self) -> str: ...


Next = str | HasPage | HttpResponseBase  # an address, a row that has one, or the answer itself, such as a paper
MOST_SAID = 20  # sentences of one refusal


def submit(
    request: HttpRequest,
    form: BaseForm,
    act: Callable[[], Result],
    *,
    success: str | Callable[[Result], str] | None = "",
    to: Next | Callable[[Result], Next],
    level: int = messages.SUCCESS,
) -> HttpResponse | None:
    """Call `act` when the form is valid; say `success` and redirect `to` when it is done.

    `success` and `to` may be made from what `act` returned. Without `success`, what waits for a second officer says so;
    with None nothing is said.

    Returns None when the form is not valid or the service refused: the form says why, and the page shows it again.
    """
    return submit_together(request, [form], act, success=success, to=to, level=level)


def submit_together(
    request: HttpRequest,
    forms: Sequence[BaseForm],
    act: Callable[[], Result],
    *,
    success: str | Callable[[Result], str] | None = "",
    to: Next | Callable[[Result], Next],
    level: int = messages.SUCCESS,
) -> HttpResponse | None:
    """The same of several forms of one page; a refusal stands in the form that has its field, else in the first one."""
    if not all([form.is_valid() for form in forms]):  # noqa: C419 - every form says what it misses
        return None
    try:
        result = act()
    except ValidationError as refusal:
        about = set(getattr(refusal, "error_dict", ()))
        refuse(next((form for form in forms if about & set(form.fields)), forms[0]), refusal)
        return None
    return _done(request, result, success, to, level)


def press(
    request: HttpRequest,
    act: Callable[[], Result],
    *,
    success: str | Callable[[Result], str] | None = "",
    to: Next | Callable[[Result], Next],
    back: Next | None = None,
    level: int = messages.SUCCESS,
    each: bool = False,
) -> HttpResponse:
    """Call `act`; say `success` and redirect `to` when it is done, as `submit` does.

    A refusal is said in a message, with `each` every sentence of it in its own, and leads `back`; without `back` it
    leads `to`, which then is no function.
    """
    try:
        result = act()
    except ValidationError as refusal:
        sentences = refusal.messages[:MOST_SAID] if each else [" ".join(refusal.messages)]
        for sentence in sentences:
            messages.error(request, sentence)
        return _go(to if back is None else back, None)
    return _done(request, result, success, to, level)


def waits(pending: PendingRequest) -> str:
    """The sentence about what waits for a second officer."""
    return _("Asked: %(summary)s. It waits for a second officer.") % {"summary": pending.summary}


def _done(
    request: HttpRequest,
    result: Result,
    success: str | Callable[[Result], str] | None,
    to: Next | Callable[[Result], Next],
    level: int,
) -> HttpResponse:
    sentence = success(result) if callable(success) else success
    if sentence == "" and isinstance(result, PendingRequest):
        level, sentence = messages.INFO, waits(result)
    if sentence:
        messages.add_message(request, level, sentence)
    return _go(to, result)


def _go(place: Next | Callable[..., Next], result: object) -> HttpResponse:
    target = place(result) if callable(place) else place
    return cast(HttpResponse, target) if isinstance(target, HttpResponseBase) else redirect(target)
