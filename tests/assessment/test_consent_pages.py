"""The pages of a file with others on it, looked at in a browser: plain, accessible, and nothing beyond the edge."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.urls import reverse
from PIL import Image
from playwright.sync_api import Page
from pytest_django import Settings
from tests.assessment.factories import bench
from tests.people import factories as make
from tests.support.looks import faults_of

from skillmark.assessment import actions
from skillmark.foundation import links, sources
from skillmark.foundation.roles import Role
from skillmark.people.queries import address_of

pytestmark = pytest.mark.django_db(transaction=True)


def picture() -> bytes:
    out = BytesIO()
    Image.new("RGB", (1200, 800), (90, 120, 140)).save(out, "JPEG")
    return out.getvalue()


def test_the_pages_of_a_file_with_others_on_it(
    site: str, settings: Settings, new_page: Callable[..., Page], language: str, width: int
) -> None:
    settings.ADDRESS = site
    where, now = bench(), sources.now()
    lead = make.member(where.place, Role.TALENT_LEAD, Role.ASSESSOR, name="Tess Hale")
    sitting = where.sitting()
    evidence = actions.add_evidence(
        lead.actor, sitting_id=sitting.pk, content=picture(), file_name="a.jpg", others=True, asked=3, now=now
    )
    actions.ask_consent(lead.actor, evidence_id=evidence.pk, person_id=where.second.person_id, now=now)
    actions.note_consent(lead.actor, evidence_id=evidence.pk, name="Pia Rau", now=now)
    asked = actions.ask_consent(lead.actor, evidence_id=evidence.pk, name="Tom Oke", email="t@example.org", now=now)

    page = new_page()
    session = lead.client().cookies["sessionid"].value
    cookies = {"sessionid": session, "django_language": language}
    page.context.add_cookies([{"name": name, "value": value, "url": site} for name, value in cookies.items()])
    faults: list[str] = []
    for name, given in (("evidence", [sitting.pk]), ("others", [sitting.pk, evidence.pk]), ("attempt", [sitting.pk])):
        page.goto(site + reverse(f"assessment:{name}", args=[where.place.slug, *given]))
        faults += faults_of(page, language, width)

    hers = new_page()
    hers.context.add_cookies([{"name": "django_language", "value": language, "url": site}])
    link = links.by_id(asked.link_id) if asked.link_id else None
    assert link is not None
    hers.goto(address_of(link))
    faults += faults_of(hers, language, width)
    assert hers.locator("img.drawing").evaluate("picture => picture.naturalWidth") == 1200, "she sees the picture"
    hers.get_by_role("radio").first.check()
    hers.locator("form[method=post] button").last.click()
    faults += faults_of(hers, language, width)
    assert hers.get_by_role("checkbox").count() == 1, "and can take back what she said"
    assert not faults, faults
