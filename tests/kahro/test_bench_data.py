"""What is measured on: nine groups with by-laws and passbooks, and an evening that is open now."""

from funds.models import Passbook
from kahro.bench import data as bench_data
from ledger import queries as books
from villages.models import Officer, Person


def test_nine_groups_have_a_passbook_a_member_and_no_money(measured):
    slugs = [book.slug for book in bench_data.measured_books()]

    assert slugs == [f"bench-{number}" for number in range(1, 10)]
    passbooks = Passbook.objects.filter(account__book__slug="bench-5").order_by("member__number")
    assert [(each.member.number, each.account.holder) for each in passbooks] == [("05-0001",) * 2, ("05-0002",) * 2]
    assert {(each.product.kind, each.product.bylaws.get().minimum) for each in passbooks} == {("pledged", 10)}
    assert {books.balance(each.account) for each in Passbook.objects.select_related("account__heading")} == {0}


def test_an_evening_is_open_with_three_hands_who_sit_at_every_table(measured):
    days = [bench_data.open_evening(book.owner.group) for book in bench_data.measured_books()[:2]]

    assert [(day.state, day.cash_boxes.get().group_book.book.slug) for day in days] == [
        ("open", "bench-1"),
        ("open", "bench-2"),
    ]
    assert sorted(Person.objects.exclude(user=None).values_list("first_name", flat=True)) == [
        "bookkeeper", "checker", "receiver",
    ]  # fmt: skip
    assert Officer.objects.count() == 6
