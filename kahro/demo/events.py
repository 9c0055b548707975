"""Events that happen once: somebody joins, leaves or comes back, a receipt is reversed, the bank pays interest."""

import random
from decimal import Decimal

from funds.models import Receipt
from funds.queries import savings as savings_queries
from funds.services import reversals, savings
from kahro.demo.counter import pay, take
from kahro.demo.desk import Desk
from kahro.demo.groups import Founder
from kahro.demo.people import FAMILIES
from ledger import chart
from ledger import queries as books
from ledger.models import Entry
from villages.models import Role
from villages.services import people, requests


def happen(
    desk: Desk, founder: Founder, number: int, months: int, receipt: Receipt | None, throw: random.Random
) -> None:
    """Each on its month, the `number`th of all `months`; `receipt` is the last one of the evening."""
    village = desk.group.village
    assert village
    if number == months // 3 and village.number % 3 == 2:
        leave(desk)
    if number == months // 2 and village.number % 2 == 0:
        join(desk, founder, throw)
    if number == months * 2 // 3 and village.number == 8 and desk.left:
        come_back(desk)
    if number == months - 2 and village.number % 3 == 2 and receipt:
        reverse(desk, receipt)
    if number % 6 == 5:
        interest = Decimal(throw.randrange(20_000, 90_000)) / 100
        desk.move(desk.bank, chart.BANK_INTEREST, interest, Entry.Kind.RECEIPT, "J35", "ดอกเบี้ยธนาคาร")
        desk.move(chart.STATIONERY, desk.bank, 120, Entry.Kind.PAYMENT, "J37", "ค่าสมุดและปากกา")


def leave(desk: Desk) -> None:
    """The last grown-up without a child in the group moves away and is paid out."""
    parents = {member.guardian_id for member in desk.members}
    free = [member for member in desk.members[1:] if not member.guardian_id and member.person_id not in parents]
    if not free:
        return
    people.leave(free[-1], on=desk.at.date(), reason="ย้ายไปอยู่ต่างอำเภอ")
    for passbook in savings_queries.passbooks(desk.group).filter(member=free[-1]):
        desk.left = passbook
        pay(desk, passbook, books.balance(passbook.account), "ลาออกจากกลุ่ม รับเงินคืนทั้งหมด")
        savings.close_passbook(passbook, on=desk.at.date())


def join(desk: Desk, founder: Founder, throw: random.Random) -> None:
    """A newcomer saves for the first time and pays the entry fee."""
    village = desk.group.village
    assert village
    newcomer = founder.population.person(village, throw.choice(FAMILIES), "99/1", 32, throw)
    member = founder.join(desk.group, newcomer, desk.at.date())
    take(desk, founder.open(member, desk.group.products.get(kind="pledged"), 100), throw, fee=20)


def come_back(desk: Desk) -> None:
    """Who left is a member again, with a new passbook of the same product."""
    assert desk.left
    member = people.join(desk.group, desk.left.member.person, on=desk.at.date())
    savings.open_passbook(member, desk.left.product, on=desk.at.date())


def reverse(desk: Desk, receipt: Receipt) -> None:
    """A receipt was written to the wrong member. Not that of who left: their passbook is closed."""
    if desk.left and receipt.member_id == desk.left.member_id:
        return
    with desk.clock():
        request = reversals.ask_to_reverse(
            receipt.entry, by=desk.committee[Role.RECEIVER], reason="บันทึกผิดคน ลงใหม่แล้ว", request_id=desk.request_id()
        )
        requests.approve(request, by=desk.committee[Role.CHECKER])
    desk.cash -= savings_queries.amount(receipt.entry)
