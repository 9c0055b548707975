"""Who lives where. A household counts as one when money is decided about, so two officers change the house of an
officer or of their kin (R0.10).
"""

from collections.abc import Iterator
from uuid import UUID

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from villages import access
from villages import rules as villages_rules
from villages.models import Group, PendingRequest, Person, Village
from villages.queries import family as family_queries
from villages.queries import officers as officers_queries
from villages.services import acts, requests
from villages.services.acts import Detail
from villages.services.requests import Ready, Wish

MOVE = "change a house"


def waits(person: Person, village: Village | None, house_no: str) -> bool:
    """Whether this would be another house, of an officer or of somebody close to one."""
    before = villages_rules.house(person.village_id, person.house_no)
    if before == villages_rules.house(village.pk if village else None, house_no):
        return False
    officers = Person.objects.filter(offices__in=officers_queries.in_office(timezone.localdate())).distinct()
    return bool(family_queries.tied(person, officers) & {officer.pk for officer in officers})


def ask_to_move(
    person: Person, village: Village | None, house_no: str, *, group: Group | None, by: User, request_id: UUID
) -> PendingRequest:
    """Ask a second officer to write down another house. Who moves does not ask for themselves.

    Raises ValidationError for them, and when the office of who asks may not ask it.
    """
    arguments = {"village": village.pk if village else None, "house_no": house_no, "person": person.pk}
    reason = _("The register is brought up to date")

    def check() -> Ready:
        if person.user_id == by.pk:
            raise ValidationError(_("Nobody changes their own row of the register. Ask another officer."))
        if not access.may(by, "keep members", group):
            raise ValidationError(_("Your office may not ask this. Another officer asks it."))
        words = {"person": person, "old": person.address or "–", "new": _address(village, house_no) or "–"}
        return Ready((_("%(person)s: house %(old)s becomes %(new)s") % words)[:300])

    return requests.ask(Wish(group, MOVE, arguments, by, request_id, reason, beneficiary=person), check)


def _address(village: Village | None, house_no: str) -> str:
    return Person(village=village, house_no=house_no).address


def _old_and_new(request: PendingRequest) -> Iterator[Detail]:
    assert request.beneficiary
    village = Village.objects.filter(pk=request.arguments["village"]).first()
    new = _address(village, request.arguments["house_no"])
    yield Detail(_("Address"), new, before=request.beneficiary.address)


@acts.waits(MOVE, asker="keep members", shows=_old_and_new)
def _moved(request: PendingRequest, approver: User) -> None:
    """Write it down as it was asked."""
    assert request.beneficiary
    village = Village.objects.filter(pk=request.arguments["village"]).first()
    move(request.beneficiary, village, request.arguments["house_no"])


def move(person: Person, village: Village | None, house_no: str) -> None:
    """Another house and village; none when it lies outside the sub-district (R3.24). Two officers agreed to it."""
    person.village, person.house_no = village, house_no
    person.save(update_fields=["village", "house_no"])
