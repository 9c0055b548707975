"""How allauth behaves here: nobody signs up, and a stranger's wrong passwords lock out only the stranger."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from villages import devices

ELSEWHERE, SPRAYED = "login_elsewhere", "login_sprayed"  # one name from all addresses; all names from one


class AccountAdapter(DefaultAccountAdapter):
    """Officers are appointed, members bring a slip. Wrong passwords are counted by name and address."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": gettext_lazy(
            "Too many wrong passwords for this name from here. Wait five minutes, log in on a device where you logged "
            "in before, or ask an officer for a new slip."
        )
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count a try before the password is looked at. Raises ValidationError when there were too many.

        On a device where this name logged in before, only that device's own tries count: nobody elsewhere, nor at the
        same address, keeps the owner out.
        """
        counts = self._counts(request, credentials)
        counted = [ratelimit.consume(request, action=action, key=key) for action, key in counts.items()]
        if not all(counted) or (ELSEWHERE in counts and not ratelimit.consume(request, action=SPRAYED, dry_run=True)):
            raise self.validation_error("too_many_login_attempts")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        user = super().authenticate(request, **credentials)
        if user:  # whoever knows the password need not guess it
            for action, key in self._counts(request, credentials).items():
                ratelimit.clear(request, action=action, key=key)
        return user

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        if ELSEWHERE in self._counts(request, credentials):
            ratelimit.consume(request, action=SPRAYED)

    def _counts(self, request: HttpRequest, credentials: dict[str, Any]) -> dict[str, str]:
        """What a try is counted by: action of ACCOUNT_RATE_LIMITS → key."""
        name = credentials.get("username", "").casefold()
        if device := devices.known(request, name):
            return {"login_on_known_device": f"{name} {device}"}
        return {"login_failed": f"{name} {self.get_client_ip(request)}", ELSEWHERE: name}

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        return devices.remember(super().post_login(request, user, **kwargs), request, user)

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        messages.error(request, _("This account is switched off. Ask an officer of your group for a new slip."))
        return redirect("account_login")
