"""The page behind a receipt's QR code."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from funds import queries
from funds.models import Receipt


def genuine(request: HttpRequest, token: str) -> HttpResponse:
    """Tells anybody that a receipt is genuine: number, day, amount, group; nothing of the member (F9)."""
    # A practice paper is no receipt.
    receipts = Receipt.objects.filter(token=token, member__group__is_practice=False)
    receipt = receipts.select_related("entry__reversal", "member__group").first()
    context = {"receipt": receipt, "amount": queries.amount(receipt.entry) if receipt else None}
    response = render(request, "funds/genuine.html", context, status=200 if receipt else 404)
    response["Referrer-Policy"] = "no-referrer"  # the address is the key to this page
    return response


genuine.act = "public"
