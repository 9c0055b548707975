"""A believable network to try: nine villages, their groups and two years of working days, made by the same services.

Everything comes from one seed; only the months move with the calendar. Names are put together, IDs are invented.
"""

import random
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID, uuid5

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from funds import services as funds
from funds.models import Passbook
from funds.queries import passbooks
from ledger import chart, rules, thai
from ledger import services as ledger
from ledger.models import Account, Entry
from villages.models import Group, Institution, Member, Person, Role, Village
from villages.services import groups, officers, people, requests

PASSWORD = "kahro-demo"
NAMESPACE = UUID("6b616872-6f00-4d6f-8568-000000000000")
KNOWN_VILLAGES = {2: "บ้านตลาดจันทร์", 6: "บ้านอู่ทอง", 8: "บ้านไสรักษ์"}
WITH_FUND = (2, 6, 8)
SIZES = {1: 18, 2: 24, 3: 16, 4: 20, 5: 15, 6: 22, 7: 17, 8: 36, 9: 16}
WOMEN = [
    "สมศรี",
    "ประไพ",
    "อารีย์",
    "โสภา",
    "ละออ",
    "จันทร์เพ็ญ",
    "น้ำฝน",
    "สุนีย์",
    "ไพลิน",
    "แก้วตา",
    "วันดี",
    "เพ็ญศรี",
    "ใจดี",
    "ญาดา",
    "กมลวรรณ",
    "ศิริพร",
]
MEN = [
    "ประเสริฐ",
    "สมชาย",
    "โชคชัย",
    "วิชัย",
    "เกรียงไกร",
    "สุรชัย",
    "อนันต์",
    "จำเริญ",
    "แสวง",
    "ณรงค์",
    "เอกชัย",
    "สมพงษ์",
    "ธีระ",
    "ไพโรจน์",
    "มานพ",
]
FAMILIES = [
    "แก้วมณี",
    "ใจเย็น",
    "สุขเกษม",
    "ไชยศรี",
    "เพชรรัตน์",
    "โพธิ์ทอง",
    "ชูช่วย",
    "รักษ์วงศ์",
    "บุญมาก",
    "ณ_นคร",
    "ทองคำ",
    "คงทอง",
    "หนูเกื้อ",
]
OFFICES = (Role.CHAIR, Role.TREASURER, Role.RECEIVER, Role.BOOKKEEPER, Role.CHECKER, Role.SECRETARY, Role.INSPECTOR)
NETWORK = {Role.STAFF: "staff", Role.AUDITOR: "auditor", Role.FACILITATOR: "facilitator"}
PLEDGES = [Decimal(amount) for amount in (50, 100, 100, 200, 200, 300, 500)]


def logins() -> list[tuple[str, str, str, str]]:
    """(role, user name, password, where it leads) of one log-in a role."""
    here = [(role.label, f"{role.value}8", PASSWORD, "/g/sajja-8/") for role in OFFICES]
    network = [(role.label, name, PASSWORD, "/subdistrict/") for role, name in NETWORK.items()]
    return [(str(label), *rest) for label, *rest in [*here, *network]] + [("สมาชิก", "member8", PASSWORD, "/me/")]


def fill(stdout, *, months: int = 24, scale: float = 1.0) -> None:
    """Make the network once, in an empty database."""
    Demo(months, scale).fill(stdout)


