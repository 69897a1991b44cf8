"""Addresses of governance."""

from django.urls import path

from skillmark.governance import views

app_name = "governance"
urlpatterns = [
    path("w/<slug:workspace>/decisions/", views.who_decides, name="who_decides"),
    path("w/<slug:workspace>/decisions/new-group/", views.set_up, name="set_up"),
    path("w/<slug:workspace>/decisions/groups/<uuid:body_id>/give-seat/", views.give_seat, name="give_seat"),
    path("w/<slug:workspace>/decisions/seats/<uuid:seat_id>/end/", views.end_seat, name="end_seat"),
    path("w/<slug:workspace>/decisions/<uuid:proposal_id>/", views.proposal, name="proposal"),
    path("w/<slug:workspace>/decisions/<uuid:proposal_id>/close/", views.close, name="close"),
]
