"""Months owed and fines as arithmetic (R0.9, R3.16–R3.19)."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funds.rules import dues as dues_rules
from funds.rules.dues import Owed

FEB, MAR, APR, MAY, JUN, JUL, AUG, SEP = (date(2025, month, 1) for month in range(2, 10))


def months_owed(*months: date, due=500, fine=10, grace=0, counted=True) -> list[Owed]:
    """Months whose sittings were held on the 5th and counted, but for September's, which is still open."""
    terms = Decimal(due), Decimal(fine)
    return [Owed(month, *terms, month.replace(day=5), grace, counted and month != SEP) for month in months]


def paid(**amounts: int) -> dict[date, Decimal]:
    """Baht at the sittings: `jul=500`; `jul_9=500` on the ninth."""
    days = [name.partition("_") for name in amounts]
    named = {f"{month:%b}".lower(): month for month in (FEB, MAR, APR, MAY, JUN, JUL, AUG, SEP)}
    return {
        named[name].replace(day=int(day or 5)): Decimal(amount)
        for (name, _mark, day), amount in zip(days, amounts.values(), strict=True)
    }


def test_who_misses_june_and_july_pays_both_with_august_and_two_fines():
    """R3.17: M004 pays 3 × 500 in August and 2 × 10 in fines, 1,520 together."""
    months = months_owed(JUN, JUL) + months_owed(AUG, counted=False)
    stands = dues_rules.standing(months, {}, date(2025, 8, 5))

    assert (stands.arrears, stands.this_month, stands.due, stands.fines) == (1000, 500, 1500, 20)
    assert stands.missed == (JUN, JUL)
    assert stands.in_a_row == 2
    assert stands.due + stands.fines == Decimal(1520)
    after = dues_rules.standing(months, paid(aug=1500), date(2025, 8, 5))
    assert (after.due, after.in_a_row, after.fines) == (0, 0, 20)


@pytest.mark.parametrize(
    ("given_in", "arrears", "this_month", "prepaid", "missed", "in_a_row"),
    [
        ({}, 1500, 500, 0, (JUN, JUL, AUG), 3),
        ({"jun": 500}, 1000, 500, 0, (JUL, AUG), 2),
        ({"jun": 500, "jul": 500, "aug": 500}, 0, 500, 0, (), 0),
        ({"jun": 1500}, 0, 500, 0, (), 0),
        ({"jun": 2600}, 0, 0, 600, (), 0),
        ({"jul": 500}, 1000, 500, 0, (JUN, AUG), 2),
        ({"jun": 300}, 1200, 500, 0, (JUN, JUL, AUG), 3),
        ({"aug": 1500}, 0, 500, 0, (JUN, JUL), 0),
        ({"sep": 700}, 800, 500, 0, (JUN, JUL, AUG), 2),
        ({"sep": 2000}, 0, 0, 0, (JUN, JUL, AUG), 0),
    ],
)
def test_payments_settle_the_oldest_month_first(given_in, arrears, this_month, prepaid, missed, in_a_row):
    """R3.16, R3.18, R3.19, seen in September."""
    stands = dues_rules.standing(months_owed(JUN, JUL, AUG, SEP), paid(**given_in), date(2025, 9, 5))

    assert (stands.arrears, stands.this_month, stands.prepaid) == (arrears, this_month, prepaid)
    assert (stands.missed, stands.in_a_row) == (missed, in_a_row)


def test_days_of_grace_end_on_the_day_before_the_next_sitting():
    months = months_owed(JUN, JUL, grace=40)

    def missed(**amounts: int) -> tuple[date, ...]:
        return dues_rules.standing(months, paid(**amounts), date(2025, 9, 5)).missed

    assert missed(jul_4=500, jul_5=500) == ()
    assert missed(jul_5=1000) == (JUN,)


def test_a_pledge_that_changed_is_owed_as_it_was_in_its_month():
    months = months_owed(JUN, due=300) + months_owed(JUL, AUG, due=500)

    assert dues_rules.standing(months, paid(jun=300, jul=300), date(2025, 8, 1)).arrears == 200


def test_a_month_without_a_working_day_asks_nothing():
    assert (
        dues_rules.standing(
            months_owed(JUN) + months_owed(AUG, counted=False), paid(jun=500), date(2025, 8, 31)
        ).arrears
        == 0
    )


def test_months_to_come_ask_nothing_yet():
    assert dues_rules.standing(months_owed(JUN, JUL, AUG), paid(jun=500), date(2025, 6, 30)).due == 0


amounts = st.dictionaries(st.sampled_from([JUN, JUL, AUG, SEP]), st.decimals(0, 5000, places=2), max_size=4)


