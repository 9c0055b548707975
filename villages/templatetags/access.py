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
    """What the user is at a group, for the bar."""
    held = [office for office in access.offices(user) if office.group_id in (None, group.pk)]
    return " · ".join(office.get_role_display() for office in held)


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
    waiting = [asked for asked in mine if asked.is_waiting]
    decided = [asked for asked in mine if not asked.is_waiting][:SHOWN]
    return {
        "for_me": [asked for asked in waiting if user not in (asked.maker, asked.first_maker)],
        "for_others": [asked for asked in waiting if user in (asked.maker, asked.first_maker)],
        "refused": [asked for asked in decided if asked.status == PendingRequest.Status.REFUSED],
        "approved": [asked for asked in decided if asked.status == PendingRequest.Status.APPROVED],
    }
