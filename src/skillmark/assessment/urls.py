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
    path(f"{PLACE}/tasks/<uuid:task_id>/correct/", views.correct_task, name="correct_task"),
    path(f"{PLACE}/tasks/<uuid:framework_id>/pool/", views.set_pool, name="set_pool"),
    path(f"{PLACE}/tasks/<uuid:framework_id>/checking/", views.set_policy, name="set_policy"),
    path(f"{PLACE}/agreement/", views.agreements, name="agreements"),
    path(f"{PLACE}/agreement/<uuid:task_id>/", views.agreement, name="agreement"),
    path(f"{PLACE}/quality/", views.quality, name="quality"),
    path(f"{PLACE}/quality/how-much/", views.set_sampling, name="set_sampling"),
    path(f"{PLACE}/quality/draw/", views.draw_sample, name="draw_sample"),
    path(f"{PLACE}/quality/samples/<uuid:plan_id>/", views.sample, name="sample"),
    path(f"{PLACE}/quality/samples/<uuid:plan_id>/finding/", views.raise_finding, name="raise_finding"),
    path(f"{PLACE}/quality/again/<uuid:unit_id>/", views.mark_again, name="mark_again"),
    path(f"{PLACE}/quality/again/<uuid:unit_id>/beside/", views.marked_again, name="marked_again"),
    path(f"{PLACE}/quality/again/<uuid:unit_id>/<uuid:evidence_id>/", views.again_file, name="again_file"),
    path(f"{PLACE}/quality/findings/<uuid:finding_id>/", views.finding, name="finding"),
    path(f"{PLACE}/quality/findings/<uuid:finding_id>/ask/", views.ask_action, name="ask_action"),
    path(f"{PLACE}/quality/findings/<uuid:finding_id>/close/", views.close_finding, name="close_finding"),
    path(f"{PLACE}/quality/to-do/<uuid:action_id>/", views.note_done, name="note_done"),
    path(f"{PLACE}/qualified/", views.qualified, name="qualified"),
    path(f"{PLACE}/qualified/training/", views.note_training, name="note_training"),
    path(f"{PLACE}/qualified/reading/rule/", views.set_reading_rule, name="set_reading_rule"),
    path(f"{PLACE}/qualified/reading/samples/", views.write_reference, name="write_reference"),
    path(f"{PLACE}/qualified/<uuid:framework_id>/rule/", views.set_assessing_rule, name="set_assessing_rule"),
    path(f"{PLACE}/qualified/<uuid:framework_id>/samples/", views.take_reference, name="take_reference"),
    path(f"{PLACE}/qualified/samples/<uuid:sample_id>/", views.reference, name="reference"),
    path(f"{PLACE}/qualified/own/", views.own_qualification, name="own_qualification"),
    path(f"{PLACE}/qualified/own/<uuid:rule_id>/", views.calibrate, name="calibrate"),
    path(f"{PLACE}/qualified/own/tries/<uuid:calibration_id>/", views.calibrated, name="calibrated"),
    path(f"{PLACE}/qualified/own/files/<uuid:evidence_id>/", views.reference_file, name="reference_file"),
    path(f"{PLACE}/pass-marks/", views.cut_panels, name="cut_panels"),
    path(f"{PLACE}/pass-marks/open/", views.open_cut_panel, name="open_cut_panel"),
    path(f"{PLACE}/pass-marks/<uuid:panel_id>/", views.cut_panel, name="cut_panel"),
    path(f"{PLACE}/pass-marks/<uuid:panel_id>/close/", views.close_cut_panel, name="close_cut_panel"),
    path(f"{PLACE}/pass-marks/<uuid:panel_id>/estimate/", views.estimate, name="estimate"),
    path(f"{PLACE}/prior-learning/", views.claims, name="claims"),
    path(f"{PLACE}/prior-learning/begin/", views.begin_claim, name="begin_claim"),
    path(f"{PLACE}/prior-learning/of/<uuid:person_id>/<uuid:framework_id>/", views.make_claim, name="make_claim"),
    path(f"{PLACE}/prior-learning/<uuid:claim_id>/", views.claim, name="claim"),
    path(f"{PLACE}/prior-learning/<uuid:claim_id>/evidence/", views.claim_evidence, name="claim_evidence"),
    path(f"{PLACE}/prior-learning/<uuid:claim_id>/evidence/<uuid:evidence_id>/", views.claim_file, name="claim_file"),
    path(f"{PLACE}/prior-learning/<uuid:claim_id>/answer/", views.answer_claim, name="answer_claim"),
    path(f"{PLACE}/prior-learning/<uuid:claim_id>/withdraw/", views.withdraw_claim, name="withdraw_claim"),
    path(f"{PLACE}/needs/<uuid:accommodation_id>/", views.answer_accommodation, name="answer_accommodation"),
    path(
        f"{PLACE}/needs/<uuid:accommodation_id>/withdraw/", views.withdraw_accommodation, name="withdraw_accommodation"
    ),
    path(f"{PLACE}/<uuid:sitting_id>/needs/", views.ask_accommodation, name="ask_accommodation"),
    path(f"{PLACE}/<uuid:sitting_id>/", views.attempt, name="attempt"),
    path(f"{PLACE}/<uuid:sitting_id>/score/", views.score, name="score"),
    path(f"{PLACE}/<uuid:sitting_id>/settle/", views.settle, name="settle"),
    path(f"{PLACE}/<uuid:sitting_id>/next-time/", views.next_time, name="next_time"),
    path(f"{PLACE}/<uuid:sitting_id>/evidence/", views.add_evidence, name="evidence"),
    path(f"{PLACE}/<uuid:sitting_id>/evidence/<uuid:evidence_id>/", views.evidence_file, name="evidence_file"),
    path("me/attempts/", views.own, name="own"),
    path("me/prior-learning/", views.own_claims, name="own_claims"),
]
