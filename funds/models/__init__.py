"""What members save, and the working days on which they bring it."""

from funds.models.cash import Identification, UnknownTransfer
from funds.models.days import BankDeposit, CashBox, Seat, Visit, WorkingDay, WorkingDayBylaw
from funds.models.leaving import Payout
from funds.models.savings import Obligation, Passbook, Pledge, ProductBylaw, Receipt, SavingsProduct, receipt_token
from funds.models.unsent import Device, TakenOver, UnsentReceipt, UnsentRow

__all__ = [
    "BankDeposit",
    "CashBox",
    "WorkingDayBylaw",
    "Device",
    "Identification",
    "Obligation",
    "Passbook",
    "Payout",
    "Pledge",
    "ProductBylaw",
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
