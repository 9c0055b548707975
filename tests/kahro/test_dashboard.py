"""The overview of the sub-district: the figures of the books on a day, each one open down to the entry."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from funds.services import savings
from kahro import queries as kahro_queries
from ledger import queries as books
from ledger import thai
from ledger.models import Account, Book
from tests import made_bylaws
from tests.conftest import LONG_AGO, somebody
from tests.kahro.conftest import every_link, links, words
from villages.models import Group, Institution, Role, Village
from villages.services import groups, officers, people

BY_LAW: dict[str, Any] = {"minimum": 1, "step": 1, "from_on": LONG_AGO, "resolution": "มติที่ประชุม 1/2563"}


def glance(browser: Client, **query):
    return browser.get(reverse("kahro:dashboard"), query)


def village(browser: Client, number: int, **query):
    return browser.get(reverse("kahro:village", args=[number]), query)


def balance(book: Book, code: str, on: date) -> Decimal:
    return books.balance(Account.objects.select_related("heading").get(book=book, heading=code, holder=""), on)


@pytest.fixture
def neighbours(world) -> Group:
    """A group of another village in which the world's member saves too."""
    place = Village.objects.create(number=2, name="บ้านตลาดจันทร์")
    return new_group(world, "sajja-2", place)


def new_group(world, slug: str, place: Village | None, amount: int = 300) -> Group:
    group = groups.create_group(Group.Kind.SAJJA, f"กลุ่ม {slug}", slug, village=place)
    member = people.join(group, world.member.person, on=date(2024, 1, 5))
    product = made_bylaws.offer(group.books.get(), "pledged", "สัจจะ", **BY_LAW)
    passbook = savings.open_passbook(member, product, on=date(2024, 1, 5))
    savings.deposit(passbook, Decimal(amount), on=date(2024, 8, 1), by=world.chair, request_id=uuid4())
    return group


# -- The figures are those of the books --------------------------------------------------------------------------------


def test_the_figures_are_the_balances_of_all_books(world, entries, neighbours, auditor):
    page = glance(auditor)

    other = neighbours.books.get().book
    today = timezone.localdate()
    savings = [balance(world.book, code, today) for code in ("21020", "31020")] + [balance(other, "31020", today)]
    cash = [balance(world.book, code, today) for code in ("11010", "12200")] + [balance(other, "11010", today)]
    assert page.context["figures"] == kahro_queries.Figures(1, sum(savings), sum(cash), 0)
    assert "3,500.25 บาท" in words(page)
    assert "หมู่ที่ 2 บ้านตลาดจันทร์ 1 300.00 300.00 0 กลุ่ม sajja-2 1 300.00 300.00 0" in words(page)
    assert "รวม 1 3,500.25 3,399.75 0" in words(page)


@pytest.mark.parametrize(
    ("on", "figures"),
    [
        ("31/12/2565", (0, "0.00", "0.00", 0)),
        ("4/6/2567", (1, "0.00", "0.00", 0)),
        ("5/6/2567", (1, "500.00", "520.00", 1)),
        ("๙ ก.ค. ๒๕๖๗", (1, "2500.25", "2399.75", 2)),
        ("2024-08-01", (1, "2500.25", "2399.75", 0)),
        ("31/3/2568", (1, "3200.25", "3099.75", 2)),
    ],
)
def test_as_of_a_day_the_figures_are_those_of_that_day(world, entries, auditor, on, figures):
    members, savings, cash, count = figures

    expected = kahro_queries.Figures(members, Decimal(savings), Decimal(cash), count)
    assert glance(auditor, on=on).context["figures"] == expected
    assert village(auditor, 8, on=on).context["figures"] == expected


def test_a_day_that_cannot_be_is_named_and_today_is_shown(world, entries, auditor):
    for page in (glance(auditor, on="31/2/2567"), village(auditor, 8, on="31/2/2567")):
        assert "ไม่มีวันนี้ในปฏิทิน" in words(page)
        assert 'value="31/2/2567"' in page.content.decode()
        assert page.context["on"] == timezone.localdate()


