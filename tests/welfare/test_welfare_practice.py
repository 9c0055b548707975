"""What a practice group keeps of welfare goes with it, papers too; a real fund stays."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from ledger import services as ledger
from ledger.models import Entry
from tests import made_bylaws
from tests.conftest import LONG_AGO
from tests.funds.conftest import PNG
from tests.welfare.conftest import agree, file, line
from villages.models import Group
from villages.services import practice as villages_practice
from welfare.models import Benefit, Claim, Evidence
from welfare.services import claims, handouts, matching_grants, schemes
from welfare.services import practice as welfare_practice

TODAY = timezone.localdate()


@pytest.fixture
def practised(world, fund) -> Group:
    """A practice group with a welfare fund: a round, a giver, a match, a list handed out, a claim with a paper seen."""
    group = villages_practice.create_practice_group(world.group, by=world.bookkeeper, members_since=date(2026, 1, 1))
    bylaw = {"effective_from": LONG_AGO, "resolution": "มติ 1", "wait_days": 0}
    scheme = made_bylaws.set_scheme_bylaw(group.books.get(), **bylaw).scheme
    table = made_bylaws.draft_table(scheme, effective_from=LONG_AGO, resolution="มติ 2")
    gift = made_bylaws.write_benefit(Benefit(table=table, kind="other", name="ของเยี่ยม", amount=Decimal(50)))
    made_bylaws.decide_table(table)
    schemes.open_round(scheme, [world.village], name="รุ่น", opens=TODAY, closes=TODAY, target=3)
    enrolment = schemes.enrol(scheme, group.members.earliest("pk"), on=TODAY - timedelta(days=10))
    account = ledger.activate(scheme.group_book.book, scheme.group_book.bank_code)
    sides = [ledger.debit(account, Decimal(30)), ledger.credit(enrolment.account, Decimal(30))]
    by: dict[str, Any] = {"by": world.bookkeeper, "request_id": uuid4()}
    ledger.post(scheme.group_book.book, sides, kind=Entry.Kind.RECEIPT, event="J21", on=enrolment.joined_on, **by)
    promise: dict[str, Any] = {
        "members": 1,
        "counted_on": TODAY,
        "amount": Decimal(365),
        "letter": "หนังสือ 1",
        "on": TODAY,
    }
    matching_grants.declare(scheme, source="state", year=TODAY.year, **promise, **by)
    handouts.hand_out_members(scheme, counted_on=TODAY, recipient="อบต.", reason="ขอเงินสมทบ", **by)
    paper = [("ใบรับรอง", SimpleUploadedFile("x.png", PNG))]
    claims.file(enrolment, gift, event_on=TODAY, papers=paper, **by)
    claims.open_evidence(Evidence.objects.get(), by=world.bookkeeper)
    return group


def rows_of_welfare() -> dict[str, int]:
    return {model.__name__: model._default_manager.count() for model in apps.get_app_config("welfare").get_models()}


def test_everything_of_practice_goes_and_the_real_fund_stays(
    world, paid_up, table, practised, settings, django_capture_on_commit_callbacks
):
    real = agree(world, file(world, paid_up, line(table, "sickness"), nights=1))
    assert [path for path in settings.MEDIA_ROOT.rglob("x*") if path.is_file()] != []

    with django_capture_on_commit_callbacks(execute=True):
        welfare_practice.throw_away(practised)

    assert list(Claim.objects.all()) == [real]
    assert {name: count for name, count in rows_of_welfare().items() if count} == {
        "Benefit": 5, "BenefitTable": 1, "Claim": 1, "Enrolment": 1, "Scheme": 1, "SchemeBylaw": 1, "Tier": 3,
        "Vote": 2,
    }  # fmt: skip
    assert not [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file() and "claims" in str(path)]


def test_a_real_fund_is_refused(fund, enrolled):
    before = rows_of_welfare()

    with pytest.raises(ValidationError, match="กลุ่มจริง"):
        welfare_practice.throw_away(fund)

    assert rows_of_welfare() == before
