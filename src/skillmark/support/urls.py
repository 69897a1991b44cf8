"""Addresses of support."""

from django.urls import path

from skillmark.support import views

app_name = "support"
PLACE = "w/<slug:workspace>/cases"
CASE, REFERRAL = f"{PLACE}/<uuid:case_id>", f"{PLACE}/referrals/<uuid:referral_id>"

urlpatterns = [
    path(f"{PLACE}/", views.caseload, name="caseload"),
    path(f"{PLACE}/open/", views.open_case, name="open_case"),
    path(f"{PLACE}/services/", views.directory, name="directory"),
    path(f"{PLACE}/services/add/", views.add_offer, name="add_offer"),
    path(f"{PLACE}/services/<uuid:offer_id>/", views.change_offer, name="change_offer"),
    path(f"{REFERRAL}/", views.referral, name="referral"),
    path(f"{REFERRAL}/consent/", views.release, name="release"),
    path(f"{REFERRAL}/stop/", views.stop, name="stop"),
    path(f"{REFERRAL}/begin/", views.begin_service, name="begin_service"),
    path(f"{REFERRAL}/end/", views.end_service, name="end_service"),
    path(f"{CASE}/", views.case, name="case"),
    path(f"{CASE}/needs/", views.assess, name="assess"),
    path(f"{CASE}/needs/<uuid:need_id>/step/", views.plan_step, name="plan_step"),
    path(f"{CASE}/needs/<uuid:need_id>/refer/", views.refer, name="refer"),
    path(f"{CASE}/steps/<uuid:step_id>/done/", views.finish_step, name="finish_step"),
    path(f"{CASE}/note/", views.write_note, name="write_note"),
    path(f"{CASE}/spent/", views.pay, name="pay"),
    path(f"{CASE}/team/", views.join_team, name="join_team"),
    path(f"{CASE}/team/<uuid:member_id>/", views.leave_team, name="leave_team"),
    path(f"{CASE}/close/", views.close_case, name="close_case"),
    path("me/support/", views.own, name="own"),
    path("me/support/<uuid:referral_id>/", views.own_referral, name="own_referral"),
]
