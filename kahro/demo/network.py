"""A believable network to try: nine villages, their groups and two years of working days, made by the same services.

Everything is thrown by dice with a name (a village, a working day): the same throws bring the same names and amounts,
and only the calendar moves.
"""

import random
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID, uuid5

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.utils import timezone

from funds.models import Passbook, ProductBylaw, Receipt, SavingsProduct, WorkingDayBylaw
from funds.queries import savings as savings_queries
from funds.services import products, reversals, savings, withdrawals
from kahro.demo.evenings import Evening, plan_ahead, sits_today
from kahro.demo.people import FAMILIES, WOMEN, Cast, birthday, dice
from kahro.demo.welfare import WelfareHistory, write_table
from ledger import chart
from ledger import queries as books
from ledger import rules as ledger_rules
from ledger import services as ledger
from ledger.models import Account, Book
from villages.models import Bylaw, Group, GroupBook, Institution, Member, Nominee, PendingRequest, Person, Role, Village
from villages.services import bylaws, groups, officers, people, requests
from welfare.models import Scheme, SchemeBylaw
from welfare.services import schemes

PASSWORD = "kahro-demo"
NAMESPACE = UUID("6b616872-6f00-4d6f-8568-000000000000")
KNOWN_VILLAGES = {2: "บ้านตลาดจันทร์", 6: "บ้านอู่ทอง", 8: "บ้านไสรักษ์"}
SIZES = {1: 14, 2: 18, 3: 13, 4: 15, 5: 13, 6: 17, 7: 13, 8: 24, 9: 12}
FUND_MEMBERS = 9
ONE_BAHT_MEMBERS, EARLY_MEMBERS = 10, 6
AT_THE_TABLE = 4  # the last months were held at the table, with its sheet, count and slip
CLOSED = 12  # months of the first year
OFFICES = (Role.CHAIR, Role.TREASURER, Role.RECEIVER, Role.BOOKKEEPER, Role.CHECKER, Role.SECRETARY, Role.INSPECTOR)
NETWORK = [(Role.STAFF, "staff"), (Role.STAFF, "staff2"), (Role.AUDITOR, "auditor"), (Role.FACILITATOR, "facilitator")]
PLEDGES = (50, 100, 100, 200, 200, 300, 500)
BYLAWS = [(date(2015, 1, 1), "มติที่ประชุมใหญ่สามัญ ปี 2558"), (date(2022, 1, 1), "มติที่ประชุมใหญ่สามัญ ปี 2565")]


def logins() -> list[tuple[str, str, str, str]]:
    """(role, user name, password, where it leads) of one log-in a role."""
    here = [(role.label, f"{role.value}8", PASSWORD, "/g/sajja-8/") for role in OFFICES]
    network = [(role.label, name, PASSWORD, "/subdistrict/") for role, name in NETWORK]
    return [(str(label), *rest) for label, *rest in [*here, *network]] + [("สมาชิก", "member8", PASSWORD, "/me/")]


def fill(stdout, *, months: int = 24, scale: float = 1.0) -> None:
    """Make the network once, in an empty database."""
    Demo(months, scale).fill(stdout)


@dataclass
class Desk:
    """A group's table on its working days. `box` is the cash in baht that lies in it, `at` what the clock says."""

    group: Group
    group_book: GroupBook
    committee: dict[Role, User]
    day: int
    members: list[Member] = field(default_factory=list)
    box: Decimal = Decimal(0)
    at: datetime = datetime.min
    left: Passbook | None = None

    @property
    def book(self) -> Book:
        return self.group_book.book


