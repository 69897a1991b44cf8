"""Drafting a standard, and reading it back: nothing is lost on the way through the database."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from tests.standards.factories import (
    NOON,
    TIDEWAY,
    lead,
    load_small_database,
    net_menders,
    onet_files,
    tideway,
    workspace,
    zipped,
)

from skillmark.foundation.roles import Actor
from skillmark.foundation.scopes import NotFound
from skillmark.kernel import skills
from skillmark.kernel.values import BadInput
from skillmark.standards import actions, archives, queries, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def actor() -> Actor:
    return lead(workspace())


def drafted_from_files(database: archives.OccupationDatabase, code: str) -> skills.DraftStandard | skills.Refusal:
    catalogue = skills.read_catalogue(database.files)
    return skills.draft(
        skills.read_occupations(database.files, catalogue, [code])[code],
        skills.read_elements(database.files),
        source=skills.onet_source(database.version),
    )


def text(document: object) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2)


def test_a_stored_standard_is_to_the_byte_the_one_drafted_from_the_files(actor: Actor) -> None:
    load_small_database(actor)
    drafted = drafted_from_files(archives.from_zip(zipped(onet_files()), name="db_29_0_text.zip"), "51-0001.00")
    assert isinstance(drafted, skills.DraftStandard)
    framework = net_menders(actor)
    assert text(queries.standard_document(actor, framework.pk)) == text(skills.standard_json(drafted))
    assert tuple(queries.requirements(actor, framework.pk)) == drafted.requirements()


def test_the_real_nursing_assistants_are_stored_to_the_byte(actor: Actor, shared_data: Path) -> None:
    database = archives.from_folder(shared_data / "onet" / "db_29_0_text")
    source = actions.load_occupations(actor, database=database, now=NOON)
    assert (source.title, source.occupations.count()) == ("O*NET 29.0 Database", 1016)
    framework = actions.draft_standard(actor, occupation_code="31-1131.00", now=NOON)
    drafted = drafted_from_files(database, "31-1131.00")
    assert isinstance(framework, queries.Framework)
    assert isinstance(drafted, skills.DraftStandard)
    assert text(queries.standard_document(actor, framework.pk)) == text(skills.standard_json(drafted))
    assert "31-1131.00" in [found.code for found in queries.occupations(actor, "CNA")]
    assert queries.occupations(actor, "nursing assistants")[0].code == "31-1131.00"
    catalogue = skills.read_catalogue(database.files)
    whole = skills.onet_past_jobs(catalogue)
    occupations = skills.read_occupations(database.files, catalogue)
    assert {row.code: stored.reference_occupation(row) for row in source.occupations.all()} == occupations
    levels = skills.occupation_levels(occupations.values())
    given = ["31-1131.00", "Cook", "cashiers", "Home Health Aide", " Waiter ", "", "nobody's job", "55-1011.00"]
    past_jobs, few = queries.past_job_levels(actor, framework.pk, given)
    for job in given:
        found = whole.resolve(job, levels)
        assert past_jobs.resolve(job, few) == found
        if found.outcome is skills.PastJobOutcome.MATCHED and found.code:
            assert few[found.code] == levels[found.code]


def test_a_standard_from_ones_own_framework_is_stored_to_the_byte(actor: Actor) -> None:
    with (TIDEWAY / "framework.json").open("rb") as stream:
        package = skills.read_case_package(stream, name="framework.json")
    with (TIDEWAY / "requirements.csv").open("rb") as stream:
        lines = skills.read_requirements(stream, name="requirements.csv")
    read = skills.case_standard(package, lines, requirements_name="requirements.csv")
    framework = tideway(actor)
    assert text(queries.standard_document(actor, framework.pk)) == text(skills.standard_json(read.standard))
    assert queries.identifiers(actor, framework.pk) == dict(read.competencies)
    assert queries.past_job_levels(actor, framework.pk, ["whatever"]) == (read.past_jobs, read.levels)


def test_too_few_ratings_are_refused_in_a_sentence(actor: Actor) -> None:
    load_small_database(actor)
    refusal = actions.draft_standard(actor, occupation_code="51-0003.00", now=NOON)
    assert isinstance(refusal, skills.Refusal)
    assert refusal.reason == (
        "Lamp Tenders (51-0003.00) has only 1 relevant rated elements, fewer than the 3 that a draft needs"
    )
    assert not queries.frameworks(actor).exists()


def test_an_occupation_nobody_rated_is_refused(actor: Actor) -> None:
    load_small_database(actor)
    refusal = actions.draft_standard(actor, occupation_code="51-0004.00", now=NOON)
    assert isinstance(refusal, skills.Refusal)
    assert "has no ratings" in refusal.reason


def test_an_unknown_code_is_named(actor: Actor) -> None:
    load_small_database(actor)
    with pytest.raises(BadInput, match=r"there is no occupation “99-9999\.00”"):
        actions.draft_standard(actor, occupation_code="99-9999.00", now=NOON)


def test_without_a_database_nothing_is_drafted(actor: Actor) -> None:
    with pytest.raises(BadInput, match="no occupation database is loaded"):
        actions.draft_standard(actor, occupation_code="51-0001.00", now=NOON)


def test_drafting_again_makes_the_next_version(actor: Actor) -> None:
    load_small_database(actor)
    assert [net_menders(actor).version, net_menders(actor).version] == [1, 2]


def test_loading_a_version_again_replaces_it_and_leaves_drafts_alone(actor: Actor) -> None:
    first = load_small_database(actor)
    framework = net_menders(actor)
    before = text(queries.standard_document(actor, framework.pk))
    again = load_small_database(actor)
    assert again.pk == first.pk
    assert again.occupations.count() == 4
    assert text(queries.standard_document(actor, framework.pk)) == before
    _, levels = queries.past_job_levels(actor, framework.pk, ["rope makers"])
    assert levels == {"51-0002.00": {"2.A.1.b": 3, "2.B.3.k": 3, "2.C.1.e": 1}}


def test_a_title_of_several_occupations_infers_nothing(actor: Actor) -> None:
    load_small_database(actor)
    framework = net_menders(actor)
    past_jobs, levels = queries.past_job_levels(actor, framework.pk, ["Menders"])
    found = past_jobs.resolve("Menders", levels)
    assert (found.outcome, found.candidates) == (skills.PastJobOutcome.SEVERAL, ("51-0001.00", "51-0002.00"))
    assert levels == {}


def test_search_finds_codes_titles_and_other_titles_in_that_order(actor: Actor) -> None:
    load_small_database(actor)
    assert [found.title for found in queries.occupations(actor, "51-000")] == [
        "Buoy Painters",
        "Lamp Tenders",
        "Net Menders",
        "Rope Makers",
    ]
    assert [found.title for found in queries.occupations(actor, "menders")] == ["Net Menders", "Rope Makers"]
    assert [found.title for found in queries.occupations(actor, "Cordage")] == ["Rope Makers"]
    assert queries.occupations(actor, "  ") == []


def test_a_stranger_finds_no_standard(actor: Actor) -> None:
    load_small_database(actor)
    framework = net_menders(actor)
    with pytest.raises(NotFound):
        queries.framework(lead(workspace("quarry")), framework.pk)


def test_a_code_too_long_for_the_tables_is_refused_by_name(actor: Actor) -> None:
    with (TIDEWAY / "framework.json").open("rb") as stream:
        package = skills.read_case_package(stream, name="framework.json")
    with (TIDEWAY / "requirements.csv").open("rb") as stream:
        lines = skills.read_requirements(stream, name="requirements.csv")
    long = [replace(line, job_id="x" * 201) for line in lines[:3]]
    with pytest.raises(BadInput, match="longer than 200 characters"):
        actions.draft_from_case(
            actor, package=package, requirements=long, requirements_name="requirements.csv", now=NOON
        )
