"""A demonstration evening at the table, by the same services as a real one."""

from __future__ import annotations

import random
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from funds.models import CashBox, Receipt
from funds.queries import boxes as boxes_queries
from funds.queries import days as days_queries
from funds.queries import sheet as sheet_queries
from funds.rules.working_days import PIECES
from funds.services import counting, days, visits
from villages.models import Role, Village

if TYPE_CHECKING:
    from kahro.demo.network import Demo, Desk

SLIP = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
HANDS = {Role.RECEIVER: "receiver", Role.BOOKKEEPER: "bookkeeper", Role.CHECKER: "checker", Role.CHAIR: "present"}
SHORT = 5  # the village whose box once lacked a note
TO_TRY = 8
NOT_BANKED, NOT_CLOSED = 7, 4  # whose last evening still waits


class Evening:
    """One group's working day: opened, everybody received by the sheet, counted, signed, banked, closed."""

    def __init__(self, demo: Demo, desk: Desk, number: int, throw: random.Random):
        self.demo, self.desk, self.throw, self.last = demo, desk, throw, number == len(demo.months) - 1
        self.before_last = number == len(demo.months) - 2
        on = desk.at.date()
        self.day = days.plan([desk.group], on, by=desk.committee[Role.TREASURER])
        seats = {desk.committee[role]: hand for role, hand in HANDS.items()}
        days.open_day(self.day, seats, {}, by=desk.committee[Role.TREASURER], at=desk.at)

    def receive(self) -> Receipt | None:
        """Whoever comes pays what is due, and some put special savings aside; the last receipt."""
        sheet, receipt = sheet_queries.collection_sheet(self.day), None
        for row in sheet.rows.values():
            self.desk.at += timedelta(seconds=60 + self.throw.randrange(90))
            amounts = {key: self._amount(cell) for key, cell in row.cells.items()}
            if self.throw.random() > 0.06 and any(amounts.values()):
                visit = visits.take(
                    sheet, row.person.pk, amounts, by=self.desk.committee[Role.BOOKKEEPER],
                    request_id=self.demo.request_id(), at=self.desk.at,
                )  # fmt: skip
                self.desk.box += sum(amounts.values())
                receipt = visit.receipts.select_related("entry").first()
        return receipt

    def _amount(self, cell) -> Decimal:
        if cell.due or cell.most is not None:
            return cell.due
        return Decimal(self.throw.choice((200, 300, 500, 1000, 2000)))

    def end(self) -> None:
        """Count, sign, explain, carry to the bank, close; the last evening of some villages still waits for it."""
        committee, day, village = self.desk.committee, self.day, self.desk.group.village.number
        receiver = committee[Role.RECEIVER]
        counting.start_counting(day, by=receiver)
        box = boxes_queries.boxes(day)[0]
        missing = Decimal(20) if village == SHORT and self.before_last and box.expects > 20 else Decimal(0)
        told = {"explanation": "ทอนเงินเกิน 20 บาท นับสองรอบแล้ว", "responsible": receiver} if missing else {}
        counting.count(box, in_pieces(box.expects - missing), next_float=Decimal(0), by=receiver, **told)
        for role in (Role.RECEIVER, Role.BOOKKEEPER, Role.CHECKER):
            counting.sign(day, by=committee[role], at=self.desk.at)
        if missing:
            counting.note_difference(day, "รับทราบ ให้ผู้รับเงินชดใช้ภายในเดือนหน้า", by=committee[Role.CHAIR])
        self.desk.box -= missing
        if not (self.last and village == NOT_BANKED):
            self.bank(boxes_queries.boxes(day)[0])
        if not (self.last and village in (NOT_BANKED, NOT_CLOSED)):
            counting.close(day, by=committee[Role.TREASURER], at=self.desk.at)

    def bank(self, box: CashBox) -> None:
        if not box.to_bank:
            return
        slip = SimpleUploadedFile("slip.pdf", SLIP)
        kept = counting.bank(box, box.to_bank, slip, on=self.day.on, by=self.desk.committee[Role.RECEIVER])
        counting.confirm_bank_deposit(kept, by=self.desk.committee[Role.CHECKER], at=self.desk.at)
        self.desk.box -= box.to_bank


def in_pieces(amount: Decimal) -> dict[str, int]:
    """The fewest notes and coins for an amount in baht."""
    pieces = {}
    for face in PIECES:
        pieces[str(face)], amount = int(amount // face), amount % face
    return {face: number for face, number in pieces.items() if number}


def sits_today(village: Village, this_month: bool) -> bool:
    """Whose evening of this month is left to whoever tries the demonstration."""
    return this_month and village.number == TO_TRY


def plan_ahead(desks: list[Desk]) -> None:
    """The next evening of every group stands in the calendar; one village sits today, all its groups together."""
    today = timezone.localdate()
    village = desks[0].group.village
    if sits_today(village, this_month=True):
        days.plan([desk.group for desk in desks], today, by=desks[0].committee[Role.TREASURER])
        return
    for desk in desks:
        days.plan([desk.group], days_queries.next_day(desk.group, today), by=desk.committee[Role.TREASURER])
