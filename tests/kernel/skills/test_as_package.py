"""A published standard in the formats that other programs read."""

import json
from dataclasses import replace
from uuid import UUID, uuid4

from tests.kernel.skills.test_self_assessment import indicator, standard

from skillmark.kernel.skills import SuggestedTask
from skillmark.kernel.skills.as_package import Edition, as_json_ld, as_package
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
    assert graph[0]["ceasn:hasTopChild"] == [one["@id"] for one in graph[1:]]
    assert graph[1]["ceasn:minorAlignment"] == [graph[4]["@id"]]
