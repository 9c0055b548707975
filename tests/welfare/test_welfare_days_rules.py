"""Days that a baht buys, and what becomes of who does not pay: R0.5, R0.6, R1.25–R1.27."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from funds.rules.limits import fits_step
from welfare.rules import days as days_rules

ONE = Decimal(1)
START = date(2025, 1, 1)


@dataclass
class Bylaw:
    """A by-law; where nothing else is said, agreed on the first day it ruled."""

    effective_from: date = date(2005, 1, 1)
    a_day: Decimal = ONE
    known_on: date = date.min
    wait_days: int = 180
    wait_strict: bool = True
    suspend_after: int = 90
    end_after: int = 0
    rewait: bool = True

    def __post_init__(self):
        self.known_on = self.effective_from if self.known_on == date.min else self.known_on


def follow(begun, paid, on, *bylaws) -> days_rules.MembershipStatus:
    return days_rules.membership_status(begun, paid, days_rules.in_order(bylaws or [Bylaw()]), on)


@pytest.mark.parametrize(
    ("joined", "baht", "through"),
    [
        (date(2005, 9, 25), 0, date(2005, 9, 24)),
        (date(2005, 9, 25), 1, date(2005, 9, 25)),
        (date(2005, 9, 25), 30, date(2005, 10, 24)),
        (date(2005, 9, 25), 365, date(2006, 9, 24)),
        (date(2024, 2, 29), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 366, date(2025, 2, 28)),
        (date(2023, 12, 31), 61, date(2024, 2, 29)),
    ],
)
def test_a_baht_buys_a_day(joined, baht, through):
    assert follow(joined, [(joined, Decimal(baht))], joined).paid_to == through


def test_half_a_day_is_no_day_and_waits_for_its_other_half():
    two = Bylaw(a_day=Decimal(2))
    half, whole = (
        follow(START, [(START, Decimal("31.50")), (START, more)], START, two) for more in (Decimal("0.49"), Decimal(1))
    )

    assert (half.paid_to, half.rest) == (START + timedelta(days=14), Decimal("1.99"))
    assert (whole.paid_to, whole.rest) == (START + timedelta(days=15), Decimal("0.50"))


def test_who_gives_a_fortune_has_paid_for_ever():
    ran = follow(START, [(START, Decimal("9999999999.00"))], START)

    assert ran.paid_to.year == 9999
    assert follow(START, [(START, Decimal("9999999999.00")), (START, ONE)], START).paid_to == ran.paid_to


@pytest.mark.parametrize(
    ("paid_to", "on", "plan", "due"),
    [
        (date(2026, 1, 31), date(2026, 1, 31), 30, 0),
        (date(2026, 1, 31), date(2026, 2, 1), 30, 30),
        (date(2026, 1, 31), date(2026, 3, 2), 30, 30),
        (date(2026, 1, 31), date(2026, 3, 3), 30, 60),
        (date(2026, 1, 31), date(2026, 2, 1), 365, 365),
        (date(2026, 12, 31), date(2026, 2, 1), 30, 0),
    ],
)
def test_whole_periods_are_due_until_the_day_is_covered(paid_to, on, plan, due):
    assert days_rules.due(paid_to, on, plan) == due


def test_the_day_after_the_hundred_and_eightieth_is_the_first_that_counts():
    """R1.26: joined 25 September 2548, the 180th day is 23 March 2549, events count from 24 March 2549."""
    joined = date(2005, 9, 25)

    assert days_rules.saved_days(joined, date(2006, 3, 23)) == 180
    assert days_rules.eligible_from(joined, 180) == date(2006, 3, 24)
    assert days_rules.eligible_from(joined, 180, strict=False) == date(2006, 3, 23)
    assert days_rules.eligible_from(date(2024, 2, 29), 365) == date(2025, 2, 28)


def test_a_statement_tells_what_each_payment_bought():
    """Joined on 29 February of a leap year; half a baht waits for the other half."""
    begun = date(2024, 2, 29)
    paid = [
        (date(2024, 3, 31), Decimal("30.50")),
        (date(2024, 2, 29), Decimal(30)),
        (date(2025, 2, 28), Decimal("0.50")),
    ]

    payments = follow(begun, paid, date(2025, 2, 28)).payments

    assert [(row.days, row.paid_to) for row in payments] == [
        (30, date(2024, 3, 29)), (30, date(2024, 4, 28)), (1, date(2024, 4, 29)),
    ]  # fmt: skip


# -- The price of its own day (R0.5) -----------------------------------------------------------------------------------

JULY = date(2026, 7, 1)
TWO_FROM_JULY = Bylaw(JULY, Decimal(2), date(2026, 5, 20))
BACK_TO_ONE = Bylaw(date(2026, 10, 1), ONE, date(2026, 9, 1))


def test_what_was_bought_stays_bought():
    """R0.5: 730.00 on 1 January 2025 at one baht buys to 31 December 2026, whatever is decided later."""
    ran = follow(START, [(START, Decimal(730))], date(2026, 8, 1), Bylaw(), TWO_FROM_JULY)

    assert (ran.paid_to, ran.state) == (date(2026, 12, 31), "active")


@pytest.mark.parametrize(
    ("paid_to", "on", "owes"),
    [
        (date(2026, 6, 30), date(2026, 7, 5), "60.00"),
        (date(2026, 6, 19), date(2026, 7, 5), "49.00"),  # 11 + 19 × 2
        (date(2026, 6, 19), date(2026, 6, 20), "49.00"),  # decided in May, so known
        (date(2026, 6, 19), date(2026, 5, 20), "0.00"),
        (date(2026, 5, 1), date(2026, 7, 5), "120.00"),  # 60 + 30 × 2
    ],
)
def test_days_owed_cost_what_is_known_of_their_own_days(paid_to, on, owes):
    bylaws = days_rules.known([Bylaw(), TWO_FROM_JULY], on)

    assert days_rules.price(bylaws, paid_to + timedelta(days=1), days_rules.due(paid_to, on, 30)) == Decimal(owes)


def test_what_was_decided_on_the_day_of_a_payment_or_later_is_not_known_to_it():
    for day, through in ((date(2026, 5, 20), date(2026, 8, 29)), (date(2026, 5, 21), date(2026, 7, 30))):
        ran = follow(JULY, [(day, Decimal(60))], day, Bylaw(), TWO_FROM_JULY)
        assert ran.paid_to == through


def test_sixty_baht_paid_while_two_ruled_bought_thirty_days_also_after_the_price_falls():
    ran = follow(JULY, [(JULY, Decimal(60))], date(2026, 12, 1), Bylaw(), TWO_FROM_JULY, BACK_TO_ONE)

    assert ran.paid_to == date(2026, 7, 30)


def test_a_price_that_changes_twice_is_paid_in_three_pieces():
    begun, paid = date(2026, 6, 21), (date(2026, 9, 2), Decimal(200))

    ran = follow(begun, [paid], paid[0], Bylaw(suspend_after=0), TWO_FROM_JULY, BACK_TO_ONE)

    assert ran.days == [
        days_rules.Stretch(date(2026, 6, 21), 10, ONE),
        days_rules.Stretch(JULY, 92, Decimal(2)),
        days_rules.Stretch(date(2026, 10, 1), 6, ONE),
    ]
    assert (ran.rest, ran.paid_to) == (0, date(2026, 10, 6))


def test_days_paid_ahead_are_earned_as_they_were_bought():
    """R0.5: 365.00 on 1 January, price 2 ฿ from July decided later: 212.00 earned on 31 July, 153.00 left."""
    begun = date(2026, 1, 1)
    ran = follow(begun, [(begun, Decimal(365))], date(2026, 7, 31), Bylaw(), TWO_FROM_JULY)

    assert days_rules.earned(ran.days, date(2026, 7, 31)) == Decimal("212.00")
    assert days_rules.still_ahead([(Decimal(365), True)], Decimal(212)) == Decimal("153.00")


def test_money_given_before_a_fund_deferred_is_used_first():
    paid = [(Decimal(100), False), (Decimal(50), True), (Decimal(10), False), (Decimal(7), True)]

    assert [days_rules.still_ahead(paid, Decimal(passed)) for passed in (0, 100, 120, 150, 160, 167)] == [
        57,
        57,
        37,
        7,
        7,
        0,
    ]


# -- Lapse and return (R0.6, R1.27) ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "state", "short"),
    [
        (date(2025, 1, 30), "active", 0),
        (date(2025, 1, 31), "arrears", 1),
        (date(2025, 4, 30), "arrears", 90),
        (date(2025, 5, 1), "suspended", 91),
    ],
)
def test_membership_falls_behind_and_rests_by_the_by_law(on, state, short):
    ran = follow(START, [(START, Decimal(30))], on)

    assert (ran.state, ran.short) == (state, short)


def test_who_was_suspended_and_pays_up_waits_anew():
    paid = [(START, Decimal(30)), (date(2025, 6, 1), Decimal(122))]

    again = follow(START, paid, date(2025, 6, 1))
    status = follow(START, paid, date(2025, 6, 1), Bylaw(rewait=False))
    part = follow(START, [paid[0], (date(2025, 6, 1), Decimal(40))], date(2025, 6, 1))

    assert (again.state, again.eligible_from) == ("active", date(2025, 6, 1) + timedelta(days=180))
    assert status.eligible_from == START + timedelta(days=180)
    assert (part.state, part.waits_from) == ("suspended", START)


def test_three_missed_months_end_membership_where_the_by_law_says_so():
    umong = Bylaw(suspend_after=0, end_after=90)
    paid = [(START, Decimal(30)), (date(2025, 8, 1), Decimal(500))]

    ran = follow(START, paid, date(2025, 8, 2), umong)

    assert (ran.state, ran.ended_on, ran.given) == ("ended", date(2025, 5, 1), 30)
    assert ran.payments[-1].days == 0


STRICTER = Bylaw(JULY, suspend_after=30)
MILDER = Bylaw(JULY, suspend_after=120)
SPRING = date(2026, 2, 1)


def test_a_gap_that_was_allowed_when_it_happened_stays_allowed():
    """R0.6: fifty days in spring under a limit of 90; thirty from July on."""
    paid = [(SPRING, Decimal(10)), (SPRING + timedelta(days=59), Decimal(365))]

    ran = follow(SPRING, paid, date(2026, 7, 5), Bylaw(), STRICTER)

    assert (ran.state, ran.waits_from) == ("active", SPRING)


@pytest.mark.parametrize(
    ("on", "state"),
    [
        (date(2026, 6, 30), "arrears"),  # 61 days unpaid
        (date(2026, 7, 1), "suspended"),  # 62 days unpaid, on the first day of the new limit
        (date(2026, 9, 1), "suspended"),
    ],
)
def test_a_running_gap_meets_a_new_limit_on_its_first_day(on, state):
    begun = date(2026, 5, 1)
    assert follow(begun, [], on, Bylaw(), STRICTER).state == state


def test_who_rests_stays_so_until_paid_whatever_is_decided_later():
    begun = date(2026, 3, 1)
    rests = follow(begun, [], date(2026, 7, 1), Bylaw(), MILDER)
    never = follow(begun, [], date(2026, 7, 1), Bylaw(), Bylaw(JULY, suspend_after=0))
    paid = follow(begun, [(date(2026, 7, 1), Decimal(200))], date(2026, 7, 1), Bylaw(), MILDER)

    assert (rests.short, rests.state, never.state) == (123, "suspended", "suspended")
    assert (paid.state, paid.waits_from) == ("active", date(2026, 7, 1))


def test_whether_one_waits_anew_says_the_by_law_of_the_day_it_was_paid():
    begun, mild = date(2026, 3, 1), Bylaw(JULY, rewait=False)

    before, after = (
        follow(begun, [(on, Decimal(400))], date(2026, 8, 1), Bylaw(), mild) for on in (date(2026, 6, 30), JULY)
    )

    assert (before.waits_from, after.waits_from) == (date(2026, 6, 30), begun)


def test_membership_ends_on_the_first_day_of_a_limit_that_was_passed_already():
    begun = date(2026, 5, 1)
    ran = follow(begun, [], date(2026, 8, 1), Bylaw(), Bylaw(JULY, end_after=30))

    assert (ran.state, ran.ended_on) == ("ended", JULY)


# -- Against a day-by-day reference ------------------------------------------------------------------------------------

DAY = timedelta(days=1)
FIRST = date(2026, 1, 1)
days_of_a_year = some.integers(0, 400).map(lambda n: FIRST + n * DAY)
prices = some.sampled_from([Decimal("0.50"), ONE, Decimal("1.50"), Decimal(2), Decimal("7.25")])
limits = some.sampled_from([0, 5, 30, 90])


@some.composite
def by_laws(draw) -> list[Bylaw]:
    """A fund's first by-law and up to three later ones, agreed before their day or on it."""
    first = Bylaw(FIRST - 10 * DAY, draw(prices), suspend_after=draw(limits), end_after=draw(limits))
    later = {day: draw(some.integers(0, 60)) for day in draw(some.lists(days_of_a_year, max_size=3))}
    return days_rules.in_order(
        [
            first,
            *(
                Bylaw(on, draw(prices), on - before * DAY, 180, True, draw(limits), draw(limits), draw(some.booleans()))
                for on, before in later.items()
            ),
        ]
    )


