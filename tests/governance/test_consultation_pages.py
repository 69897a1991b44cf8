"""The pages of public comment: what is shown to whom, and what never is."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from tests.governance.consulting import ADDRESS, AFTER, CLOSES, answered, at, opened, page_of, said, why
from tests.governance.factories import NOW
from tests.people import factories as people

from skillmark.foundation import api
from skillmark.foundation.models import Job
from skillmark.foundation.roles import Actor
from skillmark.governance import actions, queries
from skillmark.governance.handlers import carry_answer
from skillmark.governance.models import Comment, Hidden
from skillmark.governance.queries import Body
from skillmark.kernel.values import BadInput
from skillmark.people import queries as person_queries
from skillmark.standards.queries import Framework

pytestmark = pytest.mark.django_db


def test_a_comment_after_the_close_is_refused_and_the_page_says_so(
    lead: people.Member, body: Body, draft: Framework, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = opened(lead.actor, body, draft)
    said(found, now=CLOSES - timedelta(microseconds=1))
    with pytest.raises(BadInput) as refused:
        said(found, now=CLOSES)
    assert why(refused) == "the time for comments is over"
    at(monkeypatch, CLOSES)
    answer = Client().post(
        reverse("governance:public_consultation", args=[found.pk]), {"text": "Too late"}, follow=True
    )
    assert "The time for comments is over, so yours was not taken." in answer.content.decode()
    assert found.comments.count() == 1


def test_a_hidden_comment_shows_the_reason_and_counts_and_is_answered_like_any_other(
    lead: people.Member, body: Body, draft: Framework, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = opened(lead.actor, body, draft)
    hidden = said(found, "Ms Okafor drinks.", organisation="Harbor School", constituency="external")
    actions.hide_comment(lead.actor, comment_id=hidden.pk, because=Hidden.PERSONAL_DATA, now=AFTER)
    with pytest.raises(BadInput):
        actions.conclude(lead.actor, consultation_id=found.pk, now=AFTER)
    answered(lead.actor, hidden, why="We do not speak of persons.")
    actions.conclude(lead.actor, consultation_id=found.pk, now=AFTER)
    at(monkeypatch, AFTER)
    shown = page_of(found)
    assert "Its words are hidden because it tells personal things about somebody." in shown
    assert "Okafor" not in shown
    assert "Harbor School" in shown
    assert "We do not speak of persons." in shown
    assert "Outside partner: 1" in shown
    others = people.member(person_queries.workspace(lead.actor), name="Lee")
    inside = others.client().get(reverse("governance:consultation", args=[lead.slug, found.pk])).content.decode()
    assert "Okafor" not in inside
    assert Comment.objects.within(lead.actor).get(pk=hidden.pk).text == "Ms Okafor drinks."


def test_the_address_stands_on_no_page_and_goes_once_she_was_told(
    lead: people.Member, system: Actor, body: Body, draft: Framework, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = opened(lead.actor, body, draft)
    comment = said(found, address=ADDRESS, language="es")
    assert ADDRESS.encode() not in bytes(comment.sealed or b"")
    answered(lead.actor, comment)
    at(monkeypatch, AFTER)
    pages = [
        reverse("governance:consultation", args=[lead.slug, found.pk]),
        reverse("governance:respond", args=[lead.slug, found.pk]) + f"?to={comment.pk}",
        reverse("governance:moderate_comment", args=[lead.slug, comment.pk]),
        reverse("governance:public_consultation", args=[found.pk]),
    ]
    actions.conclude(lead.actor, consultation_id=found.pk, now=AFTER)
    for page in pages:
        answer = lead.client().get(page)
        assert answer.status_code == 200
        assert ADDRESS not in answer.content.decode()
    job = Job.objects.get(kind=actions.ANSWERING)
    assert ADDRESS not in str(job.payload)
    for _ in range(2):  # the carrier may come back to it
        carry_answer(system, job.payload, AFTER)
    [letter] = mail.outbox
    assert letter.to == [ADDRESS]
    assert reverse("governance:public_consultation", args=[found.pk]) in letter.body
    assert "comentario" in letter.body
    assert Comment.objects.within(lead.actor).get(pk=comment.pk).sealed is None


def test_several_alike_have_one_response_and_each_shows_it(
    lead: people.Member, body: Body, draft: Framework, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = opened(lead.actor, body, draft)
    alike = [said(found, line=2), said(found, "So say we.", line=2, organisation="Local 12", name="Jo Park")]
    at(monkeypatch, AFTER)
    address = reverse("governance:respond", args=[lead.slug, found.pk])
    given = {"comments": [str(each.pk) for each in alike], "verdict": "partly", "reason": "Half of it."}
    assert lead.client().post(address, given).status_code == 302
    assert found.responses.count() == 1
    assert lead.client().post(reverse("governance:conclude", args=[lead.slug, found.pk])).status_code == 302
    shown = page_of(found)
    assert shown.count("Half of it.") == 2
    assert shown.count("Accepted in part") == 2
    assert "Jo Park" in shown
    with pytest.raises(DatabaseError), transaction.atomic():
        found.responses.update(reason="Other words.")


def test_markup_right_to_left_and_ten_thousand_letters_are_only_letters(
    lead: people.Member, body: Body, draft: Framework, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = opened(lead.actor, body, draft)
    said(found, "<script>alert(1)</script> https://spam.example.org \u202eevil\nمهمة", organisation="<b>B</b>")
    with pytest.raises(BadInput) as refused:
        said(found, "x" * 10_000)
    assert "5000" in why(refused) or "longer" in why(refused)
    with pytest.raises(BadInput):
        said(found, "  \n ")
    with pytest.raises(BadInput):
        said(found, line=len(found.text.split("\n")) + 1)
    with pytest.raises(BadInput):
        said(found, address="no address")
    answered(lead.actor, found.comments.get())
    actions.conclude(lead.actor, consultation_id=found.pk, now=AFTER)
    at(monkeypatch, AFTER)
    raw = Client().get(reverse("governance:public_consultation", args=[found.pk])).content.decode()
    assert "<script>alert(1)" not in raw
    assert "<b>B</b>" not in raw
    assert 'href="https://spam' not in raw
    assert 'dir="auto"' in raw


def test_somebody_without_a_log_in_comments_on_a_line_until_too_many_come_from_there(
    lead: people.Member, body: Body, draft: Framework, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api.buckets, "_left", {})
    at(monkeypatch, NOW)
    found = opened(lead.actor, body, draft)
    front = Client().get(reverse("house:front")).content.decode()
    address = reverse("governance:public_consultation", args=[found.pk])
    assert address in front
    assert "31 days left" in page_of(found)
    given = {"line": "3", "text": "Too vague.", "organisation": "Harbor School", "constituency": "external"}
    for _ in range(5):
        assert Client().post(address, given).status_code == 302
    refused = Client().post(address, given)
    assert refused.status_code == 429
    assert "Too vague." in refused.content.decode()  # what she wrote is not lost
    kept = list(found.comments.all())
    assert len(kept) == 5
    assert (kept[0].line, kept[0].organisation, kept[0].name, kept[0].person_id) == (3, "Harbor School", "", None)
    assert "Too vague." not in page_of(found)  # before the responses are


def test_the_draft_is_opened_from_its_own_page(
    lead: people.Member, body: Body, draft: Framework, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, NOW)
    address = reverse("governance:open_consultation", args=[lead.slug, "standards.framework", draft.pk])
    shown = lead.client().get(reverse("standards:framework", args=[lead.slug, draft.pk])).content.decode()
    assert address in shown
    given = {
        "body_id": str(body.pk), "what_changes": "All.", "for_whom": "All.", "asked": "Is it right?",
        "last_day_day": "1", "last_day_month": "4", "last_day_year": "2026",
    }  # fmt: skip
    answer = lead.client().post(address, given)
    assert answer.status_code == 302
    found = queries.running(lead.actor, "standards.framework", draft.pk)
    assert found is not None
    assert found.last_day.isoformat() == "2026-04-01"
    assert lead.client().post(address, given).status_code == 400
