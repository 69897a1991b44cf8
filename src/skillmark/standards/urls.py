"""Addresses of standards."""

from django.urls import path

from skillmark.standards import views

app_name = "standards"
PLACE = "w/<slug:workspace>/standards"
urlpatterns = [
    path(f"{PLACE}/", views.frameworks, name="frameworks"),
    path(f"{PLACE}/new/", views.choose, name="choose"),
    path(f"{PLACE}/said/", views.consistent, name="consistent"),
    path(f"{PLACE}/new/own-framework/", views.own_framework, name="own_framework"),
    path(f"{PLACE}/occupations/", views.load, name="load"),
    path(f"{PLACE}/<uuid:framework_id>/", views.framework, name="framework"),
    path(f"{PLACE}/<uuid:framework_id>/standard.json", views.document, name="document"),
    path(f"{PLACE}/<uuid:framework_id>/requirements.csv", views.requirements, name="requirements"),
    path(f"{PLACE}/<uuid:framework_id>/publish/", views.publish, name="publish"),
    path(f"{PLACE}/<uuid:framework_id>/panel/", views.analysis, name="analysis"),
    path(f"{PLACE}/<uuid:framework_id>/panel/mine/", views.rate, name="rate"),
    path(f"{PLACE}/<uuid:framework_id>/reasons/", views.reasons, name="reasons"),
    path(f"{PLACE}/<uuid:framework_id>/next/", views.revise, name="revise"),
    path(f"{PLACE}/<uuid:framework_id>/retire/", views.retire, name="retire"),
    path(f"{PLACE}/<uuid:framework_id>/lines/", views.lines, name="lines"),
    path(f"{PLACE}/<uuid:framework_id>/lines/new/", views.add_line, name="add_line"),
    path(f"{PLACE}/<uuid:framework_id>/lines/from-text/", views.from_text, name="from_text"),
    path(f"{PLACE}/lines/<uuid:requirement_id>/", views.line, name="line"),
    path(f"{PLACE}/<uuid:framework_id>/tasks/new/", views.add_task, name="add_task"),
    path(f"{PLACE}/tasks/<uuid:work_task_id>/", views.work_task, name="work_task"),
    path(f"{PLACE}/<uuid:framework_id>/differences/", views.differences, name="differences"),
    path(f"{PLACE}/<uuid:framework_id>/used-by/", views.in_use, name="in_use"),
    path(f"{PLACE}/<uuid:framework_id>/alike/", views.own_alignments, name="own_alignments"),
    path(f"{PLACE}/<uuid:framework_id>/still-right/", views.validate, name="validate"),
    path(f"{PLACE}/<uuid:framework_id>/disputes/", views.disputes, name="disputes"),
    path(f"{PLACE}/<uuid:framework_id>/as/<slug:form>/", views.package, name="package"),
    path(f"{PLACE}/imported/", views.imported, name="imported"),
    path(f"{PLACE}/imported/new/", views.bring_framework, name="bring_framework"),
    path(f"{PLACE}/imported/coming/<uuid:coming_id>/", views.coming_framework, name="coming_framework"),
    path(f"{PLACE}/imported/<uuid:imported_id>/", views.imported_framework, name="imported_framework"),
    path(f"{PLACE}/imported/<uuid:imported_id>/alike/", views.alignments, name="alignments"),
    path(f"{PLACE}/imported/<uuid:imported_id>/alike/<uuid:with_id>/", views.align, name="align"),
    path("standards/<uuid:framework_id>/", views.published, name="published"),
    path("standards/<uuid:framework_id>/standard.json", views.published_document, name="published_document"),
    path("standards/<uuid:framework_id>/case.json", views.published_case, name="published_case"),
    path("standards/<uuid:framework_id>/standard.jsonld", views.published_jsonld, name="published_jsonld"),
    path("standards/<uuid:framework_id>/print/", views.published_to_print, name="published_to_print"),
    path("standards/<uuid:framework_id>/yourself/", views.self_assessment_page, name="self_assessment"),
    path("standards/<uuid:framework_id>/yourself/result/", views.self_result, name="self_result"),
    path("me/standards/", views.own_self_assessments, name="own_self_assessments"),
    path("me/standards/<uuid:framework_id>/", views.own_self_assessment, name="own_self_assessment"),
    path("me/standards/<uuid:framework_id>/keep/", views.keep_self_assessment, name="keep_self_assessment"),
]
