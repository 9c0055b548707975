"""Practice: a group of one's own to try a whole evening in, in no total, and deleted without a trace."""

from decimal import Decimal
from io import StringIO
from uuid import uuid4

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from funds.models import Passbook, Receipt, SavingsProduct, WorkingDay
from funds.queries import boxes as boxes_queries
from funds.queries import days as days_queries
from funds.queries import dues as dues_queries
from funds.queries import sheet as sheet_queries
from funds.services import counting, days, reversals, unsent, visits
from funds.services import practice as funds_practice
from kahro import queries as kahro_queries
from kahro.bench import data as bench_data
from kahro.practice import services as practice
from ledger import services as ledger
from ledger import verify
from ledger.models import Book, Verification
from tests import made_bylaws
from tests.conftest import LONG_AGO, citizen_id
from tests.kahro.conftest import words
from tests.ledger.conftest import commit, sql
from tests.ledger.prompt import refused
from tests.pdfs import printed
from villages import access
from villages.models import Group, Officer, PendingRequest, Person, Role
from villages.queries.groups import helpers, invented_id, practice_groups
from villages.services import appointing, groups, officers, people, requests, slips
from villages.services import practice as villages_practice

ZERO = Decimal("0.00")


def beside(day: WorkingDay) -> dict[int, str]:
    """Where the cash lies that is not put on the table."""
    return {box.pk: "ในตู้เซฟ" for box in day.cash_boxes.all()}


def evening(group: Group, by: User, *, until: str = "closed") -> WorkingDay:
    """A whole evening of a practice group: everybody pays as due, the cash is 20 baht short, and goes to the bank."""
    receiver, checker = helpers(group)
    by = User.objects.get(pk=by.pk)  # with the offices of practice
    day = days_queries.days(group).get()
    hands = {receiver: "receiver", by: "bookkeeper", checker: "checker"}
    day = days.open_day(day, hands, {}, by=by, elsewhere=beside(day))
    if until == "open":
        return day
    sheet = sheet_queries.collection_sheet(day)
    for pk, row in sheet.rows.items():
        if amounts := {key: cell.due for key, cell in row.cells.items() if cell.due}:
            visits.take(sheet, pk, amounts, by=by, request_id=uuid4())
    unsent.hear(day, uuid4(), 1, Decimal(20), by=by)
    person, sums = next(iter(sheet.rows.values())).person, {sheet.boxes[0].group_book_id: Decimal(20)}
    unsent_row = unsent.DeviceRow(day, person, uuid4(), sums, by, timezone.now())
    unsent.throw_away(unsent_row, "พิมพ์ซ้ำ", by=by)
    counting.start_counting(day, by=by)
    for box in boxes_queries.boxes(day):
        assert box.expects
        pieces = {"20": int((box.expects - 20) / 20), "1": int((box.expects - 20) % 20)}
        counting.count(box, pieces, next_float=ZERO, by=receiver, explanation="ทอนผิด", responsible=receiver)
    for hand in (receiver, by, checker):
        counting.sign(day, by=hand)
    counting.note_difference(day, "ตรวจแล้ว", by=checker)
    for counted in day.cash_boxes.all():
        assert counted.to_bank
        slip = ContentFile(b"%PDF-1.7", "slip.pdf")
        bank_deposit = counting.bank(counted, counted.to_bank, slip, on=timezone.localdate(), by=by)
        counting.confirm_bank_deposit(bank_deposit, by=receiver)
    counting.close(day, by=by)
    return WorkingDay.objects.get(pk=day.pk)


def rows_of_everything() -> dict[str, int]:
    """How many rows every table has, apart from who is logged in."""
    models = [model for model in apps.get_models() if model._meta.app_label != "sessions"]
    return {model._meta.label: model._default_manager.count() for model in models}


# -- What is made ------------------------------------------------------------------------------------------------------


