"""The page behind a receipt's QR code."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from funds.models import Receipt
from funds.queries import savings as savings_queries
from villages.access import public


@public
def genuine(request: HttpRequest, token: str) -> HttpResponse:
    """Tells anybody that a receipt is genuine: number, day, amount, group; nothing of the member (F9).

    The paper of a visit to the table carries one code for the receipts of all its books.
    """
    # A practice paper is no receipt.
    receipts = Receipt.objects.filter(Q(token=token) | Q(visit__token=token), member__group__is_practice=False)
    in_order = receipts.select_related("entry__reversal", "entry__book", "member__group").order_by("entry__book")
    context = {"receipts": [(receipt, savings_queries.amount(receipt.entry)) for receipt in in_order]}
    response = render(request, "funds/genuine.html", context, status=200 if in_order else 404)
    response["Referrer-Policy"] = "no-referrer"  # the address is the key to this page
    return response
