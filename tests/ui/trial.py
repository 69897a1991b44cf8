"""A project of one page: the gallery, the choice of language, and what a project puts around a page."""

from typing import Any

from django.contrib.staticfiles.views import serve
from django.http import HttpRequest, HttpResponse
from django.urls import include, path, re_path

from skillmark.ui.brand import stylesheet
from skillmark.ui.views import gallery


def chrome(request: HttpRequest) -> dict[str, Any]:
    return {
        "navigation": [
            {"label": "Home", "url": "/", "current": True},
            {"label": "Jobs", "url": "/jobs", "current": False},
            {"label": "People", "url": "/people", "current": False},
            {"label": "Results", "url": "/results", "current": False},
        ],
        "account_menu": [{"label": "Ana Ruiz", "url": "/me", "current": False}],
        "demonstration": True,
        "workspace_name": "Riverside Care",
        "brand_css_url": "/brand.css",
        "foot_links": [{"label": "How it works", "url": "/about"}],
    }


def brand(request: HttpRequest) -> HttpResponse:
    return HttpResponse(stylesheet("#7a3b69"), content_type="text/css")


urlpatterns = [
    path("", gallery),
    path("brand.css", brand),
    path("i18n/", include("django.conf.urls.i18n")),
    re_path(r"^static/(?P<path>.*)$", serve, {"insecure": True}),
]