def test_a_practice_group_is_like_its_parent_with_twelve_invented_members(own, world):
    kinds = [[(p.name, p.kind, p.bylaws.get().minimum) for p in g.products.all()] for g in (world.group, own)]

    assert own.is_practice
    assert (own.kind, own.village) == (world.group.kind, world.group.village)
    assert kinds[0] == kinds[1]
    assert own.members.count() == 12
    assert {member.person.is_practice for member in own.members.all()} == {True}
    assert [group_book.book.is_practice for group_book in own.books.all()] == [True]
    assert str(own) == "กลุ่มฝึกซ้อม ของ คุณbookkeeper"


def test_some_owe_months_and_one_is_new(own):
    today = timezone.localdate()
    owing = {row.passbook.member.number: row.standing.in_a_row for row in dues_queries.owing([own], today)}
    ahead = Passbook.objects.get(member__number="08-0006", product__kind="pledged", member__group=own)

    assert owing == {"08-0004": 2, "08-0008": 1, "08-0010": 1}
    takers = dues_queries.takers(own.books.all(), today)
    assert dues_queries.standings([takers.get(pk=ahead.pk)], today)[ahead.pk].this_month == 0
    assert Passbook.objects.get(member__number="08-0012", product__kind="pledged").opened_on == today


def test_a_group_without_by_laws_or_savings_lends_the_usual_ones(world):
    for kind, slug in ((Group.Kind.WEL, "wel"), (Group.Kind.VF, "vf-8"), (Group.Kind.OTHER, "other-8")):
        bare = groups.create_group(kind, "กลุ่ม", slug, village=world.village)

        made = practice.begin(bare, by=world.bookkeeper)

        assert SavingsProduct.objects.get(group=made).kind == "pledged"
        assert made.members.count() == 12


def test_it_sits_today_by_the_parents_cash_limit(world):
    sitting = {"day_of_month": 5, "cash_limit": 900, "weekend": "next"}
    made_bylaws.set_working_day_bylaw(world.group, effective_from=LONG_AGO, resolution="1", **sitting)

    own = practice.begin(world.group, by=world.bookkeeper)

    bylaw = days_queries.working_day_bylaw(own, timezone.localdate())
    assert (bylaw.day_of_month, bylaw.cash_limit) == (timezone.localdate().day, 900)
    assert bylaw.weekend == "stay"


def test_two_officers_practise_side_by_side(own, world):
    other = practice.begin(world.group, by=world.receiver)
    evening(other, world.receiver)

    practice.throw_away(other)

    assert own.members.count() == 12
    assert list(practice_groups(world.bookkeeper)) == [own]


def test_beginning_again_throws_the_old_one_away(own, world):
    evening(own, world.bookkeeper, until="open")
    commit()

    fresh = practice.begin(world.group, by=world.bookkeeper)

    assert list(Group.objects.filter(is_practice=True)) == [fresh]
    assert list(WorkingDay.objects.all()) == list(days_queries.days(fresh).filter(state="planned"))


def test_practice_makes_no_practice(own, world):
    with pytest.raises(ValidationError, match="เป็นกลุ่มฝึกซ้อมอยู่แล้ว"):
        practice.begin(own, by=world.receiver)


# -- Thrown away -------------------------------------------------------------------------------------------------------