class Demo:
    def __init__(self, months: int, scale: float):
        self.scale = scale
        self.password = make_password(PASSWORD)  # hashed once: argon2 is slow on purpose
        first = today = ledger_rules.first_of_month(timezone.localdate())
        for _month in range(months - 1):
            first = ledger_rules.first_of_month(first - timedelta(days=1))
        self.months = ledger_rules.months(first, today)
        self.cast, self.officials = Cast(self.months[0]), Cast(self.months[0], "8098")
        self.houses = 0
        self.accounts: dict[tuple[int, str], Account] = {}
        self.requests = 0

    def fill(self, stdout) -> None:
        ledger.load_chart()
        Institution.objects.create(
            id=1, name="สถาบันการเงินชุมชนตำบลกะหรอ", subdistrict="กะหรอ", district="นบพิตำ",
            province="นครศรีธรรมราช", postcode="80160", is_demo=True,
        )  # fmt: skip
        villages = [Village.objects.create(number=number, name=KNOWN_VILLAGES.get(number, "")) for number in SIZES]
        for village, (role, name) in zip(villages, NETWORK, strict=False):
            self.officer(village, name, role, None, dice("network", name))
        for village in villages:
            self.village(village)
            stdout.write(f"  {village}")
            stdout.flush()
        ledger.verify_and_record()

    def village(self, village: Village) -> None:
        """A savings group everywhere, a village fund beside it where one is known."""
        throw = dice("village", village.number)
        desks = [self.savings_group(village, throw)]
        if village.number in KNOWN_VILLAGES:
            desks.append(self.village_fund(village, desks[0].members, throw))
        if sits_today(village, this_month=True):
            self.share_committee(desks)
            desks.append(self.welfare_fund(village, desks[0]))
            if len(self.months) > 18:  # a demonstration of a few months has no past year
                WelfareHistory(desks[-1]).tell()
        for number in range(len(self.months)):
            for desk in desks[: 1 if number % 3 else 2]:  # the fund takes shares once in three months
                self.working_day(desk, number)
            if number % 6 == 3:
                analyze()
            for desk in desks:
                if desk.group.kind != Group.Kind.WEL:  # its December waits for its year
                    self.close(desk, self.months[:number][:-2][:CLOSED])
        plan_ahead(desks)

    # -- Who -----------------------------------------------------------------------------------------------------------

    def user(self, username: str, person: Person) -> User:
        """The account of a person."""
        first_name = f"{person.prefix}{person.first_name}"
        fields = {"first_name": first_name, "last_name": person.last_name, "password": self.password}
        person.user = User.objects.create(username=username, **fields)
        person.save(update_fields=["user"])
        return person.user

    def officer(self, village: Village, username: str, role: Role, group: Group | None, throw: random.Random) -> User:
        """Somebody with a house of their own, who is given an office and an account."""
        self.houses += 1
        person = self.officials.official(village, str(200 + self.houses), throw)
        officers.appoint(person, role, group, on=self.months[0])
        return self.user(username, person)

    def committee(self, group: Group, throw: random.Random) -> dict[Role, User]:
        officers = {}
        for role in OFFICES:
            username = f"{role.value}{group.slug.removeprefix('sajja-').replace('-', '')}"
            officers[role] = self.officer(group.village, username, role, group, throw)
        return officers

    def share_committee(self, desks: list[Desk]) -> None:
        """Where groups sit together, the first one's committee sits for all of them."""
        for desk in desks[1:]:
            for role in OFFICES:
                officers.appoint(desks[0].committee[role].person, role, desk.group, on=self.months[0])
                vars(desks[0].committee[role]).pop("_offices", None)  # asked anew, as by another request

    def join(self, group: Group, person: Person, on: date, guardian: Person | None = None) -> Member:
        member = people.join(group, person, on=on, guardian=guardian)
        heir = f"{dice('heir', person.citizen_id).choice(WOMEN)} {person.last_name}"
        Nominee.objects.create(member=member, named_on=on, name=heir, relation="ญาติ", share=100)
        return member

    # -- Groups --------------------------------------------------------------------------------------------------------

    def desk(self, kind: Group.Kind, name: str, village: Village, throw: random.Random, **card) -> Desk:
        slug = f"{kind.lower()}-{village.number}"
        group = groups.create_group(kind, name, slug, village=village, is_demo=True, **card)
        group_book = group.books.select_related("book", "group").get(takes_savings=True)
        new_desk = Desk(group, group_book, self.committee(group, throw), 4 + village.number % 3 * 5)
        sits = {"day_of_month": new_desk.day + 1, "weekend": "stay", "cash_limit": 5000, "second_look": 5000}
        self.decide(new_desk, WorkingDayBylaw(group=group, **sits))
        return new_desk

    def decide(self, desk: Desk, bylaw: Bylaw, number: int = 0) -> None:
        """What a meeting decided: the secretary wrote it that evening, the chair agreed."""
        bylaw.effective_from, bylaw.resolution = BYLAWS[number]
        bylaw.decided_on = bylaw.effective_from - timedelta(days=7)
        at = datetime.combine(bylaw.decided_on, time(20), timezone.get_current_timezone())
        bylaws.agree(
            bylaws.write(bylaw, by=desk.committee[Role.SECRETARY], at=at), by=desk.committee[Role.CHAIR], at=at
        )

    def offer(self, desk: Desk, kind: str, name: str, **numbers) -> SavingsProduct:
        product = products.new_product(desk.group_book, kind, name)
        self.decide(desk, ProductBylaw(product=product, **numbers))
        return product

    @transaction.atomic
    def savings_group(self, village: Village, throw: random.Random) -> Desk:
        desk = self.desk(
            Group.Kind.SAJJA, f"กลุ่มสัจจะออมทรัพย์{place(village)}", village, throw, founded_on=date(2005, 9, 25),
            history="เริ่มจากสมาชิกชุดแรกในวันทำการ ออมเดือนละครั้ง (ข้อมูลสาธิต)",
            welfare="ช่วยค่านอนโรงพยาบาลและงานศพจากกำไรปลายปี (ข้อมูลสาธิต)",
        )  # fmt: skip
        pledged, special = self.products(desk)
        wanted = max(4, int(SIZES[village.number] * self.scale))
        for home in self.cast.households(village, throw):
            on = max(self.months[0] - timedelta(days=throw.randrange(1, 3000)), birthday(home[0], 20))
            for person in home[: wanted - len(desk.members)]:
                child = person is not home[0]
                member = self.join(desk.group, person, self.months[0] if child else on, home[0] if child else None)
                desk.members.append(member)
                self.open(member, pledged, throw.choice(PLEDGES))
                if throw.random() < 0.25 and not child:
                    self.open(member, special)
            if len(desk.members) == wanted:
                break
        self.opening_balances(desk, throw)
        if village.number == 8:
            self.user("member8", desk.members[0].person)
        return desk

    def products(self, desk: Desk) -> tuple[SavingsProduct, SavingsProduct]:
        """Pledged and special savings, and shares nobody holds yet; their by-laws changed once."""
        pledged = self.offer(desk, "pledged", "เงินสัจจะสะสม", minimum=10, step=10, entry_fee=10)
        pays = {"minimum": 100, "step": 1, "withdrawable": True}
        special = self.offer(desk, "special", "เงินสัจจะสะสมพิเศษ", **pays, withdrawal_limit=3000)
        self.offer(desk, "shares", "หุ้น", minimum=100, step=100)
        numbers = {"minimum": 50, "step": 10, "entry_fee": 20, "fine": 10, "misses": 3}
        self.decide(desk, ProductBylaw(product=pledged, **numbers), 1)
        self.decide(desk, ProductBylaw(product=special, **pays, withdrawal_limit=5000), 1)
        return pledged, special

    def open(self, member: Member, product: SavingsProduct, pledge: int = 0) -> Passbook:
        promised = Decimal(pledge) if pledge else None
        return savings.open_passbook(member, product, on=member.joined_on, pledge=promised)

    def opening_balances(self, desk: Desk, throw: random.Random) -> None:
        """What everybody had saved before the books began: J01."""
        on, sides = self.months[0], []
        for passbook in savings_queries.sheet(desk.group):
            monthly = pledge(passbook) or throw.choice((100, 200, 400))
            if saved := monthly * ((on - passbook.opened_on).days // 30):
                sides.append(ledger.credit(passbook.account, Decimal(saved)))
        if sides:
            bank = ledger.debit(
                ledger.activate(desk.book, desk.group_book.bank_code), sum(side.credit for side in sides)
            )
            self.post(desk, [bank, *sides], "OB", "J01", on, "ยอดยกมา")

    @transaction.atomic
    def village_fund(self, village: Village, members: list[Member], throw: random.Random) -> Desk:
        """The million in account 1, members' shares in account 2, never mixed (R1.13, R1.14)."""
        desk = self.desk(
            Group.Kind.VF, f"กองทุนหมู่บ้าน{place(village)}", village, throw, founded_on=date(2001, 7, 25),
            history="รับจัดสรรเงินล้านปี 2544 (ข้อมูลสาธิต)",
        )  # fmt: skip
        on, million = self.months[0], desk.group.books.select_related("book").get(takes_savings=False).book
        self.move(desk, chart.MILLION_BANK, chart.MILLION_GRANT, 1_000_000, "OB", "J01", on, "ยอดยกมา", book=million)
        shares = self.offer(desk, "shares", "หุ้น", minimum=10, step=10)
        for member in [member for member in members if not member.guardian_id][:FUND_MEMBERS]:
            desk.members.append(self.join(desk.group, member.person, on))
            self.open(desk.members[-1], shares)
        return desk

    @transaction.atomic
    def welfare_fund(self, village: Village, beside: Desk) -> Desk:
        """One baht a day, paid at the same table as the savings (R1.22)."""
        on, name = self.months[0], f"กองทุนสวัสดิการวันละบาท{place(village)}"
        group = groups.create_group(Group.Kind.WEL, name, f"wel-{village.number}", village=village, is_demo=True)
        group_book = group.books.select_related("book", "group").get()
        new_desk = Desk(group, group_book, beside.committee, beside.day)
        self.share_committee([beside, new_desk])
        scheme = Scheme.objects.create(group_book=group_book)
        self.decide(new_desk, SchemeBylaw(scheme=scheme, entry_fee=Decimal(20)))
        for number, member in enumerate(beside.members[:ONE_BAHT_MEMBERS]):
            guardian = member.guardian
            new_desk.members.append(self.join(group, member.person, on, guardian))
            began = on if number < EARLY_MEMBERS else timezone.localdate() - timedelta(days=20 + 5 * number)
            plan = 365 if number < EARLY_MEMBERS else (30, 90)[number % 2]
            schemes.enrol(scheme, new_desk.members[-1], on=began, plan=plan)
        write_table(new_desk, on)
        return new_desk

    # -- A working day -------------------------------------------------------------------------------------------------

    @transaction.atomic
    def working_day(self, desk: Desk, number: int) -> None:
        """Everybody at the table, one after the other; what lies in the box goes to the bank."""
        on = self.months[number] + timedelta(days=desk.day)
        if on >= timezone.localdate() or sits_today(desk.group.village, number == len(self.months) - 1):
            return
        throw = dice("day", desk.group.slug, number)
        desk.at = datetime.combine(on, time(17, 30), timezone.get_current_timezone())
        evening = Evening(self, desk, number, throw) if number >= len(self.months) - AT_THE_TABLE else None
        receipt = evening.receive() if evening else self.receive(desk, throw)
        for passbook in savings_queries.sheet(desk.group).filter(product__kind="special"):
            amount = Decimal(throw.choice((500, 1000, 2000, 6000)))
            if throw.random() < 0.06 and books.balance(passbook.account) >= amount:
                self.pay(desk, passbook, amount, "จ่ายค่าเทอมลูก")
        if desk.group.kind == Group.Kind.SAJJA:
            self.special_events(desk, number, receipt, throw)
        if evening:
            evening.end()
        elif desk.box:
            self.move(desk, desk.group_book.bank_code, chart.CASH, desk.box, "JV", "J33", on, "นำฝากธนาคาร", desk.at)
            desk.box = Decimal(0)

    def receive(self, desk: Desk, throw: random.Random) -> Receipt | None:
        """One passbook after the other, as it was before the table came into Kahro; the last pledge's receipt."""
        receipt = None
        for passbook in savings_queries.sheet(desk.group):
            desk.at += timedelta(seconds=60 + throw.randrange(90))
            if throw.random() > 0.06:  # not every member comes every month
                taken = self.take(desk, passbook, throw)
                receipt = taken if passbook.product.kind == "pledged" else receipt
        return receipt

    def take(self, desk: Desk, passbook: Passbook, throw: random.Random, fee: int = 0) -> Receipt:
        amount = pledge(passbook) or Decimal(throw.choice((200, 300, 500, 1000, 2000)))
        desk.box += amount + fee
        return savings.deposit(
            passbook, amount, on=desk.at.date(), at=desk.at, by=desk.committee[Role.RECEIVER],
            request_id=self.request_id(), entry_fee=Decimal(fee),
        )  # fmt: skip

    def pay(self, desk: Desk, passbook: Passbook, amount: Decimal, reason: str) -> None:
        """Out of the box, filled from the bank where it holds too little; a second officer decides where one must."""
        on = desk.at.date()
        if desk.box < amount:
            self.move(desk, chart.CASH, desk.group_book.bank_code, amount, "JV", "J34", on, "ถอนเงินจากธนาคาร", desk.at)
            desk.box += amount
        paid = withdrawals.withdraw(
            passbook, amount, by=desk.committee[Role.RECEIVER], request_id=self.request_id(), reason=reason, on=on,
            at=desk.at,
        )  # fmt: skip
        if isinstance(paid, PendingRequest):
            requests.approve(paid, by=desk.committee[Role.TREASURER])
        desk.box -= amount

    def special_events(self, desk: Desk, number: int, receipt: Receipt | None, throw: random.Random) -> None:
        """Somebody leaves, joins or comes back, a receipt is reversed, the bank pays interest: each on its month."""
        village, months = desk.group.village, len(self.months)
        if number == months // 3 and village.number % 3 == 2:
            self.leave(desk)
        if number == months // 2 and village.number % 2 == 0:
            newcomer = self.cast.person(village, throw.choice(FAMILIES), "99/1", 32, throw)
            pledged = desk.group.products.get(kind="pledged")
            opened = self.open(self.join(desk.group, newcomer, desk.at.date()), pledged, 100)
            self.take(desk, opened, throw, fee=20)
        if number == months * 2 // 3 and village.number == 8 and desk.left:
            member = people.join(desk.group, desk.left.member.person, on=desk.at.date())
            savings.open_passbook(member, desk.left.product, on=desk.at.date())
        gone = desk.left.member_id if desk.left else None
        if number == months - 2 and village.number % 3 == 2 and receipt and receipt.member_id != gone:
            asked = reversals.ask_to_reverse(
                receipt.entry,
                by=desk.committee[Role.RECEIVER],
                reason="บันทึกผิดคน ลงใหม่แล้ว",
                request_id=self.request_id(),
                at=desk.at,
            )
            requests.approve(asked, by=desk.committee[Role.CHECKER])
            desk.box -= savings_queries.amount(receipt.entry)
        if number % 6 == 5:
            on, interest = desk.at.date(), Decimal(throw.randrange(20_000, 90_000)) / 100
            self.move(
                desk, desk.group_book.bank_code, chart.BANK_INTEREST, interest, "RV", "J35", on, "ดอกเบี้ยธนาคาร", desk.at
            )
            self.move(desk, chart.STATIONERY, desk.group_book.bank_code, 120, "PV", "J37", on, "ค่าสมุดและปากกา", desk.at)

    def close(self, desk: Desk, months: list[date]) -> None:
        """Close what is open of some months."""
        for book in Book.objects.filter(owner__group=desk.group):
            for period in book.periods.filter(month__in=months, closed_at=None):
                ledger.close_month(book, period.month, by=desk.committee[Role.BOOKKEEPER])

    def leave(self, desk: Desk) -> None:
        """The last grown-up without a child in the group moves away and is paid out."""
        parents = {member.guardian_id for member in desk.members}
        free = [member for member in desk.members[1:] if not member.guardian_id and member.person_id not in parents]
        if not free:
            return
        people.leave(free[-1], on=desk.at.date(), reason="ย้ายไปอยู่ต่างอำเภอ")
        for passbook in savings_queries.passbooks(desk.group).filter(member=free[-1]):
            desk.left = passbook
            self.pay(desk, desk.left, books.balance(passbook.account), "ลาออกจากกลุ่ม รับเงินคืนทั้งหมด")
            savings.close_passbook(desk.left, on=desk.at.date())

    def move(self, desk, debit, credit, amount, kind, event, on, memo, at=None, book=None) -> None:
        """From one heading to another."""
        to, out = (self.account(book or desk.book, code) for code in (debit, credit))
        sides = [ledger.debit(to, Decimal(amount)), ledger.credit(out, Decimal(amount))]
        self.post(desk, sides, kind, event, on, memo, at, book)

    def post(self, desk, sides, kind, event, on, memo, at=None, book=None) -> None:
        by = desk.committee[Role.TREASURER]
        at = at or datetime.combine(on, time(9), timezone.get_current_timezone())
        more = {"kind": kind, "event": event, "on": on, "memo": memo, "at": at}
        ledger.post(book or desk.book, sides, by=by, request_id=self.request_id(), **more)

    def account(self, book: Book, code: str) -> Account:
        if (book.pk, code) not in self.accounts:
            self.accounts[book.pk, code] = ledger.activate(book, code)
        return self.accounts[book.pk, code]

    def request_id(self) -> UUID:
        self.requests += 1
        return uuid5(NAMESPACE, str(self.requests))


def place(village: Village) -> str:
    return village.name or f"หมู่ที่ {village.number}"


def pledge(passbook: Passbook) -> Decimal | None:
    """What the member promised for a month, of a passbook that brings its pledges along."""
    return next((promise.amount for promise in passbook.pledges.all()), None)


def analyze() -> None:
    """Plans made while the tables were empty read them whole; fresh figures make PostgreSQL plan anew."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE ledger_entry, ledger_line, ledger_monthtotal, ledger_account, ledger_period")
