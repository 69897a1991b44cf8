"""Addresses of campaigns."""

from django.urls import path

from skillmark.campaigns.views import changes, people, reading, signals, team

app_name = "campaigns"
ALL = "w/<slug:workspace>/campaigns"
ONE = f"{ALL}/<uuid:campaign_id>"

urlpatterns = [
    path(f"{ALL}/", reading.campaigns, name="campaigns"),
    path(f"{ALL}/new/", changes.start, name="start"),
    path("w/<slug:workspace>/signals/", signals.signals, name="signals"),
    path("w/<slug:workspace>/signals/new/", signals.note, name="note_signal"),
    path(f"{ONE}/", reading.campaign, name="campaign"),
    path(f"{ONE}/widen/", changes.widen, name="widen"),
    path(f"{ONE}/jobs/", changes.promise, name="promise"),
    path(f"{ONE}/seats/", reading.cohort, name="cohort"),
    path(f"{ONE}/seats/open/", changes.open_cohort, name="open_cohort"),
    path(f"{ONE}/team/", team.team, name="team"),
    path(f"{ONE}/team/change/", team.charge, name="charge"),
    path(f"{ONE}/money/", team.allot, name="allot"),
    path(f"{ONE}/people/", people.members, name="members"),
    path(f"{ONE}/people/bring/", people.bring, name="bring"),
    path(f"{ONE}/people/<uuid:person_id>/", people.member, name="member"),
]