def test_whatever_hangs_under_a_group_is_known_to_be_thrown_away():
    """A table that is missing here is new: let `throw_away` of its app delete its rows, then name it."""
    reached, ahead = set(), {Group, Book}
    while ahead:
        reached |= ahead
        below = {relation.related_model for model in ahead for relation in model._meta.related_objects}
        ahead = below - reached

    assert {model._meta.label for model in reached} == {
        "ledger.Account", "ledger.Book", "ledger.Entry", "ledger.LateItem",
        "ledger.Line", "ledger.MonthTotal", "ledger.Period", "ledger.Voucher",
        "villages.Group", "villages.GroupBook", "villages.Member", "villages.Nominee",
        "villages.ActivationSlip", "villages.Officer", "villages.PendingRequest", "villages.RegisterImport",
        "villages.RequestLook", "villages.RequestVote",
        "villages.ReturnBylaw",
        "villages.MembershipPeriod", "funds.BankDeposit", "funds.CashBox", "funds.WorkingDayBylaw",
        "funds.Identification", "funds.Obligation",
        "funds.Passbook", "funds.Payout", "funds.Pledge", "funds.ProductBylaw", "funds.Receipt",
        "funds.SavingsProduct", "funds.UnknownTransfer", "welfare.Benefit", "welfare.BenefitTable", "welfare.Claim",
        "welfare.Enrolment", "welfare.Evidence", "welfare.MatchingGrant", "welfare.MatchingGrantReceipt",
        "welfare.MemberListHandout",
        "welfare.EvidenceView",
        "funds.UnsentReceipt",
        "welfare.Round", "welfare.Scheme", "welfare.SchemeBylaw", "welfare.Tier", "welfare.Vote", "welfare.Year",
    }  # fmt: skip


@pytest.mark.parametrize("until", ["open", "closed"])
def test_after_an_evening_nothing_of_it_is_left(world, until):
    world.deposit(500)
    before = rows_of_everything()
    own = practice.begin(world.group, by=world.bookkeeper)
    evening(own, world.bookkeeper, until=until)
    assert verify.problems() == []

    practice.throw_away(own)
    commit()

    assert rows_of_everything() == before
    assert verify.problems() == []


def test_also_requests_reversals_papers_and_closed_months_go(own, world, settings, django_capture_on_commit_callbacks):
    by = world.bookkeeper
    evening(own, by)
    wrong, other = Receipt.objects.filter(member__group=own, visit=None).order_by("pk")[:2]
    requests.approve(
        reversals.ask_to_reverse(wrong.entry, by=by, reason="ลองดู", request_id=uuid4()), by=helpers(own)[1]
    )
    reversals.ask_to_reverse(other.entry, by=by, reason="ลองอีก", request_id=uuid4())
    ledger.attach_voucher(other.entry, ContentFile(b"%PDF-1.7", "paper.pdf"), by=by)
    book = own.books.get().book
    ledger.close_month(book, book.periods.earliest("month").month, by=by)
    people.name_nominees(
        own.members.first(), [("สมศรี", "บุตร", Decimal(100))], on=timezone.localdate(), by=world.secretary
    )
    own.imports.create(file=ContentFile(b"x", "register.xlsx"), filename="register.xlsx", uploaded_by=by)
    commit()
    assert [file for file in settings.MEDIA_ROOT.rglob("*") if file.is_file()]

    with django_capture_on_commit_callbacks(execute=True):
        practice.throw_away(own)
    commit()

    assert not Group.objects.filter(is_practice=True).exists()
    assert not PendingRequest.objects.exists()
    assert not [file for file in settings.MEDIA_ROOT.rglob("*") if file.is_file()]


def test_a_real_group_is_never_thrown_away(own, world):
    world.deposit(500)
    before = rows_of_everything()

    for throw_away in (practice.throw_away, villages_practice.throw_away, funds_practice.throw_away):
        with pytest.raises(ValidationError, match="กลุ่มจริง"):
            throw_away(world.group)

    assert rows_of_everything() == before


def test_the_database_keeps_visits_and_closed_days_of_real_groups(world):
    day = a_real_evening(world)
    letting_go = "SET LOCAL kahro.throwing_away = 'yes'"

    with refused("books_are_kept"):
        sql(letting_go)
        sql("DELETE FROM funds_visit")
    sql("UPDATE funds_workingday SET state = 'closed' WHERE id = %s", day.pk)
    with refused("day_is_final"):
        sql(letting_go)
        sql("DELETE FROM funds_workingday")
    with refused("group_stays_real"):
        sql("UPDATE villages_group SET is_practice = true WHERE id = %s", world.group.pk)


