from villages.views.accounts import activate, slip
from villages.views.bylaws import agree_bylaw, bylaw, drop_bylaw, minutes
from villages.views.groups import bylaws, edit_group, group
from villages.views.identity import join_without_id, write_id
from villages.views.joining import join, new_member
from villages.views.members import edit_member, member, members, name_guardian, name_nominees, rejoin
from villages.views.network import new_group, places
from villages.views.officers import (
    appoint,
    appoint_network,
    change_network_office,
    change_office,
    network_officer,
    network_officer_slip,
    network_officers,
    officer,
    officer_slip,
    officers,
)
from villages.views.requests import (
    decide,
    network_request,
    network_request_paper,
    network_requests,
    request_paper,
    requests,
)

__all__ = [
    "activate",
    "agree_bylaw",
    "appoint",
    "appoint_network",
    "bylaw",
    "bylaws",
    "change_network_office",
    "change_office",
    "decide",
    "drop_bylaw",
    "edit_group",
    "edit_member",
    "group",
    "join",
    "join_without_id",
    "member",
    "members",
    "minutes",
    "name_guardian",
    "name_nominees",
    "network_officer",
    "network_officer_slip",
    "network_officers",
    "network_request",
    "network_request_paper",
    "network_requests",
    "new_group",
    "new_member",
    "officer",
    "officer_slip",
    "officers",
    "places",
    "rejoin",
    "request_paper",
    "requests",
    "slip",
    "write_id",
]
