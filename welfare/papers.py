"""What a welfare fund prints: a year's statement, the members who count for a match, a claim's voucher, a card."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ledger import thai
from ledger.users import shown_name
from villages.models import Group
from villages.paper.letters import last_entry, letter
from villages.paper.pdf import qr_svg
from villages.paper.workbook import workbook
from villages.queries.officers import signatories
from welfare.models import Claim, MemberListHandout
from welfare.queries import claims as claims_queries
from welfare.queries.benefits import in_sentences
from welfare.queries.days import Standing
from welfare.queries.matching_grants import Count
from welfare.queries.subfunds import Fund, Notes, last_day


def year(group: Group, fund_year: Fund, notes: Notes, book, request: HttpRequest) -> bytes:
    """A year's income and expenses and what they made of the subfunds, to be signed, as A4 PDF (R6.15, R9.13)."""
    context = {
        **last_entry(book),
        "fund_year": fund_year,
        "notes": notes,
        "period": _("Year ended %(day)s") % {"day": thai.long_date(last_day(fund_year.year))},
        "signatures": signatories(group),
    }
    return letter("welfare/year_paper.html", group, _("Yearly statement of the welfare fund"), context, request=request)


def matched(group: Group, count: Count, request: HttpRequest) -> bytes:
    """The members who count for a match, for the local government, as A4 PDF."""
    context = {
        "count": count,
        "period": _("As of %(day)s") % {"day": thai.long_date(count.on)},
        "signatures": signatories(group)[:2],
    }
    return letter("welfare/matched_paper.html", group, _("Members who count for the match"), context, request=request)


def matched_sheet(group: Group, count: Count, *, handout: MemberListHandout | None = None) -> bytes:
    """The same list as a workbook; citizen IDs are masked but where they are handed out (R9.15)."""
    header = [_("No."), _("Member"), _("Name"), _("Citizen ID"), _("Village"), _("Enrolled"), _("Given (baht)"),
              _("Paid through")]  # fmt: skip
    titles = [str(group), _("Members who count for the match"), thai.long_date(count.on)]
    if handout:
        titles.append(_("For %(recipient)s: %(reason)s") % {"recipient": handout.recipient, "reason": handout.reason})
    rows = (_row(place, each, whole=bool(handout)) for place, each in enumerate(count.paid_up, 1))
    return workbook(titles, header, rows)


def _row(place: int, each: Standing, *, whole: bool) -> list:
    member = each.enrolment.member
    person, village = member.person, member.person.village
    identity = person.identity if whole else person.masked_id
    return [place, member.number, str(person), identity, str(village or "–"),
            each.enrolment.joined_on, each.given, each.paid_to]  # fmt: skip


def claims_sheet(group: Group, claims: Iterable[Claim]) -> bytes:
    """The register of claims as a workbook."""
    header = [_("No."), _("Member"), _("Benefit"), _("The day it happened"), _("Written down"), _("Paid out"),
              _("Amount (baht)"), _("State")]  # fmt: skip
    rows = (
        [claim.number, str(claim.enrolment.member), str(claim.benefit), claim.event_on, claim.filed_on,
         claim.payment.on if claim.payment else "", claim.amount, claim.get_state_display()]
        for claim in claims
    )  # fmt: skip
    return workbook([str(group), _("Welfare claims"), thai.long_date(timezone.localdate())], header, rows)


def voucher(claim: Claim, group: Group, request: HttpRequest, *, whole: bool = True) -> bytes:
    """A claim with its sum step by step, who agreed, and lines to sign for the money, as A4 PDF.

    Not `whole`: for auditors, without anything that identifies a member.
    """
    agreed = claims_queries.agreed(claim)
    names = [shown_name(vote.by) for vote in agreed]
    receiver = claim.payee or str(claim.enrolment.member.person)
    signing = [(_("Receiver"), receiver), (_("Payer"), ""), *((_("Approver"), name) for name in names)]
    context = {
        "claim": claim,
        "whole": whole,
        "steps": in_sentences(claim.steps),
        "agreed": agreed,
        "period": _("Claim %(number)s") % {"number": claim.number},
        "signatures": signing if whole else [],
    }
    return letter("welfare/voucher_paper.html", group, _("Welfare voucher"), context, request=request)


def pensions(group: Group, month: date, claims: list[Claim], request: HttpRequest) -> bytes:
    """The month's pensions with a line for each to sign, as A4 PDF."""
    context = {
        "claims": claims,
        "total": sum((claim.amount for claim in claims), Decimal(0)),
        "period": thai.month_name(month),
        "signatures": [(_("Payer"), ""), (_("Checker"), "")],
    }
    return letter("welfare/pensions_paper.html", group, _("Pensions of the month"), context, request=request)


def card(standing: Standing, request: HttpRequest) -> bytes:
    """A member's card of the fund: the code leads an officer to the member's page."""
    enrolment = standing.enrolment
    group = enrolment.scheme.group_book.group
    address = request.build_absolute_uri(reverse("welfare:member", args=[group.slug, enrolment.pk]))
    context = {"standing": standing, "member": enrolment.member, "enrolment": enrolment, "qr": qr_svg(address)}
    return letter("welfare/card_paper.html", group, _("Welfare fund member's card"), context, request=request)


def name(what: str, group: Group, on: date, ending: str = "pdf") -> str:
    """What a file is saved as."""
    return f"{group.slug}-{what}-{on:%Y%m%d}.{ending}"
