"""Tiles and buttons: where one may go from a group's page, from its members' pages and from one's own.

These pages belong to lower apps and cannot know what the apps above show. So each place is a list of functions, to
which every app adds its own in its `apps.py`. The app that has the page behind a tile decides who gets the tile.
"""

from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.translation import gettext as _

from villages.models import Group, Member, Person


class Tile(NamedTuple):
    """Where one may go: a tile on a group's page, a button elsewhere. All apps' tiles stand in the order of `rank`."""

    rank: int
    label: str
    url: str
    primary: bool = False
    waiting: int = 0  # how much waits there
    posts: bool = False  # pressing it does something at once


@dataclass(frozen=True)
class GroupPage:
    """What a group's page has read already, so that no tile costs a query for it."""

    group: Group
    user: User
    acts: Set[str]  # what the user may do here
    members: int  # who is a member now
    waiting: int  # acts and by-laws that wait for a second officer


@dataclass(frozen=True)
class MembersPage:
    """The list of a group's members, and what the user may do here."""

    group: Group
    acts: Set[str]


@dataclass(frozen=True)
class MemberPage(MembersPage):
    """The page of one member."""

    member: Member
    is_minor: bool


GROUP_TILES: list[Callable[[GroupPage], Iterable[Tile]]] = []
MEMBERS_TILES: list[Callable[[MembersPage], Iterable[Tile]]] = []
MEMBER_TILES: list[Callable[[MemberPage], Iterable[Tile]]] = []  # what a member has in this group
MEMBER_CHANGES: list[Callable[[MemberPage], Iterable[Tile]]] = []  # what officers write about a member
MY_TILES: list[Callable[[Person], Iterable[Tile]]] = []  # on the page of one's own savings

Page = TypeVar("Page")


def tiles_of(place: Iterable[Callable[[Page], Iterable[Tile]]], page: Page) -> list[Tile]:
    """All tiles of a place, in their order."""
    return sorted((tile for of_app in place for tile in of_app(page)), key=lambda tile: tile.rank)


# -- The tiles of this app ---------------------------------------------------------------------------------------------


def of_group(page: GroupPage) -> Iterable[Tile]:
    """Who belongs to the group, who keeps it, and what waits for a second officer."""
    slug = [page.group.slug]
    if "see members" in page.acts:
        yield Tile(30, _("Members"), f"{reverse('villages:members', args=slug)}?state=here")
        yield Tile(40, _("For a second officer"), reverse("villages:requests", args=slug), waiting=page.waiting)
    yield Tile(100, _("Officers"), reverse("villages:officers", args=slug))
    if "keep the group" in page.acts:
        yield Tile(120, _("Letterhead and card"), reverse("villages:edit_group", args=slug))


def of_members(page: MembersPage) -> Iterable[Tile]:
    """Somebody joins."""
    if "keep members" in page.acts:
        yield Tile(10, _("New member"), reverse("villages:new_member", args=[page.group.slug]), primary=True)


def changes_of_member(page: MemberPage) -> Iterable[Tile]:
    """What changes in the register of people."""
    if "keep members" not in page.acts:
        return
    person, here = page.member.person, [page.group.slug, page.member.pk]
    yield Tile(10, _("Change the register"), reverse("villages:edit_member", args=here))
    if not person.citizen_id:
        yield Tile(20, _("Write the citizen ID"), reverse("villages:write_id", args=here))
    if not person.died_on:
        yield Tile(30, _("Name the beneficiaries"), reverse("villages:nominees", args=here))
    if page.is_minor:
        yield Tile(40, _("Name the guardian"), reverse("villages:guardian", args=here))
    if not page.member.is_active and not person.died_on:
        yield Tile(60, _("Come back"), reverse("villages:rejoin", args=here))
