"""Can the fund keep its promise: reckoned by hand where it is small, and answering what if."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from ledger import chart
from ledger import services as ledger
from tests import bylaws
from villages.services import people
from welfare import services
from welfare.models import Benefit
from welfare.queries import projecting
from welfare.rules.projection import Fund, Life, Luck, Risk, dry_in, project

NOBODY_DIES = [(Decimal(0), Decimal(0))] * 111


def line(way="flat", **more):
    limits = ("amount", "most_once", "most_a_year", "nights_once", "nights_a_year", "times_a_year", "times_ever",
              "wait_days", "least_age", "least_years", "measure_least", "claim_within")  # fmt: skip
    return SimpleNamespace(way=way, **(dict.fromkeys(limits) | more))


def risk(line, often="1", tiers=(), own_death=False, pension=False, size="1", change="1"):
    return Risk(line, tiers, own_death, pension, Decimal(often), Decimal(size), Decimal(change))


def keeping(*risks, pot="1000", share="50", match="0", newcomers="0", wait_days=0):
    return Fund(Decimal(pot), Decimal(1), Decimal(share), wait_days, risks, Decimal(match), Decimal(newcomers))


def of(count=10, age=40, years=5):
    return {Life(age, years, True): Decimal(count)}


def test_without_claims_half_of_each_baht_stays_in_the_pot():
    found = project(of(), keeping(match="100"), Luck(), NOBODY_DIES, 2027)

    assert [year.year for year in found] == list(range(2027, 2047))
    assert found[0].pot == 1000 + 10 * (365 + 100) * Decimal("0.5")
    assert found[-1].pot == 1000 + 20 * 10 * (365 + 100) * Decimal("0.5")
    assert dry_in(found) is None


def test_more_benefits_than_income_run_the_pot_dry_in_the_year_told():
    stay = risk(line("night", amount=Decimal(100), nights_once=5), often="0.5", size="8")
    found = project(of(), keeping(stay), Luck(), NOBODY_DIES, 2027)  # in 1825, out 2500 a year

    assert [year.pot for year in found[:3]] == [325, -350, -1025]
    assert dry_in(found) == 2028


def test_bad_luck_costs_more_and_brings_less():
    stay = risk(line(amount=Decimal(100)), often="1")
    (usual, *_u), (bad, *_b) = (
        project(of(), keeping(stay, match="65"), luck, NOBODY_DIES, 2027)
        for luck in (Luck(), Luck(Decimal(1), Decimal(2), Decimal("0.9"), Decimal(0)))
    )
    assert (usual.came_in, usual.went_out) == (2150, 1000)
    assert (bad.came_in, bad.went_out) == (Decimal("1642.5"), 2000)


def test_the_dead_are_paid_for_once_and_pay_no_more():
    half = [(Decimal("0.5"), Decimal(0))] * 111
    steps = [SimpleNamespace(reached=0, amount=Decimal(100)), SimpleNamespace(reached=6, amount=Decimal(1000))]
    death = risk(line("years"), tiers=steps, own_death=True)

    first, second, *_rest = project(of(8), keeping(death), Luck(), half, 2027)

    assert (first.members, first.went_out) == (8, 4 * 100)
    assert (second.members, second.went_out) == (4, 2 * 1000)


def test_a_pension_comes_every_month_from_the_age_on_and_a_gift_once():
    pension = risk(line("monthly", least_age=60), tiers=[SimpleNamespace(reached=1, amount=Decimal(300))], pension=True)
    gift = risk(line(amount=Decimal(500), least_age=60, times_ever=1), pension=True)

    found = project(of(1, age=59), keeping(pension, gift), Luck(), NOBODY_DIES, 2027)

    assert [year.went_out for year in found[:3]] == [0, 12 * 300 + 500, 12 * 300]


def test_newcomers_wait_before_they_cost_anything():
    gift = risk(line(amount=Decimal(100)))
    found = project({}, keeping(gift, newcomers="4", wait_days=365), Luck(), NOBODY_DIES, 2027)
    assert [(year.members, year.went_out) for year in found[:3]] == [(0, 0), (4, 0), (8, 400)]


def test_the_table_of_mortality_has_the_life_expectancy_it_names():
    for place, expected in ((0, "73.2"), (1, "80.3")):
        alive, lived = Decimal(1), Decimal(0)
        for chances in projecting.mortality():
            lived += alive * (1 - chances[place] / 2)
            alive *= 1 - chances[place]
        assert abs(lived - Decimal(expected)) < Decimal("0.1")
        ages = [chances[place] for chances in projecting.mortality()]
        assert ages[1:] == sorted(ages[1:])


@pytest.fixture
def scheme(world, fund_and_table, new_id):
    """Twenty members, with a thousand baht in the books."""
    scheme = fund_and_table
    for n in range(20):
        born = date(1950 + 2 * n, 3, 1)
        member = people.join(scheme.pot.group, world.new_person(new_id(), born_on=born), on=date(2024, 1, 5))
        enrolment = services.enrol(scheme, member, on=date(2024, 1, 5))
    book = scheme.pot.book
    cash = ledger.activate(book, chart.CASH)
    sides = [ledger.debit(cash, Decimal(2000)), ledger.credit(enrolment.account, Decimal(2000))]
    ledger.post(book, sides, kind="RV", event="J21", on=date(2024, 1, 5), by=world.receiver, request_id=uuid4())
    return scheme


@pytest.fixture
def fund_and_table(world, fund):
    scheme = fund.books.get().scheme
    bylaws.set_scheme_rule(scheme.pot, effective_from=date(2024, 1, 2), resolution="มติ 2", suspend_after=0)
    table = bylaws.draft_table(scheme, effective_from=date(2024, 1, 3), resolution="มติ 3")
    bylaws.write_benefit(Benefit(table=table, kind="sickness", name="นอนโรงพยาบาล", way="night", amount=Decimal(100)))
    bylaws.write_benefit(
        Benefit(table=table, kind="death", name="เสียชีวิต", way="years"), [(0, Decimal(3000)), (5, Decimal(10000))]
    )
    bylaws.decide_table(table)
    return scheme


def test_the_page_draws_twenty_years_and_says_what_it_assumes(world, scheme, client, django_assert_max_num_queries):
    client.force_login(world.chair)
    address = reverse("welfare:projection", args=[scheme.pot.group.slug])
    client.get(address)

    with django_assert_max_num_queries(20):
        page = client.get(address).content.decode()

    assert "<svg" in page
    assert "<script" not in page.partition("<svg")[2].partition("</svg>")[0]
    assert str(timezone.localdate().year + 543 + 20) in page
    for told in ("73.2", "20 คน", "1,000.00", "นอนโรงพยาบาล"):
        assert told in page


def test_what_if_moves_the_year_in_which_the_pot_runs_dry(world, scheme, client):
    client.force_login(world.chair)
    address = reverse("welfare:projection", args=[scheme.pot.group.slug])
    stay, death = scheme.tables.get().benefits.order_by("pk")

    today = client.get(address).context["outlooks"]["usual"]
    poor = {"a_day": "1", "newcomers": "0", f"line_{stay.pk}": "100", f"line_{death.pk}": "1000"}
    dear = client.get(address, poor).context
    more = client.get(address, poor | {"a_day": "10"}).context["outlooks"]["usual"]
    wrong = client.get(address, poor | {"a_day": "หนึ่ง"})

    assert today.years[0].pot > dear["outlooks"]["usual"].years[0].pot
    assert dear["outlooks"]["usual"].dry_in
    assert more.years[0].came_in == 10 * dear["outlooks"]["usual"].years[0].came_in
    assert wrong.status_code == 200
    assert "หนึ่ง" in wrong.content.decode()


def test_a_fund_without_a_table_says_what_it_needs(world, fund, client):
    client.force_login(world.chair)
    page = client.get(reverse("welfare:projection", args=[fund.slug]))
    assert page.status_code == 200
    assert "<svg" not in page.content.decode().partition("<main")[2]
