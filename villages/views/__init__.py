from villages.views.accounts import activate, slip
from villages.views.bylaws import agree_bylaw, bylaw, drop_bylaw, minutes
from villages.views.groups import bylaws, edit_group, group
from villages.views.joining import join, new_member
from villages.views.members import edit_member, member, members, name_guardian, name_nominees, rejoin
from villages.views.network import new_group, places
from villages.views.officers import appoint, appoint_network, dismiss, dismiss_network, network_officers, officers
from villages.views.requests import decide, request_paper, requests

__all__ = [
    "activate",
    "agree_bylaw",
    "appoint",
    "appoint_network",
    "bylaw",
    "bylaws",
    "decide",
    "dismiss",
    "dismiss_network",
    "drop_bylaw",
    "edit_group",
    "edit_member",
    "group",
    "join",
    "member",
    "members",
    "minutes",
    "name_guardian",
    "name_nominees",
    "network_officers",
    "new_group",
    "new_member",
    "officers",
    "places",
    "rejoin",
    "request_paper",
    "requests",
    "slip",
]
