"""Which log-in names a device knows: a signed cookie, so that tries from elsewhere do not lock its owner out."""

from hashlib import sha256
from secrets import token_urlsafe

from django.conf import settings
from django.contrib.auth.models import User
from django.core import signing
from django.http import HttpRequest, HttpResponse

COOKIE, SALT = "device", "known device"
LASTS = 400 * 24 * 3600  # seconds; the longest that browsers keep a cookie
MOST = 20  # names on one laptop of a committee


def known(request: HttpRequest, name: str) -> str:
    """The device's own mark when `name` logged in on it before, else nothing."""
    mark, names = _read(request)
    return mark if _short(name) in names else ""


def remember(response: HttpResponse, request: HttpRequest, user: User) -> HttpResponse:
    """Let the device know the name that just logged in on it; the newest names stay."""
    mark, names = _read(request)
    name = _short(user.get_username())
    newest = [name, *(other for other in names if other != name)][:MOST]
    value = signing.dumps([mark or token_urlsafe(12), *newest], salt=SALT)
    response.set_cookie(
        COOKIE, value, max_age=LASTS, httponly=True, samesite="Lax", secure=bool(settings.SESSION_COOKIE_SECURE)
    )
    return response


def _read(request: HttpRequest) -> tuple[str, list[str]]:
    try:
        mark, *names = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return "", []
    return mark, names


def _short(name: str) -> str:
    """A part of a digest, enough to recognise a name; the cookie itself names nobody."""
    return sha256(name.casefold().encode()).hexdigest()[:16]
