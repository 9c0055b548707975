"""The data of a measurement: nine groups with years of working days, written by set-based SQL and not by services."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from funds.models import Passbook, ProductBylaw, WorkingDay
from funds.services import days, products
from ledger import chart
from ledger import rules as ledger_rules
from ledger import services as ledger
from ledger.models import Book
from villages.models import Group, Institution, Member, MembershipPeriod, Person, Role, Village
from villages.services import groups, officers

MEMBERS = 232  # of each group: nine of them and a deposit a month make 100 thousand lines in two years
PLEDGE = Decimal(500)
COPIED = ("ledger_entry", "ledger_line", "ledger_monthtotal", "funds_visit", "funds_receipt")


def measured_books() -> QuerySet[Book]:
    """The measured groups' books, in the order of their names."""
    return Book.objects.filter(is_practice=False).select_related("owner__group").order_by("slug")


@transaction.atomic
def create_groups() -> None:
    """Nine groups whose members have a passbook each, and no money yet."""
    ledger.load_chart()
    Institution.objects.create(id=1, name="Bench", subdistrict="-", district="-", province="-", postcode="80160")
    User.objects.create(username="receiver", first_name="Receiver")
    for number in range(1, 10):
        village = Village.objects.create(number=number)
        group = groups.create_group(Group.Kind.SAJJA, f"Group {number}", f"bench-{number}", village=village)
        _join(group, number)


def _join(group: Group, number: int) -> None:
    group_book, since = group.books.select_related("book").get(), timezone.localdate() - timedelta(days=8000)
    pledged = products.new_product(group_book, "pledged", "เงินสัจจะสะสม")
    _decide(ProductBylaw(product=pledged, minimum=10, step=10, effective_from=since, decided_on=since, resolution="-"))
    people = [
        Person(citizen_id=f"1{number}{running:011d}", prefix="นาย", first_name="ทดสอบ", born_on=since, sort_key="")
        for running in range(MEMBERS)
    ]
    Person.objects.bulk_create(people)
    members = Member.objects.bulk_create(
        Member(group=group, person=person, number=f"{number:02d}-{running:04d}", joined_on=since)
        for running, person in enumerate(people, 1)
    )
    MembershipPeriod.objects.bulk_create(MembershipPeriod(member=member, joined_on=since) for member in members)
    accounts = ledger.open_accounts(group_book.book, pledged.heading, [(member.number, "ทดสอบ") for member in members])
    Passbook.objects.bulk_create(
        Passbook(member=member, product=pledged, account=account, opened_on=since)
        for member, account in zip(members, accounts, strict=True)
    )


def _decide(bylaw: ProductBylaw) -> None:
    """Two users without an office: a measurement needs a by-law and no meeting."""
    bylaw.written_by, other = (User.objects.get_or_create(username=f"bench-{name}")[0] for name in ("writer", "other"))
    bylaw.save()
    bylaw.refresh_from_db()
    bylaw.agreed_by, bylaw.agreed_at = other, timezone.now()
    bylaw.save()


def _hand(duty: str) -> Person:
    """An officer whose name is the duty at the table."""
    user = User.objects.get_or_create(username=duty, defaults={"first_name": duty})[0]
    fields = {"prefix": "คุณ", "first_name": duty, "sort_key": duty, "born_on": date(1970, 1, 1), "house_no": duty}
    number = f"8{sum(map(ord, duty)):012d}"
    return Person.objects.get_or_create(user=user, defaults={"citizen_id": number, **fields})[0]


def open_evening(group: Group) -> WorkingDay:
    """A working day of a group that is open now, with the three officers it needs."""
    hands = {Role.RECEIVER: "receiver", Role.BOOKKEEPER: "bookkeeper", Role.CHECKER: "checker"}
    seats = {}
    for role, duty in hands.items():
        person = _hand(duty)
        officers.appoint(person, role, group, on=timezone.localdate())
        assert person.user
        seats[person.user] = duty
    receiver = next(iter(seats))
    day = days.plan([group], timezone.localdate(), by=receiver)
    elsewhere = {box.pk: "ในตู้นิรภัยของกลุ่ม" for box in day.cash_boxes.all()}  # the history brought nothing to the bank
    return days.open_day(day, seats, {}, by=receiver, elsewhere=elsewhere)


