"""A published standard in the formats that other programs read."""

import json
from dataclasses import replace
from uuid import UUID, uuid4

from tests.kernel.skills.test_self_assessment import indicator, standard

from skillmark.kernel.skills import SuggestedTask
from skillmark.kernel.skills.as_package import Beside, Edition, Version, as_json_ld, as_package
from skillmark.kernel.skills.exchange import case_json, read_case

HOME = "https://skills.example/standards/1/"
EDITION = Edition(
    UUID("0192f0c1-0000-7000-8000-000000000001"), HOME, "2", "Harbor", "2026-03-10T12:00:00+00:00", "Adopted", "en"
)
STANDARD = standard(indicator("A", suggested_tasks=(SuggestedTask("bell", 4000),)), indicator("B", essential=False))
MARKS = {"lamp": 2, "bell": 3}


def test_the_package_is_read_back_as_it_was_written() -> None:
    package = as_package(STANDARD, MARKS, EDITION)
    written = json.dumps(case_json(package)).encode()
    assert read_case(written, name="case.json") == package


def test_every_identifier_is_a_uuid_said_once_and_the_same_each_time() -> None:
    package = as_package(STANDARD, MARKS, EDITION)
    named = [package.document.identifier, *(item.identifier for item in package.items)]
    named += [one.identifier for one in package.associations]
    for rubric in package.rubrics:
        named += [rubric.identifier, *(criterion.identifier for criterion in rubric.criteria)]
        named += [level.identifier for criterion in rubric.criteria for level in criterion.levels]
    assert len({UUID(name) for name in named}) == len(named)
    assert as_package(STANDARD, MARKS, EDITION) == package
    other = as_package(STANDARD, MARKS, replace(EDITION, identifier=uuid4()))
    assert not {item.identifier for item in other.items} & set(named)


def test_tasks_competencies_rubrics_and_the_pass_rule_are_all_in_it() -> None:
    case = case_json(as_package(STANDARD, MARKS, EDITION))
    items, rubrics = case["CFItems"], case["CFRubrics"]
    assert isinstance(items, list)
    assert isinstance(rubrics, list)
    assert [(item["humanCodingScheme"], item["CFItemType"]) for item in items] == [
        ("A", "Competency"), ("B", "Competency"), ("lamp", "Task"), ("bell", "Task"),
    ]  # fmt: skip
    assert items[0]["extensions"]["requiredLevel"] == 3
    assert items[1]["extensions"]["essential"] is False
    assert items[3]["notes"] == STANDARD.tasks[1].sample_task
    rules = {rubric["title"]: rubric.get("description", "") for rubric in rubrics}
    assert "3 or more on every criterion" in rules[STANDARD.tasks[1].statement]
    anchors = [level["description"] for level in rubrics[0]["CFRubricCriteria"][0]["CFRubricCriterionLevels"]]
    assert anchors == ["Swap a fuse.", "Rewire a socket."]


def test_a_task_that_may_stand_for_a_competency_is_related_to_it() -> None:
    package = as_package(STANDARD, MARKS, EDITION)
    (related,) = [one for one in package.associations if one.type == "isRelatedTo"]
    names = {item.identifier: item.code for item in package.items}
    assert (names[related.origin.identifier], names[related.destination.identifier]) == ("A", "bell")


def test_linked_data_names_each_thing_by_its_public_address_and_claims_no_registry() -> None:
    written = as_json_ld(as_package(STANDARD, MARKS, EDITION))
    text = json.dumps(written)
    assert "credentialengineregistry" not in text
    graph = written["@graph"]
    assert isinstance(graph, list)
    assert graph[0]["@id"] == HOME
    assert all(one["@id"].startswith(f"{HOME}#") for one in graph[1:])
    statements = [one["@id"] for one in graph if one["@type"] == "ceasn:Competency"]
    assert graph[0]["ceasn:hasTopChild"] == statements == [one["@id"] for one in graph[1:5]]
    assert graph[1]["ceasn:minorAlignment"] == [graph[4]["@id"]]