payments = some.lists(
    some.tuples(days_of_a_year, some.integers(1, 40_000).map(lambda satang: Decimal(satang) / 100)), max_size=6
)


def of_day(bylaws, on) -> Bylaw:
    return max((bylaw for bylaw in bylaws if bylaw.effective_from <= on), key=lambda bylaw: bylaw.effective_from)


def day_by_day(begun, paid, bylaws, on):
    """The same, one day after the other: paid to, what is left, state, first day of the wait, the end, days."""
    money, next_day, rests, ended, waits_from, bought = Decimal(0), begun, False, None, begun, []
    today = begun
    while today <= on:
        short, bylaw = (today - next_day).days + 1, of_day(bylaws, today)
        rests = rests or bool(bylaw.suspend_after) and short > bylaw.suspend_after
        ended = ended or (today if bylaw.end_after and short > bylaw.end_after else None)
        for _day, amount in sorted(each for each in paid if each[0] == today) if not ended else []:
            known = [each for each in bylaws if each is bylaws[0] or each.known_on < today]
            money += amount
            while money >= (cost := of_day(known, next_day).a_day):
                bought.append((next_day, cost))
                money, next_day = money - cost, next_day + DAY
            if rests and next_day > today:
                rests, waits_from = False, today if bylaw.rewait else waits_from
        today += DAY
    short = max((on - next_day).days + 1, 0)
    state = "ended" if ended else "suspended" if rests else "arrears" if short else "active"
    return next_day - DAY, money, state, waits_from, ended, bought


