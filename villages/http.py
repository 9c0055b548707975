"""The type of `request` in views: which attributes the decorators of `villages.access` have already set."""

from django.contrib.auth.models import User
from django.http import HttpRequest

from villages.models import Group


class MemberRequest(HttpRequest):
    """A request behind `member_page`: somebody is logged in."""

    user: User


class OfficerRequest(MemberRequest):
    """A request behind `needs`: `user` holds an office and may do the act of the page.

    In a practice group `user` may be the helper whom somebody stands in for; `practising` is then who is really logged
    in. `practising` is set only on the pages of a group.
    """

    group: Group | None  # None on the pages of the network
    practising: User
