"""Practice: one officer's own group of invented people, made by pressing a button and thrown away afterwards."""

from datetime import timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from funds.services import practice as funds_practice
from ledger import rules as ledger_rules
from villages.models import Group
from villages.queries import groups as groups_queries
from villages.services import practice as villages_practice
from welfare.services import practice as welfare_practice

DAYS = 7
MONTHS_BEFORE = 3


@transaction.atomic
def begin(parent: Group, *, by: User) -> Group:
    """A practice group like `parent` for a user; the one they had is thrown away. Not from a practice group."""
    by = User.objects.select_for_update().get(pk=by.pk)  # who also sees the offices given here
    for old in groups_queries.practice_groups(by):
        throw_away(old)
    months = [ledger_rules.first_of_month(timezone.localdate())]
    for _month in range(MONTHS_BEFORE):
        months.insert(0, ledger_rules.first_of_month(months[0] - timedelta(days=1)))
    group = villages_practice.create_practice_group(parent, by=by, members_since=months[0])
    funds_practice.furnish(group, parent, months[:-1], by=by)
    return group


@transaction.atomic
def throw_away(group: Group) -> None:
    """Delete a practice group and everything that was tried in it. A real group is refused."""
    welfare_practice.throw_away(group)
    funds_practice.throw_away(group)
    villages_practice.throw_away(group)


def left_lying() -> QuerySet[Group]:
    """The practice groups that are older than a week."""
    return Group.objects.filter(is_practice=True, founded_on__lt=timezone.localdate() - timedelta(days=DAYS))