@given(bylaws=by_laws(), paid=payments, on=days_of_a_year)
def test_pieces_by_date_are_what_one_day_after_the_other_comes_to(bylaws, paid, on):
    paid_to, money, state, waits_from, ended, bought = day_by_day(FIRST, paid, bylaws, on)

    ran = days_rules.membership_status(FIRST, paid, bylaws, on)

    assert (ran.paid_to, ran.rest, ran.state) == (paid_to, money, state)
    assert (ran.waits_from, ran.ended_on) == (waits_from, ended)
    assert days_rules.earned(ran.days, date.max) == ran.given - ran.rest == sum(cost for _day, cost in bought)
    assert days_rules.earned(ran.days, on) == sum(cost for day, cost in bought if day <= on)
    assert sum(each.days for each in ran.payments) == len(bought)


@given(bylaws=by_laws(), paid=payments, on=days_of_a_year, more=by_laws(), agreed=days_of_a_year)
def test_no_by_law_agreed_later_changes_what_earlier_money_bought(bylaws, paid, on, more, agreed):
    """It may even say that it ruled from a day long past."""
    before = [each for each in paid if each[0] <= agreed]
    for bylaw in [*bylaws, *more]:
        bylaw.end_after = 0
    late = [Bylaw(bylaw.effective_from + DAY, bylaw.a_day, agreed) for bylaw in more]

    first = days_rules.membership_status(FIRST, before, bylaws, on)
    then = days_rules.membership_status(FIRST, before, days_rules.in_order([*bylaws, *late]), on)

    assert (then.days, then.payments, then.rest) == (first.days, first.payments, first.rest)


