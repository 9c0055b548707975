"""Debts are set off from savings before anything is paid out (R3.21)."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

from funds.models import Passbook
from funds.queries import leaving as leaving_queries
from funds.queries.settlement import Credit, Debt, Part, Settlement
from funds.services import cash
from ledger import queries as books
from ledger import services as ledger
from ledger.models import Account, Book, Entry
from tests.funds.leavers import TODAY, ask, baht, leave, lines, payable, refused, settle_death
from villages.models import Member


def test_debts_are_set_off_first_from_pledged_savings(world, saved, owing):
    loan = ledger.open_account(world.book, "13010", "L1", "เงินกู้")
    owing(loan, "600")

    leave(world)

    first, second = Entry.objects.filter(event__in=("J11", "J09")).order_by("pk")
    assert lines(first) == {("31020", 500, 0), ("21020", 100, 0), ("13010", 0, 600)}
    assert lines(second) == {("21020", baht("150.25"), 0), ("23150", 0, baht("150.25"))}


def test_debts_of_exactly_everything_leave_nothing_to_pay(world, saved, owing):
    owing(ledger.open_account(world.book, "13010", "L1", "เงินกู้"), "750.25")

    assert leave(world).event == "J11"
    assert not leaving_queries.unpaid(world.group)


def test_a_debt_above_the_savings_keeps_the_member(world, saved, owing):
    owing(ledger.open_account(world.book, "13010", "L1", "เงินกู้"), "750.26")

    assert "750.26" in refused(lambda: ask(world))


def test_missing_cash_that_an_officer_answers_for_is_set_off(world, saved):
    world.member.person.user = world.stranger
    world.member.person.save()
    account = cash.shortage_account(world.book, world.stranger)
    box = ledger.activate(world.book, "11010")
    sides = [ledger.debit(account, Decimal(40)), ledger.credit(box, Decimal(40))]
    ledger.post(
        world.book, sides, kind=Entry.Kind.JOURNAL, event="J47", on=TODAY(), by=world.treasurer, request_id=uuid4()
    )

    leave(world)

    assert books.balance(account) == 0
    assert books.balance(payable(world)) == baht("710.25")


def test_debts_of_the_dead_are_set_off_as_far_as_the_savings_reach(world, saved, owing):
    loan = ledger.open_account(world.book, "13010", "L1", "เงินกู้")
    owing(loan, "1000")

    settle_death(world)

    assert books.balance(loan) == baht("-750.25")  # nothing was lent in this test
    assert not leaving_queries.unpaid(world.group)


# -- Book by book ------------------------------------------------------------------------------------------------------


def part(saved: str, owed: str = "0", given_back: str = "0") -> Part:
    """What somebody has in one book, in baht."""
    passbook: Any = Passbook(account=Account(name="สัจจะ"))
    vars(passbook)["balance"] = Decimal(saved)
    debts = [Debt(Account(), Decimal(owed), "เงินกู้")]
    return Part(Book(name="เล่ม"), [passbook], debts, [Credit(Account(), Decimal(given_back), "คืน")])


def test_a_debt_of_one_book_is_not_set_off_from_savings_of_another():
    settlement = Settlement(Member(), [part("500", "300"), part("100", "250")], ["ยังเป็นเหรัญญิก"])

    assert (settlement.saved, settlement.owed, settlement.net) == (600, 550, 200)
    assert [one.net for one in settlement.parts] == [200, 0]
    assert settlement.blocks == [
        "ยังเป็นเหรัญญิก",
        "หนี้ 250.00 บาท มากกว่าเงินออมในบัญชีเดียวกัน 100.00 บาท ชำระส่วนที่เกินให้หมดก่อน",
    ]


def test_what_another_app_gives_back_counts_with_the_savings():
    settlement = Settlement(Member(), [part("100", "130.25", "30.25"), part("0")], [])

    assert (settlement.saved, settlement.net, settlement.blocks) == (Decimal("130.25"), 0, [])
    assert [amount for _account, amount in settlement.parts[0].holdings] == [100, Decimal("30.25")]
    assert (len(settlement.passbooks), len(settlement.debts), len(settlement.credits)) == (2, 2, 2)