class Demo:
    def __init__(self, months: int, scale: float):
        self.random = random.Random(2548)
        self.scale = scale
        self.stems = iter(range(180990100000, 180990999999, 7))
        self.password = make_password(PASSWORD)  # hashed once: argon2 is slow on purpose
        today = rules.first_of_month(timezone.localdate())
        first = today
        for _month in range(months - 1):
            first = rules.first_of_month(first - timedelta(days=1))
        self.months = rules.months(first, today)
        self.requests = 0

    def fill(self, stdout) -> None:
        ledger.load_chart()
        Institution.objects.create(
            id=1, name="สถาบันการเงินชุมชนตำบลกะหรอ", subdistrict="กะหรอ", district="นบพิตำ",
            province="นครศรีธรรมราช", postcode="80160", is_demo=True,
        )  # fmt: skip
        for number in range(1, 10):
            Village.objects.create(number=number, name=KNOWN_VILLAGES.get(number, ""))
        for role, name in NETWORK.items():
            officers.appoint(self.user(name, str(role.label)), role, None, on=self.months[0])
        for village in Village.objects.all():
            self.village(village)
            stdout.write(f"  {village}")
            stdout.flush()
        ledger.verify_and_record()

    # -- Who ----------------------------------------------------------------------------------------------------------

    def user(self, username: str, name: str) -> User:
        return User.objects.create(username=username, first_name=name, password=self.password)

    def person(self, village: Village, family: str, house: str, age: int) -> Person:
        woman = self.random.random() < 0.55
        child = age < 15
        return people.new_person(
            citizen_id=self.citizen_id(),
            prefix=("เด็กหญิง" if woman else "เด็กชาย") if child else ("นาง" if woman else "นาย"),
            first_name=self.random.choice(WOMEN if woman else MEN),
            last_name=family.replace("_", " "),
            born_on=self.months[0] - timedelta(days=age * 365 + self.random.randrange(360)),
            house_no=house,
            village=village,
            phone=f"08{self.random.randrange(10**8):08d}" if not child else "",
        )

    def citizen_id(self) -> str:
        stem = str(next(self.stems))
        return next(stem + digit for digit in "0123456789" if _valid(stem + digit))

    # -- A village and its groups -------------------------------------------------------------------------------------

    @transaction.atomic
    def village(self, village: Village) -> None:
        place = village.name or f"หมู่ที่ {village.number}"
        sajja = groups.found(
            Group.Kind.SAJJA, f"กลุ่มสัจจะออมทรัพย์{place}", f"sajja-{village.number}", village=village, is_demo=True,
            founded_on=date(2005, 9, 25), history="เริ่มจากสมาชิกชุดแรกในวันทำการ ออมเดือนละครั้ง (ข้อมูลสาธิต)",
            welfare="ช่วยค่านอนโรงพยาบาลและงานศพจากกำไรปลายปี (ข้อมูลสาธิต)",
        )  # fmt: skip
        committee = self.committee(sajja)
        members = self.members(sajja, village)
        books = self.savings(sajja, members)
        if village.number in WITH_FUND:
            self.fund(village, place, members, committee)
        for month in self.months:
            self.working_day(sajja, books, committee, month)
        self.close(sajja, committee)

    def committee(self, group: Group) -> dict[Role, User]:
        found = {}
        for role in OFFICES:
            name = f"{self.random.choice(WOMEN + MEN)} {self.random.choice(FAMILIES)}".replace("_", " ")
            ending = group.slug.removeprefix("sajja-").replace("vf-", "vf")
            found[role] = self.user(f"{role.value}{ending}", f"คุณ{name}")
            officers.appoint(found[role], role, group, on=self.months[0])
        return found

    def members(self, group: Group, village: Village) -> list[Member]:
        found: list[Member] = []
        wanted = max(3, int(SIZES[village.number] * self.scale))
        while len(found) < wanted:
            family, house = (
                self.random.choice(FAMILIES),
                f"{self.random.randrange(1, 200)}/{self.random.randrange(1, 9)}",
            )
            parent = self.person(village, family, house, self.random.randrange(28, 84))
            found.append(self.join(group, parent))
            if self.random.random() < 0.35 and len(found) < wanted:
                child = self.person(village, family, house, self.random.randrange(4, 18))
                found.append(self.join(group, child, guardian=parent))
        if village.number == 8:
            found[0].person.user = self.user("member8", str(found[0].person))
            found[0].person.save()
        return found

    def join(self, group: Group, person: Person, guardian: Person | None = None) -> Member:
        member = people.join(group, person, on=self.months[0], guardian=guardian)
        people.name_nominees(member, [(f"{self.random.choice(WOMEN)} {person.last_name}", "ญาติ", Decimal(100))], on=self.months[0])  # fmt: skip
        return member

    def savings(self, group: Group, members: list[Member]) -> list[Passbook]:
        pot = group.books.get()
        old = {"from_on": date(2015, 1, 1), "resolution": "มติที่ประชุมใหญ่สามัญ ปี 2558"}
        new = {"from_on": date(2022, 1, 1), "resolution": "มติที่ประชุมใหญ่สามัญ ปี 2565"}
        pledged = funds.offer(pot, "pledged", "เงินสัจจะสะสม", minimum=10, step=10, entry_fee=10, **old)
        funds.set_rule(pledged, minimum=50, step=10, entry_fee=20, **new)
        special = funds.offer(pot, "special", "เงินสัจจะสะสมพิเศษ", minimum=100, step=1, withdrawable=True, withdrawal_limit=3000, **old)  # fmt: skip
        funds.set_rule(special, minimum=100, step=1, withdrawable=True, withdrawal_limit=5000, **new)
        funds.offer(pot, "shares", "หุ้น", minimum=100, step=100, **old)
        for member in members:
            funds.open_passbook(member, pledged, on=self.months[0], pledge=self.random.choice(PLEDGES))
            if self.random.random() < 0.25 and not member.guardian_id:
                funds.open_passbook(member, special, on=self.months[0])
        found = list(passbooks(group).prefetch_related("product__rules", "pledges").order_by("pk"))
        return found

    def fund(self, village: Village, place: str, members: list[Member], committee: dict[Role, User]) -> None:
        """A village fund: the million in account 1, members' savings in account 2, never mixed (R1.13, R1.14)."""
        fund = groups.found(
            Group.Kind.VF, f"กองทุนหมู่บ้าน{place}", f"vf-{village.number}", village=village, is_demo=True,
            founded_on=date(2001, 7, 25), history="รับจัดสรรเงินล้านปี 2544 (ข้อมูลสาธิต)",
        )  # fmt: skip
        own = self.committee(fund)
        million = fund.books.get(takes_savings=False)
        on = self.months[0]
        self.post(million.book, [(chart.MILLION_BANK, 1_000_000)], [(chart.MILLION_GRANT, 1_000_000)], "OB", "J01", on, own, "ยอดยกมา")  # fmt: skip
        pot = fund.books.get(takes_savings=True)
        shares = funds.offer(pot, "shares", "หุ้น", minimum=10, step=10, from_on=date(2015, 1, 1), resolution="มติที่ประชุมใหญ่สามัญ ปี 2558")  # fmt: skip
        adults = [member for member in members if not member.guardian_id][:10]
        for member in adults:
            joined = self.join(fund, member.person)
            funds.open_passbook(joined, shares, on=on)
        books = list(passbooks(fund).prefetch_related("product__rules", "pledges").order_by("pk"))
        for month in self.months[::12]:
            self.working_day(fund, books, own, month)

    # -- A working day ------------------------------------------------------------------------------------------------

    def working_day(self, group: Group, books: list[Passbook], committee: dict[Role, User], month: date) -> None:
        """Everybody at the table, one after the other; the box goes to the bank next morning."""
        number = group.village.number if group.village else 1
        on = month + timedelta(days=4 + number % 3 * 5)
        if on >= timezone.localdate():
            return
        moment = datetime.combine(on, time(17, 30), timezone.get_current_timezone())
        taken = Decimal(0)
        for passbook in books:
            moment += timedelta(seconds=60 + self.random.randrange(90))
            taken += self.at_the_table(passbook, on, moment, committee)
        bank, book = group.books.get(book=books[0].account.book).bank_code, books[0].account.book
        if taken:
            self.post(book, [(bank, taken)], [(chart.CASH, taken)], "JV", "J33", on, committee, "นำฝากธนาคาร", moment)

    def at_the_table(self, passbook: Passbook, on: date, moment: datetime, committee: dict[Role, User]) -> Decimal:
        """One member's visit; what it adds to the box, in baht."""
        if self.random.random() < 0.06:
            return Decimal(0)  # not every member comes every month
        pledged = passbook.product.kind == "pledged"
        amount = passbook.pledges.all()[0].amount if pledged else Decimal(self.random.choice((100, 300, 500, 1000)))
        by = committee[Role.RECEIVER]
        first = pledged and on.replace(day=1) == self.months[0]
        fee = Decimal(20) if first else Decimal(0)
        receipt = funds.deposit(passbook, amount, on=on, by=by, at=moment, request_id=self.request_id(), entry_fee=fee)
        if pledged and self.random.random() < 0.004:
            self.reverse(receipt.entry, by, committee[Role.CHECKER])
            return Decimal(0)
        return amount + fee

    def reverse(self, entry: Entry, by: User, checker: User) -> None:
        asked = funds.ask_to_reverse(entry, by=by, reason="บันทึกผิดคน ลงใหม่แล้ว")
        requests.approve(asked, by=checker)

    def close(self, group: Group, committee: dict[Role, User]) -> None:
        """Bank interest, small expenses, and the months but the last three closed."""
        book = group.books.get().book
        bank = group.books.get().bank_code
        day = self.months[-1] - timedelta(days=1)
        moment = datetime.combine(day, time(19, 45), timezone.get_current_timezone())
        self.post(book, [(bank, "312.45")], [("45010", "312.45")], "RV", "J35", day, committee, "ดอกเบี้ยธนาคาร", moment)
        self.post(book, [("54050", 120)], [(bank, 120)], "PV", "J37", day, committee, "ค่าสมุดและปากกา", moment)
        for month in self.months[:-3]:
            if book.periods.filter(month=month).exists():
                ledger.close_month(book, month, by=committee[Role.BOOKKEEPER])

    def post(self, book, debits, credits, kind, event, on, committee, memo, at=None) -> None:
        def account(code: str) -> Account:
            return ledger.activate(book, code)

        sides = [ledger.debit(account(code), Decimal(amount)) for code, amount in debits]
        sides += [ledger.credit(account(code), Decimal(amount)) for code, amount in credits]
        at = at or datetime.combine(on, time(17), timezone.get_current_timezone())
        ledger.post(
            book, sides, kind=kind, event=event, on=on, by=committee[Role.TREASURER], memo=memo, at=at,
            request_id=self.request_id(),
        )  # fmt: skip

    def request_id(self) -> UUID:
        self.requests += 1
        return uuid5(NAMESPACE, str(self.requests))


def _valid(number: str) -> bool:
    try:
        return bool(thai.citizen_id(number))
    except ValueError:
        return False
