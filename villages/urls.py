from django.urls import path, register_converter
from django.urls.converters import StringConverter

from villages import views


class CitizenIdConverter(StringConverter):
    regex = "[1-9][0-9]{12}"


register_converter(CitizenIdConverter, "citizen")

app_name = "villages"

urlpatterns = [
    path("activate/", views.activate, name="activate"),
    path("network/villages/", views.places, name="places"),
    path("network/groups/new/", views.new_group, name="new_group"),
    path("network/officers/", views.network_officers, name="network_officers"),
    path("g/<slug:slug>/", views.group, name="group"),
    path("g/<slug:slug>/settings/", views.edit_group, name="edit_group"),
    path("g/<slug:slug>/bylaws.pdf", views.bylaws, name="bylaws"),
    path("g/<slug:slug>/members/", views.members, name="members"),
    path("g/<slug:slug>/members/new/", views.new_member, name="new_member"),
    path("g/<slug:slug>/members/new/<citizen:citizen_id>/", views.join, name="join"),
    path("g/<slug:slug>/members/<int:pk>/", views.member, name="member"),
    path("g/<slug:slug>/members/<int:pk>/edit/", views.edit_member, name="edit_member"),
    path("g/<slug:slug>/members/<int:pk>/leave/", views.leave, name="leave"),
    path("g/<slug:slug>/members/<int:pk>/return/", views.rejoin, name="rejoin"),
    path("g/<slug:slug>/members/<int:pk>/nominees/", views.name_nominees, name="nominees"),
    path("g/<slug:slug>/members/<int:pk>/slip.pdf", views.slip, name="slip"),
    path("g/<slug:slug>/officers/", views.officers, name="officers"),
    path("g/<slug:slug>/officers/new/", views.appoint, name="appoint"),
    path("g/<slug:slug>/officers/<int:pk>/dismiss/", views.dismiss, name="dismiss"),
    path("g/<slug:slug>/requests/", views.requests, name="requests"),
    path("g/<slug:slug>/requests/<int:pk>/", views.decide, name="decide"),
]
