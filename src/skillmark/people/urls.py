"""Addresses of people."""

from django.urls import path

from skillmark.people.views import corrections, guardians, messages, own, persons, profile, roles, uploads

app_name = "people"
PLACE = "w/<slug:workspace>"

urlpatterns = [
    path(f"{PLACE}/people/", persons.people, name="people"),
    path(f"{PLACE}/people/add/", persons.add_person, name="add_person"),
    path(f"{PLACE}/people/bring/", uploads.bring_applicants, name="bring_applicants"),
    path(f"{PLACE}/people/bring/answers/", uploads.bring_demographics, name="bring_demographics"),
    path(f"{PLACE}/people/bring/problems/<uuid:refused_id>/errors.csv", uploads.problems, name="upload_problems"),
    path(f"{PLACE}/people/<uuid:person_id>/", persons.person, name="person"),
    path(f"{PLACE}/people/<uuid:person_id>/jobs/add/", persons.record_employment, name="record_employment"),
    path(
        f"{PLACE}/people/<uuid:person_id>/jobs/<uuid:employment_id>/correct/",
        corrections.correct_employment,
        name="correct_employment",
    ),
    path(f"{PLACE}/people/<uuid:person_id>/said/<uuid:rating_id>/", corrections.correct_rating, name="correct_rating"),
    path(f"{PLACE}/people/<uuid:person_id>/age/", guardians.age, name="age"),
    path(f"{PLACE}/people/<uuid:person_id>/guardian/", guardians.guardian, name="guardian"),
    path(
        f"{PLACE}/people/<uuid:person_id>/guardian/<uuid:guardian_consent_id>/withdraw/",
        guardians.withdraw_guardian,
        name="withdraw_guardian",
    ),
    path(f"{PLACE}/people/<uuid:person_id>/correct/", corrections.correct_person, name="correct_person"),
    path(f"{PLACE}/people/<uuid:person_id>/ask/<slug:kind>/", corrections.ask, name="ask_correction"),
    path(f"{PLACE}/corrections/<uuid:correction_id>/", corrections.answer, name="correction"),
    path(f"{PLACE}/people/<uuid:person_id>/needs/", persons.preference, name="preference"),
    path(f"{PLACE}/people/<uuid:person_id>/messages/", messages.messages_to, name="messages"),
    path(f"{PLACE}/people/<uuid:person_id>/contact/", messages.safe_contact, name="safe_contact"),
    path(f"{PLACE}/messages/", messages.sent, name="sent_messages"),
    path(f"{PLACE}/messages/preview/", messages.preview, name="preview_messages"),
    path(f"{PLACE}/people/<uuid:person_id>/erase/", persons.erase_person, name="erase_person"),
    path(f"{PLACE}/roles/", roles.roles, name="roles"),
    path(f"{PLACE}/roles/grant/", roles.grant_role, name="grant_role"),
    path(f"{PLACE}/roles/<uuid:grant_id>/end/", roles.end_role, name="end_role"),
    path(f"{PLACE}/organisation/", profile.profile, name="profile"),
    path(f"{PLACE}/organisation/change/", profile.change_profile, name="change_profile"),
    path(f"{PLACE}/brand.css", profile.brand_stylesheet, name="brand"),
    path("me/", own.own, name="own"),
    path("me/language/", own.set_language, name="own_language"),
    path("me/invitations/<uuid:person_id>/", own.accept_invitation, name="accept_invitation"),
    path("me/workspaces/<uuid:person_id>/leave/", own.end_link, name="end_link"),
]
