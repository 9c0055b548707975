"""What the database keeps of a request, also from a SQL prompt."""

import pytest
from django.db import IntegrityError, transaction

from tests.ledger.conftest import sql
from tests.ledger.prompt import refused
from villages.models import PendingRequest, RequestLook
from villages.services import requests


def test_the_database_itself_refuses_the_maker(world, pending):
    with pytest.raises(IntegrityError), transaction.atomic():
        PendingRequest.objects.update(decided_by=world.receiver, status="approved")


@pytest.mark.parametrize("column", ["act", "arguments", "summary", "reason", "contents", "sha256", "beneficiary_id"])
def test_the_database_keeps_what_was_asked(world, pending, column):
    other = {"arguments": "'{\"entry\": 0}'", "beneficiary_id": "NULL"}.get(column, "'x'")

    with refused("request_stays_as_asked"):
        sql(f"UPDATE villages_pendingrequest SET {column} = {other}")


def test_the_database_keeps_what_was_decided(world, pending):
    requests.refuse(pending, by=world.checker, reason="ไม่ถูกต้อง")

    for change in ("status = 'waiting'", "refusal = ''", f"decided_by_id = {world.chair.pk}"):
        with refused("request_stays_decided"):
            sql(f"UPDATE villages_pendingrequest SET {change}")


def test_requests_votes_and_looks_are_never_deleted(world, pending):
    RequestLook.objects.create(request=pending, by=world.checker)
    requests.approve(pending, by=world.checker)

    for table in ("pendingrequest", "requestvote", "requestlook"):
        with refused("books_are_kept"):
            sql(f"DELETE FROM villages_{table}")
    for table in ("requestvote", "requestlook"):
        with refused("books_are_final"):
            sql(f"UPDATE villages_{table} SET by_id = {world.chair.pk}")
