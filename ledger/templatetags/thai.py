from datetime import date, datetime
from decimal import Decimal

from django import template
from django.contrib.auth.models import User
from django.utils import timezone

from ledger import thai, users

register = template.Library()


@register.filter
def baht(amount: Decimal | None) -> str:
    """Money of a statement: parentheses for negatives, a dash for zero (R9.3)."""
    return "" if amount is None else thai.money(amount, dash=True)


@register.filter
def baht_plain(amount: Decimal | None) -> str:
    """Money with its two decimals, zero too."""
    return "" if amount is None else thai.money(amount)


@register.filter
def baht_words(amount: Decimal) -> str:
    return thai.baht_words(amount)


@register.filter
def buddhist_year(year: int) -> int:
    """2548 for 2005."""
    return thai.buddhist_year(year)


@register.filter
def long_date(day: date | None) -> str:
    return thai.long_date(day) if day else ""


@register.filter
def short_date(day: date | None) -> str:
    return thai.short_date(day) if day else ""


@register.filter
def month_name(day: date) -> str:
    return thai.month_name(day)


@register.filter
def thai_datetime(moment: datetime | None) -> str:
    """A moment in Thai time: 25 ก.ย. 48 17:30 น."""
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    return f"{thai.short_date(local)} {local:%H:%M} น."


@register.filter
def shown_name(user: User | None) -> str:
    """What a user is called; nothing where there is none."""
    return users.shown_name(user) if user else ""


@register.filter
def seal_groups(seal: str) -> str:
    """A seal in groups of four characters, so that two people can compare it aloud."""
    return " ".join(seal[i : i + 4] for i in range(0, len(seal), 4))
