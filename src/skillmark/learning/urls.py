"""Addresses of training."""

from django.urls import path

from skillmark.learning import views

app_name = "learning"
PLACE = "w/<slug:workspace>/campaigns/<uuid:campaign_id>/training"

urlpatterns = [
    path(f"{PLACE}/", views.catalogue, name="catalogue"),
    path(f"{PLACE}/bring/", views.bring, name="import"),
    path(f"{PLACE}/assume/", views.assume, name="assume"),
    path(f"{PLACE}/modules/add/", views.add_module, name="add_module"),
    path(f"{PLACE}/modules/<uuid:module_id>/", views.change_module, name="change_module"),
    path(f"{PLACE}/modules/<uuid:module_id>/remove/", views.remove_module, name="remove_module"),
    path(f"{PLACE}/pathways/", views.pathways, name="pathways"),
    path(f"{PLACE}/pathways/<uuid:module_id>/", views.pathway, name="pathway"),
    path(f"{PLACE}/modules.csv", views.download, name="download"),
]
