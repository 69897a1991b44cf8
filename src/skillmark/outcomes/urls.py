"""Addresses of outcomes."""

from django.urls import path

from skillmark.outcomes.views import figures, studies

app_name = "outcomes"
PLACE = "w/<slug:workspace>"
CAMPAIGN = f"{PLACE}/campaigns/<uuid:campaign_id>"

urlpatterns = [
    path(f"{CAMPAIGN}/measurement/", studies.measurement, name="measurement"),
    path(f"{CAMPAIGN}/measurement/measurement_plan.json", studies.measurement_plan, name="measurement_plan"),
    path(f"{CAMPAIGN}/lottery/", studies.lottery, name="lottery"),
    path(f"{CAMPAIGN}/lottery/lottery.csv", studies.lottery_csv, name="lottery_csv"),
    path(f"{CAMPAIGN}/follow-ups/", studies.follow_ups, name="follow_ups"),
    path(f"{PLACE}/follow-ups/<uuid:follow_up_id>/", studies.note_follow_up, name="note_follow_up"),
    path(f"{CAMPAIGN}/figures/", figures.figures, name="figures"),
    path(f"{CAMPAIGN}/fairness/", figures.fairness, name="fairness"),
    path(f"{CAMPAIGN}/fairness/adverse_impact.csv", figures.adverse_csv, name="adverse_csv"),
    path("figures/<uuid:release_id>/", figures.public_figures, name="public_figures"),
    path("figures/<uuid:release_id>/statistics.csv", figures.statistics_csv, name="statistics_csv"),
]
