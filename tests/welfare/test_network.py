"""All welfare funds beside each other, in figures that each fund's own pages show too."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from ledger import services as ledger
from ledger.models import Entry
from tests import made_bylaws
from villages.models import Group, Village
from villages.services import groups, people
from welfare.queries import days as days_queries
from welfare.queries import network as network_queries
from welfare.queries import subfunds as subfunds_queries
from welfare.services import matching_grants, schemes

TODAY = timezone.localdate()


def another(world, number, new_id) -> Group:
    village = Village.objects.create(number=number, name=f"บ้าน {number}")
    group = groups.create_group(Group.Kind.WEL, f"กองทุน {number}", f"wel-{number}", village=village)
    scheme = made_bylaws.set_scheme_bylaw(group.books.get(), effective_from=date(2024, 1, 1), resolution="มติ 1").scheme
    member = people.join(group, world.new_person(new_id(), village=village), on=date(2026, 1, 1))
    schemes.enrol(scheme, member, on=date(2026, 1, 1))
    book = group.books.get().book
    sides = [ledger.debit(ledger.activate(book, "12400"), Decimal(number)),
             ledger.credit(ledger.activate(book, "47030"), Decimal(number))]  # fmt: skip
    ledger.post(book, sides, kind=Entry.Kind.RECEIPT, event="J26", on=TODAY, by=world.receiver, request_id=uuid4())
    return group


def test_each_fund_has_its_own_members_pots_and_targets(world, fund, enrolled, new_id):
    other = another(world, 3, new_id)
    scheme = other.books.get().scheme
    schemes.open_round(scheme, [other.village], name="รุ่น", opens=TODAY, closes=TODAY, target=30)
    params = {"members": 1, "counted_on": TODAY, "amount": Decimal(365), "letter": "หนังสือ 1", "on": TODAY}
    matching_grants.declare(scheme, source="local", year=2026, **params, by=world.treasurer, request_id=uuid4())

    there, here = network_queries.funds(TODAY)

    assert (there.group, there.members, there.target, there.owed) == (other, 1, 30, 365)
    assert (there.free, there.together) == (subfunds_queries.subfunds_on(scheme, TODAY).free.benefits, 368)
    assert (here.group, here.members, here.target, here.owed) == (fund, len(days_queries.standings(fund, TODAY)), 0, 0)


@pytest.mark.parametrize("more", [0, 2])
def test_the_page_costs_the_same_for_one_fund_and_three(
    world, enrolled, new_id, more, client, django_assert_max_num_queries
):
    for number in range(more):
        another(world, number + 1, new_id)
    client.force_login(world.facilitator)
    client.get(reverse("welfare:network"))

    with django_assert_max_num_queries(18):
        page = client.get(reverse("welfare:network")).content.decode()
    assert page.count("<tr>") == 2 + more
