from allauth.account import views as account
from django.urls import path
from django.views.generic import RedirectView

from villages import views

app_name = "villages"

urlpatterns = [
    path("activate/", views.activate, name="activate"),
    path("network/villages/", views.places, name="places"),
    path("network/groups/new/", views.new_group, name="new_group"),
    path("network/officers/", views.network_officers, name="network_officers"),
    path("network/officers/new/", views.appoint_network, name="appoint_network"),
    path("network/officers/<int:pk>/", views.network_officer, name="network_officer"),
    path("network/officers/<int:pk>/slip.pdf", views.network_officer_slip, name="network_officer_slip"),
    path("network/officers/<int:pk>/<slug:change>/", views.change_network_office, name="change_network_office"),
    path("network/requests/", views.network_requests, name="network_requests"),
    path("network/requests/<int:pk>/", views.network_request, name="network_request"),
    path("network/requests/<int:pk>/paper/", views.network_request_paper, name="network_request_paper"),
    path("g/<slug:slug>/", views.group, name="group"),
    path("g/<slug:slug>/settings/", views.edit_group, name="edit_group"),
    path("g/<slug:slug>/bylaws.pdf", views.bylaws, name="bylaws"),
    path("g/<slug:slug>/bylaws/<slug:kind>/<int:pk>/", views.bylaw, name="bylaw"),
    path("g/<slug:slug>/bylaws/<slug:kind>/<int:pk>/minutes/", views.minutes, name="minutes"),
    path("g/<slug:slug>/bylaws/<slug:kind>/<int:pk>/agree/", views.agree_bylaw, name="agree_bylaw"),
    path("g/<slug:slug>/bylaws/<slug:kind>/<int:pk>/drop/", views.drop_bylaw, name="drop_bylaw"),
    path("g/<slug:slug>/members/", views.members, name="members"),
    path("g/<slug:slug>/members/new/", views.new_member, name="new_member"),
    path("g/<slug:slug>/members/new/without-id/", views.join_without_id, name="join_without_id"),
    path("g/<slug:slug>/members/new/<slug:ticket>/", views.join, name="join"),
    path("g/<slug:slug>/members/<int:pk>/", views.member, name="member"),
    path("g/<slug:slug>/members/<int:pk>/citizen-id/", views.write_id, name="write_id"),
    path("g/<slug:slug>/members/<int:pk>/edit/", views.edit_member, name="edit_member"),
    path("g/<slug:slug>/members/<int:pk>/return/", views.rejoin, name="rejoin"),
    path("g/<slug:slug>/members/<int:pk>/nominees/", views.name_nominees, name="nominees"),
    path("g/<slug:slug>/members/<int:pk>/guardian/", views.name_guardian, name="guardian"),
    path("g/<slug:slug>/members/<int:pk>/slip.pdf", views.slip, name="slip"),
    path("g/<slug:slug>/officers/", views.officers, name="officers"),
    path("g/<slug:slug>/officers/new/", views.appoint, name="appoint"),
    path("g/<slug:slug>/officers/<int:pk>/", views.officer, name="officer"),
    path("g/<slug:slug>/officers/<int:pk>/slip.pdf", views.officer_slip, name="officer_slip"),
    path("g/<slug:slug>/officers/<int:pk>/<slug:change>/", views.change_office, name="change_office"),
    path("g/<slug:slug>/requests/", views.requests, name="requests"),
    path("g/<slug:slug>/requests/<int:pk>/", views.decide, name="decide"),
    path("g/<slug:slug>/requests/<int:pk>/paper/", views.request_paper, name="request_paper"),
]

# What there is of allauth: nobody signs up, and nobody here has an e-mail address.
accounts = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("signup/", RedirectView.as_view(pattern_name="villages:activate"), name="account_signup"),
]
