"""Opening a sub-district: its institution, its villages, and the two people who are its network's staff."""

from collections.abc import Sequence
from datetime import date
from typing import Any, TypedDict

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ledger import services as ledger
from villages.models import ActivationSlip, Institution, Person, Role, Village
from villages.queries import family as family_queries
from villages.services import officers, people, slips

STAFF = 2  # one asks, the other agrees


class Staff(TypedDict):
    """A future member of the network's staff, as in the ID card and the house register."""

    citizen_id: str
    prefix: str
    first_name: str
    last_name: str
    born_on: date
    birthday_precision: str
    house_no: str  # the full address, where it lies outside
    village: int | None


@transaction.atomic
def open_subdistrict(
    code: str, *, villages: int, staff: Sequence[Staff], by: User, **card: str
) -> list[tuple[ActivationSlip, str]]:
    """Make the institution with its villages and two network staff, once; their slips and codes.

    Raises ValidationError when it exists, or the two are of one house.
    """
    if Institution.objects.exists():
        raise ValidationError(_("The institution of this sub-district exists already. Nothing was made."))
    ledger.load_chart()
    institution = Institution(id=1, code=code, **card)
    institution.full_clean()
    institution.save()
    places = {number: Village.objects.create(number=number) for number in range(1, villages + 1)}
    first, *others = keepers = [_seat(one, places) for one in staff]
    if len(keepers) != STAFF or family_queries.tied(first, others) - {first.pk}:
        raise ValidationError(_("Name two staff of two houses: what one of them asks, the other agrees to."))
    return [slips.issue(person, by=by) for person in keepers]


def _seat(staff: Staff, places: dict[int, Village]) -> Person:
    village = places.get(staff["village"]) if staff["village"] else None
    if staff["village"] and village is None:
        raise ValidationError(
            _("There is no village no. %(number)s here. Check the village of %(name)s."),
            params={"number": staff["village"], "name": staff["first_name"]},
        )
    who: dict[str, Any] = {**staff, "village": village}
    person = people.new_person(**who)
    officers.appoint(person, Role.STAFF, None, on=timezone.localdate())
    return person
