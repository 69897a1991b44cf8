"""Addresses of feedback."""

from django.urls import path

from skillmark.feedback.views import changes, making, suggestions

app_name = "feedback"
PLACE = "w/<slug:workspace>/feedback"
SUGGESTION, CHANGE = f"{PLACE}/suggestions/<uuid:suggestion_id>", f"{PLACE}/changes/<uuid:change_id>"

urlpatterns = [
    path(f"{PLACE}/", changes.changes, name="changes"),
    path(f"{PLACE}/mine/", suggestions.own, name="own"),
    path(f"{PLACE}/suggestions/", suggestions.suggestions, name="suggestions"),
    path(f"{PLACE}/suggestions/about/<str:subject_type>/<uuid:subject_id>/", making.suggest, name="suggest"),
    path(f"{SUGGESTION}/", suggestions.suggestion, name="suggestion"),
    path(f"{SUGGESTION}/answer/", suggestions.answer, name="answer"),
    path(f"{SUGGESTION}/join/", suggestions.join, name="join"),
    path(f"{SUGGESTION}/blank/", suggestions.blank, name="blank"),
    path(f"{PLACE}/changes/about/<str:subject_type>/<uuid:subject_id>/", changes.new_change, name="new_change"),
    path(f"{CHANGE}/", changes.change, name="change"),
    path(f"{CHANGE}/rewrite/", changes.rewrite_change, name="rewrite_change"),
    path(f"{CHANGE}/publish/", changes.publish_change, name="publish_change"),
    path(f"{CHANGE}/take-down/", changes.take_down, name="take_down"),
    path("suggest/<str:subject_type>/<uuid:subject_id>/", making.send, name="send"),
    path("said-and-done/changes/<uuid:change_id>/", changes.public_change, name="public_change"),
    path("said-and-done/<uuid:publisher_id>/", changes.said_and_done, name="said_and_done"),
]
