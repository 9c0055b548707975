"""The whole site on one screen."""

from django.http import HttpResponse
from django.urls import include, path

urlpatterns = [
    path("", lambda request: HttpResponse("กะหรอ"), name="home"),
    path("accounts/", include("allauth.account.urls")),
]
