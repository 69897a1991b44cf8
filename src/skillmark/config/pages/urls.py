"""Addresses of the front door."""

from django.urls import path

from skillmark.config.pages import views
from skillmark.config.pages.first import set_up
from skillmark.config.pages.start import start

app_name = "house"
urlpatterns = [
    path("", views.front, name="front"),
    path("setup/", set_up, name="set_up"),
    path("health", views.health, name="health"),
    path("today", views.my_workspaces, name="my_workspaces"),
    path("w/<slug:workspace>/", views.today, name="today"),
    path("w/<slug:workspace>/search/", views.search, name="search"),
    path("w/<slug:workspace>/start/", start, name="start"),
]
