"""One small world that tests share, and the rule that the books verify after every test."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from threading import Barrier, Thread
from typing import Any
from uuid import uuid4

import django
import pytest
from coverage import Coverage
from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection, transaction
from django.db.backends.postgresql.creation import DatabaseCreation
from django.db.backends.postgresql.operations import DatabaseOperations
from django.test import Client, override_settings
from django.utils import timezone
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import sync_playwright

from funds.models import Passbook, Receipt, SavingsProduct
from funds.services import savings
from ledger import services as ledger
from ledger import verify
from ledger.models import Book
from tests import made_bylaws, migrated, world_rows
from tests.browser import CHROMIUM, MISSING
from villages.models import Group, Institution, Member, Officer, Person, Role, Village
from villages.models.officers import NETWORK_ROLES
from villages.services import groups, officers, people

LONG_AGO = date(2020, 1, 1)
NOBODYS = 180990009000  # where the IDs of the officers begin
PASSWORD = "a-long-password"
QUICK = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# An example may take as long as a busy machine needs.
hypothesis_settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("patient")


def pytest_configure(config):
    """Compile the Thai texts where they are missing or older than their source: `pytest` alone works after a clone."""
    text = settings.LOCALE_PATHS[0] / "th/LC_MESSAGES/django.po"
    compiled = text.with_suffix(".mo")
    is_worker = hasattr(config, "workerinput")
    if not is_worker and not (compiled.exists() and compiled.stat().st_mtime >= text.stat().st_mtime):
        django.setup()
        call_command("messages", compile=True)


def pytest_collection_modifyitems(items):
    """`-m "not database"` are the tests that are done in seconds."""
    for item in items:
        if {"db", "transactional_db", "live_server"} & set(item.fixturenames) or item.get_closest_marker("django_db"):
            item.add_marker("database")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    """With `--cov`, the tests of the apps are measured; those of all pages and of browsers would only take longer."""
    measurement = Coverage.current()
    is_measured = item.path.parent != Path(__file__).parent and not item.get_closest_marker("browser")
    if measurement is None or is_measured:
        return (yield)
    measurement.stop()
    try:
        return (yield)
    finally:
        measurement.start()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, django_db_blocker):
    """Every worker's database is a copy of one that is migrated already."""
    with django_db_blocker.unblock():
        connection.settings_dict["TEST"]["TEMPLATE"] = migrated.template()


@pytest.fixture(scope="session", autouse=True)
def books_may_be_emptied_after_a_test():
    """Tests with threads commit what they write; only a superuser with triggers disabled can delete it again."""
    flush = DatabaseOperations.execute_sql_flush

    def emptied(self, statements):
        return flush(self, ["SET LOCAL session_replication_role = replica", *statements])

    def dropped(self, name, verbosity):
        """Also when a request of Chromium that was cut off still has a connection."""
        with self._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {self.connection.ops.quote_name(name)} WITH (FORCE)")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "execute_sql_flush", emptied)
        patch.setattr(DatabaseCreation, "_destroy_test_db", dropped)
        yield


@pytest.fixture(autouse=True)
def books_can_be_believed(request):
    """`verify` is clean after every test that touches the database, except those that tamper on purpose."""
    used = {"db", "transactional_db"} & set(request.fixturenames)
    for name in used:
        request.getfixturevalue(name)
    yield
    if used and not request.node.get_closest_marker("tampers"):
        assert verify.problems() == []


