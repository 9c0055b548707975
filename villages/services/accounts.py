"""Accounts: under what name and password somebody logs in."""

import unicodedata

from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ledger import thai

CONSOLE = "console"
LONGEST = 60  # letters of a user name


def named(username: str) -> User | None:
    """Who logs in under a name, however it is typed; capital and small letters are the same name."""
    return User.objects.filter(username__iexact=thai.one_line(username)).first()


def console() -> User:
    """The user for whoever works at the server's prompt; nobody logs in by this name."""
    names = {"first_name": _("At the server's console"), "is_active": False}
    return User.objects.get_or_create(username=CONSOLE, defaults=names)[0]


def new_user(username: str, password: str, *, first_name: str, last_name: str = "") -> User:
    """An account under a name that nobody has, with a password that is not easily guessed.

    Raises ValidationError for a name that is taken or a weak password.
    """
    user = User(first_name=first_name, last_name=last_name)
    renew(user, username, password)
    return user


def renew(user: User, username: str, password: str) -> None:
    """Another name and password for an account; who is logged in with the old ones is logged out.

    Raises ValidationError for a name that is taken or a weak password.
    """
    user.username = _plain_name(username)
    user.clean_fields(exclude=["password", "username"])
    if named(username) not in (None, user):
        raise ValidationError({"username": _("Somebody already has this user name. Choose another one.")})
    try:
        validate_password(password, user)
    except ValidationError as weak:
        raise ValidationError({"password": weak.messages}) from weak
    user.set_password(password)
    user.save()


def _plain_name(username: str) -> str:
    """Letters with the marks they carry, digits and @ . + - _; by Django's own rule no mark is a part of a letter."""
    name = thai.one_line(username)
    signs = [unicodedata.category(sign) for sign in name if sign not in "@.+-_"]
    if not name or len(name) > LONGEST or any(kind[0] not in "LM" and kind != "Nd" for kind in signs):
        words = _("A user name has letters, digits and @ . + - _, without a space, 60 at most. Choose another one.")
        raise ValidationError({"username": words})
    return name
