"""What a page says of a by-law: old beside new, what members will feel, every version there was.

A kind says what it contains in its model: `words()` gives (about, what it says) line by line, `title` what it is about,
`get_absolute_url` where it is read and `get_correct_url` where it is written. What members will feel it registers with
`register_effects` when Django starts: a function of the by-law and the one before it that gives sentences. Any page of
its own puts `page(bylaw, user)` as `page` and the by-law as `bylaw` into its context and includes what it wants of
`villages/_bylaw_title.html`, `_bylaw_changes.html`, `_bylaw_effects.html`, `_bylaw_facts.html`, `_bylaw_actions.html`
and `_bylaw_versions.html`.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.functional import Promise

from villages import access
from villages.models import Bylaw
from villages.rules import in_force
from villages.services import bylaws

Effects = Callable[[Any, Any], list[str]]
EFFECTS: dict[type[Bylaw], Effects] = {}


def register_effects(kind: type[Bylaw], effects: Effects) -> None:
    """Say by which function pages tell what members feel of a kind of by-law: how many they are, and an example."""
    EFFECTS[kind] = effects


class Change(NamedTuple):
    """Old beside new, of one thing that a by-law says."""

    about: str | Promise
    old: str | Promise
    new: str | Promise
    changes: bool


class Page(NamedTuple):
    """What a page shows of a by-law beside the by-law itself."""

    before: Bylaw | None  # what rules, or ruled, until its day
    changes: list[Change]
    effects: list[str]
    versions: list[Bylaw]
    may_agree: bool
    may_write: bool
    is_own: bool


def page(bylaw: Bylaw, user: User) -> Page:
    """What an officer reads before agreeing, and everybody after."""
    same = type(bylaw).objects.filter(**{bylaw.SUBJECT: bylaw.subject})
    versions = list(same.select_related("written_by", "agreed_by", bylaw.OF_GROUP))
    before = in_force((other for other in versions if other != bylaw), bylaw.effective_from)
    open_to = not bylaw.is_agreed
    return Page(
        before=before,
        changes=_changes(bylaw, before),
        effects=EFFECTS[type(bylaw)](bylaw, before) if type(bylaw) in EFFECTS else [],
        versions=versions,
        may_agree=open_to and _may_agree(bylaw, user),
        may_write=open_to and access.may(user, "keep the group", bylaw.group),
        is_own=open_to and bylaw.written_by_id == user.pk,
    )


def _changes(bylaw: Bylaw, before: Bylaw | None) -> list[Change]:
    """Line by line; what is struck stands last."""
    new, old = dict(bylaw.words()), dict(before.words()) if before else {}
    struck = [about for about in old if about not in new]
    return [
        Change(about, old.get(about, ""), new.get(about, ""), before is not None and old.get(about) != new.get(about))
        for about in [*new, *struck]
    ]


def _may_agree(bylaw: Bylaw, user: User) -> bool:
    try:
        bylaws.check_second(bylaw, user)
    except ValidationError:
        return False
    return True
