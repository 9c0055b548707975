from villages.views.accounts import activate, slip
from villages.views.groups import bylaws, edit_group, group
from villages.views.joining import join, new_member
from villages.views.members import edit_member, member, members, name_guardian, name_nominees, rejoin
from villages.views.network import new_group, places
from villages.views.officers import appoint, appoint_network, dismiss, dismiss_network, network_officers, officers
from villages.views.requests import decide, request_paper, requests

__all__ = [
    "activate",
    "appoint",
    "appoint_network",
    "bylaws",
    "decide",
    "dismiss",
    "dismiss_network",
    "edit_group",
    "edit_member",
    "group",
    "join",
    "member",
    "members",
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
