"""What does not go together in a programme is said, though each of its keys is right."""

from typing import Any

import pytest
from tests.campaigns.test_programmes import raw, said

from skillmark.campaigns import programmes

# the second step would lower a wage
APPRENTICESHIP = {
    "completed_by": "time", "on_the_job_hours": 2000, "instruction_hours": 144,
    "wage_steps": [{"after_hours": 0, "percent": 75}, {"after_hours": 1000, "percent": 60}],
}  # fmt: skip
TEST = {"kind": "practical test", "count": 1, "independent": True}
COST = {"amount": 100, "currency": "SEK"}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"public_name": "Help for the homeless"},
            "public_name: “homeless” tells who its people are; write what it teaches or leads to",
        ),
        (
            {"seats_stand_on": "practice", "partners": [{"name": "a mill", "roles": ["hiring employer"]}]},
            "seats_stand_on: “practice”, but no partner is a “practice employer”; "
            "write one among the partners, or what does stand behind it",
        ),
        (
            {"phases": [{"name": "Training", "duration": "5 to 2 months"}]},
            "phases[1].duration: 2 is not longer than 5; the shorter time comes first",
        ),
        ({"phases": [{"name": "Training", "duration": "0 days"}]}, "phases[1].duration: no part lasts no time"),
        ({"phases": [{"name": "A", "beside": "B"}]}, "phases[1].beside: “B” is no part before this one"),
        (
            {"phases": [{"name": "A", "after_placement": True}]},
            "phases: at least one part comes before the first day at work",
        ),
        ({"tracks": [{"name": "A", "role": "smith"}]}, "tracks[1].role: “smith” is none of the target roles"),
        (
            {"shared_record": {"fields": ["income"], "consent_months": 6}},
            "shared_record: is shared by 0 agencies; at least 2 partners are each an “agency”",
        ),
        (
            {"apprenticeship": APPRENTICESHIP},
            "apprenticeship.wage_steps[2].percent: is 60 after 75; each step is later and higher",
        ),
        (
            {"funding_rule": {"says": "x", "measure": "Employed"}},
            "funding_rule: measure and at_least_percent go together; write both or neither",
        ),
        (
            {"funding_rule": {"says": "x", "measure": "Rich", "at_least_percent": 5}},
            "funding_rule.measure: “Rich” is none of the measures",
        ),
        (
            {"evaluation": {"design": "lottery"}},
            "evaluation.horizon_days: an effect names its horizon; write horizon_days = 365",
        ),
        (
            {"figures": [{"says": "employed", "numerator": 270, "denominator": 269}]},
            "figures[1].numerator: 270 of 269 is no share",
        ),
        (
            {"figures": [{"says": "employed", "value": 84}]},
            "figures[1]: needs numerator and denominator, or value and unit, and not both",
        ),
        (
            {"source": "A book", "from_source": ["phases[9].duration"]},
            "from_source[1]: “phases[9].duration” is not in the file",
        ),
        (
            {"verification": [{"kind": "supervisor confirmation", "count": 2, "independent": False}, TEST]},
            "verification[1].count: one person leads somebody, so one confirms as a supervisor",
        ),
        (
            {"verification": [{"kind": "supervisor confirmation", "count": 1, "independent": True}]},
            "verification[1].independent: whoever leads somebody is not independent of her",
        ),
        (
            {"funding": [{"payer": "x", "ceiling": True, "currency": "SEK"}], "budget_per_person": COST},
            "funding[1].amount: the key is missing; a ceiling is an amount",
        ),
        (
            {"funding": [{"payer": "x", "ceiling": True, "amount": 9, "currency": "EUR"}], "budget_per_person": COST},
            'funding[1].currency: a ceiling is in the currency of budget_per_person; write currency = "SEK"',
        ),
        ({"kind": "party"}, "kind: is none of campaign, scorecard, award"),
    ],
)
def test_what_does_not_go_together_is_said(changes: dict[str, Any], sentence: str) -> None:
    assert said(raw(**changes)) == [sentence]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Ex-offenders into work", "ex offenders"),
        ("A way out of addiction", "addiction"),
        ("Kitchen course for people in recovery", "in recovery"),
        ("From welfare to work", "welfare to work"),
    ],
)
def test_a_public_name_that_tells_of_its_people_is_refused(name: str, told: str) -> None:
    assert said(raw(public_name=name)) == [
        f"public_name: “{told}” tells who its people are; write what it teaches or leads to"
    ]


@pytest.mark.parametrize(
    "name",
    ["Prison officer programme", "Disaster recovery technicians", "Welfare officers", "Foster and Sons programme"],
)
def test_a_job_may_be_named_as_it_is_called(name: str) -> None:
    assert programmes.check(raw(public_name=name), name="x", file="x.toml").public_name == name


def test_what_a_campaign_kept_is_read_though_it_would_be_refused_today() -> None:
    """As it was kept up to 0.2, with two parts of one name and a public name that tells too much."""
    old = raw(
        public_name="Help for the homeless",
        target_roles=["51-2031.00"],
        phases=[{"name": "Training", "duration": "0 days"}, {"name": "Training", "duration": "12 weeks"}],
        achievement="Ready to start",
        renewal_months=24,
        funding_rule="Renew when at least half are employed.",
    )
    del old["achievements"]
    template = programmes.kept(old, name="x", file="x.toml")
    assert template.target_roles == ("51-2031.00",)
    assert template.achievements == ("Ready to start",)
    assert template.public_name == "Help for the homeless"
    assert old["target_roles"] == ["51-2031.00"], "what it keeps is never rewritten"
