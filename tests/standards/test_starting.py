"""A draft starts from a blank page, a pasted description or an occupation of ESCO; nothing is a line unseen."""

import io
import re
from datetime import timedelta
from uuid import NAMESPACE_URL, uuid5

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from tests.people import factories as people
from tests.standards import factories as standards
from tests.standards.factories import NOON, load_small_database, tideway

from skillmark.foundation.roles import Role
from skillmark.governance.queries import Choice
from skillmark.kernel.skills.exchange import formats
from skillmark.kernel.values import BadInput
from skillmark.standards import actions, described, queries
from skillmark.standards.models import EditedPart, Framework

pytestmark = pytest.mark.django_db
A = "http://data.europa.eu/esco/"
ESCO = {
    "skills_en.csv": "conceptType,conceptUri,preferredLabel,description\n"
    f"KnowledgeSkillCompetence,{A}skill/1,splice mooring ropes,Joins two ropes without a knot.\n"
    f"KnowledgeSkillCompetence,{A}skill/2,read tide tables,Tells high water from a table.\n"
    f"KnowledgeSkillCompetence,{A}skill/3,bake bread,Bakes.\n",
    "occupations_en.csv": "conceptType,conceptUri,preferredLabel,altLabels,description,code\n"
    f'Occupation,{A}occupation/9,boatman,"ferry hand\nmooring hand",Moors boats.,8350.1\n',
    "occupationSkillRelations_en.csv": "occupationUri,relationType,skillUri\n"
    f"{A}occupation/9,optional,{A}skill/2\n{A}occupation/9,essential,{A}skill/1\n",
}
TEXT = "About us.\n- Splices mooring ropes on every ship.\n- Mounts mechanical seals and bearings."


@pytest.fixture
def lead() -> people.Member:
    return people.member(people.workspace(), Role.TALENT_LEAD)


def with_esco(member: people.Member) -> None:
    folder = {name: lambda text=text: io.BytesIO(text.encode()) for name, text in ESCO.items()}
    package = formats.read_folder(folder, name="esco")
    actions.import_framework(member.actor, package=package, file_name="esco", now=NOON)


def page(member: people.Member, name: str, *args: object, **sent: str) -> str:
    address = reverse(f"standards:{name}", args=[member.slug, *args])
    client = member.client()
    response = client.post(address, sent, follow=True) if sent else client.get(address)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def only(member: people.Member) -> Framework:
    return queries.frameworks(member.actor).get()


def test_one_page_offers_the_four_ways_to_start(lead: people.Member) -> None:
    shown = page(lead, "choose")
    assert "From an occupation of O*NET" in shown
    for name in ("start_esco", "start_described", "start_blank", "own_framework"):
        assert reverse(f"standards:{name}", args=[lead.slug]) in shown


def test_a_blank_page_becomes_a_standard_that_can_be_voted_on_once_it_has_a_line_and_its_task(
    lead: people.Member,
) -> None:
    page(lead, "start_blank", title="Boatman", description="Moors boats.")
    draft = only(lead)
    assert (draft.occupation_code, draft.requirements.count(), draft.work_tasks.count()) == ("boatman", 0, 0)
    assert "Nothing is asked in this draft yet" in page(lead, "framework", draft.pk)
    assert "nothing to vote on" in page(lead, "publish", draft.pk)
    with pytest.raises(actions.NoLines):
        standards.ask(people.system(draft.workspace), draft)
    again = actions.draft_blank(lead.actor, title="Boatman", now=NOON)
    assert (again.version, again.lineage == draft.lineage) == (1, False), "a blank page is a standard of its own"
    actions.add_task(lead.actor, framework_id=draft.pk, reference="T-1", statement="Moor a boat.", now=NOON)
    line = actions.LineValues("Moors", "", 3, 300, True, "Alone.", tasks=("T-1",), source="Us", rationale="It drifts.")
    actions.add_line(lead.actor, framework_id=draft.pk, reference="B-1", values=line, now=NOON)
    assert standards.published(people.system(draft.workspace), draft).status == queries.Status.PUBLISHED


def test_a_pasted_description_starts_a_draft_with_proposals_from_every_framework_and_no_line(
    lead: people.Member,
) -> None:
    with_esco(lead)
    tideway(lead.actor)
    shown = page(lead, "start_described", title="Ship fitter", text=TEXT, language="en")
    draft = queries.frameworks(lead.actor).get(title="Ship fitter")
    assert draft.requirements.count() == 0
    found = {one.source: one for one in described.read(draft.proposed)}
    assert found["ESCO"].sentence == "Splices mooring ropes on every ship."
    assert "bake bread" not in {one.name for one in found.values()}
    assert "Mounts mechanical seals and bearings." in {one.sentence for one in found.values()}, "its own standards, too"
    assert '<mark><q lang="en">Splices mooring ropes on every ship.</q></mark>' in shown


