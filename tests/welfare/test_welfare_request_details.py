"""What a second officer reads of a welfare fund's requests, line by line, with where each opens."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import translation

from tests.welfare.conftest import agree, file, give, line
from villages.models import PendingRequest
from villages.services import requests
from welfare.queries import request_details as request_details_queries
from welfare.services import matching_grants, payments, years

MARCH = date(2026, 3, 1)


def read(details, request: PendingRequest) -> list[tuple]:
    with translation.override("en"):
        return [(str(row.label), str(row.value), row.url) for row in details(request)]


def test_of_a_match_one_reads_what_was_promised_what_is_still_to_come_and_what_came(world, fund):
    by = {"on": MARCH, "by": world.treasurer}
    promise = {"members": 270, "counted_on": MARCH, "amount": Decimal(40000), "letter": "หนังสือ 1"}
    grant = matching_grants.declare(
        fund.books.get().scheme, source="local", year=2026, **promise, **by, request_id=uuid4()
    )
    first, second = (
        matching_grants.ask_to_receive(grant, amount, reference="โอน", **by, request_id=uuid4())
        for amount in (Decimal(15000), Decimal("2500.50"))
    )
    requests.approve(first, by=world.checker)

    assert read(request_details_queries.match_came, second) == [
        ("Source", "Local government", reverse("welfare:matches", args=[fund.slug])),
        ("For the year", "2569", ""),
        ("Promised", "40,000.00 baht", ""),
        ("Still to come", "25,000.00 baht", ""),
        ("Came to the bank", "2,500.50 baht", ""),
        ("Day", "1 มีนาคม 2569", ""),
    ]


def test_of_a_lapse_one_reads_whose_claim_it_is_and_of_what_day(world, fund, paid_up, table):
    claim = agree(world, file(world, paid_up, line(table, "sickness"), nights=2))
    pending = payments.ask_to_lapse(claim, reason="ไม่มารับ", by=world.treasurer, request_id=uuid4())
    member = paid_up.member

    assert read(request_details_queries.lapse, pending) == [
        ("Claim", claim.number, reverse("welfare:claim", args=[fund.slug, claim.pk])),
        ("Member", f"{member.person} ({member.number})", reverse("welfare:member", args=[fund.slug, paid_up.pk])),
        ("Amount", "400.00 baht", ""),
        ("Day", "1 มิถุนายน 2569", ""),
    ]


def test_of_a_closing_one_reads_the_year_and_the_meeting(world, fund, enrolled):
    give(world, enrolled, 100, date(2025, 11, 1))
    params = {"met_on": date(2026, 1, 20), "resolution": "ประชุมใหญ่ 1/2569", "attended": 212, "runs_on": "reserve"}
    minutes = ContentFile(b"%PDF-1.7 minutes", "minutes.pdf")
    pending = years.ask_to_close(
        enrolled.scheme, 2025, **params, minutes=minutes, by=world.bookkeeper, request_id=uuid4()
    )

    assert read(request_details_queries.closing, pending) == [
        ("Year", "2568", reverse("welfare:year", args=[fund.slug]) + "?year=2568"),
        ("Day of the meeting", "20 มกราคม 2569", ""),
        ("Resolution", "ประชุมใหญ่ 1/2569", ""),
        ("People present", "212", ""),
    ]
