"""The one gate to the books: what it writes, and how it refuses."""

import hashlib
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone

from ledger import queries, services
from ledger.models import GENESIS, Account, Entry, Heading, MonthTotal, Period
from tests.ledger.conftest import Till

FEBRUARY, MARCH, APRIL = date(2025, 2, 5), date(2025, 3, 5), date(2025, 4, 5)


def numbers(till: Till) -> list[str]:
    return list(till.book.entries.order_by("seq").values_list("number", flat=True))


# -- Posting -----------------------------------------------------------------------------------------------------------


def test_numbers_run_on_within_a_buddhist_year_and_begin_anew_in_the_next(till):
    for day in (date(2024, 12, 31), date(2025, 1, 1), date(2025, 1, 31), date(2024, 2, 29)):
        till.deposit(100, day)
    till.post({"11010": 5}, {"45010": 5}, date(2025, 1, 2))

    assert numbers(till) == [
        "RV6712-00000001", "RV6801-00000001", "RV6801-00000002", "RV6702-00000002", "JV6801-00000001",
    ]  # fmt: skip


def test_each_book_counts_for_itself(new_till):
    for slug in ("sajja-1", "sajja-2"):
        till = new_till(slug)
        till.deposit(100)

        assert numbers(till) == ["RV6803-00000001"]


def test_each_entry_is_sealed_upon_the_one_before(till):
    first, second = till.deposit(100), till.deposit(200)

    assert first.previous_seal == GENESIS
    assert second.previous_seal == first.seal
    assert till.book.head == second


def test_a_real_book_tells_its_own_time_and_a_demonstration_may_have_a_past(new_till):
    past = timezone.now() - timedelta(days=400)
    real, demo = new_till("real"), new_till("demo", is_demo=True)

    assert real.deposit(100, at=past).at > past
    assert demo.deposit(100, at=past).at == past


def test_an_entry_written_later_than_it_happened_says_so(till):
    assert till.deposit(100, MARCH).backdated
    assert not till.deposit(100, timezone.localdate()).backdated


def test_the_same_request_twice_is_one_entry(till):
    request = uuid4()

    first, again = till.deposit(100, request_id=request), till.deposit(100, request_id=request)

    assert first == again
    assert till.book.entries.count() == 1


@pytest.mark.parametrize("more", [{"amount": 200}, {"on": APRIL}, {"memo": "อื่น"}, {"holder": "M002"}])
def test_the_same_request_with_other_content_is_refused(till, more):
    request = uuid4()
    first = till.deposit(100, request_id=request)

    with pytest.raises(ValidationError) as refusal:
        till.deposit(**({"amount": 100, "request_id": request} | more))

    assert first.number in refusal.value.messages[0]
    assert till.book.entries.count() == 1


def test_one_request_number_may_be_used_in_two_books(new_till):
    request = uuid4()
    for slug in ("sajja-1", "sajja-2"):
        new_till(slug).deposit(100, request_id=request)

    assert Entry.objects.count() == 2


@pytest.mark.parametrize(
    ("debits", "credits", "on", "says"),
    [
        ({"11010": 100}, {"31020 M001": 99}, MARCH, "เดบิต"),
        ({"11010": 100}, {}, MARCH, "สองบรรทัด"),
        ({"11010": 100}, {"31020": 100}, MARCH, "บัญชีย่อย"),
        ({"11010": 0}, {"31020 M001": 0}, MARCH, "มากกว่าศูนย์"),
        ({"11010": "0.001"}, {"31020 M001": "0.001"}, MARCH, "ทศนิยม"),
        ({"11010": 10**12}, {"31020 M001": 10**12}, MARCH, "ทศนิยม"),
        ({"11010": 100}, {"31020 M001": 100}, timezone.localdate() + timedelta(days=2), "ยังมาไม่ถึง"),
    ],
)
def test_what_the_books_refuse_is_said_in_thai_and_nothing_is_written(till, debits, credits, on, says):
    with pytest.raises(ValidationError) as refusal:
        till.post(debits, credits, on)

    assert says in refusal.value.messages[0]
    assert not Entry.objects.exists()
    assert not MonthTotal.objects.exists()


def test_a_refusal_leaves_what_was_written_before_in_the_same_transaction(till):
    till.deposit(100)
    with pytest.raises(ValidationError):
        till.post({"11010": 100}, {"31020 M001": 99}, MARCH)
    till.deposit(200)

    assert numbers(till) == ["RV6803-00000001", "RV6803-00000002"]


def test_a_back_dated_entry_lifts_what_later_months_brought_forward(till):
    till.deposit(100, APRIL)
    till.deposit(30, FEBRUARY)

    assert queries.balance(till["31020 M001"], MARCH) == 30
    assert queries.balance(till["31020 M001"], APRIL) == 130
    assert queries.balance(till["31020"], APRIL) == 130  # its control account


# -- Reversals ---------------------------------------------------------------------------------------------------------


def test_a_reversal_is_the_mirror_and_names_its_original(till):
    entry = till.deposit(100)

    reversal = till.reverse(entry, APRIL)

    assert reversal.reverses == entry
    assert (reversal.event, reversal.memo, reversal.approved_by) == ("J62", "คีย์ผิด", till.checker)
    assert queries.balance(till["31020 M001"]) == 0