def test_a_day_to_come_is_named_and_today_is_shown(world, entries, auditor):
    tomorrow = timezone.localdate() + timedelta(days=1)

    for page in (glance(auditor, on=tomorrow.isoformat()), village(auditor, 8, on=tomorrow.isoformat())):
        assert f"{thai.long_date(tomorrow)} ยังมาไม่ถึง" in words(page)
        assert page.context["on"] == timezone.localdate()


def test_who_saves_in_two_groups_counts_once_in_the_total_and_in_each_village(world, neighbours, auditor, new_id):
    world.new_member(new_id())

    page = glance(auditor)

    assert [row.figures.members for row in page.context["glance"].villages] == [1, 2]
    assert page.context["figures"].members == 2


def test_who_left_no_longer_counts_from_that_day_on(world, auditor, new_id):
    gone = world.new_member(new_id())
    people.leave(gone, on=date(2024, 6, 10), reason="ย้ายบ้าน")

    counts = [glance(auditor, on=day).context["figures"].members for day in ("9/6/2567", "10/6/2567")]

    assert counts == [2, 1]


def test_the_trend_ends_with_the_day_and_shows_each_months_end(world, entries, auditor):
    trend = glance(auditor, on="20/3/2568").context["trend"]

    months = {month: (savings, cash, members) for month, savings, cash, members in trend["rows"]}
    assert (len(months), list(months)[0], list(months)[-1]) == (12, "เม.ย. 67", "มี.ค. 68")
    assert months["พ.ค. 67"] == (0, 0, 1)
    assert months["มิ.ย. 67"] == (500, 520, 1)
    assert months["ก.ค. 67"] == months["ก.พ. 68"] == (Decimal("2500.25"), Decimal("2399.75"), 1)
    assert months["มี.ค. 68"] == (Decimal("3200.25"), Decimal("3099.75"), 1)
    assert [chart.count("<svg") for chart in trend["charts"]] == [1, 1, 1]
    assert "3,200" in trend["charts"][0]


def test_a_villages_trend_is_of_its_own_groups(world, entries, neighbours, auditor):
    rows = village(auditor, 2, on="31/12/2567").context["trend"]["rows"]

    assert rows[-1][1:] == (300, 300, 1)
    assert rows[6][1:] == (0, 0, 1)


# -- Every figure opens ------------------------------------------------------------------------------------------------


def test_from_the_sub_districts_savings_down_to_the_entry(world, entries, neighbours, auditor):
    page = glance(auditor, on="31/12/2567")
    village_page = auditor.get(links(page)["หมู่ที่ 8 บ้านไสรักษ์"])
    heading = auditor.get(links(village_page)["2,000.25"])
    holder = auditor.get(links(heading)["2,000.25"])
    entry = auditor.get(links(holder)[entries["special"].number])

    assert village_page.context["on"] == heading.context["scope"].end == date(2024, 12, 31)
    assert entry.context["entry"] == entries["special"]
    assert links(entry)["ตำบล"] == "/subdistrict/?on=2024-12-31"


def test_cash_and_entries_of_the_month_open_too(world, entries, auditor):
    page = village(auditor, 8, on="9/7/2567")

    cash = auditor.get(dict(every_link(page))["2,399.75"])
    journal = auditor.get(dict(every_link(page))["2"])
    assert cash.context["report"].totals["balance"] == Decimal("2399.75")
    numbers = {row["number"] for row in journal.context["report"].rows}
    assert numbers == {entries["special"].number, entries["tea"].number}


@pytest.mark.parametrize("role", ["auditor", "inspector", "facilitator"])
def test_every_link_opens_for_whoever_sees_it(world, entries, neighbours, visit, role):
    browser = visit(role)
    for page in (glance(browser), village(browser, 8), village(browser, 2)):
        for address in {address for _text, address in every_link(page) if not address.startswith("#")}:
            assert browser.get(address).status_code == 200, address


