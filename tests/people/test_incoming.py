"""What comes in from the SMS gateway and the mail server: STOP in mid-campaign, START, letters that came back."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from tests.people import factories as make
from tests.people.test_pages import text_of

from skillmark.config.installation import checkup
from skillmark.config.installation.facts import Facts
from skillmark.foundation import incoming, jobs
from skillmark.foundation.models import AuditRow
from skillmark.foundation.roles import Role
from skillmark.people import actions, queries, rules
from skillmark.people.models import Message
from skillmark.people.queries.messages import is_stopped
from skillmark.people.rules import Reply

SECRET = "whsec_" + "c2VjcmV0c2VjcmV0c2VjcmV0"
PHONE = "+1 555 014 2999"
NIGHT, MORNING = datetime(2026, 3, 3, 3, 0, tzinfo=UTC), datetime(2026, 3, 3, 13, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def installed(settings: Settings, tmp_path: Path) -> None:
    settings.INSTALLED = Facts(sms=f"file://{tmp_path}/sms", incoming=SECRET)


def tell(name: str, said: object, *, secret: str = SECRET, at: float | None = None) -> Any:
    body = json.dumps(said).encode() if not isinstance(said, bytes) else said
    sent = str(int(at if at is not None else datetime.now(UTC).timestamp()))
    headers = {
        "webhook-id": "1",
        "webhook-timestamp": sent,
        "webhook-signature": f"v1,abc {incoming.signature(secret, '1', sent, body)}",
    }
    client = Client(enforce_csrf_checks=True)
    return client.post(reverse(f"people:{name}"), body, content_type="application/json", headers=headers)


def told(where: Any, person: queries.Person, now: datetime) -> Message:
    invited = {"job": "Pump technician", "programme": "Spring"}
    return actions.tell(make.system(where), person_id=person.pk, event="hiring.invited", parameters=invited, now=now)


@pytest.mark.django_db
def test_a_stop_in_mid_campaign_holds_what_waits_and_is_shown_until_start(tmp_path: Path) -> None:
    where = make.workspace()
    lead = make.member(where, Role.TALENT_LEAD)
    her = make.person(where, "Nadia Nguyen", phone=PHONE)
    waiting = told(where, her, NIGHT)
    assert tell("incoming_sms", {"from": "+15550142999", "text": "Alto, por favor"}).status_code == 204
    assert tell("incoming_sms", {"from": "+15550142999", "text": "stop"}).status_code == 204, "twice does no harm"
    jobs.run_all(MORNING)
    assert not list((tmp_path / "sms").glob("*.json")) if (tmp_path / "sms").exists() else True
    held = Message.objects.across_workspaces().get(pk=waiting.pk)
    assert (held.state, held.problem) == ("held", "stopped")
    (row,) = AuditRow.objects.filter(action="people.sms.stopped")
    assert row.process == "gateway"
    page = reverse("people:person", args=[where.slug, her.pk])
    assert "This number answered STOP." in text_of(lead.client().get(page))
    assert tell("incoming_sms", {"from": "+15550142999", "text": "When does it start?"}).status_code == 204
    assert "This number answered STOP." in text_of(lead.client().get(page))
    assert tell("incoming_sms", {"from": "+15550142999", "text": "START"}).status_code == 204
    assert "This number answered STOP." not in text_of(lead.client().get(page))


@pytest.mark.django_db
def test_a_letter_that_came_back_is_noted_and_shown_at_the_person() -> None:
    where = make.workspace()
    lead = make.member(where, Role.TALENT_LEAD)
    her = make.person(where, "Nadia Nguyen", email="nadia@example.org")
    message = told(where, her, NIGHT)
    back = {"message": f"<{message.pk}@localhost>", "problem": "bounced"}
    assert tell("incoming_undelivered", back).status_code == 204
    assert Message.objects.across_workspaces().get(pk=message.pk).state == "waiting", "it was not sent yet"
    jobs.run_all(NIGHT)
    assert tell("incoming_undelivered", back).status_code == 204
    failed = Message.objects.across_workspaces().get(pk=message.pk)
    assert (failed.state, failed.problem) == ("failed", "bounced")
    assert AuditRow.objects.filter(action="people.message.undelivered", process="gateway").count() == 1
    assert "The letter came back." in text_of(lead.client().get(reverse("people:person", args=[where.slug, her.pk])))
    told(where, her, MORNING)
    jobs.run_all(MORNING)
    page = text_of(lead.client().get(reverse("people:person", args=[where.slug, her.pk])))
    assert "The letter came back." not in page, "the next one arrived"


@pytest.mark.django_db
def test_a_landline_told_later_is_final_and_said() -> None:
    where = make.workspace()
    lead = make.member(where, Role.TALENT_LEAD)
    her = make.person(where, "Nadia Nguyen", phone=PHONE)
    message = told(where, her, MORNING)
    jobs.run_all(MORNING)
    assert tell("incoming_undelivered", {"message": str(message.pk), "problem": "landline"}).status_code == 204
    page = text_of(lead.client().get(reverse("people:person", args=[where.slug, her.pk])))
    assert "This number takes no text messages." in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("said", "options", "detail"),
    [
        ({"from": PHONE, "text": "STOP"}, {"secret": "somebody else's secret, longer"}, "was not made with the secret"),
        ({"from": PHONE, "text": "STOP"}, {"at": 1000000000}, "not of the last five minutes"),
        (b"STOP", {}, "is no JSON"),
        (["STOP"], {}, "is no JSON object"),
        ({"from": PHONE}, {}, "text: is missing, or no text"),
        ({"from": "nobody", "text": "STOP"}, {}, "from: is no phone number"),
        ({"from": PHONE, "text": "STOP\x00"}, {}, "is no JSON object of plain texts"),
    ],
)
def test_what_cannot_be_believed_or_read_changes_nothing(said: Any, options: Any, detail: str) -> None:
    refused = tell("incoming_sms", said, **options)
    assert refused.status_code == 400
    assert detail in refused.json()["detail"]
    assert not is_stopped("+15550142999")


@pytest.mark.django_db
@pytest.mark.parametrize("message", ["", "17", "<@>"])
def test_a_message_nobody_knows_is_said_or_passed_over(message: str) -> None:
    assert tell("incoming_undelivered", {"message": message, "problem": "bounced"}).status_code == 400
    unknown = {"message": "018f8f8f-0000-7000-8000-000000000000", "problem": "bounced"}
    assert tell("incoming_undelivered", unknown).status_code == 204
    assert tell("incoming_undelivered", unknown | {"problem": "tired"}).status_code == 400
    assert Client().get(reverse("people:incoming_sms")).status_code == 405


def test_nothing_is_taken_in_before_a_secret_is_set(settings: Settings) -> None:
    settings.INSTALLED = Facts(sms="https://gateway.example.org/send")
    assert "`incoming` is set" in tell("incoming_sms", {"from": PHONE, "text": "STOP"}).json()["detail"]
    assert "STOP" in checkup._sms()
    settings.INSTALLED = Facts(sms="https://gateway.example.org/send", incoming=SECRET)
    assert checkup._sms() == ""


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("STOP", Reply.STOP), (" stop. ", Reply.STOP), ("Baja", Reply.STOP), ("STOP texting me", Reply.STOP),
        ("Do not stop", None), ("START", Reply.START), ("alta!", Reply.START), ("Start on Monday?", None), ("", None),
    ],
)  # fmt: skip
def test_what_an_answer_means(text: str, reply: Reply | None) -> None:
    assert rules.reply(text) is reply
