"""A believable network to try: nine villages, their groups and two years of working days, made by the same services.

Everything is random with a named seed (a village, a working day): names and amounts are the same every time, only the
dates move.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db import connection, transaction
from django.utils import timezone

from kahro.demo.counter import pay, receive
from kahro.demo.desk import Desk, at_the_table
from kahro.demo.evenings import Evening, plan_ahead, sits_today
from kahro.demo.events import happen
from kahro.demo.groups import OFFICES, PASSWORD, SIZES, Founder
from kahro.demo.people import dice
from kahro.demo.welfare import tell_history
from ledger import chart, clock
from ledger import queries as books
from ledger import rules as ledger_rules
from ledger import services as ledger
from ledger.models import Book, Entry
from villages.models import Group, Institution, Role, Village

KNOWN_VILLAGES = {2: "บ้านตลาดจันทร์", 6: "บ้านอู่ทอง", 8: "บ้านไสรักษ์"}
AT_THE_TABLE = 4  # the last months were held at the table, with its sheet, count and slip
CLOSED = 12  # months of the first year
NETWORK = [(Role.STAFF, "staff"), (Role.STAFF, "staff2"), (Role.AUDITOR, "auditor"), (Role.FACILITATOR, "facilitator")]


def logins() -> list[tuple[str, str, str, str]]:
    """(role, user name, password, where it leads) of one log-in a role."""
    here = [(str(role.label), f"{role.value}8", PASSWORD, "/g/sajja-8/") for role in OFFICES]
    network = [(str(role.label), name, PASSWORD, "/subdistrict/") for role, name in NETWORK]
    return [*here, *network, ("สมาชิก", "member8", PASSWORD, "/me/")]


def fill(stdout, *, months: int = 24, scale: float = 1.0) -> None:
    """Make the network once, in an empty database. `scale` is how many of the members there are, 1 for all."""
    last = first = ledger_rules.first_of_month(timezone.localdate())
    for _month in range(months - 1):
        first = ledger_rules.first_of_month(first - timedelta(days=1))
    Network(ledger_rules.months(first, last), Founder(first, scale)).fill(stdout)


@dataclass
class Network:
    """The villages through some months, each named by its first day."""

    months: list[date]
    founder: Founder

    def fill(self, stdout) -> None:
        ledger.load_chart()
        Institution.objects.create(
            id=1, name="สถาบันการเงินชุมชนตำบลกะหรอ", subdistrict="กะหรอ", district="นบพิตำ",
            province="นครศรีธรรมราช", postcode="80160", is_demo=True,
        )  # fmt: skip
        villages = [Village.objects.create(number=number, name=KNOWN_VILLAGES.get(number, "")) for number in SIZES]
        for village, (role, name) in zip(villages, NETWORK, strict=False):
            self.founder.officer(village, name, role, None, dice("network", name))
        for village in villages:
            self.village(village)
            stdout.write(f"  {village}")
            stdout.flush()
        ledger.verify_and_record()

    def village(self, village: Village) -> None:
        """Make its groups, then month after month what happened on their working days."""
        desks = self.groups(village)
        for number in range(len(self.months)):
            for desk in desks[: 1 if number % 3 else 2]:  # the fund takes shares once in three months
                self.working_day(desk, number)
            if number % 6 == 3:
                analyze()
            for desk in desks:
                if desk.group.kind != Group.Kind.WEL:  # its December is closed with its year
                    close(desk, self.months[:number][:-2][:CLOSED])
        plan_ahead(desks)

    def groups(self, village: Village) -> list[Desk]:
        """A savings group everywhere, a village fund beside it where one is known, in one village a welfare fund."""
        throw = dice("village", village.number)
        desks = [self.founder.savings_group(village, throw)]
        if village.number in KNOWN_VILLAGES:
            desks.append(self.founder.village_fund(village, desks[0].members, throw))
        if sits_today(village, this_month=True):
            self.founder.share_committee(desks)
            desks.append(self.founder.welfare_fund(village, desks[0]))
            if len(self.months) > 18:  # a demonstration of a few months has no past year
                tell_history(desks[-1])
        return desks

    @transaction.atomic
    def working_day(self, desk: Desk, number: int) -> None:
        """Receive everybody, one after the other; the cash goes to the bank."""
        on, months_ago = self.months[number] + timedelta(days=desk.day), len(self.months) - 1 - number
        assert desk.group.village
        if on >= timezone.localdate() or sits_today(desk.group.village, months_ago == 0):
            return
        throw = dice("day", desk.group.slug, number)
        desk.at = clock.thai_time(on, 17, 30)
        evening = Evening(desk, months_ago, throw) if months_ago < AT_THE_TABLE else None
        receipt = evening.receive() if evening else receive(desk, throw)
        for passbook in at_the_table(desk.group).filter(product__kind="special"):
            amount = Decimal(throw.choice((500, 1000, 2000, 6000)))
            if throw.random() < 0.06 and books.balance(passbook.account) >= amount:
                pay(desk, passbook, amount, "จ่ายค่าเทอมลูก")
        if desk.group.kind == Group.Kind.SAJJA:
            happen(desk, self.founder, number, len(self.months), receipt, throw)
        if evening:
            evening.end()
        elif desk.cash:
            desk.move(desk.bank, chart.CASH, desk.cash, Entry.Kind.JOURNAL, "J33", "นำฝากธนาคาร")
            desk.cash = Decimal(0)


def close(desk: Desk, months: list[date]) -> None:
    """Close what is open of some months."""
    for book in Book.objects.filter(owner__group=desk.group):
        for period in book.periods.filter(month__in=months, closed_at=None):
            ledger.close_month(book, period.month, by=desk.committee[Role.BOOKKEEPER])


def analyze() -> None:
    """Query plans made while the tables were empty read whole tables; new statistics make PostgreSQL plan again."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE ledger_entry, ledger_line, ledger_monthtotal, ledger_account, ledger_period")
