"""A benefit table contradicts itself nowhere, and the meeting reads everything that rules."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from tests import made_bylaws
from tests.welfare.test_one_event import paid
from villages.services import bylaws
from welfare.models import Benefit, BenefitTable
from welfare.queries import benefits as benefits_queries
from welfare.queries.days import with_payments

STAY = {"kind": "sickness", "name": "นอนโรงพยาบาล", "way": "night", "amount": Decimal(200)}
PENSION = {"kind": "age", "name": "บำนาญ", "way": "monthly", "least_age": 60}
STEPS = [(15, Decimal(300)), (20, Decimal(400))]


@pytest.fixture
def draft(world, fund) -> BenefitTable:
    return made_bylaws.draft_table(fund.books.get().scheme, effective_from=date(2024, 1, 1), resolution="มติ 1/2567")


@pytest.mark.parametrize(
    ("line", "steps", "field"),
    [
        (PENSION | {"least_age": None}, STEPS, "least_age"),
        (PENSION | {"kind": "other", "least_age": None}, STEPS, "least_age"),
        (PENSION | {"way": "flat", "amount": Decimal(200), "least_age": 0}, [], "least_age"),
        (PENSION, [(15, Decimal(400)), (20, Decimal(300))], "tiers"),
        (PENSION, [(180, Decimal(300))], "tiers"),
        (PENSION | {"most_once": Decimal(200)}, STEPS, "most_once"),
        (PENSION | {"amount": Decimal(500)}, STEPS, "amount"),
        (STAY, STEPS, "tiers"),
        (STAY | {"most_once": Decimal(199)}, [], "most_once"),
        (STAY | {"most_a_year": Decimal(100)}, [], "most_a_year"),
        (STAY | {"most_once": Decimal(600), "most_a_year": Decimal(400)}, [], "most_a_year"),
        (STAY | {"nights_once": 5, "nights_a_year": 4}, [], "nights_a_year"),
        (STAY | {"nights_once": 0}, [], "nights_once"),
        (STAY | {"times_a_year": 3, "times_ever": 2}, [], "times_ever"),
        (STAY | {"way": "flat", "nights_once": 5}, [], "nights_once"),
        (STAY | {"measure": "เกรดเฉลี่ย"}, [], "measure_least"),
        (STAY | {"measure_least": Decimal("3.50")}, [], "measure"),
        (STAY | {"each_member": True}, [], "each_member"),
    ],
)
def test_a_line_that_contradicts_itself_is_refused(draft, line, steps, field):
    with pytest.raises(ValidationError) as refusal:
        made_bylaws.write_benefit(Benefit(table=draft, **line), steps)

    assert refusal.value.code == field
    assert not draft.benefits.exists()


def test_two_lines_of_one_name_are_refused_however_it_is_typed(draft):
    stay = made_bylaws.write_benefit(Benefit(table=draft, **STAY))

    for name in ("นอนโรงพยาบาล", " นอน โรงพยาบาล", "นอนโรง\u200bพยาบาล"):
        with pytest.raises(ValidationError, match="ชื่อนี้แล้ว"):
            made_bylaws.write_benefit(Benefit(table=draft, **STAY | {"name": name}))
    stay.amount = Decimal(300)
    assert made_bylaws.write_benefit(stay).amount == 300


def test_nobody_agrees_to_a_table_whose_lines_contradict_each_other(world, draft):
    """A line taken over from a table of before these rules, or written without the service."""
    made_bylaws.write_benefit(Benefit(table=draft, **STAY))
    Benefit.objects.create(
        table=draft, code="old", **PENSION | {"way": "flat", "amount": Decimal(9), "least_age": None}
    )

    with pytest.raises(ValidationError, match="“บำนาญ”: บำนาญต้องกำหนดอายุ"):
        bylaws.agree(draft, by=world.chair)


OTHERWISE = {
    "kind": "need", "name": "อื่น", "whom": "child", "way": "flat", "pays": "days", "subfund": "growth",
    "condition": "ยากจน", "evidence": "ใบรับรอง", "measure": "เกรด", "each_member": True,
}  # fmt: skip


def test_the_meeting_reads_everything_of_a_line(world, fund, draft, client):
    """Whatever is changed in a line, the table and what it says of changes read otherwise."""
    apart = {"id", "table", "code"}
    fields = [field.name for field in Benefit._meta.concrete_fields if field.name not in apart]
    line = made_bylaws.write_benefit(Benefit(table=draft, **STAY))
    address = reverse("welfare:table", args=[fund.slug, draft.pk])
    client.force_login(world.inspector)
    said = client.get(address).content.decode().partition("<tbody>")[2].partition("</tbody>")[0]

    for name in fields:
        other = Benefit.objects.get(pk=line.pk)
        value = OTHERWISE.get(name, 7)
        setattr(other, name, value)
        other.measure = "เกรด" if name == "measure_least" else other.measure
        if name != "name":
            assert other.words() != line.words(), name
        Benefit.objects.filter(pk=line.pk).update(**{name: value, "measure": other.measure})
        page = client.get(address).content.decode().partition("<tbody>")[2].partition("</tbody>")[0]
        assert page != said, name
        Benefit.objects.filter(pk=line.pk).update(**{name: getattr(line, name), "measure": ""})


def test_what_is_paid_as_days_says_so(world, fund, draft, client):
    line = {"kind": "need", "name": "ผู้ด้อยโอกาส", "amount": Decimal(365), "pays": "days"}
    made_bylaws.write_benefit(Benefit(table=draft, **line))
    made_bylaws.decide_table(draft)
    client.force_login(world.chair)

    assert "จ่ายเป็นวันส่งของสมาชิก ไม่จ่ายเป็นเงิน" in client.get(reverse("welfare:tables", args=[fund.slug])).content.decode()
    assert ("ผู้ด้อยโอกาส", draft.benefits.get().words()) in draft.words()


# -- A day to come -----------------------------------------------------------------------------------------------------


def test_a_trial_in_a_year_to_come_reckons_as_if_every_day_were_paid_and_says_so(world, fund, draft, enrolled, client):
    made_bylaws.write_benefit(Benefit(table=draft, **STAY))
    paid(world, enrolled)  # nine hundred days, until March 2571
    client.force_login(world.treasurer)
    address = reverse("welfare:table", args=[fund.slug, draft.pk])

    near = client.get(address, {"member": enrolled.pk, "on": "1/6/2570"}).content.decode()
    far = client.get(address, {"member": enrolled.pk, "on": "1/6/2572"}).content.decode()

    assert "คิดเสมือนว่าส่งครบทุกวัน" not in near
    assert "คิดเสมือนว่าส่งครบทุกวัน" in far
    assert "สิทธิถูกพัก" not in far
    assert "200.00" in far


def test_whose_membership_ended_stays_so_and_who_rests_waits_anew(world, fund, draft, enrolled):
    """Related: a day to come is computed from today's status."""
    made_bylaws.write_benefit(Benefit(table=draft, **STAY))
    made_bylaws.decide_table(draft)
    today = timezone.localdate()
    mine = lambda: with_payments(type(enrolled).objects.filter(pk=enrolled.pk)).get()  # noqa: E731
    codes = lambda on: [step.code for step in benefits_queries.entitlements(mine(), on)[0].outcome.steps if step.stops]  # noqa: E731

    assert codes(today) == ["suspended"]
    assert codes(today + timedelta(days=30)) == ["waits"]
    assert codes(today + timedelta(days=181)) == []
