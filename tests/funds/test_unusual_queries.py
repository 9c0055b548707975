"""What is usual of a passbook: the pledge, else what was mostly paid lately (R0.18)."""

from decimal import Decimal

from funds.queries import sheet as sheet_queries
from funds.queries import unusual as unusual_queries


def test_without_a_pledge_the_usual_amount_is_what_was_mostly_paid_lately(world):
    assert unusual_queries.usual(world.special_passbook) == 1  # the smallest deposit
    for amount in (300, 200, 400):
        world.deposit(amount, passbook=world.special_passbook)

    assert unusual_queries.usual(world.special_passbook) == 300
    assert unusual_queries.usual(world.passbook) == 500  # the pledge


def test_on_the_sheet_a_passbook_without_a_pledge_knows_what_was_mostly_paid(world, evening):
    for amount in (300, 200, 400):
        world.deposit(amount, passbook=world.special_passbook)
    sheet = sheet_queries.collection_sheet(evening().day, world.member.person)

    cells = sheet.rows[world.member.person.pk].cells
    most = {cell.column.title: sheet.unasked(cell) for cell in cells.values() if cell.account_id}

    assert most == {"เงินสัจจะสะสม": Decimal(5000), "ฝากพิเศษ": Decimal(3000)}
