"""Addresses of governance."""

from django.urls import path

from skillmark.governance.views import appeals, bodies, consultations, meetings, reviews, rights, votes

app_name = "governance"
PLACE = "w/<slug:workspace>/decisions"

urlpatterns = [
    path(f"{PLACE}/", bodies.who_decides, name="who_decides"),
    path(f"{PLACE}/rights/", rights.rights, name="rights"),
    path(f"{PLACE}/rights/new-area/", rights.add_workstream, name="add_workstream"),
    path(f"{PLACE}/rights/areas/<uuid:workstream_id>/", rights.set_workstream_rights, name="set_workstream_rights"),
    path(f"{PLACE}/rights/areas/<uuid:workstream_id>/who-sees-to-it/", rights.hand_over, name="hand_over"),
    path(f"{PLACE}/rights/<slug:kind>/", rights.set_rights, name="set_rights"),
    path(f"{PLACE}/agreed-elsewhere/", rights.agree, name="agree"),
    path(f"{PLACE}/agreed-elsewhere/with/", rights.agent, name="agent"),
    path(f"{PLACE}/agreed-elsewhere/<uuid:agreement_id>/", rights.agree, name="correct_agreement"),
    path(f"{PLACE}/ask/", rights.ask, name="ask"),
    path(f"{PLACE}/new-group/", bodies.set_up, name="set_up"),
    path(f"{PLACE}/groups/<uuid:body_id>/give-seat/", bodies.give_seat, name="give_seat"),
    path(f"{PLACE}/groups/<uuid:body_id>/secrecy/", bodies.secrecy, name="secrecy"),
    path(f"{PLACE}/groups/<uuid:body_id>/meet/", meetings.call, name="call"),
    path(f"{PLACE}/meetings/<uuid:meeting_id>/", meetings.meeting, name="meeting"),
    path(f"{PLACE}/meetings/<uuid:meeting_id>/papers/", meetings.papers, name="papers"),
    path(f"{PLACE}/meetings/<uuid:meeting_id>/calendar/", meetings.calendar, name="calendar"),
    path(f"{PLACE}/meetings/<uuid:meeting_id>/call-off/", meetings.call_off, name="call_off"),
    path(f"{PLACE}/meetings/<uuid:meeting_id>/minutes/", meetings.minutes, name="minutes"),
    path(f"{PLACE}/seats/<uuid:seat_id>/end/", bodies.end_seat, name="end_seat"),
    path(f"{PLACE}/seats/<uuid:seat_id>/alternate/", bodies.name_alternate, name="name_alternate"),
    path(f"{PLACE}/alternates/<uuid:alternate_id>/end/", bodies.end_alternate, name="end_alternate"),
    path(f"{PLACE}/comments-on/<str:subject_type>/<uuid:subject_id>/", consultations.open_it, name="open_consultation"),
    path(f"{PLACE}/consultations/<uuid:consultation_id>/", consultations.consultation, name="consultation"),
    path(f"{PLACE}/consultations/<uuid:consultation_id>/respond/", consultations.respond, name="respond"),
    path(f"{PLACE}/consultations/<uuid:consultation_id>/conclude/", consultations.conclude, name="conclude"),
    path(f"{PLACE}/comments/<uuid:comment_id>/", consultations.moderate, name="moderate_comment"),
    path("consultations/<uuid:consultation_id>/", consultations.public, name="public_consultation"),
    path("consultations/<uuid:consultation_id>/draft.txt", consultations.draft_text, name="consultation_text"),
    path(f"{PLACE}/reviews/", reviews.calendar, name="reviews"),
    path(f"{PLACE}/reviews/due-days/", reviews.due_days, name="review_days"),
    path(f"{PLACE}/reviews/of/<str:subject_type>/<str:subject>/", reviews.set_it, name="set_review"),
    path(f"{PLACE}/reviews/<uuid:cycle_id>/", reviews.review, name="review"),
    path(f"{PLACE}/reviews/<uuid:cycle_id>/end/", reviews.end, name="end_review"),
    path(f"{PLACE}/reviews/<uuid:cycle_id>/conclude/", reviews.conclude, name="conclude_review"),
    path(f"{PLACE}/appeals/", appeals.appeals, name="appeals"),
    path(f"{PLACE}/appeals/terms/", appeals.terms, name="appeal_terms"),
    path(f"{PLACE}/appeals/about/<str:subject_type>/<uuid:subject_id>/", appeals.file_appeal, name="file_appeal"),
    path(f"{PLACE}/appeals/<uuid:appeal_id>/", appeals.appeal, name="appeal"),
    path(f"{PLACE}/appeals/<uuid:appeal_id>/who-decides/", appeals.name_decider, name="name_decider"),
    path(f"{PLACE}/appeals/<uuid:appeal_id>/decide/", appeals.decide, name="decide_appeal"),
    path(f"{PLACE}/<uuid:proposal_id>/", votes.proposal, name="proposal"),
    path(f"{PLACE}/<uuid:proposal_id>/conflict/", votes.conflict, name="conflict"),
    path(f"{PLACE}/<uuid:proposal_id>/last-day/", votes.extend, name="extend"),
    path(f"{PLACE}/<uuid:proposal_id>/sign/", votes.sign, name="sign"),
    path(f"{PLACE}/<uuid:proposal_id>/close/", votes.close, name="close"),
]
