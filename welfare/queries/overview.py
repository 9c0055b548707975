"""The overview of a fund: who gives, village by village."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from villages.models import Village
from welfare.models import Round, Scheme
from welfare.queries.days import Standing
from welfare.queries.rounds import last_rounds


class Branch(NamedTuple):
    """A village of a fund: how many give, how many are behind, what its enrolment round hopes for (R1.33, R2.4)."""

    village: Village | None
    members: int
    paid_up: int
    behind: int
    suspended: int
    target: int | None

    @property
    def percent(self) -> int | None:
        return round(100 * self.members / self.target) if self.target else None


def branches(scheme: Scheme, standings: Iterable[Standing], on: date) -> list[Branch]:
    """The members who give, by village; a target is that of the last round opened there."""
    states: dict[int | None, Counter[str]] = {}
    villages: dict[int | None, Village | None] = {}
    for each in standings:
        if each.status.state == "ended":
            continue
        village = each.enrolment.member.person.village
        villages[village.pk if village else None] = village
        states.setdefault(village.pk if village else None, Counter())[each.status.state] += 1
    rounds: dict[int | None, Round] = {each.village_id: each for each in last_rounds([scheme], on).values()}
    villages |= {pk: each.village for pk, each in rounds.items()}
    targets = {pk: each.target for pk, each in rounds.items()}
    rows = [_branch(villages[pk], states.get(pk, Counter()), targets.get(pk)) for pk in villages]
    return sorted(rows, key=lambda row: row.village.number if row.village else 999)


def _branch(village: Village | None, states: Counter, target: int | None) -> Branch:
    return Branch(village, states.total(), states["active"], states["arrears"], states["suspended"], target)


def whole(rows: Iterable[Branch]) -> Branch:
    """All villages together."""
    rows = list(rows)
    targets = [row.target for row in rows if row.target]
    return Branch(
        None,
        sum(row.members for row in rows),
        sum(row.paid_up for row in rows),
        sum(row.behind for row in rows),
        sum(row.suspended for row in rows),
        sum(targets) if targets else None,
    )
