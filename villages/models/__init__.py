"""Who: the sub-district, its villages and groups; people, members and officers; what waits for a second officer."""

from villages.models.officers import ActivationSlip, Officer, PendingRequest, Role
from villages.models.people import Member, Nominee, Person, ReturnRule, Spell
from villages.models.places import Group, GroupBook, Institution, Village
from villages.models.registers import RegisterImport

__all__ = [
    "ActivationSlip",
    "Group",
    "GroupBook",
    "Institution",
    "Member",
    "Nominee",
    "Officer",
    "PendingRequest",
    "Person",
    "RegisterImport",
    "ReturnRule",
    "Role",
    "Spell",
    "Village",
]
