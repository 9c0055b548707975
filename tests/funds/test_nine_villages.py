"""Nine villages sit on the same evening, two laptops at each table: nothing is lost and nothing is doubled."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from funds.models import Passbook, Pledge, Visit, WorkingDay
from funds.queries import boxes as boxes_queries
from funds.queries import sheet as sheet_queries
from funds.services import counting, days, visits
from ledger import services as ledger
from ledger.models import Entry
from ledger.queries import balance
from tests import made_bylaws
from tests.conftest import LONG_AGO, citizen_id
from villages.models import Group, Member, MembershipPeriod, Person, Role, Village
from villages.services import groups, officers

VILLAGES, MEMBERS = 9, 150
JOINED = date(2024, 1, 5)


def village(number: int, users: dict) -> WorkingDay:
    """A savings group of 150 members with pledges, and its open working day."""
    place = Village.objects.get_or_create(number=number)[0]
    group = groups.create_group(Group.Kind.SAJJA, f"กลุ่มสัจจะหมู่ {number}", f"many-{number}", village=place)
    for role, user in users.items():
        officers.appoint(user.person, role, group, on=LONG_AGO)
        vars(user).pop("_offices", None)  # asked once a request, and this is another one
    group_book = group.books.select_related("book").get()
    product = made_bylaws.offer(
        group_book, "pledged", "เงินสัจจะ", from_on=LONG_AGO, resolution="มติ 1", minimum=10, step=10
    )
    people = Person.objects.bulk_create(
        Person(
            citizen_id=citizen_id(380_000_000_000 + number * 1000 + n), prefix="นาย", first_name=f"คน{n}",
            last_name=f"หมู่{number}", sort_key=f"{number}-{n:04d}", born_on=date(1970, 1, 1), village=place,
        )
        for n in range(MEMBERS)
    )  # fmt: skip
    members = Member.objects.bulk_create(
        Member(group=group, person=person, number=f"{number:02d}-{n:04d}", joined_on=JOINED)
        for n, person in enumerate(people, 1)
    )
    MembershipPeriod.objects.bulk_create(MembershipPeriod(member=member, joined_on=JOINED) for member in members)
    holders = [(f"{member.number}/{product.pk}", str(member.person)) for member in members]
    accounts = ledger.open_accounts(group_book.book, product.heading, holders)
    passbooks = Passbook.objects.bulk_create(
        Passbook(member=member, product=product, account=account, opened_on=JOINED)
        for member, account in zip(members, accounts, strict=True)
    )
    Pledge.objects.bulk_create(Pledge(passbook=book, from_on=JOINED, amount=100) for book in passbooks)
    day = days.plan([group], timezone.localdate(), by=users[Role.TREASURER])
    hands = {users[Role.RECEIVER]: "receiver", users[Role.BOOKKEEPER]: "bookkeeper", users[Role.CHECKER]: "checker"}
    return days.open_day(day, hands, {}, by=users[Role.TREASURER])


@pytest.mark.django_db(transaction=True)
def test_nine_villages_close_the_same_evening_and_every_baht_is_there(world, side_by_side):
    users = {Role(name): world.users[name] for name in ("treasurer", "receiver", "bookkeeper", "checker")}
    days = [village(number, users) for number in range(11, 11 + VILLAGES)]

    def session(day: WorkingDay, role: Role, half: int):
        """One laptop, its sheet opened before the first came: its half of the queue, and three who also went to the
        other one.
        """
        sheet = sheet_queries.collection_sheet(day)

        def work() -> tuple[int, int]:
            written = asked_again = 0
            everybody = list(sheet.rows)
            mine = everybody[half::2] + everybody[1 - half :: 2][:3]
            for person in mine:
                due = {key: cell.due for key, cell in sheet.rows[person].cells.items()}
                try:
                    visits.take(sheet, person, due, by=users[role], request_id=uuid4())
                    written += 1
                except ValidationError as refusal:
                    asked_again += refusal.code == "again"
            return written, asked_again

        return work

    ends = side_by_side(
        *[session(day, role, half) for day in days for half, role in enumerate((Role.RECEIVER, Role.BOOKKEEPER))]
    )
    for day in days:
        close(day, users)

    assert len(ends) == 2 * VILLAGES
    assert sum(written for written, _asked in ends) == Visit.objects.count() == VILLAGES * MEMBERS
    assert sum(asked_again for _written, asked_again in ends) == VILLAGES * 6
    assert Entry.objects.filter(kind="RV").count() == VILLAGES * MEMBERS
    assert Visit.objects.values("day", "person").distinct().count() == VILLAGES * MEMBERS
    for day in days:
        box = boxes_queries.boxes(day)[0]
        assert (box.expects, box.difference) == (Decimal(100 * MEMBERS), 0)
        assert balance(ledger.activate(box.group_book.book, "31020")) == Decimal(100 * MEMBERS)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM funds_receipt WHERE visit_id IS NOT NULL")
        assert cursor.fetchone()[0] == VILLAGES * MEMBERS


def close(day: WorkingDay, users: dict) -> None:
    counting.start_counting(day, by=users[Role.RECEIVER])
    counting.count(boxes_queries.boxes(day)[0], {"100": MEMBERS}, next_float=Decimal(0), by=users[Role.RECEIVER])
    for role in (Role.RECEIVER, Role.BOOKKEEPER, Role.CHECKER):
        counting.sign(day, by=users[role])
