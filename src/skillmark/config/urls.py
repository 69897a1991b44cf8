"""Every address of the house: each context brings its own; `config` adds the front door."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path

from skillmark.config import api

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("api/v1/", include((api.urls(), "api"), namespace="api")),
    path("i18n/", include("django.conf.urls.i18n")),
    *(
        path("", include(f"skillmark.{context}.urls"))
        for context in settings.CONTEXTS
        if find_spec(f"skillmark.{context}.urls") is not None
    ),
    path("", include("skillmark.config.pages.urls")),
]
