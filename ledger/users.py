"""How a user is called on pages and papers."""

from django.contrib.auth.models import User


def shown_name(user: User) -> str:
    """The full name of a user, or the login name of who has none."""
    return user.get_full_name() or user.get_username()
