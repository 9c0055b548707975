"""The page that asks whether the fund can keep its promise, and what if (R7.4)."""

from django.urls import reverse
from django.utils import timezone


def test_the_page_draws_twenty_years_and_says_what_it_assumes(
    world, scheme_of_twenty, client, django_assert_max_num_queries
):
    client.force_login(world.chair)
    address = reverse("welfare:projection", args=[scheme_of_twenty.group_book.group.slug])
    client.get(address)

    with django_assert_max_num_queries(20):
        page = client.get(address).content.decode()

    assert "<svg" in page
    assert "<script" not in page.partition("<svg")[2].partition("</svg>")[0]
    assert str(timezone.localdate().year + 543 + 20) in page
    for sentence in ("73.2", "20 คน", "1,000.00", "นอนโรงพยาบาล"):
        assert sentence in page


def test_what_if_moves_the_year_in_which_the_pot_runs_dry(world, scheme_of_twenty, client):
    client.force_login(world.chair)
    address = reverse("welfare:projection", args=[scheme_of_twenty.group_book.group.slug])
    stay, death = scheme_of_twenty.tables.get().benefits.order_by("pk")

    today = client.get(address).context["results"]["usual"]
    poor = {"a_day": "1", "newcomers": "0", f"line_{stay.pk}": "100", f"line_{death.pk}": "1000"}
    dear = client.get(address, poor).context
    more = client.get(address, poor | {"a_day": "10"}).context["results"]["usual"]
    wrong = client.get(address, poor | {"a_day": "หนึ่ง"})

    assert today.years[0].subfund > dear["results"]["usual"].years[0].subfund
    assert dear["results"]["usual"].dry_in
    assert more.years[0].came_in == 10 * dear["results"]["usual"].years[0].came_in
    assert wrong.status_code == 200
    assert "หนึ่ง" in wrong.content.decode()


def test_an_empty_pot_stays_at_nothing_and_what_is_short_is_said(world, scheme_of_twenty, client):
    client.force_login(world.chair)
    stay, death = scheme_of_twenty.tables.get().benefits.order_by("pk")
    dear = {"a_day": "1", "newcomers": "0", f"line_{stay.pk}": "1000", f"line_{death.pk}": "1000"}

    answer = client.get(reverse("welfare:projection", args=[scheme_of_twenty.group_book.group.slug]), dear)
    years = answer.context["results"]["usual"].years

    assert years[-1].subfund < 0 == years[-1].left
    assert years[-1].short == -years[-1].subfund
    page = answer.content.decode()
    drawing = page.partition("<svg")[2].partition("</svg>")[0]
    assert ">-" not in drawing
    assert "ขาดอยู่" in page


def test_a_fund_without_a_table_says_what_it_needs(world, fund, client):
    client.force_login(world.chair)
    page = client.get(reverse("welfare:projection", args=[fund.slug]))
    assert page.status_code == 200
    assert "<svg" not in page.content.decode().partition("<main")[2]