@pytest.mark.parametrize(
    ("given_in", "months", "missed", "fines", "arrears"),
    [
        # Only February missed, 500 paid March to June.
        ({"mar": 500, "apr": 500, "may": 500, "jun": 500}, (FEB, MAR, APR, MAY, JUN), (FEB,), "10.00", "500.00"),
        # February and March missed, 500 in April.
        ({"apr": 500}, (FEB, MAR, APR), (FEB, MAR), "20.00", "1000.00"),
        # Cases that no rule names: the arrears come back with a month paid ahead …
        ({"mar": 1500}, (FEB, MAR, APR), (FEB,), "10.00", "0.00"),
        # … a part of the arrears leaves nothing standing ahead for the next month …
        ({"mar": 700, "apr": 400}, (FEB, MAR, APR), (FEB, APR), "20.00", "400.00"),
        # … what came between two sittings came for the later one …
        ({"feb_20": 500, "mar": 500}, (FEB, MAR), (FEB,), "10.00", "0.00"),
        # … and who pays ahead misses nothing until it is used up.
        ({"feb": 1300, "apr": 100}, (FEB, MAR, APR), (APR,), "10.00", "100.00"),
    ],
)
def test_a_month_is_missed_at_its_own_sitting_and_fined_once(given_in, months, missed, fines, arrears):
    stands = dues_rules.standing(months_owed(*months), paid(**given_in), months[-1].replace(day=6))

    assert stands.missed == missed
    assert (stands.fines, stands.arrears) == (Decimal(fines), Decimal(arrears))
    for later in (JUL, SEP):
        assert dues_rules.standing(months_owed(*months), paid(**given_in), later).missed == missed


def test_a_month_is_missed_when_its_evening_was_counted_and_not_before():
    open_still = months_owed(FEB) + months_owed(MAR, counted=False)

    assert dues_rules.standing(open_still, {}, date(2025, 3, 5)).missed == (FEB,)
    assert dues_rules.standing(months_owed(FEB, MAR), {}, date(2025, 3, 5)).missed == (FEB, MAR)


def test_without_a_counted_sitting_a_month_is_owed_and_never_missed():
    stands = dues_rules.standing(months_owed(FEB, MAR, counted=False), {}, APR)

    assert (stands.missed, stands.fines) == ((), 0)
    assert (stands.arrears, stands.in_a_row) == (1000, 2)


@pytest.mark.parametrize(
    ("given_in", "today", "missed"),
    [
        ({}, date(2025, 2, 12), ()),  # the last of seven days
        ({}, date(2025, 2, 13), (FEB,)),
        ({"feb_12": 500}, date(2025, 3, 5), ()),
        ({"feb_13": 500}, date(2025, 3, 5), (FEB,)),
        ({"feb_12": 500}, date(2025, 4, 1), (MAR,)),  # February's baht does not count for March as well
    ],
)
def test_days_of_grace_let_a_month_be_paid_after_its_sitting(given_in, today, missed):
    assert dues_rules.standing(months_owed(FEB, MAR, grace=7), paid(**given_in), today).missed == missed


def test_days_of_grace_end_before_the_next_sitting():
    assert dues_rules.standing(
        months_owed(FEB, MAR, APR, grace=60), paid(mar=500, apr=500), APR.replace(day=6)
    ).missed == (FEB,)


def test_a_fine_is_the_one_of_its_own_months_rule():
    months = months_owed(FEB, fine=10) + months_owed(MAR, fine=25)

    assert dues_rules.standing(months, {}, APR).fines == 35


@given(amounts, st.lists(st.sampled_from([JUN, JUL, AUG, SEP]), unique=True))
def test_nothing_is_lost_between_owed_and_paid(payments, months):
    stands = dues_rules.standing(months_owed(*months), payments, SEP)
    total = sum(payments.values(), Decimal(0))

    assert stands.due - stands.prepaid == 500 * len(months) - total
    assert min(stands.arrears, stands.this_month, stands.prepaid, stands.fines) >= 0
    assert stands.prepaid == 0 or stands.due == 0
    assert stands.fines == 10 * len(stands.missed)


@pytest.mark.parametrize(
    ("fixed", "percent", "fine"), [(10, 0, "10.00"), (0, "1.5", "4.50"), (5, "0.335", "6.01"), (0, 0, "0.00")]
)
def test_a_fine_is_fixed_or_a_part_of_the_pledge(fixed, percent, fine):
    assert dues_rules.fine_of(Decimal(300), Decimal(fixed), Decimal(percent)) == Decimal(fine)
