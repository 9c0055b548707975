"""Who: the sub-district, its villages and groups; people, members and officers; what waits for a second officer."""

from villages.models.bylaws import Bylaw, Judged
from villages.models.officers import ActivationSlip, Officer, Role
from villages.models.people import Member, MembershipPeriod, Nominee, Person
from villages.models.places import Group, GroupBook, Institution, Village
from villages.models.registers import RegisterImport
from villages.models.requests import PendingRequest, RequestLook, RequestVote
from villages.models.returns import ReturnBylaw

__all__ = [
    "ActivationSlip",
    "Bylaw",
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
    "ReturnBylaw",
    "Role",
    "MembershipPeriod",
    "Village",
]