def test_amounts_in_books_one_may_not_open_stand_without_a_link(world, entries, neighbours, visit):
    browser = visit("inspector")

    own, other = village(browser, 8), village(browser, 2)

    assert "/g/sajja-8/books/" in own.content.decode()
    assert "/g/sajja-2/" not in other.content.decode()
    assert "300.00" in words(other)
    assert "ตัวเลขที่กดไม่ได้" in words(other)
    assert "ตัวเลขที่กดไม่ได้" not in words(own)


def test_a_facilitator_sees_figures_and_opens_no_book(world, entries, visit):
    page = village(visit("facilitator"), 8)

    assert "3,200.25" in words(page)
    assert "/books/" not in page.content.decode()


# -- The card ----------------------------------------------------------------------------------------------------------


def test_a_groups_card_tells_its_history_committee_and_welfare(world, entries, auditor):
    world.group.history, world.group.welfare, world.group.founded_on = "สมาชิก 30 คน", "ฌาปนกิจ", date(2005, 9, 25)
    world.group.save()

    said = words(village(auditor, 8))

    for part in (
        "25 กันยายน 2548",
        "สมาชิก 30 คน",
        "สมาชิก 1 คน กรรมการ 8 คน",
        "ฌาปนกิจ",
        "31020 ทุน – เงินออมสัจจะ 1,200.00",
    ):
        assert part in said, part


def test_a_village_fund_shows_each_of_its_two_pots(world, auditor):
    fund = groups.create_group(Group.Kind.VF, "กองทุนหมู่บ้าน", "vf-8", village=world.village)

    said = words(village(auditor, 8))

    for group_book in fund.books.all():
        assert f": {group_book}" in said


# -- Little or nothing -------------------------------------------------------------------------------------------------


def test_a_village_without_a_group_stands_at_zero_and_says_who_founds_one(world, entries, auditor):
    Village.objects.create(number=1)

    assert "หมู่ที่ 1 0 0.00" in words(glance(auditor)).replace("–", "0.00")
    page = village(auditor, 1)
    assert "หมู่บ้านนี้ยังไม่มีกลุ่ม" in words(page)
    assert "<svg viewBox" not in page.content.decode()


def test_groups_of_the_whole_sub_district_stand_below_the_villages(world, entries, auditor):
    assert village(auditor, 0).status_code == 404
    new_group(world, "cfi", None, 40)

    page = glance(auditor)

    assert [row.number for row in page.context["glance"].villages] == [8, 0]
    assert "40.00" in words(auditor.get(links(page)["ทั้งตำบล"]))


def test_a_network_without_anything_still_opens(chart, client, new_id):
    Institution.objects.create(id=1, name="สถาบันการเงินชุมชน", subdistrict="กะหรอ", district="นบพิตำ", province="นศ.")
    user = User.objects.create_user("staff")
    officers.appoint(somebody(user, new_id(), Village.objects.create(number=1)), Role.STAFF, None, on=LONG_AGO)
    client.force_login(user)

    page = glance(client)

    assert page.context["figures"] == kahro_queries.Figures()
    assert "0.00 บาท" in words(page)
    assert page.content.decode().count("<svg viewBox") == 3
    assert client.get(reverse("kahro:desk")).status_code == 200


def test_an_unknown_village_is_not_found(world, auditor):
    assert village(auditor, 77).status_code == 404


# -- Cost --------------------------------------------------------------------------------------------------------------


def test_one_group_and_three_cost_the_same_number_of_queries(world, entries, auditor):
    def costs() -> list[int]:
        counts = []
        for page in (glance, lambda browser: village(browser, 8)):
            with CaptureQueriesContext(connection) as captured:
                page(auditor)
            counts.append(len(captured))
        return counts

    before = costs()
    for slug in ("sajja-a", "sajja-b"):
        new_group(world, slug, world.village)

    assert costs() == before
    assert max(before) <= 20
