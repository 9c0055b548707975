"""A demonstration evening at the table, by the same services as a real one."""

import random
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from funds.models import CashBox, Receipt
from funds.queries import boxes as boxes_queries
from funds.queries import days as days_queries
from funds.queries import sheet as sheet_queries
from funds.rules.working_days import PIECES
from funds.services import counting, days, visits
from kahro.demo.counter import STAYS_AWAY
from kahro.demo.desk import PAPER, Desk
from villages.models import Role, Village

HANDS = {Role.RECEIVER: "receiver", Role.BOOKKEEPER: "bookkeeper", Role.CHECKER: "checker", Role.CHAIR: "present"}
SHORT = 5  # the village in whose box a note was missing once
TO_TRY = 8
NOT_BANKED, NOT_CLOSED = 7, 4  # whose last evening is not finished


class Evening:
    """One group's working day: opened, everybody received by the sheet, counted, signed, banked, closed.

    `months_ago` is 0 for the last evening of all.
    """

    def __init__(self, desk: Desk, months_ago: int, throw: random.Random):
        self.desk, self.months_ago, self.throw = desk, months_ago, throw
        self.treasurer, self.receiver = desk.committee[Role.TREASURER], desk.committee[Role.RECEIVER]
        assert desk.group.village
        self.village = desk.group.village.number
        seats = {desk.committee[role]: hand for role, hand in HANDS.items()}
        with desk.clock():
            self.day = days.plan([desk.group], desk.at.date(), by=self.treasurer)
            days.open_day(self.day, seats, {}, by=self.treasurer)

    def receive(self) -> Receipt | None:
        """Whoever comes pays what is due, and some put special savings aside; the last receipt."""
        sheet, receipt = sheet_queries.collection_sheet(self.day), None
        for row in sheet.rows.values():
            self.desk.wait(60 + self.throw.randrange(90))
            amounts = {key: self._amount(cell) for key, cell in row.cells.items()}
            if self.throw.random() > STAYS_AWAY and any(amounts.values()):
                with self.desk.clock():
                    visit = visits.take(
                        sheet, row.person.pk, amounts, by=self.desk.committee[Role.BOOKKEEPER],
                        request_id=self.desk.request_id(),
                    )  # fmt: skip
                self.desk.cash += sum(amounts.values())
                receipt = visit.receipts.select_related("entry").first()
        return receipt

    def _amount(self, cell) -> Decimal:
        if cell.due or cell.most is not None:
            return cell.due
        return Decimal(self.throw.choice((200, 300, 500, 1000, 2000)))

    def end(self) -> None:
        """Count, sign, explain, carry to the bank, close; in some villages the last evening is left unfinished."""
        with self.desk.clock():
            missing = self._count()
            for role in (Role.RECEIVER, Role.BOOKKEEPER, Role.CHECKER):
                counting.sign(self.day, by=self.desk.committee[role])
            if missing:
                note = "รับทราบ ให้ผู้รับเงินชดใช้ภายในเดือนหน้า"
                counting.note_difference(self.day, note, by=self.desk.committee[Role.CHAIR])
            if not self._waits(NOT_BANKED):
                self._bank(boxes_queries.boxes(self.day)[0])
            if not self._waits(NOT_BANKED, NOT_CLOSED):
                counting.close(self.day, by=self.treasurer)

    def _waits(self, *villages: int) -> bool:
        return self.months_ago == 0 and self.village in villages

    def _count(self) -> Decimal:
        """How much was missing of what should lie in the box, in baht."""
        counting.start_counting(self.day, by=self.receiver)
        box = boxes_queries.boxes(self.day)[0]
        expects = vars(box)["expects"]
        is_short = self.village == SHORT and self.months_ago == 1 and expects > 20
        missing = Decimal(20 if is_short else 0)
        counting.count(
            box, in_pieces(expects - missing), next_float=Decimal(0), by=self.receiver,
            explanation="ทอนเงินเกิน 20 บาท นับสองรอบแล้ว" if is_short else "",
            responsible=self.receiver if is_short else None,
        )  # fmt: skip
        self.desk.cash -= missing
        return missing

    def _bank(self, box: CashBox) -> None:
        if not box.to_bank:
            return
        slip = SimpleUploadedFile("slip.pdf", PAPER)
        carried = counting.bank(box, box.to_bank, slip, on=self.day.on, by=self.receiver)
        counting.confirm_bank_deposit(carried, by=self.desk.committee[Role.CHECKER])
        self.desk.cash -= box.to_bank


def in_pieces(amount: Decimal) -> dict[str, int]:
    """The fewest notes and coins for an amount in baht."""
    pieces = {}
    for face in PIECES:
        pieces[str(face)], amount = int(amount // face), amount % face
    return {face: number for face, number in pieces.items() if number}


def sits_today(village: Village, this_month: bool) -> bool:
    """Whose evening of this month is left for whoever tries the demonstration."""
    return this_month and village.number == TO_TRY


def plan_ahead(desks: list[Desk]) -> None:
    """Plan the next evening of every group; one village sits today, all its groups together."""
    today = timezone.localdate()
    village = desks[0].group.village
    assert village
    if sits_today(village, this_month=True):
        days.plan([desk.group for desk in desks], today, by=desks[0].committee[Role.TREASURER])
        return
    for desk in desks:
        following = days_queries.next_day(desk.group, today)
        assert following  # each has its by-law
        days.plan([desk.group], following, by=desk.committee[Role.TREASURER])
