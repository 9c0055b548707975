"""Where one baht a day is opened from the pages of a group, of its members and of one's own."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from villages.models import Group, Person
from villages.tiles import GroupPage, MemberPage, Tile


def of_group(page: GroupPage) -> Iterable[Tile]:
    """The fund, in a group that keeps one."""
    if page.group.kind == Group.Kind.WEL and "see members" in page.acts:
        yield Tile(80, _("One baht a day"), reverse("welfare:fund", args=[page.group.slug]))


def of_member(page: MemberPage) -> Iterable[Tile]:
    """What a member has in the fund, or where they begin."""
    if page.group.kind != Group.Kind.WEL or not page.member.is_active:
        return
    if enrolment := getattr(page.member, "enrolment", None):
        yield Tile(20, _("One baht a day"), reverse("welfare:member", args=[page.group.slug, enrolment.pk]))
    elif "keep members" in page.acts:
        url = f"{reverse('welfare:enrol', args=[page.group.slug])}?member={page.member.pk}"
        yield Tile(20, _("Begins one baht a day"), url, primary=True)


def of_mine(person: Person) -> Iterable[Tile]:
    """A member's own claims and days."""
    yield Tile(10, _("My welfare"), reverse("welfare:mine"))
