"""Addresses of training."""

from django.urls import path

from skillmark.learning import views

app_name = "learning"
PLACE = "w/<slug:workspace>/campaigns/<uuid:campaign_id>/training"

urlpatterns = [
    path(f"{PLACE}/", views.catalogue, name="catalogue"),
    path(f"{PLACE}/bring/", views.bring, name="import"),
    path(f"{PLACE}/assume/", views.assume, name="assume"),
    path(f"{PLACE}/modules.csv", views.download, name="download"),
]
