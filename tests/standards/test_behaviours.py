"""Behaviours are described in what one can watch people do, in both languages, and added to a draft at one press."""

import json

import pytest
from django.test import Client
from django.urls import reverse
from tests.people import factories as people
from tests.standards.factories import NOON, published, tideway
from tests.standards.test_api import get

from skillmark.foundation.roles import Role
from skillmark.kernel.skills import is_skeleton, wording
from skillmark.kernel.values import BadInput
from skillmark.standards import actions, behaviours, panel, queries, stored
from skillmark.standards.line_forms import as_it_is
from skillmark.standards.models import EditedPart

SEVEN = {"communication", "teamwork", "problem_solving", "ethical_judgement", "customers", "co_workers", "manager"}


def test_seven_behaviours_have_four_levels_of_their_own_in_both_languages() -> None:
    english, spanish = (behaviours.in_language(language) for language in ("en", "es"))
    assert set(english) == set(spanish) == SEVEN
    said = []
    for key, one in english.items():
        other = spanish[key]
        assert (one.code, len(one.rubric)) == (other.code, len(other.rubric))
        for written in (one, other):
            assert panel.argues(written.code, written.name, written.description) is None
            assert len(written.descriptors) == 4
            said += [written.name, written.description, written.task, written.sample]
            for criterion in written.rubric:
                assert [level.score for level in criterion.levels] == [0, 1, 2, 3]
                said += [level.description for level in criterion.levels]
    assert len(set(said)) == len(said)
    assert not any(is_skeleton(text) for text in said)


def test_no_level_shuts_anybody_out() -> None:
    for language in ("en", "es"):
        for one in behaviours.in_language(language).values():
            text = " ".join(level.description + "." for line in one.rubric for level in line.levels)
            assert [found for found in wording.check(text, language) if found.flag != wording.Flag.HARD_TO_READ] == []


@pytest.mark.django_db
def test_one_press_adds_the_line_its_task_and_its_rubric_with_the_name_of_who_did() -> None:
    place = people.workspace()
    member, draft = people.member(place, Role.TALENT_LEAD), tideway(people.system(place))
    page = reverse("standards:behaviours", args=[member.slug, draft.pk])
    client = member.client()
    assert client.post(page, {"add": "communication"}).status_code == 302
    line = draft.requirements.select_related("competency").last()
    assert line is not None
    assert (line.competency.kind, line.level) == (queries.CompetencyKind.BEHAVIOURAL, 3)
    assert line.descriptor == line.competency.descriptors[2]["description"]
    rubric = stored.criteria(draft.work_tasks.get(reference="B-COM").rubric)
    assert rubric == behaviours.in_language("en")["communication"].rubric
    shown = client.get(page).content.decode()
    assert "It is a line of this standard already." in shown
    assert rubric[0].levels[0].description in shown
    for part in (EditedPart.TASK, EditedPart.REQUIREMENT):
        edits = queries.contributions(member.actor, draft, part)["B-COM"]
        assert [(edit.verb, edit.person_id) for edit in edits] == [("proposed", member.person_id)]
    for key in ("communication", "cheerfulness"):
        with pytest.raises(BadInput):
            actions.add_behaviour(member.actor, framework_id=draft.pk, key=key, language="en", now=NOON)


@pytest.mark.django_db
def test_the_kind_is_said_on_the_line_shown_told_in_the_difference_and_exported() -> None:
    place = people.workspace()
    system, member = people.system(place), people.member(place, Role.TALENT_LEAD)
    first = published(system, tideway(system))
    draft = actions.revise(system, framework_id=first.pk, now=NOON)
    row = draft.requirements.select_related("competency").order_by("position")[0]
    assert row.competency.kind == queries.CompetencyKind.UNSORTED
    assert "kind" not in queries.published_document(first.pk)["text"]["standard"]["first_pass_indicators"][0]
    held = as_it_is(row) | {"kind": "technical"}
    page = reverse("standards:line", args=[member.slug, row.pk])
    assert member.client().post(page, {**held, "essential": "on" if row.essential else ""}).status_code == 302
    (change,) = queries.differences(system, first.pk, draft.pk)
    assert [(one.field, one.before, one.after) for one in change.fields] == [("kind", "unsorted", "technical")]
    published(system, draft)
    assert "Technical" in Client().get(reverse("standards:published", args=[draft.pk])).content.decode()
    case = Client().get(reverse("standards:published_case", args=[draft.pk])).content
    assert json.loads(case)["CFItems"][0]["extensions"]["kind"] == "technical"
    document = queries.published_document(draft.pk)
    assert document["text"]["standard"]["first_pass_indicators"][0]["kind"] == "technical"
    assert document["kinds"][row.competency.reference] == "technical"
    (line, *_rest) = get(f"/standards/{draft.pk}/lines", member).json()
    assert (line["competency_id"], line["kind"]) == (row.competency.reference, "technical")
