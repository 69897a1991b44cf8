"""Addresses of assessment."""

from django.urls import path

from skillmark.assessment import views

app_name = "assessment"
PLACE = "w/<slug:workspace>/attempts"

urlpatterns = [
    path(f"{PLACE}/", views.attempts, name="attempts"),
    path(f"{PLACE}/start/", views.start, name="start"),
    path(f"{PLACE}/tasks/", views.tasks, name="tasks"),
    path(f"{PLACE}/tasks/<uuid:framework_id>/set/", views.set_task, name="set_task"),
    path(f"{PLACE}/tasks/<uuid:framework_id>/checking/", views.set_policy, name="set_policy"),
    path(f"{PLACE}/agreement/", views.agreements, name="agreements"),
    path(f"{PLACE}/agreement/<uuid:task_id>/", views.agreement, name="agreement"),
    path(f"{PLACE}/<uuid:sitting_id>/", views.attempt, name="attempt"),
    path(f"{PLACE}/<uuid:sitting_id>/score/", views.score, name="score"),
    path(f"{PLACE}/<uuid:sitting_id>/settle/", views.settle, name="settle"),
    path(f"{PLACE}/<uuid:sitting_id>/evidence/", views.add_evidence, name="evidence"),
    path(f"{PLACE}/<uuid:sitting_id>/evidence/<uuid:evidence_id>/", views.evidence_file, name="evidence_file"),
    path("me/attempts/", views.own, name="own"),
]