def a_real_evening(world) -> WorkingDay:
    day = days.plan([world.group], timezone.localdate(), by=world.bookkeeper)
    seats = {world.receiver: "receiver", world.bookkeeper: "bookkeeper", world.checker: "checker"}
    day = days.open_day(day, seats, {}, by=world.bookkeeper, elsewhere=beside(day))
    row = next(iter(sheet_queries.collection_sheet(day).rows.values()))
    amounts = {key: cell.due for key, cell in row.cells.items() if cell.due}
    visits.take(sheet_queries.collection_sheet(day), row.person.pk, amounts, by=world.bookkeeper, request_id=uuid4())
    return day


def test_the_database_keeps_visits_and_closed_days_of_practice_until_it_is_thrown_away(own, world):
    evening(own, world.bookkeeper)

    with refused("books_are_kept"):
        sql("DELETE FROM funds_visit")
    with refused("day_is_final"):
        sql("DELETE FROM funds_workingday")


def test_a_real_book_at_the_table_keeps_the_whole_day(own, world):
    evening(own, world.bookkeeper)
    sql(
        """INSERT INTO funds_cashbox (day_id, group_book_id, is_sitting, opening_float, first_seq, kept, explanation,
                                      elsewhere)
           VALUES (%s, %s, false, 0, 0, 0, '', '')""",
        WorkingDay.objects.get().pk,
        world.group.books.get().pk,
    )

    with refused("books_are_kept"):
        practice.throw_away(own)


# -- In no total -------------------------------------------------------------------------------------------------------


def test_every_figure_stays_what_it_was(world, entries, browser_of):
    staff, auditor = browser_of(world.staff), browser_of(world.auditor)
    before = figures(staff, auditor)
    own = practice.begin(world.group, by=world.bookkeeper)
    evening(own, world.bookkeeper)

    during = figures(staff, auditor)
    practice.throw_away(own)

    assert during == before == figures(staff, auditor)
    assert before["figures"].savings > 0  # nobody compares empty pages
    assert "กลุ่มสัจจะออมทรัพย์บ้านไสรักษ์" in before["desk"]


def figures(staff: Client, auditor: Client) -> dict[str, object]:
    """Whatever looks across groups: pages, exports, what is measured, heads."""
    out = StringIO()
    call_command("export_books", format="csv", stdout=out)
    return {
        "dashboard": words(staff.get(reverse("kahro:dashboard"))),
        "village": words(staff.get(reverse("kahro:village", args=[8]))),
        "desk": words(auditor.get(reverse("kahro:desk"))),
        "network": words(staff.get(reverse("villages:places"))),
        "figures": kahro_queries.glance(timezone.localdate()).total,
        "export": out.getvalue(),
        "measured": list(bench_data.measured_books()),
        "heads": verify.heads(),
    }


def test_a_proof_looks_at_practice_too_and_keeps_no_head_of_it(own, world):
    world.deposit(100)

    services_run = ledger.verify_and_record()
    practice.throw_away(own)

    assert services_run.checks == services_run.passed
    assert list(Verification.objects.get().heads) == [world.book.slug]
    assert verify.problems() == []


def test_its_own_pages_show_it(own, world, browser_of):
    page = words(browser_of(world.bookkeeper).get(own.get_absolute_url()))

    assert "12" in page
    assert "08-0001" in words(browser_of(world.bookkeeper).get(reverse("villages:members", args=[own.slug])))


# -- Who one is there --------------------------------------------------------------------------------------------------


def test_offices_of_practice_open_nothing_elsewhere(own, world):
    """The bookkeeper is treasurer there, who may verify books; here nobody made them that."""
    user = User.objects.get(pk=world.bookkeeper.pk)

    assert access.may(user, "verify books", own)
    assert not access.may(user, "verify books")
    assert not access.may(user, "verify books", world.group)
    assert not access.may(user, "pay withdrawals", world.group)


