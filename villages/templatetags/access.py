from datetime import timedelta
from uuid import uuid4

from django import template
from django.utils import timezone
from django.utils.html import format_html

from villages import access
from villages.models import Group, PendingRequest
from villages.queries import groups as groups_queries

register = template.Library()
LATELY, SHOWN = timedelta(days=28), 10


@register.filter
def roles_at(user, group: Group) -> str:
    """The user's roles at a group, for the bar at the top."""
    offices = [office for office in access.offices(user) if office.group_id in (None, group.pk)]
    return " · ".join(office.get_role_display() for office in offices)


@register.filter
def helpers(group: Group) -> list:
    """Whom one may stand in for in a practice group."""
    return list(groups_queries.helpers(group))


@register.filter
def may(user, act: str) -> bool:
    """What the user may do in the network as such."""
    return access.may(user, act)


@register.simple_tag
def form_id() -> str:
    """The hidden number of a form that is only a button, so that pressing twice asks once."""
    return format_html('<input type="hidden" name="request_id" value="{}">', uuid4())


@register.inclusion_tag("villages/_my_requests.html", takes_context=True)
def my_requests(context) -> dict:
    """What waits for one's yes, what one asked, and what became of it lately; on everybody's start page."""
    user = context["request"].user
    mine = list(access.my_requests(user, timezone.now() - LATELY))
    waiting = [pending for pending in mine if pending.is_waiting]
    decided = [pending for pending in mine if not pending.is_waiting][:SHOWN]
    return {
        "for_me": [pending for pending in waiting if user not in (pending.maker, pending.first_maker)],
        "for_others": [pending for pending in waiting if user in (pending.maker, pending.first_maker)],
        "refused": [pending for pending in decided if pending.status == PendingRequest.Status.REFUSED],
        "approved": [pending for pending in decided if pending.status == PendingRequest.Status.APPROVED],
    }
