"""Texts to sign and what is done with them, for tests."""

import io
from datetime import UTC, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from PIL import Image
from tests.people import factories as make

from skillmark.foundation.models import CapabilityLink
from skillmark.people import actions
from skillmark.people.access import SIGNING
from skillmark.people.models import Signature, SigningRequest, TextToSign

NOW = datetime.now(UTC).replace(microsecond=0)
TODAY = NOW.astimezone(ZoneInfo("America/New_York")).date()  # where the workspaces of the tests are
WORDS = b"I agree that records are made from my work.\nUntil I say otherwise."
OTHER = b"I agree that the course takes eight weeks."
NAME = "Ana María Ruiz"


def prepared(lead: make.Member, content: bytes = WORDS, **values: Any) -> TextToSign:
    return actions.prepare_text(lead.actor, title="Consent", language="en", content=content, now=NOW, **values)


def asked(lead: make.Member, text: TextToSign, person_id: UUID, **values: Any) -> SigningRequest:
    return actions.ask_to_sign(lead.actor, text_id=text.pk, person_id=person_id, now=NOW, **values)


def link_to(request: SigningRequest) -> CapabilityLink:
    return CapabilityLink.objects.across_workspaces().get(purpose=SIGNING, subject_id=request.pk)


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 60), "white").save(out, "PNG")
    return out.getvalue()


def sign(member: make.Member, request: SigningRequest, text: TextToSign, **values: Any) -> Signature:
    given = {"digest": text.digest, "name": NAME, "agreed": True} | values
    return actions.sign(member.actor, signing_id=request.pk, **given, now=NOW)
