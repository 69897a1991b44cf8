"""What a standard rests on, what differs, who wrote it and what is said of it, over REST."""

from typing import Any

import pytest
from django.test import Client
from tests.hiring.factories import sender
from tests.people import factories as people
from tests.standards.factories import NOON, load_small_database, net_menders, published, tideway
from tests.standards.test_analysis import asked, rates

from skillmark.foundation.roles import Role
from skillmark.kernel.skills import exchange
from skillmark.standards import actions, queries

pytestmark = pytest.mark.django_db
READ, SAY = "standards.framework.read", "standards.line.validate"
JSON = "application/json"


@pytest.fixture
def lead() -> people.Member:
    return people.member(people.workspace(), Role.TALENT_LEAD, name="Rosa Lind")


def get(member: people.Member, path: str, permission: str = READ) -> Any:
    return Client().get(f"/api/v1{path}", headers=sender(member, permission))


def test_the_basis_tells_the_panels_figures_of_each_line_its_flag_and_its_reason(lead: people.Member) -> None:
    draft = tideway(people.system(people.queries.workspace(lead.actor)))
    first = draft.requirements.select_related("competency").order_by("position")[0]
    word = first.competency.name.split()[0].lower()
    for rater in asked(lead, draft):
        rates(rater, draft, 4, **{word: 2})
    assert get(lead, f"/standards/{draft.pk}/basis").json()["panels"] == [], "nothing before the panel is closed"
    actions.close_panel(lead.actor, framework_id=draft.pk, now=NOON)
    actions.give_reasons(lead.actor, framework_id=draft.pk, reasons={first.pk: "It stops a fall."}, now=NOON)
    told = get(lead, f"/standards/{draft.pk}/basis").json()
    assert [(panel["version"], panel["raters"]) for panel in told["panels"]] == [(1, 3)]
    line = told["lines"][0]
    assert line == {
        "part": "requirement", "reference": first.competency.reference, "name": first.competency.name, "version": 1,
        "raters": 3, "mean": "2.00", "spread": "0.00", "r_wg": "1.00", "content_validity_ratio": "-1.00",
        "critical_ratio": line["critical_ratio"], "frequency": "2.00", "needed_at_entry": 0, "below_cut": True,
        "reason": "It stops a fall.",
    }  # fmt: skip


def test_the_difference_and_who_made_it_are_read_and_of_another_standard_none(lead: people.Member) -> None:
    system = people.system(people.queries.workspace(lead.actor))
    first = published(system, tideway(system))
    second = actions.revise(lead.actor, framework_id=first.pk, now=NOON)
    dropped = second.requirements.select_related("competency").order_by("position")[0]
    name = dropped.competency.name
    actions.drop_line(lead.actor, requirement_id=dropped.pk, now=NOON)
    told = get(lead, f"/standards/{second.pk}/differences").json()
    assert told["before_id"] == str(first.pk)
    assert [(each["part"], each["verb"], each["name"]) for each in told["changes"]] == [
        ("requirement", "dropped", name)
    ]
    assert get(lead, f"/standards/{second.pk}/differences?before_id={first.pk}").json() == told
    assert get(lead, f"/standards/{first.pk}/differences").json() == {"before_id": None, "changes": []}
    load_small_database(lead.actor)
    other = net_menders(lead.actor)
    assert get(lead, f"/standards/{other.pk}/differences?before_id={first.pk}").status_code == 422
    edits = get(lead, f"/standards/{second.pk}/edits", "standards.contributor.read").json()["items"]
    edit = next(each for each in edits if each["verb"] == "dropped")
    assert (edit["name"], edit["by"], edit["version"]) == (name, "Rosa Lind", 2)
    stranger = people.member(people.queries.workspace(lead.actor), Role.WORKER)
    assert get(stranger, f"/standards/{second.pk}/edits", "standards.contributor.read").status_code == 403


def test_an_alignment_tells_its_relation_reviewer_and_day_and_what_waits_its_likely_ones(lead: people.Member) -> None:
    def elsewhere(title: str) -> queries.ImportedFramework:
        items = [
            {"identifier": f"{title}/{text}", "fullStatement": f"Tie {text} in a rope"} for text in ("a bend", "a loop")
        ]
        whole = {"CFDocument": {"identifier": title, "title": title}, "CFItems": items}
        package = exchange.package_of(whole, name="knots.json")
        return actions.import_framework(lead.actor, package=package, file_name="knots.json", now=NOON).framework

    ours, theirs = elsewhere("Ours"), elsewhere("Theirs")
    bend, loop = queries.imported_items(lead.actor, ours.pk)
    other = queries.imported_items(lead.actor, theirs.pk)[0]
    actions.review_alignment(lead.actor, origin_id=bend.pk, destination_id=other.pk, relation="exact", now=NOON)
    listed = get(lead, "/imported-frameworks").json()["items"]
    assert [each["title"] for each in listed] == ["Ours", "Theirs"]
    (found,) = get(lead, f"/imported-frameworks/{ours.pk}/alignments").json()["items"]
    assert (found["relation"], found["reviewer"], found["reviewed_on"]) == ("exact", "Rosa Lind", "2026-03-02")
    assert (found["origin"]["framework"], found["destination"]["identifier"]) == ("Ours", other.identifier)
    path = f"/imported-frameworks/{ours.pk}/suggestions/{theirs.pk}"
    (waits,) = get(lead, path, "standards.alignment.review").json()["items"]
    assert waits["statement"]["identifier"] == loop.identifier
    assert waits["likely"][0]["statement"]["identifier"] == "Theirs/a loop"


def test_a_line_is_said_to_be_wrong_once_however_often_it_is_sent_and_only_by_who_sees_the_work(
    lead: people.Member,
) -> None:
    place = people.queries.workspace(lead.actor)
    system = people.system(place)
    framework = published(system, tideway(system))
    worker = people.member(place, Role.WORKER)
    line = queries.competencies(system, framework.pk)[0]
    path, body = f"/api/v1/standards/{framework.pk}/sayings", {"competency_id": line.reference, "agrees": False}
    may = sender(worker, SAY, key="one")
    assert Client().post(path, body, content_type=JSON, headers=may).status_code == 422, "without a reason"
    body["reason"] = "No shims on the new ones."
    for _ in range(2):
        assert Client().post(path, body, content_type=JSON, headers=may).status_code == 201
    told = next(row for row in get(worker, path.removeprefix("/api/v1"), SAY).json() if row["own"])
    assert (told["competency_id"], told["confirmed"], told["disputed"]) == (line.reference, 0, 1)
    assert told["own"]["reason"] == "No shims on the new ones."
    assert len(queries.open_disputes(system)) == 1
    draft = tideway(system)
    late = Client().post(
        f"/api/v1/standards/{draft.pk}/sayings", body, content_type=JSON, headers=may | {"idempotency-key": "two"}
    )
    assert late.status_code == 409