@given(bylaws=by_laws(), paid=payments, on=days_of_a_year, plan=some.sampled_from([30, 90, 365]))
def test_the_table_takes_what_it_asks_and_who_pays_it_owes_nothing(bylaws, paid, on, plan):
    for bylaw in bylaws:
        bylaw.end_after = 0
    before = [each for each in paid if each[0] <= on]
    ran, known = days_rules.membership_status(FIRST, before, bylaws, on), days_rules.known(bylaws, on)
    owes = days_rules.price(known, ran.paid_to + DAY, days_rules.due(ran.paid_to, on, plan))
    least, step = days_rules.steps(known, ran.paid_to + DAY, ran.rest)

    assert least > 0
    assert not owes or fits_step(owes, least, step)
    for number in (1, 30, 365):
        exact = days_rules.price(known, ran.paid_to + DAY, number) - ran.rest
        if exact > 0:
            assert fits_step(exact, least, step)
            after = days_rules.membership_status(FIRST, [*before, (on, exact)], bylaws, on)
            assert (after.paid_to, after.rest) == (ran.paid_to + number * DAY, 0)
    if owes:
        assert days_rules.membership_status(FIRST, [*before, (on, owes)], bylaws, on).short == 0


@pytest.mark.parametrize(
    ("a_day", "rest", "least", "step"),
    [("1", "0", "1", "1"), ("2", "0", "2", "2"), ("2", "0.50", "1.50", "0.50"), ("1", "1.50", "0.50", "0.50")],
)
def test_the_table_takes_what_is_missing_to_a_day_and_the_steps_that_leave_no_satang(a_day, rest, least, step):
    steps = days_rules.steps([Bylaw(a_day=Decimal(a_day))], START, Decimal(rest))

    assert steps == (Decimal(least), Decimal(step))


def test_days_of_one_price_cost_what_passed_of_them():
    stretch = days_rules.Stretch(START, 10, Decimal(2))
    passed = (START - timedelta(days=1), START, START + timedelta(days=9), START + timedelta(days=10), date.max)

    assert [stretch.price(day) for day in passed] == [0, 2, 20, 20, 20]
    assert stretch.price() == 20
