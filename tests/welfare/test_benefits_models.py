"""What the database keeps of a decided benefit table, and what the meeting reads of each line (R1.28)."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from tests import made_bylaws
from tests.welfare.conftest import line
from welfare.models import Benefit, BenefitTable

STAY = {"kind": "sickness", "name": "นอนโรงพยาบาล", "way": "night", "amount": Decimal(200)}
OTHERWISE = {
    "kind": "need", "name": "อื่น", "whom": "child", "way": "flat", "pays": "days", "subfund": "growth",
    "condition": "ยากจน", "evidence": "ใบรับรอง", "measure": "เกรด", "each_member": True,
}  # fmt: skip


def test_the_database_keeps_a_decided_table(world, table):
    death = line(table, "death")
    for act in (
        lambda: table.benefits.update(amount=9),
        lambda: Benefit.objects.create(table=table, code="x", kind="other", name="ใหม่", amount=Decimal(9)),
        lambda: death.tiers.update(amount=9),
        lambda: death.tiers.first().delete(),
        lambda: line(table, "birth").delete(),
        lambda: BenefitTable.objects.update(effective_from=date(2020, 1, 1)),
        lambda: BenefitTable.objects.update(agreed_by=None, agreed_at=None),
    ):
        with pytest.raises(IntegrityError, match="decided benefit table"), transaction.atomic():
            act()


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
