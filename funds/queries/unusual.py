"""What is unusual at the counter and the table, and what waits for a second officer because of it (R0.18, R3.32)."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import OuterRef, QuerySet, Subquery, TextField
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, JSONObject
from django.utils import timezone

from funds.models import CashBox, Passbook, WorkingDay, WorkingDayBylaw
from funds.queries.savings import bylaw_today, pledge
from funds.rules import limits as limits_rules
from ledger.models import Book
from villages import rules as villages_rules
from villages.models import Group, PendingRequest

# Acts that wait for a second officer: a deposit, and a row of the sheet.
DEPOSIT, TAKE = "take a deposit", "take at the table"


def with_limits(boxes: QuerySet[CashBox]) -> QuerySet[CashBox]:
    """The same boxes, each with the by-law of its day about what is unusual, as `bylaw`."""
    bylaws = WorkingDayBylaw.objects.filter(
        group=OuterRef("group_book__group"), effective_from__lte=OuterRef("day__on")
    )
    look = Cast("second_look", TextField())
    limits = JSONObject(times="unusual_times", days="unusual_days", second_look=look)
    return boxes.annotate(bylaw=Subquery(bylaws.order_by("-effective_from").values(limits=limits)[:1]))


def limits_at(boxes: Iterable[CashBox]) -> dict[int, limits_rules.Limits]:
    """From where on something is unusual at a table, by group id; of boxes `with_limits`."""
    return {box.group_book.group_id: _limits(vars(box)["bylaw"]) for box in boxes}


def _limits(bylaw: dict[str, Any] | None) -> limits_rules.Limits:
    if bylaw is None:
        return limits_rules.USUAL_LIMITS
    return limits_rules.Limits(bylaw["times"], bylaw["days"], Decimal(bylaw["second_look"]))


def limits_of(group: Group, on: date) -> limits_rules.Limits:
    """From where on something is unusual, by the by-law of a day."""
    bylaw: WorkingDayBylaw | None = villages_rules.in_force(WorkingDayBylaw.objects.filter(group=group), on)
    return bylaw.limits if bylaw else limits_rules.USUAL_LIMITS


# The middle one of an account's last twelve receipts.
LATELY = """(
    SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY lately.credit) FROM (
        SELECT line.credit FROM ledger_line line JOIN ledger_entry entry ON entry.id = line.entry_id
         WHERE line.account_id = {account} AND line.credit > 0 AND entry.kind = 'RV'
           AND NOT EXISTS (SELECT FROM ledger_entry mirror WHERE mirror.reverses_id = entry.id)
         ORDER BY entry.id DESC LIMIT 12) lately)"""
PLEDGED = "EXISTS (SELECT FROM funds_pledge WHERE passbook_id = funds_passbook.id)"


def with_usual(passbooks: QuerySet[Passbook]) -> QuerySet[Passbook]:
    """Those without a pledge get what was mostly paid into them lately as `usual`, in baht."""
    lately = LATELY.format(account="funds_passbook.account_id")
    return passbooks.annotate(usual=RawSQL(f"CASE WHEN NOT {PLEDGED} THEN {lately} END", []))


def usually_paid(passbook: Passbook) -> Decimal | None:
    """What was mostly paid into a passbook lately, in baht; None when nothing was (R0.18)."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {LATELY.format(account='%s')}", [passbook.account_id])
        return cursor.fetchone()[0]


def usual(passbook: Passbook) -> Decimal | None:
    """What is usual in a passbook: the pledge, else what was mostly paid lately, else the smallest deposit; in baht."""
    bylaw = bylaw_today(passbook.product)
    return pledge(passbook) or usually_paid(passbook) or (bylaw.minimum if bylaw else None)


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
    rows = PendingRequest.objects.filter(act=TAKE, arguments__day=day.pk, status=PendingRequest.Status.WAITING)
    return rows.select_related("group", "beneficiary", "maker").order_by("pk")


def amounts(pending: PendingRequest) -> Mapping[str, Decimal]:
    """What a waiting row pays, in baht by column."""
    return {key: Decimal(amount) for key, amount in pending.arguments["amounts"].items()}
