"""Who: the sub-district, its villages and groups; people, members and officers; what waits for a second officer."""

from villages.models.bylaws import ByLaw, Judged
from villages.models.officers import ActivationSlip, Officer, Role
from villages.models.people import Member, Nominee, Person, Spell
from villages.models.places import Group, GroupBook, Institution, Village
from villages.models.registers import RegisterImport
from villages.models.requests import PendingRequest, RequestLook, RequestVote
from villages.models.returns import ReturnRule

__all__ = [
    "ActivationSlip",
    "ByLaw",
    "Group",
    "GroupBook",
    "Institution",
    "Judged",
    "Member",
    "Nominee",
    "Officer",
    "PendingRequest",
    "Person",
    "RegisterImport",
    "RequestLook",
    "RequestVote",
    "ReturnRule",
    "Role",
    "Spell",
    "Village",
]
