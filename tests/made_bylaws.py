"""By-laws of a test's world: written by one officer and agreed by another in one go, through the services."""

from datetime import date

from django.contrib.auth.models import User
from django.utils import timezone

from funds.models import DayRule, ProductRule, SavingsProduct
from funds.services import products
from tests import conftest
from villages import access
from villages.models import ByLaw, Group, GroupBook, Officer, ReturnRule, Role
from villages.services import bylaws
from welfare.models import Benefit, BenefitTable, Scheme, SchemeRule
from welfare.services import tables


def two_hands(group: Group) -> tuple[User, User]:
    """Who writes and who agrees: an officer and the chair; two of the network where a group has none yet."""
    serving = Officer.objects.filter(group=group, until_on=None).exclude(person__user=None)
    chair = serving.filter(role=Role.CHAIR).first()
    other = serving.filter(role__in=[Role.TREASURER, Role.SECRETARY])
    writer = other.exclude(person=chair.person).first() if chair else None
    if chair and writer:
        return writer.person.user, chair.person.user
    staff = [network("first-hand"), network("second-hand")]
    return (staff[0], chair.person.user) if chair else (staff[0], staff[1])


def network(name: str) -> User:
    """Somebody of the network's staff."""
    user, is_new = User.objects.get_or_create(username=name)
    if is_new:
        person = conftest.somebody(user, conftest.citizen_id(conftest.NOBODYS + 900 + user.pk % 90), None)
        Officer.objects.create(person=person, role=Role.STAFF, from_on=conftest.LONG_AGO)
    return user


def agreed(law: ByLaw) -> ByLaw:
    """Written and agreed; the meeting was on the by-law's first day, or today where that lies ahead."""
    writer, other = two_hands(law.group)
    law.decided_on = min(law.effective_from, timezone.localdate())
    if access.may_agree(other, law.group):
        return bylaws.agree(bylaws.write(law, by=writer), by=other)
    law.written_by = writer  # a committee without a chair writes none; the database asks for two people only
    law.save()
    law.refresh_from_db()
    law.agreed_by, law.agreed_at = other, timezone.now()
    law.save()
    return law


def agree_waiting(group: Group) -> None:
    """The chair agrees to all that was proposed."""
    for law in bylaws.waiting(group):
        bylaws.agree(law, by=two_hands(group)[1])


def offer(pot: GroupBook, kind: str, name: str, *, from_on: date, resolution: str, **terms) -> SavingsProduct:
    product = products.new_product(pot, kind, name)
    set_rule(product, from_on=from_on, resolution=resolution, **terms)
    return product


def set_rule(product: SavingsProduct, *, from_on: date, resolution: str, **terms) -> ProductRule:
    return agreed(ProductRule(product=product, effective_from=from_on, resolution=resolution, **terms))


def set_day_rule(group: Group, **law) -> DayRule:
    return agreed(DayRule(group=group, **law))


def set_return_rule(group: Group, **law) -> ReturnRule:
    return agreed(ReturnRule(group=group, **law))


def set_scheme_rule(pot: GroupBook, **law) -> SchemeRule:
    return agreed(SchemeRule(scheme=Scheme.objects.get_or_create(pot=pot)[0], **law))


def draft_table(scheme: Scheme, **law) -> BenefitTable:
    meeting = {"decided_on": min(law["effective_from"], timezone.localdate())}
    return tables.draft_table(BenefitTable(scheme=scheme, **meeting | law), by=two_hands(scheme.pot.group)[0])


def write_benefit(benefit: Benefit, tiers=()) -> Benefit:
    return tables.write_benefit(benefit, tiers, by=two_hands(benefit.table.group)[0])


def decide_table(table: BenefitTable) -> BenefitTable:
    return bylaws.agree(table, by=two_hands(table.group)[1])
