"""Two standards of our own beside one another: compared without a file, found again on the pages of both."""

from typing import Any

import pytest
from django.urls import reverse
from tests.people import factories as people
from tests.standards.factories import load_small_database, net_menders, tideway
from tests.standards.test_pages import text_of

from skillmark.foundation import sources
from skillmark.foundation.roles import Role
from skillmark.kernel.skills.exchange import Document, Item, Package
from skillmark.standards import actions, likely, queries
from skillmark.standards.queries import Framework

pytestmark = pytest.mark.django_db
SHOWN_AT_ONCE = 10


@pytest.fixture
def lead() -> people.Member:
    member = people.member(people.workspace(), Role.TALENT_LEAD)
    load_small_database(member.actor)
    return member


@pytest.fixture
def two(lead: people.Member) -> tuple[Framework, Framework]:
    return net_menders(lead.actor), tideway(lead.actor)


def page_of(lead: people.Member, framework: Framework) -> str:
    return reverse("standards:own_alignments", args=[lead.slug, framework.pk])


def found(lead: people.Member, first: Framework, second: Framework, relation: str) -> tuple[Any, Any]:
    """A finding on the first line of each, made on the page of the first."""
    there = lead.client().post(page_of(lead, first), {"other": str(second.pk)})["Location"]
    sides = [queries.imported_frameworks(lead.actor).get(document_identifier=str(one.pk)) for one in (first, second)]
    assert there == reverse("standards:align", args=[lead.slug, *(side.pk for side in sides)])
    assert lead.client().get(there).status_code == 200
    origin, chosen = (queries.imported_items(lead.actor, side.pk)[0] for side in sides)
    told = {"statement": origin.pk, "likely": [chosen.pk], "chosen": chosen.pk, "relation": relation}
    assert lead.client().post(there, told).status_code == 302
    return origin, chosen


def test_it_is_found_again_on_both_pages_and_wider_is_narrower_from_the_other_side(
    lead: people.Member, two: tuple[Framework, Framework]
) -> None:
    menders, fitters = two
    origin, chosen = found(lead, menders, fitters, "broad")
    here, there = (text_of(lead.client().get(page_of(lead, one))) for one in two)
    for page in (here, there):
        assert origin.statement in page
        assert chosen.statement in page
    rows = [page[page.index("<tbody") :] for page in (here, there)]
    assert "Is wider" in rows[0]
    assert "Is narrower" in rows[1]
    assert rows[0].index(origin.statement) < rows[0].index(chosen.statement)
    assert rows[1].index(chosen.statement) < rows[1].index(origin.statement)


def test_a_draft_that_is_edited_afterwards_keeps_what_was_found(
    lead: people.Member, two: tuple[Framework, Framework]
) -> None:
    origin, _ = found(lead, *two, "close")
    Framework.objects.within(lead.actor).filter(pk=two[0].pk).update(title="Nets, written anew")
    assert lead.client().post(page_of(lead, two[0]), {"other": str(two[1].pk)}).status_code == 302
    assert queries.imported_frameworks(lead.actor).filter(document_identifier=str(two[0].pk)).count() == 2
    page = text_of(lead.client().get(page_of(lead, two[0])))
    assert "Nets, written anew" in page
    assert origin.statement in page


def test_a_standard_is_not_offered_to_itself_and_its_kept_side_leads_to_its_page(
    lead: people.Member, two: tuple[Framework, Framework]
) -> None:
    page = lead.client().get(page_of(lead, two[0])).content.decode()
    assert f'value="{two[1].pk}"' in page
    assert f'value="{two[0].pk}"' not in page
    refused = lead.client().post(page_of(lead, two[0]), {"other": str(two[0].pk)})
    assert refused.status_code == 200
    assert not queries.imported_frameworks(lead.actor).exists(), "looking keeps nothing"
    side = actions.take_own_side(lead.strong, framework_id=two[0].pk, now=sources.now())
    kept = lead.client().get(reverse("standards:alignments", args=[lead.slug, side.pk]))
    assert kept["Location"] == page_of(lead, two[0])


def test_who_only_reads_sees_what_was_found_and_compares_nothing(
    lead: people.Member, two: tuple[Framework, Framework]
) -> None:
    origin, _ = found(lead, *two, "exact")
    worker = people.member(two[0].workspace, Role.WORKER)
    page = text_of(worker.client().get(page_of(worker, two[0])))
    assert origin.statement in page
    assert "See likely statements" not in page
    before = queries.imported_frameworks(lead.actor).count()
    worker.client().post(page_of(worker, two[0]), {"other": str(two[1].pk)})
    assert queries.imported_frameworks(lead.actor).count() == before
    elsewhere = people.member(people.workspace(), Role.TALENT_LEAD)
    address = reverse("standards:own_alignments", args=[elsewhere.slug, two[0].pk])
    assert elsewhere.client().get(address).status_code == 404


def test_the_page_of_a_standard_leads_there(lead: people.Member, two: tuple[Framework, Framework]) -> None:
    address = reverse("standards:framework", args=[lead.slug, two[0].pk])
    assert page_of(lead, two[0]) in lead.client().get(address).content.decode()


def test_many_findings_take_no_more_reads_than_one(
    lead: people.Member, two: tuple[Framework, Framework], django_assert_num_queries: Any
) -> None:
    origin, chosen = found(lead, *two, "exact")
    ours, actor = two[0], lead.actor
    with django_assert_num_queries(1):
        assert len(list(queries.own_alignments(actor, ours))) == 1
    for item in queries.imported_items(lead.actor, chosen.framework_id)[1:6]:
        actions.review_alignment(
            lead.actor, origin_id=origin.pk, destination_id=item.pk, relation="close", now=sources.now()
        )
    with django_assert_num_queries(1):
        rows = list(queries.own_alignments(actor, ours))
        assert len({one.destination.framework.title + one.origin.framework.title for one in rows}) == 1
    assert len(rows) == 6


def large(lead: people.Member, count: int) -> queries.ImportedFramework:
    items = tuple(
        Item(f"id-{place}", f"can inspect part {place} of pump {place % 97} and repair seal {place % 31}")
        for place in range(count)
    )
    package = Package(Document("urn:large", "Large"), items, ())
    return actions.import_framework(lead.strong, package=package, file_name="large.json", now=sources.now()).framework


def test_a_framework_is_counted_once_and_a_page_then_reads_only_what_it_shows(
    lead: people.Member, two: tuple[Framework, Framework], django_assert_num_queries: Any
) -> None:
    side = actions.take_own_side(lead.strong, framework_id=two[0].pk, now=sources.now())
    other = large(lead, 3000)
    origins = list(queries.imported_items(lead.actor, side.pk)[:SHOWN_AT_ONCE])
    actor = lead.actor
    first = queries.suggestions(actor, origins, other.pk)
    assert any(first)
    with django_assert_num_queries(2):  # the framework, and the statements that are shown
        assert queries.suggestions(actor, origins, other.pk) == first


def test_no_more_than_a_few_frameworks_are_kept_counted() -> None:
    for place in range(likely.MOST_KEPT + 3):
        assert likely.like([], f"digest-{place}", lambda: [(1, "fit a seal")]) == []
    read = []
    likely.like([], "digest-0", lambda: read.append(1) or [(1, "fit a seal")])  # type: ignore[func-returns-value]
    assert read == [1], "the one used longest ago went first"
