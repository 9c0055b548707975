"""What a page says of a by-law: old beside new, what members will feel, every version there was.

A kind tells its words in its model: `words()` gives (about, what it says) line by line, `title` what it is about,
`get_absolute_url` where it is read and `get_correct_url` where it is written. What members will feel it registers
with `felt` when Django starts: a function of the by-law and the one before it that gives sentences. Any page of its own
puts `page(law, user)` as `page` and the by-law as `law` into its context and includes what it wants of
`villages/_bylaw_title.html`, `_bylaw_changes.html`, `_bylaw_felt.html`, `_bylaw_facts.html`, `_bylaw_actions.html` and
`_bylaw_versions.html`.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from villages import access
from villages.models import ByLaw
from villages.rules import in_force
from villages.services import bylaws

Feel = Callable[[Any, Any], list[str]]
FEELS: dict[type[ByLaw], Feel] = {}


def felt(kind: type[ByLaw]) -> Callable[[Feel], Feel]:
    """Register what members feel of a kind of by-law: how many they are, and an example."""
    return lambda tell: FEELS.setdefault(kind, tell)


class Change(NamedTuple):
    """Old beside new, of one thing that a by-law says."""

    about: str
    old: str
    new: str
    changes: bool


class Page(NamedTuple):
    """What a page shows of a by-law beside the by-law itself."""

    before: ByLaw | None  # what rules, or ruled, until its day
    changes: list[Change]
    feels: list[str]
    versions: list[ByLaw]
    may_agree: bool
    may_write: bool
    is_own: bool


def page(law: ByLaw, user: User) -> Page:
    """What an officer reads before agreeing, and everybody after."""
    same = type(law).objects.filter(**{law.SUBJECT: law.subject})
    versions = list(same.select_related("written_by", "agreed_by", law.OF_GROUP))
    before = in_force((other for other in versions if other != law), law.effective_from)
    open_to = not law.is_agreed
    return Page(
        before=before,
        changes=_changes(law, before),
        feels=FEELS[type(law)](law, before) if type(law) in FEELS else [],
        versions=versions,
        may_agree=open_to and _may_agree(law, user),
        may_write=open_to and access.may(user, "keep the group", law.group),
        is_own=open_to and law.written_by_id == user.pk,
    )


def _changes(law: ByLaw, before: ByLaw | None) -> list[Change]:
    """Line by line; what is struck stands last."""
    new, old = dict(law.words()), dict(before.words()) if before else {}
    struck = [about for about in old if about not in new]
    return [
        Change(about, old.get(about, ""), new.get(about, ""), before is not None and old.get(about) != new.get(about))
        for about in [*new, *struck]
    ]


def _may_agree(law: ByLaw, user: User) -> bool:
    try:
        bylaws.check_second(law, user)
    except ValidationError:
        return False
    return True
