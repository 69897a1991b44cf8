"""Marks by a rubric that was replaced are said to be out of date: in lists, on pages and to programs."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.assessment.factories import NOW, bench
from tests.credentials.factories import awarded
from tests.people import factories as people
from tests.standards import factories as standards

from skillmark.foundation import sources, tokens
from skillmark.foundation.roles import Role
from skillmark.standards import actions as publishing

pytestmark = pytest.mark.django_db
SAID = "marked otherwise by now"


def test_lists_records_and_the_api_say_that_marks_are_out_of_date() -> None:
    where = bench()
    standards.published(where.program, where.framework, now=NOW)
    record, later = awarded(where), NOW + timedelta(days=20)
    lead = people.member(where.place, Role.TALENT_LEAD, name="Lea Moss")
    _token, text = tokens.open_token(
        lead.actor,
        name="tool",
        permissions=["assessment.sitting.list", "credentials.record.list", "credentials.record.read"],
        expires_at=sources.now() + timedelta(days=1),
        now=sources.now(),
    )
    slug = where.place.slug
    pages = {
        reverse("assessment:attempts", args=[slug]): lead.client(),
        reverse("credentials:records", args=[slug]): lead.client(),
        reverse("credentials:record", args=[slug, record.pk]): lead.client(),
        reverse("assessment:own"): where.candidate.client(),
        reverse("credentials:own"): where.candidate.client(),
        reverse("credentials:own_record", args=[record.pk]): where.candidate.client(),
    }
    data = ("/api/v1/attempts", "/api/v1/records", f"/api/v1/records/{record.pk}")

    def told() -> set[bool]:
        return {SAID in browser.get(page).content.decode() for page, browser in pages.items()}

    def read() -> set[bool]:
        found = [Client().get(one, headers={"Authorization": f"Bearer {text}"}).json() for one in data]
        return {one["items"][0]["stale"] if "items" in one else one["stale"] for one in found}

    assert (told(), read()) == ({False}, {False})
    second = publishing.revise(where.program, framework_id=where.framework.pk, now=later)
    second.rubrics.filter(work_task__reference="T-02").update(pass_mark=3)
    standards.published(where.program, second, now=later)
    assert (told(), read()) == ({True}, {True})
