"""A passbook and a receipt as they stand on paper and on the page (R3.5, R3.6, R9.12)."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Sum
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from funds.models import Passbook, Receipt, Visit
from funds.queries import savings as savings_queries
from ledger import chart, thai
from ledger.models import Entry, Line
from ledger.users import shown_name
from villages.models import Group
from villages.paper.letters import last_entry, letter
from villages.paper.pdf import qr_svg


class ReceiptLine(NamedTuple):
    """A line of a receipt, amounts in baht; `balance` is what its passbook held after it."""

    passbook: Passbook | None
    title: str
    amount: Decimal
    credit: Decimal
    balance: Decimal | None


def receipt_context(receipt: Receipt, request: HttpRequest) -> dict:
    """Everything a receipt says: its lines apart from the cash, the total, the balances after it."""
    entry = receipt.entry
    lines = _lines(entry)
    return {
        "receipt": receipt,
        "entry": entry,
        "lines": lines,
        "total": sum(line.amount for line in lines),
        "balances": [(line.passbook, line.balance) for line in lines if line.passbook],
        "reversal": getattr(entry, "reversal", None),
        "qr": qr_svg(request.build_absolute_uri(reverse("funds:genuine", args=[receipt.token]))),
    }


def _lines(entry: Entry) -> list[ReceiptLine]:
    """The lines of an entry apart from the cash."""
    lines = entry.lines.exclude(account__heading__in=chart.HANDED_OVER)
    return [_line(line, entry) for line in lines.select_related("account__heading", "account__passbook__product")]


def _line(line: Line, entry: Entry) -> ReceiptLine:
    passbook: Passbook | None = getattr(line.account, "passbook", None)
    title = passbook.product.name if passbook else line.account.heading.name
    balance = _balance_after(line, entry) if passbook else None
    return ReceiptLine(passbook, title, line.debit + line.credit, line.credit, balance)


def _balance_after(line: Line, entry: Entry) -> Decimal:
    """What the line's account held once this entry was written, in baht."""
    lines = line.account.lines.filter(entry__seq__lte=entry.seq)
    return lines.aggregate(net=Sum("credit") - Sum("debit"))["net"]


def receipt(receipt: Receipt, request: HttpRequest) -> bytes:
    """The receipt as A5 PDF."""
    paid_out = receipt.entry.kind == Entry.Kind.PAYMENT
    officer, other = shown_name(receipt.received_by), receipt.paid_by or str(receipt.member.person)
    payer, receiver = (officer, other) if paid_out else (other, officer)
    signatures = [(_("Payer"), payer), (_("Receiver"), receiver)]
    if receipt.entry.approved_by:
        signatures.append((_("Approver"), shown_name(receipt.entry.approved_by)))
    title = _("Payment voucher") if paid_out else _("Receipt")
    context = receipt_context(receipt, request) | {"signatures": signatures, "period": _("Original")}
    return letter("funds/receipt_paper.html", receipt.member.group, title, context, request=request)


def visit_context(visit: Visit, request: HttpRequest) -> dict:
    """One paper for a whole visit: the lines of every book with its own number, balances after it, the total (R3.5)."""
    receipts = visit.receipts.select_related(*savings_queries.RECEIPT_WITH).order_by("entry__book")
    parts = [_part(receipt) for receipt in receipts]
    standing = [line.credit for part in parts if not part["reversal"] for line in part["lines"]]
    checker = visit.day.seats.filter(duty="checker").select_related("user").first()
    return {
        "visit": visit,
        "parts": parts,
        "total": sum(standing, Decimal(0)),
        "checker": checker,
        "qr": qr_svg(request.build_absolute_uri(reverse("funds:genuine", args=[visit.token]))),
    }


def _part(receipt: Receipt) -> dict:
    """A receipt's lines apart from the cash, each with its title and the passbook's balance after it."""
    return {"receipt": receipt, "lines": _lines(receipt.entry), "reversal": getattr(receipt.entry, "reversal", None)}


def visit(visit: Visit, group: Group, request: HttpRequest) -> bytes:
    """The visit's receipt as A5 PDF."""
    signatures = [(_("Payer"), visit.paid_by or str(visit.person)), (_("Receiver"), shown_name(visit.received_by))]
    context = visit_context(visit, request) | {"signatures": signatures, "period": _("Original")}
    return letter("funds/visit_paper.html", group, _("Receipt"), context, request=request)


def passbook(passbook: Passbook, start: date, end: date, request: HttpRequest) -> bytes:
    """The passbook's lines of a period as A4 PDF, with the book's last entry and its seal (R9.12)."""
    context = {
        **last_entry(passbook.account.book),
        "passbook": passbook,
        "statement": savings_queries.statement(passbook, start, end),
        "period": _("%(start)s to %(end)s") % {"start": thai.long_date(start), "end": thai.long_date(end)},
        "signatures": [(_("Receiver"), ""), (_("Checker"), "")],
    }
    group, title = passbook.member.group, _("Passbook statement")
    return letter("funds/passbook_paper.html", group, title, context, request=request)


VOUCHERS = {
    Entry.Kind.RECEIPT: gettext_lazy("Receipt voucher"),
    Entry.Kind.PAYMENT: gettext_lazy("Payment voucher"),
    Entry.Kind.JOURNAL: gettext_lazy("Transfer voucher"),
}


def voucher(entry: Entry, group: Group, request: HttpRequest) -> bytes:
    """The voucher of money that is no member's as A5 PDF, to be signed by who handed over and who received it."""
    lines = list(entry.lines.select_related("account__heading"))
    signatures = [(_("Payer"), ""), (_("Receiver"), ""), (_("Recorded by"), shown_name(entry.by))]
    if entry.approved_by:
        signatures.append((_("Approver"), shown_name(entry.approved_by)))
    context = {
        "entry": entry,
        "lines": lines,
        "total": sum(line.debit for line in lines),
        "reversal": getattr(entry, "reversal", None),
        "period": str(entry.book),
        "signatures": signatures,
    }
    return letter("funds/cash_paper.html", group, str(VOUCHERS[Entry.Kind(entry.kind)]), context, request=request)
