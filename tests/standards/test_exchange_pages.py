"""Bringing a framework in on a page, finding one's way in it, and saying how its statements compare."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.people import factories as people
from tests.standards.factories import tideway
from tests.standards.test_exchange import knots

from skillmark.foundation import jobs, sources
from skillmark.foundation.models import Workspace
from skillmark.foundation.models.files import StoredFile
from skillmark.foundation.roles import Role
from skillmark.foundation.scopes import NotFound
from skillmark.kernel.skills import exchange
from skillmark.people import queries as persons
from skillmark.standards import actions, answers, queries
from skillmark.standards.actions import exchange as bringing
from skillmark.standards.queries import ComingState, FrameworkImport, ImportedFramework, ItemAlignment
from skillmark.ui.words import code_words_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead() -> people.Member:
    return people.member(people.workspace(), Role.TALENT_LEAD)


def address(name: str, member: people.Member, **rest: Any) -> str:
    return reverse(f"standards:{name}", kwargs={"workspace": member.slug, **rest})


def text_of(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    html: str = response.content.decode()
    assert code_words_in(html) == []
    return " ".join(html.split())


def sent(member: people.Member, package: exchange.Package | None = None, content: bytes = b"", **given: str) -> str:
    """The file, sent on the page; gives the address of its progress."""
    content = content or json.dumps(exchange.case_json(package or knots())).encode()
    file = SimpleUploadedFile("knots.json", content)
    answer = member.client().post(address("bring_framework", member), {"file": file, "format_name": "", **given})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def place_of(member: people.Member) -> Workspace:
    return Workspace.objects.get(slug=member.slug)


def ropes() -> exchange.Package:
    return knots(
        CFDocument={"identifier": "d1", "title": "Ropes"},
        CFItems=[{"identifier": "j1", "fullStatement": "Ties a bowline"}, {"identifier": "j2", "fullStatement": "Sew"}],
        CFAssociations=[],
    )


def test_a_lead_brings_a_framework_in_and_finds_its_statements(lead: people.Member) -> None:
    client, here = lead.client(), sent(lead)
    assert "Being read and checked" in text_of(client.get(here))
    jobs.run_all(sources.now())
    assert "3 statements and relations came in." in text_of(client.get(here))
    assert not StoredFile.objects.within(lead.actor).exists()
    listed = text_of(client.get(address("imported", lead)))
    assert "Knots" in listed
    framework = queries.imported_frameworks(lead.actor).get()
    found = [(hit.title, hit.url) for hit in answers.search(lead.actor, "knot")]
    assert found == [("Knots", address("imported_framework", lead, imported_id=framework.pk))]
    page = address("imported_framework", lead, imported_id=framework.pk)
    assert "Tie a bowline around a post" in text_of(client.get(page))
    narrowed = text_of(client.get(page, {"text": "bowline"}))
    assert "Tie a bowline around a post" in narrowed
    assert "Tie knots<" not in narrowed
    kept = client.get(address("package", lead, framework_id=framework.pk, form="case"))
    assert exchange.package_of(json.loads(kept.content), name="knots.json") == knots()


def test_the_same_file_brought_again_says_that_it_was_here(lead: people.Member) -> None:
    sent(lead)
    jobs.run_all(sources.now())
    here = sent(lead)
    jobs.run_all(sources.now())
    assert "This very content was here already" in text_of(lead.client().get(here))
    assert queries.imported_frameworks(lead.actor).count() == 1


def test_a_broken_file_is_told_with_its_places_in_the_readers_language(lead: people.Member) -> None:
    broken = {"CFDocument": {"identifier": "d0"}, "CFItems": [{"identifier": "i1"}]}
    here, client = sent(lead, content=json.dumps(broken).encode()), lead.client()
    jobs.run_all(sources.now())
    told = text_of(client.get(here))
    assert "Nothing of this file was kept" in told
    assert "knots.json, column CFDocument.title: is missing, empty or not a text" in told
    assert "knots.json, column CFItems[0].fullStatement" in told
    client.cookies["django_language"] = "es"
    assert "falta, está en blanco o no es un texto" in text_of(client.get(here, headers={"accept-language": "es"}))
    assert not ImportedFramework.objects.within(lead.actor).exists()
    assert not StoredFile.objects.within(lead.actor).exists()


def test_it_comes_part_by_part_and_is_read_by_nobody_before_it_is_whole(
    lead: people.Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bringing, "PART", 1)
    here, client, kept = sent(lead), lead.client(), bringing._keep_part
    seen: list[str] = []

    def looked_at(*given: Any, **options: Any) -> bool:
        more = kept(*given, **options)
        seen.append(text_of(client.get(here)))
        if more:
            assert not queries.imported_frameworks(lead.actor).exists()
            assert not queries.source_references(lead.actor, "i1").exists()
        return more

    monkeypatch.setattr(bringing, "_keep_part", looked_at)
    jobs.run_all(sources.now())
    assert [f"{number} of 3" in page for number, page in zip((1, 2), seen, strict=False)] == [True, True]
    assert "came in" in seen[2]
    assert queries.exported(lead.actor, "d0") == knots()


def test_after_a_killed_worker_the_next_goes_on_behind_the_last_part(
    lead: people.Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bringing, "PART", 1)
    sent(lead)
    record = FrameworkImport.objects.within(lead.actor).get()
    program = people.system(place_of(lead))
    bringing._keep_part(program, import_id=record.pk, package=knots(), now=sources.now())  # and then it was killed
    jobs.run_all(sources.now())
    record.refresh_from_db()
    assert record.state == ComingState.DONE
    assert queries.exported(lead.actor, "d0") == knots()
    actions.carry_import(program, import_id=record.pk, now=sources.now())  # a second worker that comes late
    assert queries.imported_items(lead.actor, record.framework_id).count() == 2


def test_what_cannot_be_kept_midway_leaves_nothing(lead: people.Member, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bringing, "PART", 1)
    keep = bringing._keep_next

    def keep_one_and_break(framework: Any, package: Any, now: Any) -> int:
        if framework.items.exists():
            raise OverflowError
        return keep(framework, package, now)

    monkeypatch.setattr(bringing, "_keep_next", keep_one_and_break)
    here = sent(lead)
    jobs.run_all(sources.now())
    page = text_of(lead.client().get(here))
    assert "Nothing of this file was kept" in page
    assert "for a reason nobody foresaw" in page
    assert FrameworkImport.objects.within(lead.actor).get().state == ComingState.REFUSED
    assert not ImportedFramework.objects.within(lead.actor).exists()


def test_a_file_that_is_none_is_refused_at_once(lead: people.Member) -> None:
    file = SimpleUploadedFile("empty.json", b"\x00\x01")
    answer = lead.client().post(address("bring_framework", lead), {"file": file, "format_name": ""})
    assert answer.status_code == 400
    assert not FrameworkImport.objects.within(lead.actor).exists()


def test_a_reviewer_takes_a_suggestion_over_thinks_again_and_declines_another(lead: people.Member) -> None:
    ours, theirs = (
        actions.import_framework(lead.strong, package=package, file_name="f.json", now=sources.now()).framework
        for package in (knots(), ropes())
    )
    client = lead.client()
    start = address("alignments", lead, imported_id=ours.pk)
    assert "Nobody has compared" in text_of(client.get(start))
    here = address("align", lead, imported_id=ours.pk, with_id=theirs.pk)
    assert client.post(start, {"other": str(theirs.pk)})["Location"] == here
    page = text_of(client.get(here))
    assert page.count("Ties a bowline") == 1
    assert "No statement there shares enough words with it." in page
    statement = queries.imported_items(lead.actor, ours.pk).get(identifier="i1")
    likely = queries.imported_items(lead.actor, theirs.pk).get(identifier="j1")
    told = {"statement": str(statement.pk), "likely": [str(likely.pk)], "chosen": str(likely.pk)}
    assert "with your name" in text_of(client.post(here, told | {"relation": "exact"}, follow=True))
    today = persons.today(lead.actor, sources.now())
    (kept,) = queries.alignments(lead.actor, ours.pk)
    assert (kept.relation, kept.reviewer_id, kept.reviewed_on) == ("exact", lead.person_id, today)
    listed = text_of(client.get(start))
    assert "Says the same" in listed
    assert f"{here}?statement={statement.pk}" in listed
    assert "Ties a bowline" not in text_of(client.get(here))
    assert "Ties a bowline" in text_of(client.get(here, {"statement": str(statement.pk)}))
    client.post(here, told | {"none": "yes"})
    assert not queries.alignments(lead.actor, ours.pk)
    assert ItemAlignment.objects.within(lead.actor).count() == 2
    for wrong in ({}, told | {"chosen": ""}, told | {"relation": "alike"}, told | {"chosen": str(sources.new_id())}):
        assert "error" in client.post(here, wrong, follow=True).content.decode()
    assert ItemAlignment.objects.within(lead.actor).count() == 2


def test_a_reviewer_narrows_what_waits_and_stays_there(lead: people.Member) -> None:
    many = [{"identifier": f"i{number}", "fullStatement": f"Tie bowline number {number}"} for number in range(30)]
    ours, theirs = (
        actions.import_framework(lead.strong, package=package, file_name="f.json", now=sources.now()).framework
        for package in (knots(CFItems=many, CFAssociations=[]), ropes())
    )
    client, here = lead.client(), address("align", lead, imported_id=ours.pk, with_id=theirs.pk)
    assert text_of(client.get(here)).count("How does it compare?") == 10
    narrowed = text_of(client.get(here, {"text": "number 29"}))
    assert narrowed.count("How does it compare?") == 1
    origin = queries.imported_items(lead.actor, ours.pk).get(identifier="i29")
    likely = queries.imported_items(lead.actor, theirs.pk).get(identifier="j1")
    told = {"statement": origin.pk, "likely": [likely.pk], "chosen": likely.pk, "relation": "broad"}
    answer = client.post(f"{here}?text=number+29&statement={origin.pk}", told)
    assert answer["Location"] == f"{here}?text=number+29"
    assert "Every statement is compared." not in text_of(client.get(here))


def test_no_page_asks_more_of_the_database_the_longer_its_list(lead: people.Member) -> None:
    def brought(name: str, count: int) -> ImportedFramework:
        items = [{"identifier": f"{name}{n}", "fullStatement": f"Tie bowline {n}"} for n in range(count)]
        package = knots(CFDocument={"identifier": name, "title": name}, CFItems=items, CFAssociations=[])
        return actions.import_framework(lead.strong, package=package, file_name="f", now=sources.now()).framework

    def asked(*path: Any, **rest: Any) -> int:
        client = lead.client()
        client.get(address("imported", lead))  # what is asked once in a process
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address(*path, lead, **rest)).status_code == 200
        return len(seen)

    few, many = brought("few", 1), brought("many", 12)
    assert asked("imported_framework", imported_id=few.pk) == asked("imported_framework", imported_id=many.pk)
    pages = [asked("align", imported_id=one.pk, with_id=other.pk) for one, other in ((few, many), (many, few))]
    assert pages[0] == pages[1]
    for one in queries.imported_items(lead.actor, many.pk):
        likely = queries.imported_items(lead.actor, few.pk)[0].pk
        actions.review_alignment(
            lead.strong, origin_id=one.pk, destination_id=likely, relation="close", now=sources.now()
        )
    assert asked("alignments", imported_id=many.pk) <= asked("alignments", imported_id=few.pk) + 1


def test_whoever_reviewed_or_brought_is_told_of_it_and_forgotten_when_erased(lead: people.Member) -> None:
    ours, theirs = (
        actions.import_framework(lead.strong, package=package, file_name="f.json", now=sources.now()).framework
        for package in (knots(), ropes())
    )
    ends = [queries.imported_items(lead.actor, one.pk)[0].pk for one in (ours, theirs)]
    actions.review_alignment(
        lead.strong, origin_id=ends[0], destination_id=ends[1], relation="close", now=sources.now()
    )
    sent(lead)
    kinds = {row["kind"] for row in answers.personal_data(lead.actor, lead.person_id)}
    assert {"compared statements", "brought a framework"} <= kinds
    answers.erase(people.system(place_of(lead)), lead.person_id, sources.now())
    assert answers.personal_data(lead.actor, lead.person_id) == []
    page = text_of(lead.client().get(address("alignments", lead, imported_id=ours.pk)))
    assert "Not known any more" in page


def test_a_standard_of_our_own_is_taken_along_from_its_page(lead: people.Member) -> None:
    draft = tideway(people.system(place_of(lead)))
    page = text_of(lead.client().get(address("framework", lead, framework_id=draft.pk)))
    for form in ("case", "ctdl"):
        here = address("package", lead, framework_id=draft.pk, form=form)
        assert here in page
        assert lead.client().get(here).status_code == 200
    assert lead.client().get(address("package", lead, framework_id=draft.pk, form="pdf")).status_code == 404
    assert lead.client().get(address("package", lead, framework_id=sources.new_id(), form="case")).status_code == 404


def test_a_worker_reads_but_neither_brings_nor_compares(lead: people.Member) -> None:
    framework = actions.import_framework(lead.strong, package=knots(), file_name="f.json", now=sources.now()).framework
    worker = people.member(place_of(lead), Role.WORKER)
    listed = text_of(worker.client().get(address("imported", worker)))
    assert "Bring in a framework" not in listed
    assert "See likely" not in text_of(worker.client().get(address("alignments", worker, imported_id=framework.pk)))
    assert worker.client().get(address("bring_framework", worker)).status_code in (403, 404)


def test_our_own_standards_and_drafts_are_compared_without_a_file(lead: people.Member) -> None:
    """What was found stays about the words the reviewer saw, and the standard goes out as it reads today."""
    theirs = actions.import_framework(lead.strong, package=ropes(), file_name="f.json", now=sources.now()).framework
    draft, client = tideway(people.system(place_of(lead))), lead.client()
    start = address("alignments", lead, imported_id=theirs.pk)
    assert "Our own standards" in client.get(start).content.decode()
    there = client.post(start, {"other": str(draft.pk)})["Location"]
    (kept,) = queries.imported_frameworks(lead.actor).filter(document_identifier=str(draft.pk))
    assert there == address("align", lead, imported_id=theirs.pk, with_id=kept.pk)
    assert client.get(there).status_code == 200
    assert client.post(start, {"other": str(draft.pk)})["Location"] == there, "the same words are kept once"
    origin, chosen = (queries.imported_items(lead.actor, one.pk)[0] for one in (theirs, kept))
    told = {"statement": origin.pk, "likely": [chosen.pk], "chosen": chosen.pk, "relation": "close"}
    client.post(there, told)
    (found,) = queries.alignments(lead.actor, theirs.pk)
    assert (found.destination.framework_id, found.reviewer_id) == (kept.pk, lead.person_id)
    assert found.reviewed_on == persons.today(lead.actor, sources.now())

    draft.title = "Pumps, written anew"
    draft.save(update_fields=["title"])
    later = actions.take_own_side(lead.strong, framework_id=draft.pk, now=sources.now())
    assert (later.pk != kept.pk, later.edition) == (True, kept.edition + 1)
    assert list(queries.alignments(lead.actor, theirs.pk)) == [found]
    assert queries.exported(lead.actor, str(draft.pk)).document.title == "Pumps, written anew"

    own, others = queries.other_sides(lead.actor, later)
    assert (own, others) == ([], [theirs]), "neither itself nor its copies"
    assert list(queries.from_elsewhere(lead.actor)) == [theirs]
    assert "Pumps, written anew" not in text_of(client.get(address("imported", lead)))
    elsewhere = people.member(people.workspace(), Role.TALENT_LEAD)
    with pytest.raises(NotFound):
        actions.take_own_side(elsewhere.strong, framework_id=draft.pk, now=sources.now())
