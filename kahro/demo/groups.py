"""The beginning of the demonstration's groups: people, offices, by-laws, and what everybody had saved before."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import count

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from funds.models import Passbook, ProductBylaw, SavingsProduct, WorkingDayBylaw
from funds.services import products, savings
from kahro.demo.desk import Desk, at_the_table, pledge
from kahro.demo.people import WOMEN, Population, birthday, dice
from kahro.demo.welfare import write_table
from ledger import chart, clock
from ledger import services as ledger
from ledger.models import Entry
from villages.models import Bylaw, Group, Member, Nominee, Person, Role, Village
from villages.services import bylaws, groups, officers, people
from welfare.models import Scheme, SchemeBylaw
from welfare.services import schemes

PASSWORD = "kahro-demo"
SIZES = {1: 14, 2: 18, 3: 13, 4: 15, 5: 13, 6: 17, 7: 13, 8: 24, 9: 12}
FUND_MEMBERS = 9
ONE_BAHT_MEMBERS, EARLY_MEMBERS = 10, 6
OFFICES = (Role.CHAIR, Role.TREASURER, Role.RECEIVER, Role.BOOKKEEPER, Role.CHECKER, Role.SECRETARY, Role.INSPECTOR)
PLEDGES = (50, 100, 100, 200, 200, 300, 500)
MEETINGS = [(date(2015, 1, 1), "มติที่ประชุมใหญ่สามัญ ปี 2558"), (date(2022, 1, 1), "มติที่ประชุมใหญ่สามัญ ปี 2565")]


@dataclass
class Founder:
    """Makes groups that begin on the first of a month. `scale` is how many of the members there are, 1 for all."""

    first: date
    scale: float
    houses: count = field(default_factory=lambda: count(201))

    def __post_init__(self) -> None:
        self.password = make_password(PASSWORD)  # hashed once, because argon2 is slow on purpose
        self.population, self.officials = Population(self.first), Population(self.first, "8098")

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
        person = self.officials.official(village, str(next(self.houses)), throw)
        officers.appoint(person, role, group, on=self.first)
        return self.user(username, person)

    def committee(self, group: Group, village: Village, throw: random.Random) -> dict[Role, User]:
        """Seven officers of a group, by role; their log-ins end in the number of the village."""
        mark = group.slug.removeprefix("sajja-").replace("-", "")
        return {role: self.officer(village, f"{role.value}{mark}", role, group, throw) for role in OFFICES}

    def share_committee(self, desks: list[Desk]) -> None:
        """Where groups sit together, the first one's committee sits for all of them."""
        committee = desks[0].committee
        for desk in desks[1:]:
            for role in OFFICES:
                officers.appoint(committee[role].person, role, desk.group, on=self.first)
                vars(committee[role]).pop("_offices", None)  # asked anew, as by another request

    def join(self, group: Group, person: Person, on: date, guardian: Person | None = None) -> Member:
        """A new member, with somebody named to receive their money after a death."""
        member = people.join(group, person, on=on, guardian=guardian)
        heir = f"{dice('heir', person.citizen_id).choice(WOMEN)} {person.last_name}"
        Nominee.objects.create(member=member, named_on=on, name=heir, relation="ญาติ", share=100)
        return member

    def open(self, member: Member, product: SavingsProduct, promised: int = 0) -> Passbook:
        """A passbook from the day of joining; `promised` is baht a month."""
        return savings.open_passbook(
            member, product, on=member.joined_on, pledge=Decimal(promised) if promised else None
        )

    # -- What a meeting decided ----------------------------------------------------------------------------------------

    def desk(self, kind: Group.Kind, name: str, village: Village, throw: random.Random, **card) -> Desk:
        """A group with its committee and the by-law of its working day; `card` as in `groups.create_group`."""
        slug = f"{kind.lower()}-{village.number}"
        group = groups.create_group(kind, name, slug, village=village, is_demo=True, **card)
        group_book = group.books.select_related("book", "group").get(takes_savings=True)
        desk = Desk(group, group_book, self.committee(group, village, throw), 4 + village.number % 3 * 5)
        decide(
            desk,
            WorkingDayBylaw(group=group, day_of_month=desk.day + 1, weekend="stay", cash_limit=5000, second_look=5000),
        )
        return desk

    # -- Groups --------------------------------------------------------------------------------------------------------

    @transaction.atomic
    def savings_group(self, village: Village, throw: random.Random) -> Desk:
        """A village's savings group, with its members, passbooks and opening balances."""
        desk = self.desk(
            Group.Kind.SAJJA, f"กลุ่มสัจจะออมทรัพย์{place(village)}", village, throw, founded_on=date(2005, 9, 25),
            history="เริ่มจากสมาชิกชุดแรกในวันทำการ ออมเดือนละครั้ง (ข้อมูลสาธิต)",
            welfare="ช่วยค่านอนโรงพยาบาลและงานศพจากกำไรปลายปี (ข้อมูลสาธิต)",
        )  # fmt: skip
        pledged, special = savings_products(desk)
        wanted = max(4, int(SIZES[village.number] * self.scale))
        for home in self.population.households(village, throw):
            self.household(desk, home[: wanted - len(desk.members)], pledged, special, throw)
            if len(desk.members) == wanted:
                break
        self.opening_balances(desk, throw)
        if village.number == 8:
            self.user("member8", desk.members[0].person)
        return desk

    def household(
        self, desk: Desk, home: list[Person], pledged: SavingsProduct, special: SavingsProduct, throw: random.Random
    ) -> None:
        """Somebody of age joins some years before the books begin, a child of theirs with the books."""
        on = max(self.first - timedelta(days=throw.randrange(1, 3000)), birthday(home[0], 20))
        for person in home:
            child = person is not home[0]
            member = self.join(desk.group, person, self.first if child else on, home[0] if child else None)
            desk.members.append(member)
            self.open(member, pledged, throw.choice(PLEDGES))
            if throw.random() < 0.25 and not child:
                self.open(member, special)

    def opening_balances(self, desk: Desk, throw: random.Random) -> None:
        """What everybody had saved before the books began: J01."""
        sides = []
        for passbook in at_the_table(desk.group):
            monthly = pledge(passbook) or throw.choice((100, 200, 400))
            if saved := monthly * ((self.first - passbook.opened_on).days // 30):
                sides.append(ledger.credit(passbook.account, Decimal(saved)))
        if sides:
            bank = ledger.debit(ledger.activate(desk.book, desk.bank), sum((side.credit for side in sides), Decimal(0)))
            desk.at = clock.thai_time(self.first, 9)
            desk.post([bank, *sides], Entry.Kind.OPENING, "J01", "ยอดยกมา")

    @transaction.atomic
    def village_fund(self, village: Village, members: list[Member], throw: random.Random) -> Desk:
        """The million in account 1, members' shares in account 2, never mixed (R1.13, R1.14)."""
        desk = self.desk(
            Group.Kind.VF, f"กองทุนหมู่บ้าน{place(village)}", village, throw, founded_on=date(2001, 7, 25),
            history="รับจัดสรรเงินล้านปี 2544 (ข้อมูลสาธิต)",
        )  # fmt: skip
        million = desk.group.books.select_related("book").get(takes_savings=False).book
        desk.at = clock.thai_time(self.first, 9)
        desk.move(chart.MILLION_BANK, chart.MILLION_GRANT, 1_000_000, Entry.Kind.OPENING, "J01", "ยอดยกมา", million)
        shares = offer(desk, "shares", "หุ้น", minimum=10, step=10)
        for member in [member for member in members if not member.guardian_id][:FUND_MEMBERS]:
            desk.members.append(self.join(desk.group, member.person, self.first))
            self.open(desk.members[-1], shares)
        return desk

    @transaction.atomic
    def welfare_fund(self, village: Village, beside: Desk) -> Desk:
        """One baht a day, paid at the same table as the savings (R1.22)."""
        name = f"กองทุนสวัสดิการวันละบาท{place(village)}"
        group = groups.create_group(Group.Kind.WEL, name, f"wel-{village.number}", village=village, is_demo=True)
        group_book = group.books.select_related("book", "group").get()
        desk = Desk(group, group_book, beside.committee, beside.day)
        self.share_committee([beside, desk])
        scheme = Scheme.objects.create(group_book=group_book)
        decide(desk, SchemeBylaw(scheme=scheme, entry_fee=Decimal(20)))
        for number, member in enumerate(beside.members[:ONE_BAHT_MEMBERS]):
            early = number < EARLY_MEMBERS
            desk.members.append(self.join(group, member.person, self.first, member.guardian))
            began = self.first if early else timezone.localdate() - timedelta(days=20 + 5 * number)
            schemes.enrol(scheme, desk.members[-1], on=began, plan=365 if early else (30, 90)[number % 2])
        write_table(desk, self.first)
        return desk


def decide(desk: Desk, bylaw: Bylaw, meeting: int = 0) -> None:
    """Write a by-law that one of MEETINGS decided: the secretary writes it that evening, the chair agrees."""
    bylaw.effective_from, bylaw.resolution = MEETINGS[meeting]
    bylaw.decided_on = bylaw.effective_from - timedelta(days=7)
    with clock.at(clock.thai_time(bylaw.decided_on, 20)):
        bylaws.agree(bylaws.write(bylaw, by=desk.committee[Role.SECRETARY]), by=desk.committee[Role.CHAIR])


def offer(desk: Desk, kind: str, name: str, **numbers) -> SavingsProduct:
    """Offer a product with its first by-law; `numbers` are the by-law's fields, amounts in baht."""
    product = products.new_product(desk.group_book, kind, name)
    decide(desk, ProductBylaw(product=product, **numbers))
    return product


def savings_products(desk: Desk) -> tuple[SavingsProduct, SavingsProduct]:
    """Pledged and special savings, and shares nobody holds yet; their by-laws changed once."""
    pledged = offer(desk, "pledged", "เงินสัจจะสะสม", minimum=10, step=10, entry_fee=10)
    any_time = {"minimum": 100, "step": 1, "withdrawable": True}
    special = offer(desk, "special", "เงินสัจจะสะสมพิเศษ", **any_time, withdrawal_limit=3000)
    offer(desk, "shares", "หุ้น", minimum=100, step=100)
    decide(desk, ProductBylaw(product=pledged, minimum=50, step=10, entry_fee=20, fine=10, misses=3), 1)
    decide(desk, ProductBylaw(product=special, **any_time, withdrawal_limit=5000), 1)
    return pledged, special


def place(village: Village) -> str:
    """The part of a group's name that says where it is."""
    return village.name or f"หมู่ที่ {village.number}"
