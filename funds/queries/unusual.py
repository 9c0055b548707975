"""What is unusual at the counter and the table, and what waits for a second officer because of it (R0.18, R3.32)."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from funds import rules
from funds.models import DayRule, Passbook, WorkingDay
from funds.queries.savings import pledge, rule_today
from ledger.models import Book
from villages.models import Group, PendingRequest

# Acts that wait for a second officer: a deposit, and a row of the sheet.
DEPOSIT, TAKE = "take a deposit", "take at the table"


def limits(groups: Iterable[Group], on: date) -> dict[int, rules.Limits]:
    """From where on something is unusual, by group id and the by-law of a day; in one query."""
    ids = [group.pk for group in groups]
    laws: dict[int, list[DayRule]] = {pk: [] for pk in ids}
    for law in DayRule.objects.filter(group__in=ids):
        laws[law.group_id].append(law)
    ruling = {pk: rules.in_force(found, on) for pk, found in laws.items()}
    return {pk: law.limits if law else rules.USUAL_LIMITS for pk, law in ruling.items()}


def limits_of(group: Group, on: date) -> rules.Limits:
    return limits([group], on)[group.pk]


USUALLY = """
    SELECT account.id, (
        SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY lately.credit) FROM (
            SELECT line.credit FROM ledger_line line JOIN ledger_entry entry ON entry.id = line.entry_id
             WHERE line.account_id = account.id AND line.credit > 0 AND entry.kind = 'RV'
               AND NOT EXISTS (SELECT FROM ledger_entry mirror WHERE mirror.reverses_id = entry.id)
             ORDER BY entry.id DESC LIMIT 12) lately)
      FROM unnest(%s::bigint[]) AS account (id)
"""


def usually_paid(accounts: Iterable[int]) -> dict[int, Decimal]:
    """The middle one of an account's last twelve receipts, in baht by account id; those without any are left out."""
    if not (ids := list(accounts)):
        return {}
    with connection.cursor() as cursor:
        cursor.execute(USUALLY, [ids])
        return {account: amount for account, amount in cursor.fetchall() if amount}


def usual(passbook: Passbook) -> Decimal | None:
    """What is usual in a passbook: the pledge, else what was mostly paid lately, else the smallest deposit; in baht."""
    law = rule_today(passbook.product)
    return (
        pledge(passbook)
        or usually_paid([passbook.account_id]).get(passbook.account_id)
        or (law.minimum if law else None)
    )


def asks(passbook: Passbook) -> dict[str, Any]:
    """What a form about a passbook asks about: what is usual there, and the limits of the group today."""
    return {"usual": usual(passbook), "limits": limits_of(passbook.member.group, timezone.localdate())}


MOVED = """
    SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY amount) FROM (
        SELECT (SELECT sum(debit) FROM ledger_line WHERE entry_id = entry.id) AS amount FROM ledger_entry entry
         WHERE entry.book_id = %s AND entry.event = %s
           AND NOT EXISTS (SELECT FROM ledger_entry mirror WHERE mirror.reverses_id = entry.id)
         ORDER BY entry.id DESC LIMIT 12) lately
"""


def usually_moved(book: Book, event: str) -> Decimal | None:
    """The middle one of a book's last twelve entries of an event, in baht; None where there was none yet."""
    with connection.cursor() as cursor:
        cursor.execute(MOVED, [book.pk, event])
        return cursor.fetchone()[0]


# -- What waits --------------------------------------------------------------------------------------------------------


def waiting_at(day: WorkingDay) -> QuerySet[PendingRequest]:
    """Rows of a day's sheet that a second officer did not decide yet: their money lies apart in the box."""
    found = PendingRequest.objects.filter(act=TAKE, arguments__day=day.pk, status=PendingRequest.Status.WAITING)
    return found.select_related("group", "beneficiary", "maker").order_by("pk")


def waiting_sum(waiting: Iterable[PendingRequest]) -> Decimal:
    """What they come to, in baht."""
    return sum((paid for asked in waiting for paid in amounts(asked).values()), rules.ZERO)


def amounts(asked: PendingRequest) -> Mapping[str, Decimal]:
    """What a waiting row pays, in baht by column."""
    return {key: Decimal(amount) for key, amount in asked.arguments["amounts"].items()}
