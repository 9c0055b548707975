"""What members save, and the working days on which they bring it."""

from funds.models.days import Banking, Box, DayRule, Obligation, Seat, Visit, WorkingDay
from funds.models.savings import Passbook, Pledge, ProductRule, Receipt, SavingsProduct, receipt_token

__all__ = [
    "Banking",
    "Box",
    "DayRule",
    "Obligation",
    "Passbook",
    "Pledge",
    "ProductRule",
    "Receipt",
    "SavingsProduct",
    "Seat",
    "Visit",
    "WorkingDay",
    "receipt_token",
]
