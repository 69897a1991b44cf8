"""Drafts open to public comment, to test with."""

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from tests.governance.factories import NOW

from skillmark.foundation import sources
from skillmark.foundation.roles import ANYBODY, Actor
from skillmark.governance import actions
from skillmark.governance.models import Comment, Consultation, Response, Verdict
from skillmark.governance.queries import Body
from skillmark.kernel.values import BadInput
from skillmark.standards.queries import Framework

CLOSES = NOW + timedelta(days=30)
AFTER = CLOSES + timedelta(hours=1)
ADDRESS = "prof.adler@school.example.org"


def opened(actor: Actor, body: Body, draft: Framework, **given: object) -> Consultation:
    values = {
        "body_id": body.pk,
        "subject_type": draft._meta.label_lower,
        "subject_id": draft.pk,
        "what_changes": "People are measured by it.",
        "for_whom": "Assemblers.",
        "asked": "Is a task missing?",
        "closes_at": CLOSES,
        "now": NOW,
        **given,
    }
    return actions.open_consultation(actor, **values)  # type: ignore[arg-type]


def said(found: Consultation, text: str = "The third task is taught nowhere.", **given: object) -> Comment:
    values = {"consultation_id": found.pk, "text": text, "language": "en", "now": NOW, **given}
    return actions.comment(ANYBODY, **values)  # type: ignore[arg-type]


def answered(actor: Actor, *comments: Comment, verdict: Verdict = Verdict.ACCEPTED, why: str = "True.") -> Response:
    return actions.respond(
        actor,
        consultation_id=comments[0].consultation_id,
        comment_ids=[each.pk for each in comments],
        verdict=verdict,
        reason=why,
        now=AFTER,
    )


def page_of(found: Consultation) -> str:
    address = reverse("governance:public_consultation", args=[found.pk])
    return unescape(Client().get(address).content.decode())


def at(monkeypatch: pytest.MonkeyPatch, moment: object) -> None:
    monkeypatch.setattr(sources, "now", lambda: moment)


def why(refused: pytest.ExceptionInfo[BadInput]) -> str:
    return str(refused.value.problems[0].message)
