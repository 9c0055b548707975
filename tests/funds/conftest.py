"""A working day of the world: its three officers, an open table, a member's row."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from funds.models import (
    CashBox,
    Visit,
    WorkingDay,
)
from funds.queries import boxes as boxes_queries
from funds.queries import leaving as leaving_queries
from funds.queries import settlement as settlement_queries
from funds.queries import sheet as sheet_queries
from funds.services import cash, counting, days, savings, unsent, visits
from ledger import services as ledger
from ledger.models import Account, Entry
from tests import made_bylaws
from tests.conftest import World
from tests.funds.box_and_bank import asks
from villages.models import Group, Person, Role, Village
from villages.services import groups, people, requests

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


@pytest.fixture
def group(world) -> Group:
    """A second group of the village, that nobody has joined yet."""
    return groups.create_group(Group.Kind.SAJJA, "กลุ่มสัจจะใหม่บ้านไสรักษ์", "new-8", village=world.village)


@pytest.fixture
def filled(world):
    """Half a year ago 5,000 baht came into the box, and 2,000 of them went to the bank."""
    world.long_ago = timezone.localdate() - timedelta(days=180)
    world.deposit(5000, on=world.long_ago)
    bring = asks(world, cash.bring, Decimal(2000), on=world.long_ago, memo="นำฝาก")
    requests.approve(bring, by=world.checker)
    return world


def says(refusal) -> str:
    return " ".join(refusal.value.messages)


def url(world, name, *args):
    return reverse(f"funds:{name}", args=[world.group.slug, *args])


SAJJA, GOP = "กลุ่มสัจจะออมทรัพย์", "กลุ่มออมทรัพย์เพื่อการผลิต"


@pytest.fixture
def newcomer(world, new_id):
    """Somebody who owes an entry fee, which is due only until it is paid."""
    member = world.new_member(new_id(), "มาใหม่")
    savings.open_passbook(member, world.pledged, on=member.joined_on, pledge=100)
    return member.person


def send(client, world, day, person, request_id=None, **more):
    """A row as a laptop sends it: everything that is due."""
    row = sheet_queries.collection_sheet(day, person).rows.get(person.pk)
    paid = {key: f"{cell.due}" for key, cell in row.cells.items() if cell.due} if row and not more else more
    address = reverse("funds:sheet_row", args=[world.group.slug, day.pk, person.pk])
    fields = paid | {"request_id": str(request_id or uuid4())}
    return client.post(address, fields, headers={"accept": "application/json"}), paid


@pytest.fixture
def second_look(world):
    """Above 5,000 baht a second officer agrees."""

    def rule(limit=5000, **more):
        given = {"day_of_month": 5, "effective_from": date(2020, 1, 1), "resolution": "มติ 2/2569"}
        return made_bylaws.set_working_day_bylaw(world.group, second_look=limit, **given | more)

    return rule


def counter(world, client, passbook=None):
    client.force_login(world.treasurer)
    page = reverse("funds:deposit", args=[world.group.slug, (passbook or world.passbook).pk])
    return lambda **form: client.post(
        page, {"amount": "500", "on": timezone.localdate().isoformat(), "request_id": uuid4()} | form
    )


@pytest.fixture
def sheet(world, evening, client):
    """An open evening, and the row of the member as a page or a script sends it."""
    table = evening()
    client.force_login(world.bookkeeper)
    page = reverse("funds:sheet_row", args=[world.group.slug, table.day.pk, world.member.person.pk])
    key = table.key(world.passbook)

    def post(amount, *, script=True, **form):
        headers = {"accept": "application/json"} if script else {}
        return client.post(page, {key: amount, "request_id": uuid4()} | form, headers=headers)

    post.key, post.day = key, table.day
    return post


@pytest.fixture
def row(world, evening) -> dict:
    """What a device tells of one row of 200 baht that the bookkeeper wrote."""
    begun = evening()
    group_book = begun.box.group_book_id
    ticket = unsent.ticket(begun.day, world.bookkeeper)
    at = timezone.now().isoformat()
    return {"request_id": str(uuid4()), f"box_{group_book}": "200.00", "ticket": ticket, "at": at, "evening": begun}


@pytest.fixture
def saved(world):
    """500 pledged savings and 250.25 in special deposits."""
    world.deposit(500)
    world.deposit("250.25", passbook=world.special_passbook)


@pytest.fixture
def demo(world):
    world.book.is_demo = True
    world.book.save()


@pytest.fixture
def owing(monkeypatch):
    """Another app that knows of debts: `owing(account, "300")`."""

    def owe(account: Account, amount: str) -> None:
        debt = settlement_queries.Debt(account, Decimal(amount), "เงินกู้")
        monkeypatch.setattr(leaving_queries, "DEBTS", [*leaving_queries.DEBTS, lambda member, on: [debt]])

    return owe


@pytest.fixture
def elsewhere(world) -> Group:
    village = Village.objects.create(number=3, name="บ้านปากลง")
    return groups.create_group(Group.Kind.SAJJA, "กลุ่มสัจจะบ้านปากลง", "sajja-3", village=village)


@pytest.fixture
def treasurer(world, client):
    client.force_login(world.treasurer)
    return client