def test_practising_is_no_bar_to_an_office_of_the_network(own, world):
    world.appoint(world.bookkeeper, Role.FACILITATOR, None)
    somebody = User.objects.create_user("somebody")
    world.appoint(somebody, Role.TREASURER, own)

    assert world.appoint(somebody, Role.AUDITOR, None)


def test_helpers_are_invented_people_in_houses_of_their_own(own):
    people = [helper.person for helper in helpers(own)]

    assert all(person.is_practice and person.born_on for person in people)
    houses = own.members.values_list("person__house_no", flat=True)
    assert len({*houses, *(person.house_no for person in people)}) == own.members.count() + 2


def test_an_office_in_practice_is_agreed_by_whom_one_does_not_stand_in_for(own, world):
    person, chair = own.members.first().person, helpers(own)[1]
    wish = {"on": timezone.localdate(), "reason": "ลองดู", "request_id": uuid4(), "by": chair}
    request = appointing.ask_to_appoint(person, Role.TREASURER, own, **wish)
    with pytest.raises(ValidationError):
        requests.approve(request, by=chair)
    with pytest.raises(ValidationError):
        requests.approve(request, by=world.staff)

    requests.approve(request, by=world.bookkeeper)

    assert person.offices.get().group == own
    practice.throw_away(own)
    assert not Officer.objects.filter(person__citizen_id__startswith="9").exists()


def test_helpers_cannot_log_in_and_are_nobody_anywhere_else(own, world):
    helper = helpers(own)[0]

    assert not helper.has_usable_password()
    assert not Client().login(username=helper.username, password="")
    with pytest.raises(ValidationError, match="สมมติ"):
        officers.appoint(helper.person, Role.RECEIVER, world.group, on=timezone.localdate())
    assert not helpers(world.group).exists()


def test_whoever_is_no_helper_stays_when_practice_goes(own, world):
    """A deactivated account of somebody with an office there still belongs to a person."""
    somebody = User.objects.create_user("somebody")
    world.appoint(somebody, Role.TREASURER, own)
    User.objects.filter(pk=somebody.pk).update(is_active=False)

    practice.throw_away(own)

    assert User.objects.filter(pk=somebody.pk).exists()


def test_one_stands_in_for_the_helpers_of_ones_own_practice_only(own, world):
    helper, other = helpers(own)[0], practice.begin(world.group, by=world.receiver)
    bookkeeper = User.objects.get(pk=world.bookkeeper.pk)

    assert villages_practice.stand_in(bookkeeper, helper, own) == helper
    for user, whom, group in (
        (world.receiver, helper, own),
        (bookkeeper, helpers(other)[0], own),
        (bookkeeper, helpers(other)[0], other),
        (bookkeeper, world.checker, own),
        (bookkeeper, world.checker, world.group),
        (bookkeeper, helper, world.group),
        (bookkeeper, None, own),
    ):
        with pytest.raises(ValidationError, match="ผู้ช่วยฝึก"):
            villages_practice.stand_in(User.objects.get(pk=user.pk), whom, group)


def test_a_request_is_approved_in_the_place_of_a_helper(own, world, browser_of):
    entry = Receipt.objects.filter(member__group=own).first().entry
    pending = reversals.ask_to_reverse(entry, by=world.bookkeeper, reason="ลองดู", request_id=uuid4())
    browser, page = browser_of(world.bookkeeper), pending.get_absolute_url()
    checker = helpers(own)[1]

    shown = browser.get(page)
    browser.post(reverse("villages:decide", args=[own.slug, pending.pk]), {"approve": "1", "helper": checker.pk})

    assert shown.context["stand_ins"] == [checker]
    pending.refresh_from_db()
    assert (pending.status, pending.decided_by) == ("approved", checker)


# -- Invented people ---------------------------------------------------------------------------------------------------


