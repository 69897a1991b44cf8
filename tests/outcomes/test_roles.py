"""What an evaluator does alone, and what nobody outside reads."""

import csv
import io
import json
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from tests.hiring.factories import NOW, posting, ranked
from tests.matrix import filling
from tests.people import factories as places

from skillmark.assessment import queries as assessment
from skillmark.campaigns import programmes
from skillmark.credentials import queries as credentials
from skillmark.foundation import access
from skillmark.foundation.roles import Role
from skillmark.outcomes import actions, answers, queries

pytestmark = pytest.mark.django_db
PRIVATE_PARTS = ("title", "population", "hours_limit_reason")


def test_an_evaluator_publishes_figures_on_the_page_and_reads_no_attempt_and_no_record() -> None:
    made, _ = ranked()
    evaluator = places.member(made.where, Role.EVALUATOR)
    address = reverse("outcomes:figures", kwargs={"workspace": made.where.slug, "campaign_id": made.campaign.pk})
    client = evaluator.client()
    assert "<form" in client.get(address).content.decode()
    assert client.post(address, {"minimum": "10"}).status_code == 302
    (release,) = queries.releases(made.actor, made.campaign.pk)
    assert release.released_by_id == evaluator.person_id
    assert queries.recomputed(evaluator.actor, release.pk).same
    for names in (assessment.sittings, credentials.records):
        with pytest.raises(access.Forbidden):
            names(evaluator.actor)


# of the others tests/campaigns/test_programmes.py says that the public name, all that is published, tells nothing
@pytest.mark.parametrize("template", [*programmes.general(), "hwtc-toronto"])
def test_nothing_public_says_whom_a_programme_is_for_or_what_they_need(template: str) -> None:
    chosen = programmes.template(template)
    made, _ = ranked(template=template)
    opened = posting(made)
    release = actions.release_figures(made.actor, campaign_id=made.campaign.pk, minimum=10, now=NOW)
    addresses = (
        "/",
        f"/jobs/{opened.pk}/",
        f"/jobs/{opened.pk}/posting.jsonld",
        f"/figures/{release.pk}/",
        f"/figures/{release.pk}/statistics.csv",
        f"/api/v1/published-jobs/{opened.pk}",
        "/api/v1/published-figures",
        f"/api/v1/published-figures/{release.pk}",
    )
    private = [*_private(chosen), made.campaign.title]
    for address in addresses:
        shown = Client().get(address)
        assert shown.status_code == 200
        text = _plain(shown.content.decode()).lower()
        assert [said for said in private if said.lower() in text] == [], address


def test_a_signed_record_says_no_more_than_the_public_pages(tmp_path: Path) -> None:
    done = filling.fill("shore", 3, tmp_path)
    chosen = programmes.template(done.campaign.template_name)
    for record in (done.proof.standing, done.proof.withdrawn):
        text = " ".join(_values(json.loads(record.document))).lower()
        assert record.award.achievement.public_name.lower() in text
        assert [said for said in _private(chosen) if said.lower() in text] == []


def test_the_front_page_tells_the_programme_and_the_job() -> None:
    made, run = ranked()
    actions.release_figures(made.actor, campaign_id=made.campaign.pk, minimum=10, now=NOW)
    (line,) = answers.published()
    assert line.title == f"Start-here programme: {run.framework.title}"
    assert line.title in Client().get("/").content.decode()
    assert f"Figures: {line.title.replace(':', ',')}</h1>" in Client().get(line.url).content.decode()


def _private(chosen: programmes.Template) -> list[str]:
    """What tells whom a programme is for, or what they need."""
    return [*(chosen.raw[part] for part in PRIVATE_PARTS), *chosen.supports, chosen.name]


def _plain(text: str) -> str:
    """Values of a table or document, so that a name of a column or member is not taken for a word about people."""
    try:
        return " ".join(_values(json.loads(text)))
    except ValueError:
        return " ".join(cell for row in csv.reader(io.StringIO(text)) for cell in row)


def _values(told: object) -> list[str]:
    if isinstance(told, dict):
        return [text for value in told.values() for text in _values(value)]
    if isinstance(told, list):
        return [text for value in told for text in _values(value)]
    return [str(told)]
