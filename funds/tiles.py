"""Where savings and working days are opened from the pages of a group and of its members."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from villages.tiles import GroupPage, MemberPage, MembersPage, Tile


def of_group(page: GroupPage) -> Iterable[Tile]:
    """Working days, the counter, cash, kinds of savings; the register from Excel while there is no member."""
    slug, acts = [page.group.slug], page.acts
    if "see members" in acts:
        sits = "sit at the table" in acts
        yield Tile(10, _("Working days"), reverse("funds:days", args=slug), primary=sits)
        yield Tile(50, _("Receipts"), reverse("funds:receipts", args=slug))
    if "take deposits" in acts:
        yield Tile(20, _("Take a deposit"), reverse("funds:find", args=slug))
    if "see books" in acts:
        yield Tile(60, _("Cash and bank"), reverse("funds:cash", args=slug))
    yield Tile(90, _("Kinds of savings"), reverse("funds:products", args=slug))
    if "import registers" in acts and not page.members:
        yield Tile(110, _("Bring the register from Excel"), reverse("funds:register", args=slug))


def of_members(page: MembersPage) -> Iterable[Tile]:
    """Who left, and what waits for them."""
    yield Tile(20, _("Who left, and their money"), reverse("funds:leavers", args=[page.group.slug]))


def of_member(page: MemberPage) -> Iterable[Tile]:
    """A member's passbooks."""
    url = reverse("funds:member", args=[page.group.slug, page.member.pk])
    yield Tile(10, _("Passbooks"), url, primary=True)


def changes_of_member(page: MemberPage) -> Iterable[Tile]:
    """How a member leaves or left; after a death, what is settled."""
    if not {"keep members", "let members leave"} <= page.acts:
        return
    member, here = page.member, [page.group.slug, page.member.pk]
    if member.is_active and member.person.died_on:
        yield Tile(50, _("Settle after the death"), reverse("funds:death", args=here))
    else:
        label = _("Leave, move, death") if member.is_active else _("How the member left")
        yield Tile(50, label, reverse("funds:leave", args=here))