def test_no_real_page_finds_an_invented_person(own, world, browser_of):
    invented = own.members.first().person
    browser = browser_of(world.treasurer)

    answer = browser.post(reverse("villages:new_member", args=[world.group.slug]), {"citizen_id": invented.citizen_id})
    session = browser.session
    session["joining-0badcafe"] = invented.citizen_id
    session.save()
    page = words(browser.get(reverse("villages:join", args=[world.group.slug, "0badcafe"])))

    assert "เลขสมมติ" in str(answer.context["form"].errors["citizen_id"])
    assert invented.first_name not in page
    with pytest.raises(ValidationError, match="คนสมมติ"):
        people.join(world.group, invented, on=timezone.localdate())
    with pytest.raises(ValidationError, match="คนสมมติ"):
        people.name_guardian(world.member, invented, by=world.secretary)


def test_no_real_person_comes_into_practice(own, world, browser_of):
    browser = browser_of(world.bookkeeper)

    answer = browser.post(
        reverse("villages:new_member", args=[own.slug]), {"citizen_id": world.member.person.citizen_id}
    )

    assert "ไม่นำคนจริงเข้ากลุ่มฝึกซ้อม" in str(answer.context["form"].errors["citizen_id"])
    with pytest.raises(ValidationError, match="คนสมมติ"):
        people.join(own, world.member.person, on=timezone.localdate())


def test_somebody_new_joins_practice_under_the_number_that_stands_there_and_goes_with_it(own, world, browser_of):
    browser = browser_of(world.bookkeeper)
    page = browser.get(reverse("villages:new_member", args=[own.slug]))
    number = page.context["form"]["citizen_id"].value()

    answer = browser.post(reverse("villages:new_member", args=[own.slug]), {"citizen_id": number})
    facts = {"prefix": "นาง", "first_name": "ลองดู", "born_on": "1/1/2520", "on": "1/1/2567"}
    browser.post(answer["Location"], facts)

    assert own.members.get(person__first_name="ลองดู").number == "08-0013"
    assert number == own.members.get(number="08-0013").person.citizen_id
    practice.throw_away(own)
    assert not Person.objects.filter(first_name="ลองดู").exists()


def test_an_invented_person_gets_no_account(own, world):
    with pytest.raises(ValidationError, match="คนสมมติ"):
        slips.issue(own.members.first().person, by=world.bookkeeper)


def test_invented_numbers_are_valid_and_each_given_once(own):
    number = invented_id(own)

    assert number.startswith(own.practice_ids)
    assert number == citizen_id(int(number[:12]))
    assert not Person.objects.filter(citizen_id=number).exists()
    assert len(set(own.members.values_list("person__citizen_id", flat=True))) == 12


# -- The band ----------------------------------------------------------------------------------------------------------


BAND = "ฝึกซ้อม – ไม่ใช่เงินจริง"


def test_every_page_and_paper_of_the_group_wears_the_band_and_no_other(own, world, browser_of):
    browser = browser_of(world.bookkeeper)
    pages = [
        own.get_absolute_url(),
        reverse("villages:members", args=[own.slug]),
        reverse("funds:days", args=[own.slug]),
    ]
    receipt = Receipt.objects.filter(member__group=own).first()
    papers = [
        reverse("funds:receipt_pdf", args=[own.slug, receipt.pk]),
        reverse("kahro:report", args=[own.slug, own.books.get().book.slug, "trial-balance"]) + "?format=pdf",
    ]

    for page in pages:
        assert BAND in words(browser.get(page))
    for paper in papers:
        assert printed(browser.get(paper).content).count("ไม่ใช่เงินจริง") == 1
    assert BAND not in words(browser.get(world.group.get_absolute_url()))


def test_a_practice_paper_is_no_genuine_receipt(own):
    token = Receipt.objects.filter(member__group=own).first().token

    assert Client().get(reverse("funds:genuine", args=[token])).status_code == 404
