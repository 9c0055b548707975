"""The queue of claims, whose yes counts, who may see papers, and how long payment took (K13)."""

from datetime import date, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.funds.conftest import PNG
from tests.welfare.conftest import agree, file, line
from welfare.queries import claims as claims_queries
from welfare.services import claims, payments


def test_the_queue_shows_what_waits_and_how_long_payment_took(world, fund, paid_up, table):
    first = agree(world, file(world, paid_up, line(table, "sickness"), nights=1))
    file(world, paid_up, line(table, "birth"), about="เด็กชายหนึ่ง ใจดี")
    payments.pay(first, by=world.receiver, request_id=uuid4())

    queue = claims_queries.queue(fund, timezone.localdate())

    assert [claim.benefit.kind for claim in queue.waiting] == ["birth"]
    assert (queue.unpaid, queue.late, queue.days_to_pay) == ([], 0, 0)
    (row,) = claims_queries.by_kind(fund, timezone.localdate().year)
    assert (row["cases"], row["people"], row["baht"]) == (1, 1, 200)


def votes(*said: bool) -> list:
    return [SimpleNamespace(yes=yes, by=number) for number, yes in enumerate(said)]


@pytest.mark.parametrize(
    ("said", "count"),
    [([], []), ([True], [0]), ([True, True], [0, 1]), ([True, False], []), ([True, False, True, True], [2, 3])],
)
def test_only_the_yes_since_the_last_no_counts(said, count):
    assert [vote.by for vote in claims_queries.counted(votes(*said))] == count


def test_the_ages_of_what_waits_meet_and_the_last_one_has_no_end(world, fund, paid_up, table):
    """K13: up to 7, 15 and 30 days, and longer."""
    today = timezone.localdate()
    for day, waits in enumerate((0, 7, 8, 15, 16, 30, 31), 1):
        claim = file(world, paid_up, line(table, "education"), on=date(2026, 4, day), about=f"เด็ก {day}", measured=4)
        type(claim).objects.filter(pk=claim.pk).update(filed_on=today - timedelta(days=waits))

    ages = claims_queries.queue(fund, today).ages

    assert ages == [(0, 7, 2), (8, 15, 2), (16, 30, 2), (31, None, 1)]


def test_fifteen_days_after_approval_money_is_not_late_yet(world, fund, paid_up, table):
    agree(world, file(world, paid_up, line(table, "sickness"), nights=1))
    on = lambda days: claims_queries.queue(fund, timezone.localdate() + timedelta(days=days))  # noqa: E731

    assert (on(15).late, on(16).late) == (0, 1)
    assert (len(on(16).unpaid), on(16).waiting, on(16).days_to_pay) == (1, [], None)


def test_papers_that_were_not_handed_in_are_missing(world, paid_up, table):
    claim = file(world, paid_up, line(table, "birth"), about="ด.ญ. ขวัญ")
    assert claims_queries.missing_papers(claim) == ["สูติบัตร"]

    claims.add_evidence(claim, "สูติบัตร", SimpleUploadedFile("paper.png", PNG), by=world.secretary)

    assert claims_queries.missing_papers(claim) == []


def test_papers_are_seen_by_who_decides_who_filed_and_whose_claim_it_is(world, paid_up, table):
    claim = file(world, paid_up, line(table, "sickness"), nights=1)
    sees = lambda name, decides=False: claims_queries.may_see(world.users[name], claim, decides)  # noqa: E731

    assert [sees("secretary"), sees("member"), sees("chair", decides=True)] == [True] * 3
    assert [sees("chair"), sees("auditor"), sees("stranger")] == [False] * 3
