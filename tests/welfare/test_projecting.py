"""What a projection is made of: members, table, history and what is decided for years to come (R7.4)."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

from django.urls import reverse
from django.utils import timezone

from tests import made_bylaws
from welfare.queries import projecting as projecting_queries
from welfare.services import claims


def test_the_table_of_mortality_has_the_life_expectancy_it_names():
    for place, expected in ((0, "73.2"), (1, "80.3")):
        alive, lived = Decimal(1), Decimal(0)
        for chances in projecting_queries.mortality():
            lived += alive * (1 - chances[place] / 2)
            alive *= 1 - chances[place]
        assert abs(lived - Decimal(expected)) < Decimal("0.1")
        ages = [chances[place] for chances in projecting_queries.mortality()]
        assert ages[1:] == sorted(ages[1:])


def test_what_is_only_asked_for_moves_no_rate_and_what_was_decided_does(world, scheme_of_twenty):
    today, table = timezone.localdate(), scheme_of_twenty.tables.get()
    stay = table.benefits.get(kind="sickness")
    rate = lambda: projecting_queries.projection_inputs(scheme_of_twenty, today).frequencies[0]  # noqa: E731
    before = rate()
    filed = []
    for enrolment in scheme_of_twenty.enrolments.order_by("pk")[:3]:
        params = {"event_on": today - timedelta(days=20), "nights": 9, "by": world.secretary, "request_id": uuid4()}
        filed.append(claims.file(enrolment, stay, **params))
    waiting = rate()
    claims.decide(filed[0], yes=False, by=world.chair, reason="ขาดเอกสาร")
    for user in (world.chair, world.checker):
        claims.decide(filed[1], yes=True, by=user, drawn_by="มติ 9")

    after = rate()

    assert (before.claims, before.often, before.size) == (waiting.claims, waiting.often, waiting.size) == (
        0, before.often, 3
    )  # fmt: skip
    assert (after.claims, after.size) == (1, Decimal("4.5"))
    assert before.often < after.often < 2 * before.often


def test_a_table_and_a_price_decided_for_next_january_are_reckoned_with(world, scheme_of_twenty, client):
    today = timezone.localdate()
    plain = projecting_queries.results(projecting_queries.projection_inputs(scheme_of_twenty, today), today)[
        "usual"
    ].years
    january = date(today.year + 2, 1, 1)
    dear = made_bylaws.draft_table(scheme_of_twenty, effective_from=january, resolution="มติ 8")
    for line in dear.benefits.all():
        steps = [(tier.reached, tier.amount * 3) for tier in line.tiers.all()]
        line.amount = line.amount and line.amount * 3
        made_bylaws.write_benefit(line, steps)
    made_bylaws.decide_table(dear)

    table_only = projecting_queries.results(projecting_queries.projection_inputs(scheme_of_twenty, today), today)[
        "usual"
    ].years
    bylaw = {"a_day": Decimal(2), "suspend_after": 0, "resolution": "มติ 9"}
    made_bylaws.set_scheme_bylaw(scheme_of_twenty.group_book, effective_from=january, **bylaw)
    scheme_of_twenty = type(scheme_of_twenty).objects.get(pk=scheme_of_twenty.pk)
    both = projecting_queries.results(projecting_queries.projection_inputs(scheme_of_twenty, today), today)[
        "usual"
    ].years

    assert table_only[0] == plain[0] == both[0]
    assert [round(year.went_out / old.went_out, 6) for year, old in zip(table_only[1:3], plain[1:3], strict=True)] == [
        3,
        3,
    ]
    assert both[1].came_in == 2 * plain[1].came_in
    client.force_login(world.chair)
    page = client.get(reverse("welfare:projection", args=[scheme_of_twenty.group_book.group.slug])).content.decode()
    assert f"ตั้งแต่ พ.ศ. {january.year + 543} ตามที่มีมติแล้ว: วันละ 2.00 บาท" in page