@pytest.mark.parametrize("more", [{"reason": " "}, {"approved_by": "clerk"}, {"on": FEBRUARY}])
def test_a_reversal_needs_a_reason_a_second_person_and_a_day_not_before(till, more):
    entry = till.deposit(100)
    if "approved_by" in more:
        more = {"approved_by": till.clerk}

    with pytest.raises(ValidationError):
        till.reverse(entry, **({"on": APRIL} | more))

    assert Entry.objects.count() == 1


def test_nothing_is_reversed_twice_and_no_reversal_is_reversed(till):
    entry = till.deposit(100)
    reversal = till.reverse(entry, APRIL)

    for again in (entry, reversal):
        with pytest.raises(ValidationError):
            till.reverse(again, APRIL)

    assert Entry.objects.count() == 2


# -- Pairs -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def two(new_till) -> tuple[Till, Till]:
    here, there = new_till("vf-8-1"), new_till("vf-8-2")
    here.open("14090", "vf-8-2", counterpart=there.book)
    there.open("23090", "vf-8-1", counterpart=here.book)
    return here, there


def lend(two, amount=500, returned=None, **more):
    here, there = two
    more = {"event": "J40", "on": MARCH, "by": here.clerk, "request_id": uuid4()} | more
    return services.post_pair(
        (here.book, here.sides({"14090 vf-8-2": amount}, {"11010": amount})),
        (there.book, there.sides({"11010": returned or amount}, {"23090 vf-8-1": returned or amount})),
        **more,
    )


def test_money_crosses_as_two_entries_that_name_each_other(two):
    first, second = lend(two)

    assert (first.pair, second.pair) == (second, first)
    assert [queries.balance(till["11010"]) for till in two] == [-500, 500]


def test_a_pair_of_two_amounts_writes_neither(two):
    with pytest.raises(ValidationError):
        lend(two, 500, 400)

    assert not Entry.objects.exists()


def test_a_pair_sent_twice_is_one(two):
    request = uuid4()

    assert lend(two, request_id=request) == lend(two, request_id=request)
    assert Entry.objects.count() == 2


def test_a_pair_needs_two_books_and_is_not_reversed_by_half(two):
    here, _there = two
    with pytest.raises(ValidationError):
        services.post_pair((here.book, []), (here.book, []), event="J40", on=MARCH, by=here.clerk, request_id=uuid4())

    first, _second = lend(two)
    with pytest.raises(ValidationError):
        here.reverse(first, APRIL)


# -- Months ------------------------------------------------------------------------------------------------------------


def test_months_close_in_order_and_take_nothing_more(till):
    till.deposit(100, FEBRUARY)
    till.deposit(100, MARCH)
    with pytest.raises(ValidationError):
        services.close_month(till.book, MARCH, by=till.clerk)

    services.close_month(till.book, FEBRUARY, by=till.clerk)

    for day in (FEBRUARY, date(2024, 12, 1)):
        with pytest.raises(ValidationError, match="ปิด"):
            till.deposit(100, day)
    with pytest.raises(ValidationError):
        services.close_month(till.book, FEBRUARY, by=till.clerk)
    till.deposit(100, MARCH)
    assert Period.objects.exclude(closed_at=None).get().closed_by == till.clerk


def test_a_month_that_is_not_over_stays_open(till):
    till.deposit(100, timezone.localdate())

    with pytest.raises(ValidationError):
        services.close_month(till.book, timezone.localdate(), by=till.clerk)


def test_closing_a_month_without_entries_closes_what_is_before_it(till):
    services.close_month(till.book, MARCH, by=till.clerk)

    with pytest.raises(ValidationError):
        till.deposit(100, FEBRUARY)


# -- Books, accounts, papers -------------------------------------------------------------------------------------------


def test_an_account_of_the_chart_is_made_once_and_no_code_is_invented(till):
    assert services.activate(till.book, "52010") == services.activate(till.book, "52010")
    for code in ("99999", "11000"):
        with pytest.raises(ValidationError, match=code):
            services.activate(till.book, code)


def test_holders_accounts_hang_under_the_headings_own(till):
    account = services.open_account(till.book, "31020", "M009", "นายM009")

    assert account.control == Account.objects.get(book=till.book, heading="31020", holder="")


def test_the_chart_loads_twice_and_mends_a_name(chart):
    Heading.objects.filter(code="11010").update(name_th="อื่น")

    services.load_chart()

    assert Heading.objects.get(code="11010").name_th == "เงินสด – เงินกองทุน"


def test_a_paper_is_kept_with_its_hash(till):
    entry = till.deposit(100)

    voucher = services.attach_voucher(entry, ContentFile(b"%PDF-1.7 slip", "slip.pdf"), by=till.clerk)

    assert voucher.sha256 == hashlib.sha256(b"%PDF-1.7 slip").hexdigest()
    assert voucher.file.read() == b"%PDF-1.7 slip"


def test_totals_made_anew_are_what_they_were(till):
    till.deposit(100, FEBRUARY)
    till.deposit(Decimal("0.01"), APRIL, holder="M002")
    till.deposit(7, MARCH)
    columns = ("account", "month", "brought_debit", "brought_credit", "debit", "credit")
    before = set(MonthTotal.objects.values_list(*columns))

    services.rebuild_totals(till.book)

    assert set(MonthTotal.objects.values_list(*columns)) == before
