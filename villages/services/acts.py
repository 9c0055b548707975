"""The acts that wait for a second officer. Each registers itself once, when Django starts."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.contrib.auth.models import User

from ledger.models import Entry
from villages.models import PendingRequest

# What is done, and the entry it wrote into a book; an act without money writes none.
Replay = Callable[[PendingRequest, User], Entry | None]


class Detail(NamedTuple):
    """What who decides reads of a request, with where it opens; `before` is what stands there now, if it changes."""

    label: str
    value: Any
    url: str = ""
    before: Any = ""


def nothing_more(request: PendingRequest) -> Iterable[Detail]:
    """Nothing to read beside the summary."""
    return ()


@dataclass(frozen=True)
class Act:
    """What happens on approval, who may ask it, what who decides sees, and whether it needs a paper."""

    replay: Replay
    asker: str
    shows: Callable[[PendingRequest], Iterable[Detail]]
    paper: bool


ACTS: dict[str, Act] = {}


def waits(
    act: str,
    *,
    asker: str,
    shows: Callable[[PendingRequest], Iterable[Detail]] = nothing_more,
    paper: bool = False,
) -> Callable[[Replay], Replay]:
    """Register what happens when a request for `act` is approved: a function of the request and its approver.

    `asker` names what somebody must be allowed to do (`villages.access`) in order to ask it.
    """

    def add(replay: Replay) -> Replay:
        ACTS[act] = Act(replay, asker, shows, paper)
        return replay

    return add
