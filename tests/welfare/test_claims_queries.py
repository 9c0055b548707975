"""The queue of claims, whose yes counts, who may see papers, and how long payment took (K13)."""

from uuid import uuid4

from django.utils import timezone

from tests.welfare.conftest import agree, file, line
from welfare.queries import claims as claims_queries
from welfare.services import payments


def test_the_queue_shows_what_waits_and_how_long_payment_took(world, fund, paid_up, table):
    first = agree(world, file(world, paid_up, line(table, "sickness"), nights=1))
    file(world, paid_up, line(table, "birth"), about="เด็กชายหนึ่ง ใจดี")
    payments.pay(first, by=world.receiver, request_id=uuid4())

    queue = claims_queries.queue(fund, timezone.localdate())

    assert [claim.benefit.kind for claim in queue.waiting] == ["birth"]
    assert (queue.unpaid, queue.late, queue.days_to_pay) == ([], 0, 0)
    (row,) = claims_queries.by_kind(fund, timezone.localdate().year)
    assert (row["cases"], row["people"], row["baht"]) == (1, 1, 200)
