"""Addresses of hiring."""

from django.urls import path

from skillmark.hiring.views import anew, applying, fit, jobs, own

app_name = "hiring"
PLACE = "w/<slug:workspace>"
CAMPAIGN = f"{PLACE}/campaigns/<uuid:campaign_id>"

urlpatterns = [
    path(f"{CAMPAIGN}/fit/", fit.fit, name="fit"),
    path(f"{CAMPAIGN}/fit/run/", fit.run_fit, name="run_fit"),
    path(f"{CAMPAIGN}/fit/<slug:sheet>.csv", fit.table, name="table"),
    path(f"{CAMPAIGN}/fit/invite/", fit.invite, name="invite"),
    path(f"{CAMPAIGN}/plan/", fit.plan, name="plan"),
    path(f"{PLACE}/fit/<uuid:entry_id>/", fit.person, name="person_fit"),
    path(f"{CAMPAIGN}/open-jobs/", jobs.postings, name="postings"),
    path(f"{CAMPAIGN}/open-jobs/new/", jobs.open_job, name="open_job"),
    path(f"{PLACE}/open-jobs/<uuid:posting_id>/end/", jobs.end_job, name="end_job"),
    path(f"{PLACE}/open-jobs/<uuid:posting_id>/anew/", anew.open_anew, name="open_anew"),
    path("jobs/", jobs.public_postings, name="public_postings"),
    path("jobs/<uuid:posting_id>/", jobs.public_posting, name="public_posting"),
    path("jobs/<uuid:posting_id>/posting.jsonld", jobs.public_posting_jsonld, name="public_posting_jsonld"),
    path("jobs/<uuid:posting_id>/apply/", applying.apply, name="apply"),
    path("me/jobs/", own.own_fits, name="own_fits"),
    path("me/jobs/<uuid:entry_id>/", own.own_fit, name="own_fit"),
]
