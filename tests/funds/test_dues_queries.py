"""Fines on real evenings: a month is missed at its own sitting and fined once (R0.9)."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from funds.models import Obligation
from funds.queries import dues as dues_queries
from funds.queries import sheet as sheet_queries
from funds.services import counting, savings
from ledger import services as ledger
from tests import made_bylaws
from tests.funds.test_working_day import months_ago


@pytest.fixture
def fined(world):
    """A missed month costs 10 baht; the member pledged 500."""
    bylaw = {"minimum": 10, "step": 10, "fine": Decimal(10)}
    made_bylaws.set_product_bylaw(world.pledged, from_on=months_ago(8), resolution="มติ 1", **bylaw)
    return world


@pytest.fixture
def sit(fined, evening):
    """Hold an evening some months ago, take what the member brings, count and close it."""

    def hold(months: int, *brought: int):
        day = evening(on=months_ago(months))
        for amount in brought:
            day.take(fined.member.person, **{day.key(fined.passbook): amount})
        taken = sum(brought)
        day.count({"1": taken}, next_float=taken)
        day.sign()
        counting.close(day.day, by=fined.treasurer)

    return hold


def owes(world) -> tuple[Decimal, Decimal]:
    """Arrears and fine of the one who owes, in baht."""
    rows = dues_queries.owing([world.group], timezone.localdate())
    return (rows[0].standing.arrears, rows[0].fine) if rows else (Decimal(0), Decimal(0))


def test_one_month_missed_and_the_next_four_paid_is_one_fine(fined, sit, client):
    """R0.9: pledge 500, fine 10, only the first of five months missed: fined 10.00, arrears 500.00."""
    sit(5)
    for month in (4, 3, 2, 1):
        sit(month, 500)

    assert owes(fined) == (Decimal("500.00"), Decimal("10.00"))
    client.force_login(fined.bookkeeper)
    page = client.get(reverse("funds:owing", args=[fined.group.slug])).content.decode()
    assert ">500.00<" in page
    assert ">10.00<" in page


def test_two_months_missed_and_one_paid_is_two_fines(fined, sit):
    """R0.9: two missed, 500 in the third: fined 20.00, arrears 1,000.00."""
    sit(3)
    sit(2)
    sit(1, 500)

    assert owes(fined) == (Decimal("1000.00"), Decimal("20.00"))


def test_a_fine_that_was_paid_with_the_arrears_is_not_asked_again(fined, sit, evening):
    sit(2)
    sit(1, 500)
    day = evening()
    row = sheet_queries.collection_sheet(day.day, fined.member.person).rows[fined.member.person_id]
    due = {key: cell.due for key, cell in row.cells.items() if cell.due}
    assert sorted(due.values()) == [Decimal(10), Decimal(1000)]

    day.take(row.person, **due)

    assert owes(fined) == (0, 0)


def test_what_comes_after_the_sitting_pays_the_month_and_takes_no_fine_back(fined, sit):
    sit(1)
    fined.deposit(500, on=months_ago(1) + timedelta(days=3))

    assert owes(fined) == (0, Decimal("10.00"))


def test_days_of_grace_let_the_month_be_paid_after_its_sitting(fined, sit):
    bylaw = {"minimum": 10, "step": 10, "fine": Decimal(10), "grace": 7}
    made_bylaws.set_product_bylaw(fined.pledged, from_on=months_ago(2), resolution="มติ 2", **bylaw)
    sit(1)
    assert Obligation.objects.get(passbook=fined.passbook).grace == 7

    fined.deposit(500, on=months_ago(1) + timedelta(days=7))

    assert owes(fined) == (0, 0)


def test_the_evening_that_was_not_counted_yet_fines_nobody(fined, evening):
    day = evening(on=months_ago(1))
    assert owes(fined) == (Decimal("500.00"), 0)

    day.count({})
    day.sign()

    assert owes(fined) == (Decimal("500.00"), Decimal("10.00"))


def test_an_evening_counted_today_is_missed_today(fined, evening):
    day = evening()
    assert owes(fined) == (0, 0)

    day.leave_empty()

    assert owes(fined) == (Decimal("500.00"), Decimal("10.00"))


def test_a_payment_undone_later_is_a_miss_after_all(fined, sit):
    sit(1, 500)
    assert owes(fined) == (0, 0)
    receipt = fined.passbook.account.lines.get(credit=500).entry
    given = {"by": fined.treasurer, "approved_by": fined.checker, "reason": "ผิดคน", "request_id": uuid4()}

    ledger.reverse(receipt, on=timezone.localdate(), **given)

    assert owes(fined) == (Decimal("500.00"), Decimal("10.00"))


@pytest.mark.parametrize(
    ("since", "came", "asks", "ahead"),
    [
        (1, {1: 3000}, 0, 2000),  # pledge 500 from January, 3,000 in January, first sitting in February
        (2, {2: 500, 1: 500}, 500, 0),
        (2, {1: 700}, 500, 0),  # less than both months: neither owed nor missed
        (2, {2: 1200}, 300, 0),
        (2, {}, 500, 0),
    ],
)
def test_months_before_the_first_sitting_are_settled_by_what_came(world, new_id, evening, since, came, asks, ahead):
    member = world.new_member(new_id(), "มาลี")
    passbook = savings.open_passbook(member, world.pledged, on=months_ago(since), pledge=Decimal(500))
    world.deposit(100, passbook=world.special_passbook, on=months_ago(since))  # the book begins
    for month, amount in came.items():
        world.deposit(amount, passbook=passbook, on=months_ago(month))

    evening()

    assert stands(passbook) == (asks, ahead, 0, ())


def test_who_pledged_before_the_book_began_is_asked_from_its_first_entry_on(world, evening):
    """The member pledged 500 years ago; the book begins with 1,200 last month."""
    world.deposit(1200, on=months_ago(1))

    evening()

    assert stands(world.passbook) == (0, 200, 0, ())


@pytest.mark.parametrize(("came", "asks", "ahead"), [(800, 500, 0), (1800, 0, 300)])
def test_who_joins_after_a_sitting_settles_the_months_before_their_own_first_one(
    world, new_id, evening, came, asks, ahead
):
    evening(on=months_ago(2)).leave_empty()
    member = world.new_member(new_id(), "มาลี")
    passbook = savings.open_passbook(member, world.pledged, on=months_ago(2), pledge=Decimal(500))
    world.deposit(came, passbook=passbook, on=months_ago(2))

    evening()

    assert stands(passbook) == (asks, ahead, 0, ())


def stands(passbook) -> tuple:
    """What this month still asks, what stands ahead, arrears in baht, and the months missed."""
    today = timezone.localdate()
    (row,) = (book for book in dues_queries.takers([passbook.product.group_book], today) if book == passbook)
    standing = dues_queries.standings([row], today)[passbook.pk]
    return standing.this_month, standing.prepaid, standing.arrears, standing.missed


def test_with_two_pledges_a_half_paid_fine_stays_owed_in_half(fined, sit, evening):
    """Two passbooks, each fined 10 baht twice; 25 of the 40 are paid."""
    bylaw = {"minimum": 10, "step": 10, "fine": Decimal(10), "from_on": months_ago(8), "resolution": "มติ 1"}
    second = made_bylaws.offer(fined.group.books.get(), "pledged", "สัจจะเพื่อลูก", **bylaw)
    savings.open_passbook(fined.member, second, on=months_ago(7), pledge=Decimal(100))
    sit(2)
    sit(1)
    assert sum(row.fine for row in dues_queries.owing([fined.group], timezone.localdate())) == 40

    day = evening()
    row = sheet_queries.collection_sheet(day.day, fined.member.person).rows[fined.member.person_id]
    fine = next(key for key, cell in row.cells.items() if cell.due == 40)
    day.take(row.person, **{fine: Decimal(25)})

    assert [row.fine for row in dues_queries.owing([fined.group], timezone.localdate())] in ([0, 15], [15, 0])
    row = sheet_queries.collection_sheet(day.day, fined.member.person).rows[fined.member.person_id]
    assert row.cells[fine].due == 15
