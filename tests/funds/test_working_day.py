"""A whole evening: R3.1–R3.15."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

from django.utils import timezone

from funds.queries import evening_receipts as evening_receipts_queries
from funds.queries import sheet as sheet_queries
from funds.services import counting, savings
from ledger import queries as books
from ledger import services as ledger
from ledger.models import Account, Entry
from tests import made_bylaws


def cash(world) -> Decimal:
    return books.balance(Account.objects.get(book=world.book, heading="11010", holder=""))


def allowance(world, amount) -> Entry:
    """What the committee takes from the box for its evening."""
    out, box = ledger.activate(world.book, "53020"), ledger.activate(world.book, "11010")
    sides = [ledger.debit(out, Decimal(amount)), ledger.credit(box, Decimal(amount))]
    more = {"on": timezone.localdate(), "by": world.treasurer, "request_id": uuid4()}
    return ledger.post(world.book, sides, kind=Entry.Kind.PAYMENT, event="J37", **more)


class Loans:
    """Another app's columns: what a borrower pays back."""

    def __init__(self, world):
        self.world, self.opened, self.counted = world, [], []
        self.principal = ledger.open_account(world.book, "13010", "L1", "เงินกู้")
        sides = [
            ledger.debit(self.principal, Decimal(10000)),
            ledger.credit(ledger.activate(world.book, "12300"), Decimal(10000)),
        ]
        more = {"on": timezone.localdate(), "by": world.treasurer, "request_id": uuid4()}
        ledger.post(world.book, sides, kind=Entry.Kind.PAYMENT, event="J12", **more)

    def group_books(self, groups):
        return []

    def cells(self, group_books, on, person):
        member = self.world.member
        if person in (None, member.person):
            principal = sheet_queries.SheetColumn("loan", "เงินต้น", group_books[0], "13010", "J13", 10**9 + 5)
            interest = sheet_queries.SheetColumn("interest", "ดอกเบี้ย", group_books[0], "46010", "J13", 10**9 + 6)
            yield sheet_queries.SheetCell(
                principal, member, Decimal(10000), account_id=self.principal.pk, most=Decimal(10000)
            )
            yield sheet_queries.SheetCell(interest, member, Decimal(500), most=Decimal(500))

    def open_day(self, group_books, on):
        self.opened.append(on)

    def count_day(self, group_books, on):
        self.counted.append(on)


def months_ago(number: int):
    on = timezone.localdate().replace(day=1)
    for _month in range(number):
        on = (on - timedelta(days=1)).replace(day=1)
    return on


def test_the_example_day_comes_out_to_the_satang(world, evening, put_into_box, new_id, monkeypatch):
    """R3.11 and R3.17: 17,020.00 received, 17,320.00 in the box, 16,820.00 to the bank, 500.00 kept."""
    bylaw = {"minimum": 10, "step": 10, "fine": Decimal(10)}
    made_bylaws.set_product_bylaw(world.pledged, from_on=months_ago(3), resolution="มติ 1", **bylaw)
    for month in (2, 1):
        evening(on=months_ago(month)).leave_empty()
    others = [world.new_member(new_id(), f"สมาชิก{number}") for number in range(10)]
    saving = [savings.open_passbook(member, world.pledged, on=member.joined_on, pledge=500) for member in others]
    loans = Loans(world)
    monkeypatch.setattr("funds.queries.sheet.SHEET_COLUMNS", [*sheet_queries.SHEET_COLUMNS, loans])
    put_into_box(500)

    day = evening(inside=500)
    row = sheet_queries.collection_sheet(day.day, world.member.person).rows[world.member.person_id]
    day.take(row.person, **{key: cell.due for key, cell in row.cells.items()})
    for passbook in saving:
        day.take(passbook.member.person, **{day.key(passbook): 500})
    allowance(world, 200)

    assert {cell.column.title: cell.due for cell in row.cells.values()} == {
        "เงินสัจจะสะสม": Decimal(1500),
        "ฝากพิเศษ": 0,
        "ค่าปรับ": Decimal(20),
        "เงินต้น": Decimal(10000),
        "ดอกเบี้ย": Decimal(500),
    }
    assert (
        sum(total.amount for total in evening_receipts_queries.totals(day.day)) == day.box.taken == Decimal("17020.00")
    )
    assert day.box.expects == Decimal("17320.00")
    day.count({"1000": 12, "500": 8, "100": 12, "50": 2, "20": 1}, next_float=500)
    assert day.sign().state == "balanced"
    assert loans.opened == loans.counted == [day.day.on]
    assert day.box.to_bank == Decimal("16820.00")
    day.bank("16820")
    counting.close(day.day, by=world.treasurer)
    assert cash(world) == Decimal("500.00")
