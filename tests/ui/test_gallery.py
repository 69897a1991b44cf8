"""What a browser and a person make of every component."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.template import Context, Origin, Template
from django.test import Client
from tests.support.visits import leave_by

from skillmark.ui import words
from skillmark.ui.gallery import SampleForm


def body(client: Client, language: str = "en", **posted: str) -> str:
    headers = {"accept-language": language}
    response = client.post("/", posted, headers=headers) if posted else client.get("/", headers=headers)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("language", ["en", "es"])
def test_gallery_speaks_the_words_of_screens(client: Client, language: str) -> None:
    assert words.code_words_in(body(client, language), language) == []


def test_gallery_is_spanish_for_who_asks_for_spanish(client: Client) -> None:
    page = body(client, "es")
    assert '<html lang="es">' in page
    assert "Muy pocos para mostrarlo" in page
    assert "Too few to show" not in page


def test_no_page_carries_script_or_style_of_its_own(client: Client) -> None:
    page = body(client)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", page)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", page))


def test_title_is_written_once_and_shown_twice(client: Client) -> None:
    page = body(client)
    assert "<title>Everything a page is built from – Skillmark</title>" in page
    assert "<h1>Everything a page is built from</h1>" in page


def test_a_form_with_errors_says_so_in_the_title_and_links_each_field(client: Client) -> None:
    page = body(client, name="Nurse", starts_day="31", starts_month="2", starts_year="2026")
    assert "<title>Error: Everything" in page
    for target in re.findall(r'href="#(id_[a-z_0-9]+)"', page):
        assert f'id="{target}"' in page
    assert 'href="#id_starts_0"' in page
    assert 'href="#id_shift_0"' in page
    assert 'value="31"' in page  # what was typed stays


def test_language_is_chosen_by_a_plain_post_and_leads_back(client: Client) -> None:
    response = client.post("/i18n/setlang/", {"language": "es", "next": "/?page=2"})
    assert (response.status_code, response["Location"]) == (302, "/?page=2")
    assert '<html lang="es">' in client.get("/").content.decode()


def test_pages_of_a_list_keep_the_other_parameters(client: Client) -> None:
    page = client.get("/?job=nurse&page=3").content.decode()
    assert "?job=nurse&amp;page=4" in page


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", ["en", "es"])
def test_gallery_is_accessible_and_fits(
    new_page: Callable[..., Any], axe: Callable[[Any], None], gallery: str, width: int, language: str
) -> None:
    page = new_page(viewport={"width": width, "height": 900}, locale=language)
    page.goto(gallery)
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    leave_by(page.locator("main form button").first)
    page.wait_for_selector(".govuk-error-summary")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_targets_are_large_enough_for_a_thumb(new_page: Callable[..., Any], gallery: str) -> None:
    page = new_page(viewport={"width": 360, "height": 900})
    page.goto(gallery)
    small = page.evaluate(
        """[...document.querySelectorAll(
            'button, select, summary, input:not([type=hidden]), .govuk-button, nav a, .card h3 a')]
        .filter(each => each.offsetParent !== null)
        .map(each => [each.outerHTML.slice(0, 60), each.getBoundingClientRect().height])
        .filter(([, height]) => height < 44)"""
    )
    assert small == []


def test_everything_can_be_sent_without_javascript(new_page: Callable[..., Any], gallery: str) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(gallery)
    leave_by(page.locator("main form button").first)
    assert page.locator(".govuk-error-summary").is_visible()
    leave_by(page.locator("button[value=es]"))
    assert page.locator("html").get_attribute("lang") == "es"


def test_the_keyboard_is_always_seen(new_page: Callable[..., Any], gallery: str) -> None:
    page = new_page()
    page.goto(gallery)
    for _ in range(60):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            """(() => {
            const drawn = each => { const style = getComputedStyle(each);
                return style.outlineStyle !== 'none' && style.outlineColor === 'rgb(107, 47, 179)'
                    || style.backgroundColor === 'rgb(107, 47, 179)' };
            const active = document.activeElement;
            return active === document.body || drawn(active)
                || active.nextElementSibling && getComputedStyle(active.nextElementSibling, '::before')
                    .outlineColor === 'rgb(107, 47, 179)' })()"""
        )
        assert seen, page.evaluate("document.activeElement.outerHTML.slice(0, 120)")


def test_print_hides_navigation_and_shows_where_links_lead(new_page: Callable[..., Any], gallery: str) -> None:
    page = new_page()
    page.goto(gallery)
    page.emulate_media(media="print")
    for hidden in ("nav.navigation", "form.languages", ".page__action", ".pagination"):
        assert not page.locator(hidden).first.is_visible(), hidden
    link = page.locator("main a[href='/about-the-record']")
    assert "/about-the-record" in link.evaluate("each => getComputedStyle(each, '::after').content")


def test_progress_fetches_its_next_copy_by_itself(new_page: Callable[..., Any], gallery: str) -> None:
    page = new_page()
    with page.expect_response("**/?progress") as fetched:
        page.goto(gallery)
    assert fetched.value.ok
    page.wait_for_timeout(300)
    assert page.locator(".progress").count() == 1
    with page.expect_response("**/?progress"):
        pass  # the copy goes on asking


def test_log_in_pages_wear_the_same_look(alone: None) -> None:
    page = Template(
        '{% extends "allauth/layouts/entrance.html" %}{% load allauth %}{% block head_title %}Log in{% endblock %}'
        '{% block content %}{% element h1 %}Log in{% endelement %}{% element form method="post" form=form %}'
        "{% slot body %}{% element fields form=form %}{% endelement %}{% endslot %}"
        '{% slot actions %}{% element button type="submit" %}Go{% endelement %}'
        '{% element button tags="danger,delete" %}Remove{% endelement %}{% endslot %}{% endelement %}{% endblock %}',
        origin=Origin("a test", "account/login.html"),
    ).render(Context({"form": SampleForm()}))
    assert "<title>Log in – Skillmark</title>" in page
    assert '<button class="govuk-button" type="submit">Go</button>' in page
    assert 'class="govuk-button govuk-button--warning"' in page
    assert '<label class="govuk-label" for="id_name">' in page
    assert "masthead" in page
