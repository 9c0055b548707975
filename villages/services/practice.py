"""Practice groups: invented people and two helpers for one officer, who tries everything and then throws it away."""

from datetime import date
from functools import partial

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ledger import services as ledger
from ledger.users import shown_name
from villages.access import may_stand_in
from villages.models import Group, Member, MembershipPeriod, Nominee, Person, ReturnBylaw, Role
from villages.queries import groups as groups_queries
from villages.queries import people as people_queries
from villages.queries.groups import helpers
from villages.services import bylaws, groups, officers, people

__all__ = ["create_practice_group", "helpers", "may_stand_in", "refuse_real", "stand_in", "throw_away"]

OWN = (Role.TREASURER, Role.BOOKKEEPER)
HELPERS = (
    (gettext_lazy("Practice helper who receives"), (Role.RECEIVER,)),
    (gettext_lazy("Practice helper who checks"), (Role.CHECKER, Role.CHAIR)),
)
FAMILY = "สมมติ"
PEOPLE = [
    ("นาย", "บุญมี", 1958), ("นาง", "บุญเรือน", 1961), ("นาย", "สมชาย", 1970), ("นางสาว", "วันดี", 1982),
    ("นาง", "อารีย์", 1966), ("นาย", "มานพ", 1975), ("นาง", "สายใจ", 1979), ("นาย", "ทวีป", 1988),
    ("นางสาว", "น้ำฝน", 1995), ("นาย", "อุดม", 1963), ("นาง", "แก้วตา", 1972), ("นาย", "เอกชัย", 1999),
]  # fmt: skip


@transaction.atomic
def create_practice_group(parent: Group, *, by: User, members_since: date) -> Group:
    """A practice group of an officer's own: books like the parent's, two helpers, twelve invented members.

    Raises ValidationError when the group is practice itself.
    """
    refuse_practice(parent)
    kind = Group.Kind(parent.kind) if parent.books.filter(takes_savings=True).exists() else Group.Kind.SAJJA
    name = _("Practice group of %(name)s") % {"name": shown_name(by)}
    group = groups.create_group(
        kind, name[:120], f"practice-{by.pk}", village=parent.village, founded_on=timezone.localdate(), is_practice=True
    )
    for prefix, first_name, year in PEOPLE:
        people.join(group, _invent(group, prefix, first_name, year), on=members_since)
    _seat(group, by)
    return group


def _seat(group: Group, by: User) -> None:
    """Everybody whom an evening needs: the officer, and invented people under whose names nobody logs in."""
    today = timezone.localdate()
    for role in OWN:
        officers.appoint(by.person, role, group, on=today)
    for number, (name, roles) in enumerate(HELPERS, 1):
        helper = _invent(group, "คุณ", str(name), 1970)
        helper.user = User(username=f"{group.helper_names}{number}", is_active=False, first_name=str(name))
        helper.user.set_unusable_password()
        helper.user.save()
        helper.save(update_fields=["user"])
        for role in roles:
            officers.appoint(helper, role, group, on=today)


def _invent(group: Group, prefix: str, first_name: str, year: int) -> Person:
    """Somebody with a number that no ID card has, in a house of their own."""
    number = groups_queries.invented_id(group)
    return people.new_person(
        citizen_id=number, prefix=prefix, first_name=first_name, last_name=FAMILY, born_on=date(year, 1, 1),
        village=group.village, house_no=f"ฝึก {number[9:12]}",
    )  # fmt: skip


def refuse_practice(group: Group) -> None:
    """Raises ValidationError for a practice group."""
    if group.is_practice:
        raise ValidationError(_("This is a practice group already. Begin another one from your own group's page."))


def refuse_real(group: Group) -> None:
    """Raises ValidationError for a group that is no practice."""
    if not group.is_practice:
        raise ValidationError(_("This group is real and stays. Only practice is thrown away."))


def stand_in(user: User, helper: User | None, group: Group) -> User:
    """The helper in whose name a user acts, in the practice group where they practise.

    Raises ValidationError elsewhere.
    """
    if helper is None or not may_stand_in(user, helper, group):
        raise ValidationError(_("Only a helper of your own practice group is stood in for. Everywhere else, ask them."))
    return helper


@transaction.atomic
def throw_away(group: Group) -> None:
    """Delete a practice group: people, helpers, requests, books. What savings left behind must be gone before.

    Raises ValidationError for a real group.
    """
    Group.objects.select_for_update().get(pk=group.pk)
    refuse_real(group)
    _forget_files(group)
    invented, hands = list(people_queries.known_to(group)), list(helpers(group))
    with ledger.throwing_away():
        group.requests.all().delete()
    group.imports.all().delete()
    for rows in (Nominee, MembershipPeriod):
        rows.objects.filter(member__group=group).delete()
    Member.objects.filter(group=group).delete()
    bylaws.throw_away(ReturnBylaw, group)
    books = [group_book.book for group_book in group.books.select_related("book")]
    group.books.all().delete()
    ledger.throw_away(*books)
    group.officers.all().delete()
    Person.objects.filter(pk__in=[person.pk for person in invented]).delete()
    group.delete()
    User.objects.filter(pk__in=[helper.pk for helper in hands]).delete()


def _forget_files(group: Group) -> None:
    """The papers go from the disk, once their rows are gone for good."""
    files = [group.logo, group.bylaws, *(upload.file for upload in group.imports.all())]
    files += [request.paper for request in group.requests.all()]
    for file in filter(None, files):
        transaction.on_commit(partial(file.storage.delete, str(file.name)))