def test_linked_data_says_how_tasks_are_marked_what_levels_look_like_what_passes_and_how_it_is_checked() -> None:
    own = standard(indicator("A", descriptor="Finds the broken wire unaided."), indicator("B", essential=False))
    written = as_json_ld(
        as_package(own, MARKS, EDITION, Beside(checked=["Two people mark it.", "One is from outside."]))
    )
    graph = written["@graph"]
    assert isinstance(graph, list)
    named = {one["@id"]: one for one in graph}
    asked, bell = graph[1], graph[4]
    assert asked["ceasn:comment"]["en"] == ["Level 3: Finds the broken wire unaided."]
    rubrics = [one for one in graph if one["@type"] == "ceasn:Rubric"]
    (of_the_bell,) = [one for one in rubrics if one["ceasn:name"]["en"] == own.tasks[1].statement]
    assert "3 or more on every criterion" in of_the_bell["ceasn:description"]["en"]
    criteria = [named[one] for one in of_the_bell["ceasn:hasRubricCriterion"]]
    assert [one["ceasn:name"]["en"] for one in criteria] == [one.category for one in own.tasks[1].rubric]
    assert {one["ceterms:targetCompetency"][0] for one in criteria} == {bell["@id"]}
    levels = [
        (level["schema:value"], level["ceasn:benchmarkLabel"]["en"], level["ceasn:benchmarkText"]["en"])
        for level in criteria[0]["ceasn:hasCriterionLevel"]
    ]
    assert levels == [(one.score, one.quality, one.description) for one in own.tasks[1].rubric[0].levels]
    (assessed,) = [one for one in graph if one["@type"] == "ceterms:AssessmentProfile"]
    assert assessed["ceterms:scoringMethodDescription"]["en"] == "Two people mark it. One is from outside."


SAID = {
    "version": 1, "raters": 3, "mean": "4.33", "spread": "0.58", "r_wg": "0.83", "below_cut": False,
    "closed_on": "2026-03-02",
}  # fmt: skip


def test_what_a_line_rests_on_goes_with_it_and_comes_back_as_it_went() -> None:
    rests_on = {"panel": SAID, "reason": "The signs are in English."}
    beside = Beside(panels={"1": {"raters": 3}}, of_competencies={"A": rests_on}, of_tasks={"bell": {"panel": SAID}})
    package = as_package(STANDARD, MARKS, EDITION, beside)
    assert read_case(json.dumps(case_json(package)).encode(), name="case.json") == package
    first, _second, _lamp, bell = case_json(package)["CFItems"]  # type: ignore[misc]
    assert {key: first["extensions"][key] for key in rests_on} == rests_on  # type: ignore[has-type]
    assert bell["extensions"]["panel"] == SAID  # type: ignore[has-type]
    graph = as_json_ld(package)["@graph"]
    assert isinstance(graph, list)
    comments = graph[1]["ceasn:comment"]["en"]
    assert "Rated 4.33 of 5 for importance (spread 0.58, agreement r_wg 0.83) by 3 people" in comments[1]
    assert comments[2] == "Why it stays: The signs are in English."


def test_a_line_leads_to_the_line_that_replaced_it_by_one_record_in_the_packages_of_both() -> None:
    newer = replace(EDITION, identifier=uuid4(), address="https://skills.example/standards/2/", version="3")
    names = {"A": "Wiring"}, {"bell": "can mend the bell"}
    old = as_package(STANDARD, MARKS, EDITION, Beside(after=Version(newer, "Mender", *names)))
    before = Version(EDITION, STANDARD.title, {"A": "Wiring", "B": "Wiring"}, {
        task.task_id: task.statement for task in STANDARD.tasks
    })  # fmt: skip
    second = standard(indicator("A"), indicator("C"))
    second = replace(second, tasks=(replace(second.tasks[1], statement="can mend the bell"),))
    new = as_package(second, MARKS, newer, Beside(before=before))
    of_the_old, of_the_new = ([one for one in each.associations if one.type == "replacedBy"] for each in (old, new))
    assert of_the_old == of_the_new
    ids = {item.code: item.identifier for item in old.items}
    assert [(one.origin.identifier, one.destination.uri.split("#")[0]) for one in of_the_old] == [
        (old.document.identifier, newer.address), (ids["A"], newer.address), (ids["bell"], newer.address),
    ]  # fmt: skip
    assert read_case(json.dumps(case_json(old)).encode(), name="case.json") == old