VISITS = """
    CREATE TEMPORARY TABLE visit ON COMMIT DROP AS
    SELECT row_number() OVER (ORDER BY month, account.book_id, account.id) AS id,
           row_number() OVER (PARTITION BY account.book_id ORDER BY month, account.id) AS seq,
           row_number() OVER (PARTITION BY account.book_id, extract(year FROM month) ORDER BY month, account.id)
               AS serial,
           extract(year FROM month)::int + 543 AS be_year, (month + account.id %% 28 * interval '1 day')::date AS day,
           account.book_id, account.id AS account_id, cash.id AS cash_id, passbook.member_id
      FROM unnest(%(months)s::date[]) AS month CROSS JOIN ledger_account account
      JOIN funds_passbook passbook ON passbook.account_id = account.id
      JOIN ledger_account cash ON cash.book_id = account.book_id AND cash.heading_id = %(cash)s
"""
HISTORY = [
    """
    INSERT INTO ledger_entry (id, book_id, seq, kind, number, be_year, serial, event, "on", at, memo, by_id, request_id,
                              request_hash, tx, previous_seal, seal)
    SELECT id, book_id, seq, 'RV', 'RV' || be_year %% 100 || to_char(day, 'MM-') || lpad(serial::text, 8, '0'), be_year,
           serial, 'J02', day, day + time '17:30', 'ฝาก เงินสัจจะสะสม', %(by)s, gen_random_uuid(), repeat('0', 64), 0,
           repeat('0', 64), encode(sha256(id::text::bytea), 'hex') FROM visit ORDER BY id""",
    """
    INSERT INTO ledger_line (entry_id, position, account_id, debit, credit)
    SELECT id, side.* FROM visit CROSS JOIN LATERAL
           (VALUES (1, cash_id, %(pledge)s::numeric, 0::numeric), (2, account_id, 0, %(pledge)s)) AS side
     ORDER BY 1, 2""",
    """
    INSERT INTO funds_receipt (entry_id, member_id, token, paid_by, received_by_id)
    SELECT id, member_id, left(md5(id::text), 24), '', %(by)s FROM visit""",
    "INSERT INTO ledger_period (book_id, month) SELECT DISTINCT book_id, date_trunc('month', day)::date FROM visit",
    "SELECT setval(pg_get_serial_sequence('ledger_entry', 'id'), max(id)) FROM visit",
]


def fill(months: int) -> None:
    """A deposit of every member in each of the last whole months: 4,176 lines a month. Needs a superuser."""
    with transaction.atomic(), connection.cursor() as cursor:
        today = timezone.localdate()
        first = ledger_rules.first_of_month(today) - timedelta(days=30 * months + 20)
        whole = ledger_rules.months(first, today)[:-1][-months:]
        values: dict[str, Any] = {
            "months": whole,
            "by": User.objects.get(username="receiver").pk,
            "pledge": PLEDGE,
            "cash": chart.CASH,
        }
        cursor.execute("SET LOCAL session_replication_role = replica")  # no triggers in this transaction
        cursor.execute(VISITS, values)
        for statement in HISTORY:
            cursor.execute(statement, values)
    for book in measured_books():
        ledger.rebuild_totals(book)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def plain_tables() -> None:
    """The same tables with the same rows, indexes, checks and foreign keys in a schema `plain`, without a trigger."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint
                WHERE contype = 'f' AND conrelid = ANY(%s::regclass[])""",
            [list(COPIED)],
        )
        references = cursor.fetchall()
        cursor.execute("CREATE SCHEMA plain; SET search_path = plain, public")
        for table in COPIED:
            cursor.execute(f"CREATE TABLE {table} (LIKE public.{table} INCLUDING ALL)")
            cursor.execute(f"INSERT INTO {table} SELECT * FROM public.{table}")
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('plain.{table}', 'id'), max(id)) FROM {table}")
        for table, reference in references:
            cursor.execute(f"ALTER TABLE {table} ADD {reference}")
        cursor.execute("RESET search_path")
        cursor.execute("VACUUM ANALYZE")
