"""Addresses of governance."""

from django.urls import path

from skillmark.governance.views import bodies, votes

app_name = "governance"
urlpatterns = [
    path("w/<slug:workspace>/decisions/", bodies.who_decides, name="who_decides"),
    path("w/<slug:workspace>/decisions/new-group/", bodies.set_up, name="set_up"),
    path("w/<slug:workspace>/decisions/groups/<uuid:body_id>/give-seat/", bodies.give_seat, name="give_seat"),
    path("w/<slug:workspace>/decisions/seats/<uuid:seat_id>/end/", bodies.end_seat, name="end_seat"),
    path("w/<slug:workspace>/decisions/<uuid:proposal_id>/", votes.proposal, name="proposal"),
    path("w/<slug:workspace>/decisions/<uuid:proposal_id>/close/", votes.close, name="close"),
]
