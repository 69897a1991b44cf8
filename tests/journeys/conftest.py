"""Journeys share one served demonstration, and read as what people do: whom `enter` lets in, and what `says` says."""

from collections.abc import Callable

import pytest
from django.utils import translation
from playwright.sync_api import Page
from tests.support.demonstration import Demonstration
from tests.support.looks import faults_of
from tests.support.visits import log_in

from skillmark.ui.words import word

Enter = Callable[..., Page]
Says = Callable[..., str]
Look = Callable[[Page], None]


@pytest.fixture
def enter(demonstration: Demonstration, new_page: Callable[..., Page]) -> Enter:
    """`enter("talent-lead", "campaigns/")`: the page of somebody who logged in and went to a place of the workspace.
    Options are those of a browser context."""

    def enter_as(name: str, place: str = "", **options: object) -> Page:
        page = new_page(**options)
        log_in(page, demonstration, name, then=f"/w/sample/{place}")
        return page

    return enter_as


@pytest.fixture
def says(language: str) -> Says:
    """What an English text of the house is called in the language of this run: `says("Start", "button")` where the
    same English word has another meaning elsewhere."""

    def said(text: str, context: str = "") -> str:
        with translation.override(language):
            return translation.pgettext(context, text) if context else translation.gettext(text)

    return said


@pytest.fixture
def shows(language: str) -> Says:
    """What the glossary has the screen say for one of its words, in the language of this run."""

    def shown(code: str) -> str:
        with translation.override(language):
            return str(word(code))

    return shown


@pytest.fixture
def look(language: str, width: int) -> Look:
    """`look(page)` fails with what is wrong with a page that only this journey reaches."""

    def look_at(page: Page) -> None:
        faults = faults_of(page, language, width)
        assert not faults, "\n".join(faults)

    return look_at
