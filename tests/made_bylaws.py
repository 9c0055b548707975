"""By-laws of a test's world: written by one officer and agreed by another in one go, through the services."""

from datetime import date
from typing import TypeVar

from django.contrib.auth.models import User
from django.utils import timezone

from funds.models import ProductBylaw, SavingsProduct, WorkingDayBylaw
from funds.services import products
from tests import conftest
from villages import access
from villages.models import Bylaw, Group, GroupBook, Officer, ReturnBylaw, Role
from villages.services import bylaws
from welfare.models import Benefit, BenefitTable, Scheme, SchemeBylaw
from welfare.services import tables

Kind = TypeVar("Kind", bound=Bylaw)


def two_hands(group: Group) -> tuple[User, User]:
    """Who writes and who agrees: an officer and the chair; two of the network where a group has none yet."""
    serving = Officer.objects.filter(group=group, until_on=None).exclude(person__user=None)
    chair = serving.filter(role=Role.CHAIR).first()
    other = serving.filter(role__in=[Role.TREASURER, Role.SECRETARY])
    writer = other.exclude(person=chair.person).first() if chair else None
    if chair and writer:
        return account_of(writer), account_of(chair)
    staff = [network("first-hand"), network("second-hand")]
    return (staff[0], account_of(chair)) if chair else (staff[0], staff[1])


def account_of(officer: Officer) -> User:
    assert officer.person.user
    return officer.person.user


def network(name: str) -> User:
    """Somebody of the network's staff."""
    user, is_new = User.objects.get_or_create(username=name)
    if is_new:
        person = conftest.somebody(user, conftest.citizen_id(conftest.NOBODYS + 900 + user.pk % 90), None)
        Officer.objects.create(person=person, role=Role.STAFF, from_on=conftest.LONG_AGO)
    return user


def agreed(bylaw: Kind) -> Kind:
    """Written and agreed; the meeting was on the by-law's first day, or today where that lies ahead."""
    writer, other = two_hands(bylaw.group)
    bylaw.decided_on = min(bylaw.effective_from, timezone.localdate())
    if access.may_agree(other, bylaw.group):
        return bylaws.agree(bylaws.write(bylaw, by=writer), by=other)
    bylaw.written_by = writer  # a committee without a chair writes none; the database asks for two people only
    bylaw.save()
    bylaw.refresh_from_db()
    bylaw.agreed_by, bylaw.agreed_at = other, timezone.now()
    bylaw.save()
    return bylaw


def agree_waiting(group: Group) -> None:
    """The chair agrees to all that was proposed."""
    for bylaw in bylaws.waiting(group):
        bylaws.agree(bylaw, by=two_hands(group)[1])


def offer(group_book: GroupBook, kind: str, name: str, *, from_on: date, resolution: str, **bylaw) -> SavingsProduct:
    product = products.new_product(group_book, kind, name)
    set_product_bylaw(product, from_on=from_on, resolution=resolution, **bylaw)
    return product


def set_product_bylaw(product: SavingsProduct, *, from_on: date, resolution: str, **bylaw) -> ProductBylaw:
    return agreed(ProductBylaw(product=product, effective_from=from_on, resolution=resolution, **bylaw))


def set_working_day_bylaw(group: Group, **bylaw) -> WorkingDayBylaw:
    return agreed(WorkingDayBylaw(group=group, **bylaw))


def set_return_bylaw(group: Group, **bylaw) -> ReturnBylaw:
    return agreed(ReturnBylaw(group=group, **bylaw))


def set_scheme_bylaw(group_book: GroupBook, **bylaw) -> SchemeBylaw:
    return agreed(SchemeBylaw(scheme=Scheme.objects.get_or_create(group_book=group_book)[0], **bylaw))


def draft_table(scheme: Scheme, **bylaw) -> BenefitTable:
    meeting = {"decided_on": min(bylaw["effective_from"], timezone.localdate())}
    return tables.draft_table(BenefitTable(scheme=scheme, **meeting | bylaw), by=two_hands(scheme.group_book.group)[0])


def write_benefit(benefit: Benefit, tiers=()) -> Benefit:
    return tables.write_benefit(benefit, tiers, by=two_hands(benefit.table.group)[0])


def decide_table(table: BenefitTable) -> BenefitTable:
    return bylaws.agree(table, by=two_hands(table.group)[1])
