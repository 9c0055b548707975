"""A passbook at the desk: opened, its pledge changed, its statement of a period."""

from django.utils import timezone

from funds.services import savings
from ledger import thai
from tests.funds.conftest import url
from villages.services import people


def test_a_passbook_is_opened_at_the_desk_and_its_kind_is_offered_no_more(world, treasurer, new_id):
    member = world.new_member(new_id())
    today = thai.numeric_date(timezone.localdate())
    form = {"product": world.pledged.pk, "on": today, "pledge": "300"}

    treasurer.post(url(world, "open_passbook", member.pk), form)
    again = treasurer.post(url(world, "open_passbook", member.pk), form)

    passbook = member.passbooks.get()
    assert passbook.product == world.pledged
    assert again.context["form"].errors["product"]
    assert treasurer.get(url(world, "deposit", passbook.pk)).context["form"]["amount"].value() == "300.00"


def test_a_pledge_is_changed_at_the_desk(world, treasurer):
    today = thai.numeric_date(timezone.localdate())

    treasurer.post(url(world, "pledge", world.passbook.pk), {"amount": "600", "on": today})

    assert treasurer.get(url(world, "deposit", world.passbook.pk)).context["form"]["amount"].value() == "600.00"


def test_a_period_that_ends_before_it_begins_has_no_paper_and_its_page_says_why(world, treasurer):
    world.deposit(500)
    query = "?start=2%2F7%2F2567&end=1%2F7%2F2567"
    page = url(world, "passbook", world.passbook.pk)

    paper = treasurer.get(url(world, "passbook_pdf", world.passbook.pk) + query)

    assert (paper.status_code, paper.url) == (302, page + query)
    assert treasurer.get(page + query).context["statement"] is None
    assert [row.balance for row in treasurer.get(page).context["statement"].rows] == [500]


def test_a_closed_passbook_or_one_of_who_left_takes_no_money(world, treasurer):
    def takes(passbook) -> bool:
        return treasurer.get(url(world, "passbook", passbook.pk)).context["takes_money"]

    savings.close_passbook(world.special_passbook, on=timezone.localdate())
    assert (takes(world.passbook), takes(world.special_passbook)) == (True, False)

    people.leave(world.member, on=timezone.localdate(), reason="ย้าย")
    assert takes(world.passbook) is False
