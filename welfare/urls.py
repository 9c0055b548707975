from django.urls import path

from welfare import views

app_name = "welfare"

urlpatterns = [
    path("g/<slug:slug>/welfare/", views.days, name="days"),
    path("g/<slug:slug>/welfare/rule/", views.rule, name="rule"),
    path("g/<slug:slug>/welfare/enrol/", views.enrol, name="enrol"),
]
