"""What a leaver receives line by line, and the shares of beneficiaries to the satang (R3.22, R3.29)."""

from datetime import date, timedelta
from decimal import Decimal

from funds.queries import leaving as leaving_queries
from ledger import queries as books
from ledger.models import Entry
from tests.funds.leavers import BROTHER, MOTHER, SON, TODAY, baht, fresh, name_heirs, pay, payable, settle_death


def paid(entry: Entry) -> Decimal:
    return entry.lines.get(debit__gt=0).debit


def test_what_a_member_would_receive_stands_line_by_line(world, saved):
    settlement = leaving_queries.settlement(fresh(world.member))

    assert [(passbook.product.name, passbook.balance) for passbook in settlement.passbooks] == [
        ("เงินสัจจะสะสม", 500),
        ("ฝากพิเศษ", baht("250.25")),
    ]
    assert (settlement.saved, settlement.owed, settlement.net, settlement.blocks) == (
        baht("750.25"),
        0,
        baht("750.25"),
        [],
    )


def test_each_beneficiary_gets_their_share_and_the_parts_make_the_whole(world):
    world.deposit(1000)
    name_heirs(world, MOTHER, BROTHER, SON, on=date(2024, 1, 5))
    settle_death(world)

    parts = leaving_queries.heirs(payable(world), fresh(world.member))
    vouchers = [pay(world, nominee=part.nominee) for part in parts]

    assert [part.part for part in parts] == [baht("333.40"), baht("333.30"), baht("333.30")]
    assert sum(part.part for part in parts) == 1000
    assert [(one.receipt.paid_by, paid(one)) for one in vouchers] == [
        ("นายเอก ใจดี", baht("333.40")), ("นางสมศรี ใจดี", baht("333.30")), ("นายสมชาย ใจดี", baht("333.30")),
    ]  # fmt: skip
    assert books.balance(payable(world)) == 0


def test_the_odd_satang_goes_to_the_largest_remainder(world):
    world.deposit("100.01", passbook=world.special_passbook)
    name_heirs(world, MOTHER, BROTHER, SON, on=date(2024, 1, 5))
    settle_death(world)

    parts = [part.part for part in leaving_queries.heirs(payable(world), fresh(world.member))]

    assert parts == [baht("33.35"), baht("33.33"), baht("33.33")]


def test_the_last_form_from_before_the_death_rules(world, saved):
    died = TODAY() - timedelta(days=3)
    name_heirs(world, MOTHER, BROTHER, SON, on=date(2024, 1, 5))
    name_heirs(world, ("นายโท ใจดี", "บุตร", Decimal(100)), on=died - timedelta(days=1))
    name_heirs(world, ("นายตรี ใจร้าย", "คนแปลกหน้า", Decimal(100)), on=died)
    name_heirs(world, ("นายจัตวา ใจร้าย", "คนแปลกหน้า", Decimal(100)), on=TODAY())
    settle_death(world, died)

    assert [part.nominee.name for part in leaving_queries.heirs(payable(world), fresh(world.member))] == ["นายโท ใจดี"]
