"""What members save, and the working days on which they bring it."""

from funds.models.cash import Identification, UnknownTransfer
from funds.models.days import Banking, Box, DayRule, Obligation, Seat, Visit, WorkingDay
from funds.models.leaving import Payout
from funds.models.savings import Passbook, Pledge, ProductRule, Receipt, SavingsProduct, receipt_token
from funds.models.unsent import Device, TakenOver, UnsentReceipt, UnsentRow

__all__ = [
    "Banking",
    "Box",
    "DayRule",
    "Device",
    "Identification",
    "Obligation",
    "Passbook",
    "Payout",
    "Pledge",
    "ProductRule",
    "Receipt",
    "SavingsProduct",
    "Seat",
    "TakenOver",
    "UnknownTransfer",
    "UnsentReceipt",
    "UnsentRow",
    "Visit",
    "WorkingDay",
    "receipt_token",
]
