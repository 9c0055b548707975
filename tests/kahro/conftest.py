"""Two years of one group's books, and an auditor who reads them."""

import html
import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from io import StringIO
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from funds.services import reversals
from kahro.bench import data as bench_data
from kahro.demo.desk import Desk
from kahro.demo.groups import OFFICES
from kahro.practice import services as practice
from ledger import clock
from ledger import services as ledger
from ledger.models import Account, Book, Entry
from villages.models import Group
from villages.services import groups, requests


@pytest.fixture
def auditor(visit) -> Client:
    return visit("auditor")


@pytest.fixture
def entries(world) -> dict[str, Entry]:
    """What happened: two deposits and tea in 2024, one deposit and the bank in 2025."""

    def journal(on: date, event: str, debit: str, credit: str, amount: str, memo: str) -> Entry:
        ledger.activate(world.book, debit)
        account = {code: Account.objects.get(book=world.book, heading=code, holder="") for code in (debit, credit)}
        sides = [ledger.debit(account[debit], Decimal(amount)), ledger.credit(account[credit], Decimal(amount))]
        more = {"kind": Entry.Kind.PAYMENT, "by": world.bookkeeper, "request_id": uuid4(), "memo": memo}
        return ledger.post(world.book, sides, event=event, on=on, **more)

    return {
        "first": world.deposit(500, on=date(2024, 6, 5), entry_fee=Decimal(20)).entry,
        "special": world.deposit("2000.25", on=date(2024, 7, 5), passbook=world.special_passbook).entry,
        "tea": journal(date(2024, 7, 9), "J37", "53020", "11010", "120.50", "ค่าน้ำชาประชุมใหญ่"),
        "second": world.deposit(700, on=date(2025, 3, 5), by=world.receiver).entry,
        "bank": journal(date(2025, 3, 6), "J33", "12200", "11010", "1000", "นำเงินสดฝากธนาคาร"),
    }


@pytest.fixture
def read(world, auditor) -> Callable[..., HttpResponse]:
    """`read("journal", start="1/1/2567")` is the auditor's page of a report of the world's book."""

    def page(name: str, **query) -> HttpResponse:
        return auditor.get(reverse("kahro:report", args=[world.group.slug, world.book.slug, name]), query)

    return page


def words(response) -> str:
    """What a page says, on one line, without its tags."""
    assert response.status_code == 200
    text = re.sub(r"(?s)<(script|style|title|svg).*?</\1>|<[^>]+>", " ", response.content.decode())
    return " ".join(html.unescape(text).split())


def links(response: HttpResponse) -> dict[str, str]:
    """Where each link of a page's content leads, by what it says; the first of several."""
    addresses: dict[str, str] = {}
    for text, address in every_link(response):
        addresses.setdefault(text, address)
    return addresses


def every_link(response: HttpResponse) -> list[tuple[str, str]]:
    content = response.content.decode().partition("<main")[2]
    matches = re.findall(r'(?s)<a\b[^>]*?href="([^"]*)"[^>]*>(.*?)</a>', content)
    return [(" ".join(re.sub("<[^>]+>", " ", text).split()), html.unescape(address)) for address, text in matches]


def run(name: str, *args: str) -> str:
    """What a command writes."""
    out = StringIO()
    call_command(name, *args, stdout=out)
    return out.getvalue()


@pytest.fixture
def village_fund(world) -> Group:
    return groups.create_group(Group.Kind.VF, "กองทุนหมู่บ้าน", "vf-8", village=world.village)


def rows(response) -> list[dict]:
    """The rows of a report's page."""
    return list(response.context["report"].rows)


@pytest.fixture
def reversed_entry(world, entries) -> Entry:
    """The first deposit, undone today."""
    pending = reversals.ask_to_reverse(entries["first"], by=world.treasurer, reason="ฝากผิดคน", request_id=uuid4())
    entry = requests.approve(pending, by=world.checker)
    assert entry
    return entry


@pytest.fixture
def own(world) -> Group:
    """The bookkeeper's practice group."""
    return practice.begin(world.group, by=world.bookkeeper)


@pytest.fixture
def browser_of(world) -> Callable[[User], Client]:
    """A browser of any user."""

    def open_browser(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return open_browser


@pytest.fixture
def measured(db, monkeypatch) -> None:
    """The groups that the bench measures, with two members each."""
    monkeypatch.setattr(bench_data, "MEMBERS", 2)
    bench_data.create_groups()


@pytest.fixture
def desk(world) -> Desk:
    """The table of the world's group on the evening of yesterday, as the demonstration sits at it."""
    Book.objects.filter(pk=world.book.pk).update(is_demo=True)
    group_book = world.group.books.select_related("book", "group").get()
    committee = {role: world.users[role.value] for role in OFFICES}
    at = clock.thai_time(timezone.localdate() - timedelta(days=1), 17)
    return Desk(world.group, group_book, committee, 5, members=[world.member], at=at)
