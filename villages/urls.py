from allauth.account import views as allauth_views
from django.urls import path
from django.views.generic import RedirectView

from villages.views import accounts, bylaws, groups, identity, joining, members, network, officers, requests

app_name = "villages"

urlpatterns = [
    path("activate/", accounts.activate, name="activate"),
    path("network/villages/", network.places, name="places"),
    path("network/groups/new/", network.new_group, name="new_group"),
    path("network/officers/", officers.network_officers, name="network_officers"),
    path("network/officers/new/", officers.appoint_network, name="appoint_network"),
    path("network/officers/<int:pk>/", officers.network_officer, name="network_officer"),
    path("network/officers/<int:pk>/slip.pdf", officers.network_officer_slip, name="network_officer_slip"),
    path("network/officers/<int:pk>/<slug:change>/", officers.change_network_office, name="change_network_office"),
    path("network/requests/", requests.network_requests, name="network_requests"),
    path("network/requests/<int:pk>/", requests.network_request, name="network_request"),
    path("network/requests/<int:pk>/paper/", requests.network_request_paper, name="network_request_paper"),
    path("g/<slug:slug>/", groups.group, name="group"),
    path("g/<slug:slug>/settings/", groups.edit_group, name="edit_group"),
    path("g/<slug:slug>/bylaws.pdf", groups.bylaws, name="bylaws"),
    path("g/<slug:slug>/bylaws/<slug:kind>/<int:pk>/", bylaws.bylaw, name="bylaw"),
    path("g/<slug:slug>/bylaws/<slug:kind>/<int:pk>/minutes/", bylaws.minutes, name="minutes"),
    path("g/<slug:slug>/bylaws/<slug:kind>/<int:pk>/agree/", bylaws.agree_bylaw, name="agree_bylaw"),
    path("g/<slug:slug>/bylaws/<slug:kind>/<int:pk>/drop/", bylaws.drop_bylaw, name="drop_bylaw"),
    path("g/<slug:slug>/members/", members.members, name="members"),
    path("g/<slug:slug>/members/new/", joining.new_member, name="new_member"),
    path("g/<slug:slug>/members/new/without-id/", identity.join_without_id, name="join_without_id"),
    path("g/<slug:slug>/members/new/<slug:ticket>/", joining.join, name="join"),
    path("g/<slug:slug>/members/<int:pk>/", members.member, name="member"),
    path("g/<slug:slug>/members/<int:pk>/citizen-id/", identity.write_id, name="write_id"),
    path("g/<slug:slug>/members/<int:pk>/edit/", members.edit_member, name="edit_member"),
    path("g/<slug:slug>/members/<int:pk>/return/", members.rejoin, name="rejoin"),
    path("g/<slug:slug>/members/<int:pk>/nominees/", members.name_nominees, name="nominees"),
    path("g/<slug:slug>/members/<int:pk>/guardian/", members.name_guardian, name="guardian"),
    path("g/<slug:slug>/members/<int:pk>/slip.pdf", accounts.slip, name="slip"),
    path("g/<slug:slug>/officers/", officers.officers, name="officers"),
    path("g/<slug:slug>/officers/new/", officers.appoint, name="appoint"),
    path("g/<slug:slug>/officers/<int:pk>/", officers.officer, name="officer"),
    path("g/<slug:slug>/officers/<int:pk>/slip.pdf", officers.officer_slip, name="officer_slip"),
    path("g/<slug:slug>/officers/<int:pk>/<slug:change>/", officers.change_office, name="change_office"),
    path("g/<slug:slug>/requests/", requests.requests_page, name="requests"),
    path("g/<slug:slug>/requests/<int:pk>/", requests.decide, name="decide"),
    path("g/<slug:slug>/requests/<int:pk>/paper/", requests.request_paper, name="request_paper"),
]

# What there is of allauth: nobody signs up, and nobody here has an e-mail address.
account_patterns = [
    path("login/", allauth_views.login, name="account_login"),
    path("logout/", allauth_views.logout, name="account_logout"),
    path("password/change/", allauth_views.password_change, name="account_change_password"),
    path("signup/", RedirectView.as_view(pattern_name="villages:activate"), name="account_signup"),
]
