"""The by-laws of a welfare fund need two officers too: nobody alone puts a table or a price in force."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from ledger import chart, thai
from ledger import services as ledger
from tests import made_bylaws
from villages.models.bylaws import kinds
from villages.services import bylaws, people
from welfare.models import Benefit, BenefitTable
from welfare.queries.benefits import table_on
from welfare.services import claims, schemes, tables

TODAY = timezone.localdate
BEGUN = TODAY() - timedelta(days=400)
LINE = {"kind": "sickness", "name": "นอนโรงพยาบาล", "way": "night"}
FORM = LINE | {"whom": "self", "pays": "money", "subfund": "benefits"}


@pytest.fixture
def giver(world, fund, enrolled):
    """A fund that pays 200 a night, and a member who paid ahead and asked for two nights ten days ago."""
    book = enrolled.scheme.group_book.book
    sides = [
        ledger.debit(ledger.activate(book, chart.CASH), Decimal(900)),
        ledger.credit(enrolled.account, Decimal(900)),
    ]
    params = {"kind": "RV", "event": "J21", "on": enrolled.joined_on, "by": world.receiver, "request_id": uuid4()}
    ledger.post(book, sides, **params)
    table = made_bylaws.draft_table(enrolled.scheme, effective_from=BEGUN, resolution="มติ 1")
    line = made_bylaws.write_benefit(Benefit(table=table, amount=Decimal(200), **LINE))
    made_bylaws.decide_table(table)
    params = {"event_on": TODAY() - timedelta(days=10), "nights": 2, "by": world.secretary, "request_id": uuid4()}
    claims.file(enrolled, line, **params)
    return enrolled


def draft(client, fund, on):
    meeting = {"effective_from": thai.numeric_date(on), "decided_on": thai.numeric_date(TODAY()), "resolution": "มติ 2"}
    return client.post(reverse("welfare:draft_table", args=[fund.slug]), meeting)


@pytest.mark.parametrize("role", ["treasurer", "secretary"])
def test_nobody_alone_pays_members_more_from_eight_weeks_back(world, fund, giver, client, role):
    """Seen on the demonstration: 200 became 900 a night, dated eight weeks back, by one officer."""
    client.force_login(world.users[role])
    refused = draft(client, fund, TODAY() - timedelta(days=56))

    assert thai.long_date(TODAY() - timedelta(days=9)) in str(refused.context["form"].errors["effective_from"])
    draft(client, fund, TODAY())
    table = BenefitTable.every.get(agreed_at=None)
    line = table.benefits.get()
    client.post(reverse("welfare:line", args=[fund.slug, table.pk, line.pk]), FORM | {"amount": "900"})
    table.refresh_from_db()
    seen = {"seen": table.written_at.isoformat()}
    agree = reverse("villages:agree_bylaw", args=[fund.slug, table.kind, table.pk])
    client.post(agree, seen)

    assert table_on(giver.scheme, TODAY()).benefits.get().amount == 200
    client.force_login(world.chair)
    client.post(agree, seen)
    assert table_on(giver.scheme, TODAY()).benefits.get().amount == 900
    assert table_on(giver.scheme, TODAY() - timedelta(days=10)).benefits.get().amount == 200


def test_a_draft_is_corrected_and_thrown_away_and_blocks_nobody(world, fund, giver, client):
    client.force_login(world.treasurer)
    draft(client, fund, TODAY())
    draft(client, fund, TODAY() + timedelta(days=9))
    table = BenefitTable.every.get(agreed_at=None)
    assert table.effective_from == TODAY() + timedelta(days=9)
    assert table.benefits.count() == 1

    client.post(reverse("villages:drop_bylaw", args=[fund.slug, table.kind, table.pk]))

    draft(client, fund, TODAY())
    assert BenefitTable.every.get(agreed_at=None).benefits.count() == 1


def test_whose_line_it_is_never_agrees_to_the_table(world, giver):
    table = made_bylaws.draft_table(giver.scheme, effective_from=TODAY(), resolution="มติ 2")
    tables.write_benefit(Benefit(table=table, name="ของขวัญ", kind="other", amount=Decimal(100)), by=world.chair)

    with pytest.raises(ValidationError):
        bylaws.agree(table, by=world.chair)
    bylaws.agree(table, by=world.treasurer)


def test_the_table_that_was_agreed_is_the_one_that_was_read(world, giver):
    table = made_bylaws.draft_table(giver.scheme, effective_from=TODAY(), resolution="มติ 2")
    seen = table.written_at
    made_bylaws.write_benefit(Benefit(table=table, name="ของขวัญ", kind="other", amount=Decimal(100)))

    with pytest.raises(ValidationError, match="อ่านใหม่"):
        bylaws.agree(table, by=world.chair, seen=seen)


def test_an_empty_table_is_not_agreed_to(world, giver):
    table = made_bylaws.draft_table(giver.scheme, effective_from=TODAY(), resolution="มติ 2")
    tables.strike_benefit(table.benefits.get(), by=world.secretary)

    with pytest.raises(ValidationError):
        bylaws.agree(table, by=world.chair)


def test_a_fund_that_begins_to_defer_opens_its_places_once_agreed(world, fund, enrolled):
    bylaw = bylaws.draft(type(enrolled.scheme.bylaws.get()), enrolled.scheme)
    bylaw.defers, bylaw.decided_on, bylaw.resolution = True, TODAY(), "มติ 2"
    bylaws.write(bylaw, by=world.treasurer)
    enrolled.refresh_from_db()
    assert enrolled.advance is None

    bylaws.agree(bylaw, by=world.chair)

    enrolled.refresh_from_db()
    assert enrolled.advance.heading_id == "23030"
    other = people.join(fund, world.new_person("3802776393579"), on=TODAY())
    assert schemes.enrol(enrolled.scheme, other, on=TODAY()).advance


@pytest.mark.parametrize("kind", ["productrule", "dayrule", "returnrule", "schemerule", "benefittable"])
def test_every_kind_of_by_law_is_kept_by_the_database(world, fund, giver, kind):
    """As a SQL prompt would: agreed by nobody else, changed, thrown away."""
    made_bylaws.set_working_day_bylaw(world.group, effective_from=BEGUN, resolution="มติ", day_of_month=5)
    made_bylaws.set_return_bylaw(world.group, effective_from=BEGUN, resolution="มติ", months=6)
    table = kinds()[kind]._meta.db_table

    for statement in (
        f"UPDATE {table} SET resolution = 'อื่น'",
        f"UPDATE {table} SET effective_from = effective_from - 9",
        f"UPDATE {table} SET agreed_by_id = NULL, agreed_at = NULL",
        f"UPDATE {table} SET agreed_by_id = written_by_id",
        f"DELETE FROM {table}",
        f"SET LOCAL kahro.throwing_away = 'yes'; DELETE FROM {table}",
    ):
        with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_every_kind_there_is_passes_this_gate():
    assert sorted(kinds()) == ["benefittable", "dayrule", "productrule", "returnrule", "schemerule"]
