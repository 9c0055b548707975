"""What the by-law of a fund says to those who vote on it."""

from decimal import Decimal

from django.utils import translation

from welfare.models import SchemeBylaw


def values(**bylaw) -> list[str]:
    with translation.override("en"):
        return [str(value) for _label, value in SchemeBylaw(**bylaw).words()]


def test_a_by_law_says_every_number_and_every_yes_and_no():
    assert values(a_day=Decimal(1), entry_fee=Decimal(20), youngest=15, oldest=60, end_after=0, rewait=False) == [
        "1.00", "20.00 baht", "15 to 60 years", "180", "so it is", "90", "no", "never", "no", "no",
        "50 % / 30 % / 20 %",
    ]  # fmt: skip
    shares = {"benefits_share": Decimal("62.50"), "growth_share": Decimal("37.50"), "reserve_share": Decimal(0)}
    assert values(wait_strict=False, suspend_after=0, end_after=365, refunds=True, defers=True, **shares)[4:] == [
        "no", "never", "so it is", "365", "so it is", "so it is", "62.50 % / 37.50 % / 0 %",
    ]  # fmt: skip


def test_whatever_is_changed_of_a_by_law_is_said_otherwise():
    names = set(SchemeBylaw.own_fields())
    before = values()

    for name in names:
        usual = SchemeBylaw._meta.get_field(name).default
        other = not usual if isinstance(usual, bool) else Decimal(usual + 3)
        assert values(**{name: other}) != before, name
    assert len(names) == 14
