"""The design system shown alone, without the house around it: no database, no log-in, only its own pages."""

import threading
from collections.abc import Iterator
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client

from skillmark import ui
from skillmark.ui import build

MIDDLEWARE = [
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "csp.middleware.CSPMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(ui.__file__).parent / "templates"],  # before allauth's, whatever the order of apps
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "skillmark.ui.context.page",
                "tests.ui.trial.chrome",
            ]
        },
    }
]


class Silent(WSGIRequestHandler):
    def log_message(self, *arguments: object) -> None:
        """Says nothing: a test's output is its facts."""


@pytest.fixture
def alone(settings: object) -> None:
    """Settings of a project that has only the design system."""
    settings.ROOT_URLCONF = "tests.ui.trial"
    settings.MIDDLEWARE = MIDDLEWARE
    settings.TEMPLATES = TEMPLATES
    settings.STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def client(alone: None) -> Client:
    return Client(enforce_csrf_checks=False)


@pytest.fixture(scope="session")
def assets() -> None:
    """Styles, scripts and catalogues as `./dev setup` leaves them; nothing is done where they already are."""
    build.main([])


@pytest.fixture
def gallery(alone: None, assets: None) -> Iterator[str]:
    """The address of the gallery, served from a thread of this process."""
    with make_server("127.0.0.1", 0, WSGIHandler(), handler_class=Silent) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()
