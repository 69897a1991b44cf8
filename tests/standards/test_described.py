"""A pasted description proposes competencies with their sentences, and takes over nothing by itself."""

import pytest
from django.urls import reverse
from tests.people import factories as people
from tests.standards.factories import load_small_database, net_menders, tideway

from skillmark.foundation.roles import Role
from skillmark.kernel.skills import Element
from skillmark.standards import queries
from skillmark.standards.described import proposals, sentences

TEXT = """About us
- Mounts mechanical seals and bearings clean and straight.
- 5 years of experience; he answers telephones and runs telecommunications.
"""
KNOWN = {
    "A": Element("A", "Mounting seals", "Mounts mechanical seals and bearings."),
    "B": Element("B", "Telecommunications", "Telecommunications, described."),
    "C": Element("C", "Cooking", "Prepares meals."),
}


def test_each_proposal_names_the_sentence_it_was_found_by() -> None:
    found = proposals(TEXT, KNOWN)
    assert {each.reference: each.sentence for each in found} == {
        "A": "Mounts mechanical seals and bearings clean and straight.",
        "B": "he answers telephones and runs telecommunications.",
    }


def test_what_the_standard_has_already_is_not_proposed_and_an_empty_text_proposes_nothing() -> None:
    assert [each.reference for each in proposals(TEXT, KNOWN, taken=["A"])] == ["B"]
    assert proposals("", KNOWN) == []
    assert proposals("...\n--\n", KNOWN) == []
    assert sentences("One word\n1. Second thing; third one") == ["One word", "Second thing;", "third one"]


@pytest.mark.django_db
def test_reading_a_description_changes_nothing_and_leads_to_a_form_for_each_line() -> None:
    lead = people.member(people.workspace(), Role.TALENT_LEAD)
    load_small_database(lead.actor)
    net_menders(lead.actor)
    draft = tideway(lead.actor)
    before = queries.standard_document(lead.actor, draft.pk)
    url = reverse("standards:from_text", args=[lead.slug, draft.pk])
    page = lead.client().post(url, {"text": TEXT, "language": "en"}).content.decode()
    assert "he answers telephones and runs telecommunications." in page
    assert "Years say how long somebody was there" in page
    assert queries.standard_document(lead.actor, draft.pk) == before
    form = lead.client().get(reverse("standards:add_line", args=[lead.slug, draft.pk]), {"code": "2.C.9.a"})
    assert 'value="Telecommunications"' in form.content.decode()
    assert "Fill this in." in lead.client().post(url, {"text": "", "language": "en"}).content.decode()
