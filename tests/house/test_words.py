"""Every page shows the glossary's words, in English and in Spanish, says what it is, and every app speaks Spanish
whole.
"""

from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape
from pytest_django import DjangoDbBlocker
from tests.matrix import filling, objects, routes, walker

from skillmark.config import tables
from skillmark.ui.messages import missing
from skillmark.ui.words import code_words_in

ROWS = walker.read_rows()
PAGES = {route.name: route for route in routes.pages() if not route.name.startswith("api:")}
HTML = "text/html"


def apps(root: Path) -> list[Path]:
    return sorted(path.parent for path in (root / "src/skillmark").glob("*/apps.py"))


def test_every_text_of_every_app_has_its_spanish(root: Path) -> None:
    told = [f"{app.name}: {message.place}: {message.message}" for app in apps(root) for message in missing(app)]
    assert not told, "\n".join(told)


@pytest.fixture(scope="module")
def db(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def world(db: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[objects.World]:
    with filling.keys():
        yield objects.world(tmp_path_factory.mktemp("words"))


def reader_of(name: str, world: objects.World) -> objects.Visitor:
    """Somebody who may open it: the first whom its row lets in, or the person herself."""
    allowed = ROWS.rows[name]
    if isinstance(allowed, str):
        return world.ours.holder
    here = world.ours
    return next((one for one in here.visitors if walker.lets_in(one, allowed, here.person_id)), here.holder)


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_page_shows_no_word_of_the_code(name: str, language: str, world: objects.World) -> None:
    """In the language of this run, as journeys: English on one database, Spanish on the other."""
    route, here = PAGES[name], world.ours
    reader = reader_of(name, world)
    attempt = walker.Attempt("a reader", reader, here, here, {walker.ALLOWED})
    parts = [part for part in route.parameters if part != "workspace"]
    address = {part: here.find(name, part, attempt) for part in parts}
    address |= {"workspace": here.slug} if "workspace" in route.parameters else {}
    with transaction.atomic():
        answer = reader.client().get(reverse(name, kwargs=address), headers={"accept-language": language}, follow=True)
        transaction.set_rollback(True)
    # 400: a way in that was not begun in this browser, or whose provider does not answer, says so on a page
    assert answer.status_code in (200, 400, 404, 405, 410), answer.status_code
    if not answer.get("Content-Type", "").startswith(HTML):
        return
    html = answer.content.decode()
    assert f'lang="{language}"' in html
    assert code_words_in(html, language) == []
    shown = answer.resolver_match.view_name if answer.status_code == HTTPStatus.OK else ""
    about = tables.about_pages().get(shown)
    if about is not None:
        with translation.override(language):
            assert escape(str(about.what)) in html, "it does not say what it is"
    elif shown == name and route.scope != "public":
        assert "attachment" in answer.get("Content-Disposition", ""), "a page, and nobody said what it is"