@pytest.fixture(autouse=True)
def papers_stay_in_a_folder_of_the_test(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PASSWORD_HASHERS = QUICK


@pytest.fixture
def side_by_side():
    """Do several things at the same moment and tell how each ended: its result, or ValidationError."""

    def run(*acts: Callable) -> list:
        start, ends = Barrier(len(acts)), []

        def one(act: Callable) -> None:
            start.wait()
            try:
                ends.append(act())
            except ValidationError:
                ends.append(ValidationError)
            finally:
                connection.close()

        threads = [Thread(target=one, args=[act]) for act in acts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return ends

    return run


@pytest.fixture
def visit(world) -> Callable[[str], Client]:
    """A browser of one of the world's users: `visit("treasurer").get(…)`."""

    def open_browser(name: str) -> Client:
        browser = Client()
        browser.force_login(world.users[name])
        return browser

    return open_browser


@pytest.fixture
def browser(monkeypatch):
    """A real Chromium, headless. It runs an event loop beside the test, which is still a plain one."""
    assert CHROMIUM, MISSING
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "yes")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@dataclass
class World:
    """A sub-district with one savings group: officers, an auditor, a member with two passbooks, a stranger."""

    institution: Institution
    village: Village
    group: Group
    book: Book
    pledged: SavingsProduct
    special: SavingsProduct
    member: Member
    passbook: Passbook
    special_passbook: Passbook
    users: dict[str, User] = field(default_factory=dict)

    def __getattr__(self, name: str) -> User:
        """`world.treasurer`, `world.checker`, `world.auditor` … are the users."""
        try:
            return self.__dict__["users"][name]
        except KeyError:
            raise AttributeError(name) from None

    def new_person(self, citizen_id: str, first_name: str = "สมศรี", born_on: date = date(1970, 5, 1), **more) -> Person:
        fields: dict[str, Any] = {"prefix": "นาง", "last_name": "ใจดี", "village": self.village, "house_no": "9"} | more
        return people.new_person(citizen_id=citizen_id, first_name=first_name, born_on=born_on, **fields)

    def appoint(self, user: User, role: Role, group: Group | None, **more) -> Officer:
        """Give an office to whose account it is; a stranger becomes a person first."""
        if not Person.objects.filter(user=user).exists():
            somebody(user, citizen_id(NOBODYS + 100 + user.pk), self.village)
        vars(user).pop("_offices", None)
        return officers.appoint(Person.objects.get(user=user), role, group, **{"on": LONG_AGO} | more)

    def new_member(self, citizen_id: str, first_name: str = "สมศรี", **more) -> Member:
        return people.join(self.group, self.new_person(citizen_id, first_name, **more), on=date(2024, 1, 5))

    def deposit(
        self, amount: str | int, *, passbook: Passbook | None = None, on: date | None = None, **more
    ) -> Receipt:
        return savings.deposit(
            passbook or self.passbook,
            Decimal(amount),
            on=on or timezone.localdate(),
            by=more.pop("by", self.treasurer),
            request_id=more.pop("request_id", uuid4()),
            **more,
        )


def citizen_id(stem: int) -> str:
    """A valid citizen ID made of twelve digits and its check digit (R9.6)."""
    digits = f"{stem:012d}"
    return digits + str((11 - sum(int(d) * (13 - i) for i, d in enumerate(digits)) % 11) % 10)


def somebody(user: User, number: str, village: Village | None) -> Person:
    """The person whose account it is, of age, in a house of their own."""
    fields: dict[str, Any] = {"prefix": "คุณ", "first_name": user.username, "born_on": date(1970, 1, 1), "user": user}
    return people.new_person(citizen_id=number, village=village, house_no=f"9{number[5:12]}", **fields)


def become(user: User, person: Person) -> Person:
    """Give the account and its offices to this person."""
    Officer.objects.filter(person__user=user).update(person=person)
    Person.objects.filter(user=user).update(user=None)
    person.user = user
    person.save()
    vars(user).pop("_offices", None)
    return person


@pytest.fixture
def new_id():
    """Fresh valid citizen IDs, one a call."""
    stems = iter(range(180990000200, NOBODYS))
    return lambda: citizen_id(next(stems))


@pytest.fixture
def chart(db):
    ledger.load_chart()


@pytest.fixture(scope="session")
def first_world(django_db_setup, django_db_blocker) -> tuple[World, dict[str, str]]:
    """The services make the world once; every test that asks for it gets the same rows."""
    with django_db_blocker.unblock(), transaction.atomic():
        before = world_rows.rows()
        with override_settings(PASSWORD_HASHERS=QUICK):
            world = make_world()
        made = {table: those for table, those in world_rows.rows().items() if table not in before}
        transaction.set_rollback(True)
    return world, made


@pytest.fixture
def world(first_world, db) -> World:
    made, those = first_world
    world_rows.put_down(those)
    return deepcopy(made)


def make_world() -> World:
    ledger.load_chart()
    institution = Institution.objects.create(
        id=1,
        name="สถาบันการเงินชุมชนตำบลกะหรอ",
        subdistrict="กะหรอ",
        district="นบพิตำ",
        province="นครศรีธรรมราช",
        postcode="80160",
    )
    village = Village.objects.create(number=8, name="บ้านไสรักษ์")
    group = groups.create_group(Group.Kind.SAJJA, "กลุ่มสัจจะออมทรัพย์บ้านไสรักษ์", "sajja-8", village=village)
    group_book = group.books.select_related("book").get()
    person = people.new_person(
        citizen_id="1101400000014", prefix="นาย", first_name="ประเสริฐ", last_name="แก้วมณี",
        born_on=date(1964, 9, 1), village=village, house_no="123/4", phone="081-234-5678",
    )  # fmt: skip
    member = people.join(group, person, on=date(2023, 1, 5))
    users = {name: User.objects.create_user(name, password=PASSWORD) for name in ("member", "stranger")}
    person.user = users["member"]
    person.save()
    for number, role in enumerate(role for role in Role if role != Role.STAND_IN):
        user = User.objects.create_user(role.value, password=PASSWORD, first_name=f"คุณ{role.value}")
        somebody(user, citizen_id(NOBODYS + number), village)
        officers.appoint(user.person, role, None if role in NETWORK_ROLES else group, on=LONG_AGO)
        users[role.value] = user
    meeting: dict[str, Any] = {"from_on": LONG_AGO, "resolution": "มติที่ประชุม 1/2563"}
    pledged = made_bylaws.offer(group_book, "pledged", "เงินสัจจะสะสม", minimum=10, step=10, entry_fee=20, **meeting)
    bylaw: dict[str, Any] = {"minimum": 1, "step": Decimal("0.01"), "withdrawable": True, "withdrawal_limit": 1000}
    special = made_bylaws.offer(group_book, "special", "ฝากพิเศษ", **bylaw, **meeting)
    return World(
        institution=institution,
        village=village,
        group=group,
        book=group_book.book,
        pledged=pledged,
        special=special,
        member=member,
        passbook=savings.open_passbook(member, pledged, on=date(2023, 1, 5), pledge=Decimal(500)),
        special_passbook=savings.open_passbook(member, special, on=date(2023, 1, 5)),
        users=users,
    )
