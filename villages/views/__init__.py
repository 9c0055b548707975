from villages.views.accounts import activate, slip
from villages.views.groups import bylaws, edit_group, group
from villages.views.members import edit_member, join, leave, member, members, name_nominees, new_member, rejoin
from villages.views.network import new_group, places
from villages.views.officers import appoint, dismiss, network_officers, officers
from villages.views.requests import decide, requests

__all__ = [
    "activate",
    "appoint",
    "bylaws",
    "decide",
    "dismiss",
    "edit_group",
    "edit_member",
    "group",
    "join",
    "leave",
    "member",
    "members",
    "name_nominees",
    "network_officers",
    "new_group",
    "new_member",
    "officers",
    "places",
    "rejoin",
    "requests",
    "slip",
]
