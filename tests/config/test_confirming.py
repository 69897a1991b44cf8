"""In a demonstration every programme is proven as it asks, by people who are what each way of checking says."""

from datetime import timedelta

import pytest
from tests.credentials.factories import signing
from tests.people import factories as places
from tests.standards import factories as standards

from skillmark.assessment import queries as assessment
from skillmark.campaigns import actions as campaigns
from skillmark.campaigns import programmes
from skillmark.config.mainjob import staff as staffing
from skillmark.config.mainjob.confirming import require_shown
from skillmark.config.mainjob.proof import prove
from skillmark.foundation import sources
from skillmark.kernel.values import BadInput


@pytest.mark.django_db
def test_every_campaign_programme_ends_in_a_signed_record_in_a_demonstration() -> None:
    """One for each set of ways of checking that some programme asks for, in one workspace with one staff."""
    place = places.workspace(demonstration=True)
    actor = places.system(place)
    asked = {programmes.template(name).layers: name for name in programmes.names()}
    assert len(asked) > 4
    with signing():
        now = sources.now()
        staff = staffing.hire(actor, accounts=False, addresses=False, now=now)
        framework = standards.tideway(actor, now=now)
        for layers, name in asked.items():
            campaign = campaigns.start_campaign(
                actor, title=name, template=name, framework_id=framework.pk, openings=2,
                starts_on=now.date() + timedelta(days=30), now=now,
            )  # fmt: skip
            assert prove(actor, campaign, staff, []).standing.document, name
            latest = assessment.sittings(actor).order_by("-recorded_at")[0]
            assert len(assessment.given(latest)) == sum(layer.count for layer in layers), name


def test_what_a_demonstration_cannot_show_is_said_at_once() -> None:
    raw = dict(programmes.template("nontraditional").raw)
    raw["verification"] = [{"kind": "peer", "count": 1, "independent": True}]
    with pytest.raises(BadInput, match=r"x\.toml, column verification: “peer” is asked for"):
        require_shown(programmes.check(raw, name="x", file="x.toml"))
