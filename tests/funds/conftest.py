"""A working day of the world: its three officers, an open table, a member's row."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from funds.models import CashBox, Visit, WorkingDay
from funds.queries import boxes as boxes_queries
from funds.queries import sheet as sheet_queries
from funds.services import counting, days, savings, visits
from ledger import services as ledger
from ledger.models import Entry
from tests import made_bylaws
from tests.conftest import World
from villages.models import Group, Person, Role
from villages.services import groups, people

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\xa7\x9a\xa0\xa0\x00\x00\x00\x00IEND\xaeB`\x82"
)


@dataclass
class Evening:
    """A working day and those who hold it."""

    world: World
    day: WorkingDay

    @property
    def box(self) -> CashBox:
        return boxes_queries.boxes(self.day)[0]

    def key(self, passbook) -> str:
        return f"p{passbook.product_id}"

    def take(self, person: Person, *, by=None, **amounts) -> Visit:
        """`p3="500"` and so on; `again`, `request_id`, `paid_by` as the service takes them."""
        more: dict[str, Any] = {
            name: amounts.pop(name) for name in ("again", "request_id", "paid_by") if name in amounts
        }
        paid = {key: Decimal(amount) for key, amount in amounts.items()}
        sheet = sheet_queries.collection_sheet(self.day, person)
        by = by or self.world.bookkeeper
        return visits.take(sheet, person.pk, paid, by=by, **({"request_id": uuid4()} | more))

    def count(self, pieces: dict, next_float=0, **more) -> CashBox:
        counting.start_counting(self.day, by=self.world.receiver)
        return counting.count(self.box, pieces, next_float=Decimal(next_float), by=self.world.receiver, **more)

    def sign(self) -> WorkingDay:
        for name in ("receiver", "bookkeeper", "checker"):
            counting.sign(self.day, by=getattr(self.world, name))
        self.day.refresh_from_db()
        return self.day

    def leave_empty(self) -> None:
        """Nobody came."""
        self.count({}, 0)
        self.sign()
        counting.close(self.day, by=self.world.treasurer)

    def bank(self, amount) -> Entry:
        slip = SimpleUploadedFile("slip.png", PNG)
        deposit = counting.bank(self.box, Decimal(amount), slip, on=timezone.localdate(), by=self.world.receiver)
        return counting.confirm_bank_deposit(deposit, by=self.world.checker)


def three_hands(world) -> dict:
    return {world.receiver: "receiver", world.bookkeeper: "bookkeeper", world.checker: "checker"}


@pytest.fixture
def put_into_box(world) -> Callable:
    """Cash that lay in the box before the evening, from the bank."""

    def put(amount, book=None) -> Entry:
        book = book or world.book
        bank, cash = ledger.activate(book, "12300"), ledger.activate(book, "11010")
        sides = [ledger.debit(cash, Decimal(amount)), ledger.credit(bank, Decimal(amount))]
        more = {"on": timezone.localdate(), "by": world.treasurer, "request_id": uuid4()}
        return ledger.post(book, sides, kind=Entry.Kind.JOURNAL, event="J34", **more)

    return put


@pytest.fixture
def planned(world) -> Callable[..., WorkingDay]:
    def plan(on: date | None = None, groups: list[Group] | None = None) -> WorkingDay:
        return days.plan(groups or [world.group], on or timezone.localdate(), by=world.treasurer)

    return plan


@pytest.fixture
def evening(world, planned) -> Callable[..., Evening]:
    """An open working day; `inside` is the float in baht, what the book holds besides lies `elsewhere`."""

    def begin(inside=0, on: date | None = None, elsewhere: str = "ในตู้เซฟ") -> Evening:
        day = planned(on)
        floats = {box.pk: Decimal(inside) for box in day.cash_boxes.all()}
        rest = {"elsewhere": dict.fromkeys(floats, elsewhere)}
        return Evening(world, days.open_day(day, three_hands(world), floats, by=world.treasurer, **rest))

    return begin


@pytest.fixture
def other(world) -> Group:
    """A second group of the village, with a book and numbers of its own."""
    group = groups.create_group(Group.Kind.GOP, "กลุ่มออมทรัพย์เพื่อการผลิตบ้านไสรักษ์", "gop-8", village=world.village)
    bylaw: dict[str, Any] = {"minimum": 10, "step": 10, "from_on": date(2021, 1, 1), "resolution": "มติ 1"}
    made_bylaws.offer(group.books.get(), "pledged", "เงินหุ้น", **bylaw)
    for role in (Role.TREASURER, Role.RECEIVER, Role.BOOKKEEPER, Role.CHECKER):
        world.appoint(world.users[role.value], role, group)
    return group


@pytest.fixture
def crowd(world, other, new_id) -> dict:
    """Numbers 1 to 3 of both groups are different people; two are called แก้วตา, one has nothing to pay."""
    bylaw: dict[str, Any] = {"minimum": 10, "step": 10, "from_on": date(2021, 1, 1), "resolution": "ไม่เก็บค่าแรกเข้า"}
    made_bylaws.set_product_bylaw(world.pledged, **bylaw)
    made = {"ประเสริฐ": world.member.person}
    for name, surname, pledge in (("แก้วตา", "ใจดี", 200), ("แก้วตา", "มีสุข", 300), ("ดวงใจ", "ใจดี", 400)):
        member = world.new_member(new_id(), name, last_name=surname)
        savings.open_passbook(member, world.pledged, on=member.joined_on, pledge=Decimal(pledge))
        made[f"{name} {surname}"] = member.person
    made["บุญมา"] = world.new_person(new_id(), "บุญมา", prefix="นาย")
    made["สมปอง"] = world.new_person(new_id(), "สมปอง")
    shares = other.books.get().products.get()
    for name, promised in (("แก้วตา มีสุข", 50), ("บุญมา", 790), ("สมปอง", None)):
        member = people.join(other, made[name], on=date(2024, 1, 5))
        if promised:
            savings.open_passbook(member, shares, on=member.joined_on, pledge=Decimal(promised))
    return made


@pytest.fixture
def together(world, other, crowd, planned) -> WorkingDay:
    """An open evening of both groups."""
    hands = three_hands(world) | {world.treasurer: "present"}
    return days.open_day(planned(groups=[world.group, other]), hands, {}, by=world.treasurer)
