"""Addresses of the front door."""

from django.urls import path

from skillmark.config.pages import hooks, imports, keeping, looking, moving, programs, rights, timeline, views
from skillmark.config.pages.first import set_up
from skillmark.config.pages.start import start

app_name = "house"
urlpatterns = [
    path("", views.front, name="front"),
    path("setup/", set_up, name="set_up"),
    path("health", views.health, name="health"),
    path("waiting/", views.waiting, name="waiting"),
    path("today", views.my_workspaces, name="my_workspaces"),
    path("w/<slug:workspace>/", views.today, name="today"),
    path("w/<slug:workspace>/settings/", views.settings_page, name="settings"),
    path("w/<slug:workspace>/view-as/", looking.view_as, name="view_as"),
    path("w/<slug:workspace>/view-as/make/", looking.make_sample, name="make_sample"),
    path("view-as/stop/", looking.stop_looking, name="stop_looking"),
    path("w/<slug:workspace>/search/", views.search, name="search"),
    path("w/<slug:workspace>/start/", start, name="start"),
    path("w/<slug:workspace>/people/<uuid:person_id>/timeline/", timeline.timeline, name="timeline"),
    path("w/<slug:workspace>/programs/", programs.programs, name="programs"),
    path("w/<slug:workspace>/programs/add/", programs.add_program, name="add_program"),
    path("w/<slug:workspace>/programs/<uuid:token_id>/end/", programs.end_program, name="end_program"),
    path("w/<slug:workspace>/systems/", hooks.hooks, name="hooks"),
    path("w/<slug:workspace>/systems/add/", hooks.add_hook, name="add_hook"),
    path("w/<slug:workspace>/systems/<uuid:subscription_id>/end/", hooks.end_hook, name="end_hook"),
    path("w/<slug:workspace>/keeping/", keeping.keeping, name="keeping"),
    path("w/<slug:workspace>/keeping/tonight/", keeping.tonight, name="tonight"),
    path("w/<slug:workspace>/keeping/take-over/", keeping.take_over, name="take_over_rules"),
    path("w/<slug:workspace>/keeping/rules/add/", keeping.set_rule, name="set_rule"),
    path("w/<slug:workspace>/keeping/rules/<uuid:rule_id>/end/", keeping.end_rule, name="end_rule"),
    path("w/<slug:workspace>/keeping/holds/add/", keeping.place_hold, name="place_hold"),
    path("w/<slug:workspace>/keeping/holds/<uuid:hold_id>/end/", keeping.end_hold, name="end_hold"),
    path("me/data/", rights.own_data, name="own_data"),
    path("me/data/everything.json", rights.own_data_json, name="own_data_json"),
    path("me/data/everything.html", rights.own_data_file, name="own_data_file"),
    path("me/data/consents/<uuid:consent_id>/withdraw/", rights.own_withdraw, name="own_withdraw"),
    path("me/data/<uuid:person_id>/delete/", rights.own_delete, name="own_delete"),
    path("w/<slug:workspace>/imports/", imports.imports, name="imports"),
    path("w/<slug:workspace>/imports/bring/<slug:kind>/", imports.bring, name="bring_import"),
    path("w/<slug:workspace>/imports/bring/<slug:kind>/example.<slug:form>", imports.example, name="import_example"),
    path("w/<slug:workspace>/imports/<uuid:import_id>/", imports.import_, name="import"),
    path("w/<slug:workspace>/imports/<uuid:import_id>/columns/", imports.columns, name="import_columns"),
    path("w/<slug:workspace>/imports/<uuid:import_id>/rows.<slug:form>", imports.rows, name="import_rows"),
    path("w/<slug:workspace>/imports/<uuid:import_id>/answer/", imports.answer, name="answer_import"),
    path("w/<slug:workspace>/imports/<uuid:import_id>/carry/", imports.carry, name="carry_import"),
    path("w/<slug:workspace>/imports/<uuid:import_id>/undo/", imports.undo, name="undo_import"),
    path("w/<slug:workspace>/imports/<uuid:import_id>/discard/", imports.discard, name="discard_import"),
    path("w/<slug:workspace>/take-along/", moving.take_along, name="take_along"),
    path("w/<slug:workspace>/take-along/delete/", moving.delete_trial, name="delete_trial"),
    path("taken/<slug:secret>/", moving.taken, name="taken"),
    path("taken/<slug:secret>/file", moving.fetch_taken, name="fetch_taken"),
    path("keys/<uuid:workspace_id>.json", hooks.hook_key, name="hook_key"),
]
