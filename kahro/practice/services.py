"""Practice: one officer's own group of invented people, made at a press of a button and thrown away afterwards."""

from datetime import timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from funds.services import practice as savings
from ledger import rules
from villages import queries
from villages.models import Group
from villages.services import practice as people
from welfare import services as welfare

DAYS = 7
MONTHS_BEFORE = 3


@transaction.atomic
def begin(parent: Group, *, by: User) -> Group:
    """A practice group like `parent` for a user; the one they had is thrown away. Practice makes no practice."""
    by = User.objects.select_for_update().get(pk=by.pk)  # who also sees the offices given here
    for old in queries.practice_groups(by):
        throw_away(old)
    months = [rules.first_of_month(timezone.localdate())]
    for _month in range(MONTHS_BEFORE):
        months.insert(0, rules.first_of_month(months[0] - timedelta(days=1)))
    group = people.found(parent, by=by, members_since=months[0])
    savings.furnish(group, parent, months[:-1], by=by)
    return group


@transaction.atomic
def throw_away(group: Group) -> None:
    """Delete a practice group and everything that was tried in it. A real group is refused."""
    welfare.throw_away(group)
    savings.throw_away(group)
    people.throw_away(group)


def left_lying() -> QuerySet[Group]:
    """The practice groups that are older than a week."""
    return Group.objects.filter(is_practice=True, founded_on__lt=timezone.localdate() - timedelta(days=DAYS))