def test_the_sentence_stays_with_the_line_and_goes_on_to_the_next_version(lead: people.Member) -> None:
    with_esco(lead)
    draft = actions.draft_from_description(lead.actor, title="Ship fitter", text=TEXT, language="en", now=NOON)
    (one,) = described.read(draft.proposed)
    actions.add_task(lead.actor, framework_id=draft.pk, reference="T-1", statement="Moor a boat.", now=NOON)
    page(lead, "proposals", draft.pk, **{uuid5(NAMESPACE_URL, one.reference).hex: "4"})
    line = queries.requirement_lines(lead.actor, draft.pk)[0]
    assert (line.level, line.sentence, line.source, line.essential) == (4, one.sentence, "ESCO", False)
    assert not Framework.objects.across_workspaces().get(pk=draft.pk).proposed
    (edit,) = queries.contributions(lead.actor, draft, EditedPart.REQUIREMENT)[one.reference]
    assert (edit.verb, edit.person_id) == ("proposed", lead.person_id)
    assert one.sentence in page(lead, "lines", draft.pk)
    first = standards.published(people.system(draft.workspace), draft)
    document = queries.published_document(first.pk)["text"]["standard"]["first_pass_indicators"]
    assert document[0]["sentence"] == one.sentence
    assert one.sentence in lead.client().get(reverse("standards:published", args=[first.pk])).content.decode()
    second = actions.revise(lead.actor, framework_id=first.pk, now=NOON)
    assert second.requirements.get().sentence == one.sentence
    assert second.proposed is None


def test_an_esco_occupation_proposes_its_skills_essential_ones_first(lead: people.Member) -> None:
    assert "ESCO was not brought in here yet" in page(lead, "start_esco")
    with_esco(lead)
    (found,) = queries.esco_occupations(lead.actor, "mooring")
    assert (found.title, found.also) == ("boatman", "mooring hand")
    draft = actions.draft_from_esco(lead.actor, code="8350.1", now=NOON)
    assert (draft.source, draft.description, draft.occupation_code) == ("ESCO", "Moors boats.", "8350.1")
    assert "European Commission" in draft.source_note
    first, second = described.read(draft.proposed)
    assert (first.name, first.essential, second.name, second.essential) == (
        "splice mooring ropes", True, "read tide tables", False,
    )  # fmt: skip
    levels = {first.reference: 3}
    actions.take_proposals(lead.actor, framework_id=draft.pk, levels=levels, now=NOON)
    line = draft.requirements.get()
    assert (line.essential, line.weight, line.source) == (True, actions.ESSENTIAL_WEIGHT, "ESCO")
    assert line.rationale == "ESCO names it as essential for “boatman”."
    actions.leave_proposals(lead.actor, framework_id=draft.pk, references=[second.reference], now=NOON)
    with pytest.raises(BadInput):
        actions.take_proposals(lead.actor, framework_id=draft.pk, levels={second.reference: 3}, now=NOON)
    with pytest.raises(BadInput):
        actions.draft_from_esco(lead.actor, code="0000", now=NOON)
    assert actions.draft_from_esco(lead.actor, code="8350.1", now=NOON).version == 2


def test_what_was_agreed_and_is_not_signed_goes_back_to_work_and_is_asked_anew(lead: people.Member) -> None:
    load_small_database(lead.actor)
    draft, system = tideway(lead.actor), people.system(people.queries.workspace(lead.actor))
    with pytest.raises(actions.NotAgreed):
        actions.set_back(lead.actor, framework_id=draft.pk, reason="Too early.", now=NOON)
    standards.decide(system, draft)
    line = draft.requirements.order_by("position")[0]
    with pytest.raises(actions.AlreadyDecided):
        actions.drop_line(lead.actor, requirement_id=line.pk, now=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        line.save(update_fields=["weight"])
    shown = page(lead, "set_back", draft.pk, reason="The partner left.")
    assert "was set back to work" in shown
    assert "<q>The partner left.</q>" in shown
    later = NOON + timedelta(days=9)
    with pytest.raises(actions.NoDecision):
        actions.publish_framework(system, framework_id=draft.pk, now=later)
    actions.drop_line(lead.actor, requirement_id=line.pk, now=later)
    standards.decide(system, queries.framework(lead.actor, draft.pk), choice=Choice.NO, now=later)
    with pytest.raises(actions.NoDecision):
        actions.publish_framework(system, framework_id=draft.pk, now=later)
