"""A fund's by-law and benefit table through the pages: two people, old beside new, and the rule of its own day."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from funds.rules.limits import fits_step
from ledger import chart, clock
from ledger import queries as books
from ledger import services as ledger
from ledger.rules import last_of_month
from tests import made_bylaws
from tests.conftest import LONG_AGO
from villages.models import Group, Role
from villages.services import bylaws, groups, people
from welfare.models import Benefit, BenefitTable, Claim, SchemeBylaw
from welfare.queries import subfunds as subfunds_queries
from welfare.queries.days import Days
from welfare.services import schemes

JULY = date(2026, 7, 1)
BYLAW = {
    "a_day": "1", "entry_fee": "20", "youngest": "0", "oldest": "150", "wait_days": "180", "wait_strict": "on",
    "suspend_after": "90", "end_after": "0", "rewait": "on", "benefits_share": "50", "growth_share": "30",
    "reserve_share": "20", "effective_from": "1/7/2569", "decided_on": "20/5/2569", "resolution": "ประชุมใหญ่ 2/2569",
}  # fmt: skip


def see(client, user, name, /, *args, **query) -> str:
    client.force_login(user)
    return client.get(reverse(name, args=args), query).content.decode()


def press(client, user, name, /, *args, **fields):
    client.force_login(user)
    return client.post(reverse(name, args=args), fields, follow=True)


def give(world, enrolment, amount, on, account=None, event="J21"):
    book = enrolment.scheme.group_book.book
    sides = [ledger.debit(ledger.activate(book, chart.CASH), Decimal(amount)),
             ledger.credit(account or enrolment.account, Decimal(amount))]  # fmt: skip
    return ledger.post(book, sides, kind="RV", event=event, on=on, by=world.receiver, request_id=uuid4())


def decide(world, client, fund, **fields):
    """The treasurer proposes, the chair agrees, each on their page."""
    page = press(client, world.treasurer, "welfare:scheme_bylaw", fund.slug, **(BYLAW | fields))
    bylaw = SchemeBylaw.every.get(scheme=fund.books.get().scheme, agreed_at=None)
    seen = page.context["bylaw"].written_at.isoformat()
    press(client, world.chair, "villages:agree_bylaw", fund.slug, "schemerule", bylaw.pk, seen=seen)
    bylaw.refresh_from_db()
    assert bylaw.agreed_by == world.chair
    return bylaw


def join(world, fund, on):
    member = people.join(fund, world.member.person, on=on)
    return schemes.enrol(fund.books.get().scheme, member, on=on)


@pytest.fixture
def table(world, fund) -> BenefitTable:
    """200 baht a night and 400 for a visit, since long ago."""
    draft = made_bylaws.draft_table(fund.books.get().scheme, effective_from=LONG_AGO, resolution="ประชุมใหญ่ 1/2563")
    made_bylaws.write_benefit(
        Benefit(table=draft, kind="sickness", name="นอนโรงพยาบาล", way="night", amount=Decimal(200))
    )
    made_bylaws.write_benefit(Benefit(table=draft, kind="need", name="เยี่ยมบ้าน", amount=Decimal(400)))
    return made_bylaws.decide_table(draft)


def claim(world, client, fund, enrolment, benefit, on, **given) -> str:
    """What the page answers to a claim for an event of a day."""
    more = {"event_on": f"{on:%d/%m/%Y}", "request_id": str(uuid4())} | given
    answer = press(client, world.secretary, "welfare:file_claim", fund.slug, enrolment.pk, benefit.pk, **more)
    return answer.content.decode()


# -- The rule of its own day (R0.5, R0.6, R0.7) ------------------------------------------------------------------------


def test_seven_hundred_and_thirty_baht_stay_paid_to_the_end_of_the_year(world, fund, table, client):
    """Paid on 1 January 2025 at one baht a day; two baht from 1 July 2026 (R0.5)."""
    enrolment = join(world, fund, date(2025, 1, 1))
    give(world, enrolment, 730, date(2025, 1, 1))

    decide(world, client, fund, a_day="2")

    page = see(client, world.treasurer, "welfare:member", fund.slug, enrolment.pk)
    assert "จ่ายถึง 31 ธันวาคม 2569" in page
    claim(world, client, fund, enrolment, table.benefits.get(name="เยี่ยมบ้าน"), date(2026, 8, 1))
    assert Claim.objects.get().amount == 400


def test_the_table_asks_and_takes_each_day_at_its_own_price(world, new_id):
    """Paid to 19 June on a plan of thirty days; two baht from 1 July, agreed in May: 11 + 19 × 2 on 5 July (R0.5)."""
    group = groups.create_group(Group.Kind.WEL, "กองทุนสาธิต", "wel-demo", village=world.village, is_demo=True)
    for role in ("treasurer", "chair"):
        world.appoint(world.users[role], Role(role), group)
    group_book, hands = group.books.get(), {"by": world.treasurer}
    made_bylaws.set_scheme_bylaw(group_book, effective_from=LONG_AGO, resolution="มติ 1")
    may = datetime(2026, 5, 20, 20, tzinfo=UTC)
    bylaw = SchemeBylaw(
        scheme=group_book.scheme, a_day=2, effective_from=JULY, resolution="มติ 2", decided_on=may.date()
    )
    with clock.at(may):
        bylaws.agree(bylaws.write(bylaw, **hands), by=world.chair)
    member = people.join(group, world.new_person(new_id()), on=date(2026, 6, 1))
    give(world, schemes.enrol(group_book.scheme, member, on=date(2026, 6, 1)), 19, date(2026, 6, 1))

    (cell,) = Days().cells([group_book], date(2026, 7, 5), None)

    assert (cell.due, cell.minimum, cell.step) == (49, 1, 1)
    assert fits_step(cell.due, cell.minimum, cell.step)


def test_what_was_paid_ahead_is_earned_as_it_was_bought(world, fund, client):
    """365.00 on 1 January 2026: 212.00 on 31 July, 153.00 left, though two baht rule since 1 July (R0.5)."""
    decide(world, client, fund, defers="on", effective_from="1/12/2568", decided_on="20/11/2568")
    enrolment = join(world, fund, date(2026, 1, 1))
    give(world, enrolment, 365, date(2026, 1, 1), enrolment.advance, "J22")
    decide(world, client, fund, defers="on", a_day="2")

    press(client, world.bookkeeper, "welfare:recognise", fund.slug)

    on = date(2026, 7, 31)
    assert (books.balance(enrolment.account, on), books.balance(enrolment.advance, on)) == (212, 153)


def test_a_gap_allowed_in_spring_keeps_the_claim_of_july(world, fund, table, client):
    """Fifty days unpaid under a limit of 90; thirty from 1 July on (R0.6)."""
    enrolment = join(world, fund, date(2025, 6, 1))
    give(world, enrolment, 273, date(2025, 6, 1))  # to 28 February 2026
    give(world, enrolment, 300, date(2026, 4, 19))

    decide(world, client, fund, suspend_after="30")

    claim(world, client, fund, enrolment, table.benefits.get(name="เยี่ยมบ้าน"), date(2026, 7, 5))
    assert Claim.objects.get().amount == 400


def test_a_running_gap_meets_the_new_limit_on_its_first_day(world, fund, client):
    """Sixty-two days unpaid on 1 July: rests from then on (R0.6)."""
    enrolment = join(world, fund, date(2025, 6, 1))
    give(world, enrolment, 334, date(2025, 6, 1))  # to 30 April 2026

    decide(world, client, fund, suspend_after="30")

    eve, day = (
        see(client, world.treasurer, "welfare:member", fund.slug, enrolment.pk, on=on)
        for on in ("30/6/2569", "1/7/2569")
    )
    assert ("ค้างส่ง" in eve, "พักสิทธิ" in eve) == (True, False)
    assert "พักสิทธิ" in day


def test_a_thousand_given_in_march_still_frees_five_hundred(world, fund, client):
    """Shares 50/30/20, then 80/10/10 from July (R0.7)."""
    enrolment = join(world, fund, date(2026, 3, 1))
    give(world, enrolment, 1000, date(2026, 3, 5))

    decide(world, client, fund, benefits_share="80", growth_share="10", reserve_share="10")

    assert "500.00" in see(client, world.treasurer, "welfare:fund", fund.slug)
    assert "800.00" not in see(client, world.treasurer, "welfare:fund", fund.slug)
    give(world, enrolment, 100, JULY + timedelta(days=4))
    page = see(client, world.treasurer, "welfare:year", fund.slug, year=2569)
    assert "580.00" in page
    assert ("50/30/20" in page, "80/10/10" in page) == (True, True)
    assert subfunds_queries.available(fund.books.get().scheme, date(2026, 12, 30)) == 580


def test_what_was_judged_is_named_with_the_first_day_that_is_free(world, fund, client):
    enrolment = join(world, fund, date(2026, 3, 1))
    give(world, enrolment, 100, date(2026, 7, 8))

    page = press(
        client, world.treasurer, "welfare:scheme_bylaw", fund.slug, **(BYLAW | {"a_day": "2"})
    ).content.decode()

    assert ("8 กรกฎาคม 2569" in page, "9 กรกฎาคม 2569" in page) == (True, True)
    assert not SchemeBylaw.every.filter(agreed_at=None).exists()


def test_the_page_says_what_members_will_feel(world, fund, new_id, client, django_assert_max_num_queries):
    """Paid to 19 June on a plan of thirty days: 49.00 on 5 July would be; the page tells of the first day it rules."""
    first = last_of_month(timezone.localdate()) + timedelta(days=1)
    enrolment = join(world, fund, date(2025, 1, 1))
    days = (first - date(2025, 1, 1)).days
    give(world, enrolment, days - 11, date(2025, 1, 1))
    other = people.join(fund, world.new_person(new_id()), on=date(2026, 1, 1))
    give(world, schemes.enrol(enrolment.scheme, other, on=date(2026, 1, 1)), 3000, date(2026, 1, 1))

    params = {"a_day": "2", "effective_from": f"{first:%d/%m/%Y}", "suspend_after": "10", "benefits_share": "60"}
    page = press(
        client, world.treasurer, "welfare:scheme_bylaw", fund.slug, **(BYLAW | params | {"reserve_share": "10"})
    )

    text = page.content.decode()
    for sentence in ("สมาชิก 2 คน", "49.00", "30.00", "60.00"):
        assert sentence in text
    with django_assert_max_num_queries(20):
        client.get(page.redirect_chain[-1][0])


# -- The benefit table -------------------------------------------------------------------------------------------------


def propose(world, client, fund, by=None, amount="900", on=None) -> BenefitTable:
    """A new table in which a night is worth more."""
    on = on or timezone.localdate()
    params = {"effective_from": f"{on:%d/%m/%Y}", "decided_on": "20/5/2569", "resolution": "ประชุมใหญ่ 2/2569"}
    press(client, by or world.treasurer, "welfare:draft_table", fund.slug, **params)
    draft = BenefitTable.every.get(agreed_at=None)
    line = draft.benefits.get(name="นอนโรงพยาบาล")
    params = {"name": line.name, "kind": "sickness", "whom": "self", "way": "night", "amount": amount, "pays": "money"}
    press(client, by or world.treasurer, "welfare:line", fund.slug, draft.pk, line.pk, **params, subfund="benefits")
    return draft


def agree(client, user, fund, draft):
    seen = BenefitTable.every.get(pk=draft.pk).written_at.isoformat()
    return press(client, user, "villages:agree_bylaw", fund.slug, "benefittable", draft.pk, seen=seen)


def is_in_force(draft) -> bool:
    return BenefitTable.objects.filter(pk=draft.pk).exists()


@pytest.mark.parametrize("alone", ["treasurer", "secretary"])
def test_nobody_alone_puts_a_table_in_force(world, fund, table, client, alone):
    draft = propose(world, client, fund, by=world.users[alone])

    agree(client, world.users[alone], fund, draft)

    assert not is_in_force(draft)
    assert "เห็นชอบให้ใช้ตั้งแต่" not in see(client, world.users[alone], "welfare:table", fund.slug, draft.pk)
    assert "900.00" not in see(client, world.users[alone], "welfare:tables", fund.slug)


def test_two_of_whom_one_is_the_chair_put_it_in_force(world, fund, table, client):
    draft = propose(world, client, fund)
    agree(client, world.checker, fund, draft)
    assert not is_in_force(draft)

    agree(client, world.chair, fund, draft)

    assert is_in_force(draft)
    assert "900.00" in see(client, world.treasurer, "welfare:tables", fund.slug)


def test_a_table_never_reaches_back_over_a_claim(world, fund, table, client):
    """Eight weeks back, from 200 to 900: a stay of last week was claimed under the old one."""
    today = timezone.localdate()
    enrolment = join(world, fund, date(2025, 1, 1))
    give(world, enrolment, 9000, date(2025, 1, 1))
    stay = table.benefits.get(name="นอนโรงพยาบาล")
    claim(world, client, fund, enrolment, stay, today - timedelta(days=7), nights="1")
    assert Claim.objects.get().amount == 200

    params = {"effective_from": f"{today - timedelta(weeks=8):%d/%m/%Y}", "decided_on": "1/9/2569", "resolution": "มติ"}
    page = press(client, world.treasurer, "welfare:draft_table", fund.slug, **params).content.decode()

    assert "วันแรกที่" in page
    assert not BenefitTable.every.filter(agreed_at=None).exists()


def test_a_draft_is_corrected_dropped_and_written_anew(world, fund, table, client):
    draft = propose(world, client, fund)
    later = timezone.localdate() + timedelta(days=30)
    params = {"effective_from": f"{later:%d/%m/%Y}", "decided_on": "21/5/2569", "resolution": "ประชุมใหญ่ 3/2569"}

    press(client, world.treasurer, "welfare:draft_table", fund.slug, **params)
    draft.refresh_from_db(from_queryset=BenefitTable.every.all())
    assert (draft.effective_from, draft.resolution) == (later, "ประชุมใหญ่ 3/2569")
    assert draft.benefits.get(name="นอนโรงพยาบาล").amount == 900

    press(client, world.treasurer, "villages:drop_bylaw", fund.slug, "benefittable", draft.pk)
    assert not BenefitTable.every.filter(agreed_at=None).exists()
    assert propose(world, client, fund).pk != draft.pk


def test_the_trial_and_what_changes_stand_above_the_final_button(world, fund, table, client):
    enrolment = join(world, fund, date(2025, 1, 1))
    give(world, enrolment, 9000, date(2025, 1, 1))
    draft = propose(world, client, fund)

    page = see(
        client, world.chair, "welfare:table", fund.slug, draft.pk,
        member=enrolment.pk, on=f"{timezone.localdate():%d/%m/%Y}",
    )  # fmt: skip

    places = [page.index(text) for text in ("ที่ใช้อยู่เดิม", "ลองกับสมาชิก", "1 คืน คืนละ 900.00 บาท", "เห็นชอบให้ใช้ตั้งแต่")]
    assert places == sorted(places)


def test_members_see_nothing_of_a_draft(world, fund, table, client):
    enrolment = join(world, fund, date(2025, 1, 1))
    give(world, enrolment, 9000, date(2025, 1, 1))
    draft = propose(world, client, fund)

    page = see(client, world.users["member"], "welfare:mine")

    assert ("200.00" in page, "900.00" in page) == (True, False)
    address = reverse("welfare:table", args=[fund.slug, draft.pk])
    assert client.get(address).status_code in (403, 404)
