"""A framework from elsewhere is kept whole and once, comes out as it came in, and only in its own workspace."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from tests.kernel.skills.test_exchange import packages
from tests.people.factories import system
from tests.standards.factories import NOON, lead, published, tideway, workspace

from skillmark.foundation.models import Workspace
from skillmark.foundation.scopes import NotFound
from skillmark.kernel.skills import exchange
from skillmark.kernel.skills.exchange import formats
from skillmark.kernel.values import BadInput
from skillmark.people import queries as persons
from skillmark.standards import actions, queries
from skillmark.standards.queries import ImportedItem, NoSuchFramework

pytestmark = pytest.mark.django_db


def knots(**change: Any) -> exchange.Package:
    link = {"identifier": "i2", "title": "two", "uri": "https://example.org/i2"}
    whole = {
        "CFDocument": {"identifier": "d0", "title": "Knots", "uri": "https://example.org/d0", "language": "en"},
        "CFItems": [
            {"identifier": "i1", "fullStatement": "Tie a bowline around a post", "conceptKeywords": ["rope"]},
            {"identifier": "i2", "fullStatement": "Tie knots", "license": None},
        ],
        "CFAssociations": [
            {"identifier": "a1", "associationType": "isChildOf", "destinationNodeURI": link,
             "originNodeURI": link | {"identifier": "i1"}, "CFAssociationGroupingURI": link | {"identifier": "g0"}},
        ],
        "CFDefinitions": {"CFAssociationGroupings": [{"identifier": "g0", "title": "first"}], "CFConcepts": []},
        "CFRubrics": [],
    }  # fmt: skip
    return exchange.package_of(whole | change, name="knots.json")


def brought(actor: Any, package: exchange.Package) -> actions.Imported:
    return actions.import_framework(actor, package=package, file_name="knots.json", now=NOON)


def test_imported_twice_it_is_kept_once_and_comes_out_as_it_came_in() -> None:
    actor = lead(workspace())
    first, again = brought(actor, knots()), brought(actor, knots())
    assert (first.there_already, again.there_already) == (False, True)
    assert first.framework == again.framework
    assert ImportedItem.objects.within(actor).count() == 2
    for known_as in (str(first.framework.pk), "d0", "https://example.org/d0"):
        assert queries.exported(actor, known_as) == knots()


def test_an_import_tells_how_far_it_is() -> None:
    actor, told = lead(workspace()), list[tuple[int, int]]()
    actions.import_framework(
        actor, package=knots(), file_name="knots.json", now=NOON, tell=lambda done, of: told.append((done, of))
    )
    assert told == [(2, 3), (3, 3)]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(packages())
def test_any_package_comes_out_of_the_records_as_it_came_in(whole: dict[str, Any]) -> None:
    package = exchange.read_case(json.dumps(whole).encode(), name="any.json")
    actor = lead(Workspace.objects.filter(slug="harbor").first() or workspace())
    kept = brought(actor, package).framework
    found = queries.exported(actor, str(kept.pk))
    assert found == package
    assert exchange.case_json(found) == whole
    assert brought(actor, found) == actions.Imported(kept, there_already=True)


def test_numbers_are_kept_as_both_databases_write_them() -> None:
    actor = lead(workspace())
    text = b'{"CFDocument": {"identifier": "d0", "title": "Knots", "n": [-0.0, 1e23, 5e-324, 0.1, 1.0, -1e300]}}'
    package = exchange.read_case(text, name="knots.json")
    kept = brought(actor, package)
    assert json.loads(formats.written(queries.exported(actor, "d0"), formats.CASE)) == json.loads(text)
    assert brought(actor, queries.exported(actor, "d0")) == actions.Imported(kept.framework, there_already=True)


def test_another_edition_leaves_the_one_before_and_every_source_reference() -> None:
    actor = lead(workspace())
    before = brought(actor, knots())
    after = brought(actor, knots(CFDocument={"identifier": "d0", "title": "Knots", "version": "2"}))
    assert (before.framework.edition, after.framework.edition) == (1, 2)
    assert [item.framework_id for item in queries.source_references(actor, "i1")] == [
        before.framework.pk, after.framework.pk,
    ]  # fmt: skip
    assert queries.exported(actor, "d0").document.version == "2"
    assert queries.exported(actor, str(before.framework.pk)) == knots()


def test_another_workspace_finds_nothing() -> None:
    brought(lead(workspace("harbor")), knots())
    theirs = lead(workspace("quarry"))
    with pytest.raises(NoSuchFramework):
        queries.exported(theirs, "d0")
    assert queries.imported(theirs, knots()) is None


def test_a_failed_import_leaves_nothing_behind() -> None:
    actor = lead(workspace())
    long = exchange.Item("x" * 501, "Tie")  # as no reader lets it through
    with pytest.raises(BadInput):
        brought(actor, replace(knots(), items=(long,), associations=()))
    assert not queries.imported_frameworks(actor).exists()


def test_suggestions_wait_for_a_reviewer_and_the_latest_finding_counts() -> None:
    actor = lead(workspace())
    ours = brought(actor, knots()).framework
    other = knots(
        CFDocument={"identifier": "d1", "title": "Ropes"},
        CFItems=[{"identifier": "j1", "fullStatement": "Ties a bowline"}],
        CFAssociations=[],
    )
    theirs = brought(actor, other).framework
    waiting = list(queries.waiting_statements(actor, ours.pk, theirs.pk))
    (likely,), none = queries.suggestions(actor, waiting, theirs.pk)
    assert ([item.identifier for item in waiting], likely.item.identifier, none) == (["i1", "i2"], "j1", [])
    ends = {"origin_id": waiting[0].pk, "destination_id": likely.item.pk}
    assert not queries.alignments(actor, ours.pk)
    actions.review_alignment(actor, **ends, relation="exact", now=NOON)
    later = actions.review_alignment(actor, **ends, relation="narrow", now=NOON)
    assert list(queries.alignments(actor, ours.pk)) == [later]
    assert later.reviewed_on == persons.today(actor, NOON)
    assert list(queries.waiting_statements(actor, ours.pk, theirs.pk)) == waiting[1:]
    with pytest.raises(BadInput):
        actions.review_alignment(actor, **ends, relation="alike", now=NOON)
    with pytest.raises(NotFound):
        actions.review_alignment(lead(workspace("quarry")), **ends, relation="exact", now=NOON)


def test_a_draft_of_our_own_goes_out_as_a_sound_package() -> None:
    actor = lead(workspace())
    draft = tideway(actor)
    package = queries.exported(actor, str(draft.pk))
    written = json.loads(json.dumps(exchange.case_json(package)))
    assert exchange.package_of(written, name="draft.json") == package
    assert package.document.other["adoptionStatus"] == "Draft"
    assert {item.item_type for item in package.items} == {"Competency", "Task"}
    assert package.rubrics


def test_the_command_and_the_public_page_write_one_and_the_same_package() -> None:
    actor = lead(workspace())
    kept = published(system(persons.workspace(actor)), tideway(actor))
    assert queries.exported(actor, str(kept.pk)) == queries.published_package(kept.pk)
