"""What a panel said of a requirement, and why it stays, is printed in the open job and goes with it as data."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.hiring.factories import NOW, posting, setting
from tests.people import factories as people
from tests.standards.test_analysis import rates

from skillmark.foundation.roles import Role
from skillmark.hiring.documents import posting_html, posting_jsonld
from skillmark.kernel.skills.exchange import case_json, read_case
from skillmark.standards import actions, queries

pytestmark = pytest.mark.django_db
SAID = "of 5 for importance (spread 0.58, agreement r_wg 0.83) by 3 people who do or supervise this work"
REASON = "A bolt too loose has cost a hand."


def test_a_posting_prints_what_the_panel_said_of_each_requirement_and_why_it_stays() -> None:
    made = setting()
    framework = made.campaign.framework
    weak, other, *_rest = framework.requirements.select_related("competency").order_by("position")
    raters = [people.member(made.where, Role.WORKER) for _ in range(3)]
    seats = {rater.person_id: queries.Capacity.INCUMBENT for rater in raters}
    actions.ask_panel(made.actor, framework_id=framework.pk, capacities=seats, now=NOW)
    for rater, mark in zip(raters, (5, 4, 4), strict=True):
        rates(rater, framework, mark, **{weak.competency.name.split()[0].lower(): 2})
    actions.close_panel(made.actor, framework_id=framework.pk, now=NOW + timedelta(days=1))
    actions.give_reasons(made.actor, framework_id=framework.pk, reasons={weak.pk: REASON}, now=NOW)
    opened = posting(made)
    page = Client().get(reverse("hiring:public_posting", args=[opened.pk])).content.decode()
    for shown in (page, posting_html(opened)):
        assert f"Rated 4.33 {SAID}, asked until March 3, 2026" in shown
        assert "Rated 2.00 of 5 for importance (spread 0.00, agreement r_wg 1.00)" in shown
        assert f"Why it stays: {REASON}" in shown
    assert "Valorado con 4.33 de 5 en importancia" in posting_html(opened, language="es")
    skills = {skill["termCode"]: skill["description"] for skill in posting_jsonld(opened)["skills"]}
    assert f"Rated 4.33 {SAID}" in skills[other.competency.reference]
    assert ": below the cut." in skills[weak.competency.reference]
    assert f"Why it stays: {REASON}" in skills[weak.competency.reference]
    package = queries.published_package(framework.pk)
    assert read_case(json.dumps(case_json(package)).encode(), name="case.json") == package
    (item,) = [one for one in package.items if one.code == weak.competency.reference]
    written = item.other["extensions"]
    assert isinstance(written, dict)
    assert written["reason"] == REASON
    basis = queries.basis(framework)
    assert basis is not None
    figures = basis["panel"]["requirements"][weak.competency.reference]
    assert written["panel"] == figures | {"version": 1, "closed_on": "2026-03-03"}
    linked = Client().get(reverse("standards:published_jsonld", args=[framework.pk])).content.decode()
    assert "Rated 2.00 of 5 for importance (spread 0.00, agreement r_wg 1.00) by 3 people" in linked
    assert f"Why it stays: {REASON}" in linked
