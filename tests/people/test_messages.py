"""Messages on their way: decided twice, handed over with their id, noted once, and shown."""

import json
import logging
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings as installed
from django.core import mail
from django.urls import reverse
from pytest_django import Settings
from tests.people import factories as make
from tests.people.test_pages import text_of

from skillmark.config.installation.facts import Facts
from skillmark.foundation import jobs
from skillmark.foundation.models import AuditRow, Job
from skillmark.foundation.roles import Role
from skillmark.people import actions, channels, queries
from skillmark.people.answers import ANSWERS
from skillmark.people.models import Message, SafeContact, StoppedNumber
from skillmark.people.queries.messages import Words, events, words
from skillmark.people.rules import Channel, MessageState

pytestmark = pytest.mark.django_db
NOW = make.NOW  # 10:00 in the workspaces' zone
NIGHT = datetime(2026, 3, 3, 3, 0, tzinfo=UTC)  # 22:00 there
MORNING = datetime(2026, 3, 3, 13, 0, tzinfo=UTC)  # 08:00
PHONE = "+1 (555) 014-2999"
INVITED = {"job": "Pump technician", "programme": "O'Brien & Co"}


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    """Where SMS lie as files."""
    settings.INSTALLED = Facts(sms=f"file://{tmp_path}/sms")
    return tmp_path / "sms"


def told(where: Any, person: queries.Person, now: datetime = NOW) -> Message:
    return actions.tell(make.system(where), person_id=person.pk, event="hiring.invited", parameters=INVITED, now=now)


def again(message: Message) -> Message:
    found: Message = Message.objects.across_workspaces().get(pk=message.pk)
    return found


def sms_in(folder: Path) -> list[dict[str, str]]:
    return [json.loads(file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.json"))]


def test_a_letter_carries_subject_text_and_an_id_that_stays(settings: Settings) -> None:
    where = make.workspace("harbor")
    message = told(where, make.person(where, email="ana@example.org"))
    assert (message.state, message.channel) == (MessageState.WAITING, Channel.EMAIL)
    jobs.run_all(NOW)
    (letter,) = mail.outbox
    assert letter.to == ["ana@example.org"]
    assert letter.subject == "Harbor: You are invited to a first task"
    assert "Pump technician (O'Brien & Co)" in letter.body, "no letter speaks HTML"
    assert letter.extra_headers["Message-ID"] == f"<{message.pk}@localhost>"
    assert again(message).state == MessageState.SENT
    assert AuditRow.objects.filter(action="people.message.sent", subject_id=message.pk).count() == 1
    Job.objects.update(done_at=None, due_at=NOW)
    jobs.run_all(NOW)
    assert len(mail.outbox) == 1, "what was noted is not handed over again"


def test_she_is_written_to_in_her_language() -> None:
    where = make.workspace()
    told(where, make.person(where, email="ana@example.org", language="es"))
    jobs.run_all(NOW)
    assert mail.outbox[0].subject.endswith("Le invitamos a una primera tarea")


def test_an_sms_is_a_file_named_by_the_message_and_waits_for_the_morning(folder: Path) -> None:
    where = make.workspace("harbor")
    message = told(where, make.person(where, phone=PHONE), NIGHT)
    assert message.waits_until == MORNING
    jobs.run_all(MORNING - timedelta(seconds=1))
    assert sms_in(folder) == []
    jobs.run_all(MORNING)
    (sms,) = sms_in(folder)
    assert (sms["id"], sms["to"]) == (str(message.pk), "+15550142999")
    assert sms["text"].startswith("Harbor: You are invited to a first task for Pump technician")


def test_without_a_gateway_it_stays_on_her_page() -> None:
    where = make.workspace()
    message = told(where, make.person(where, phone=PHONE))
    assert (message.channel, message.state, message.sent_at) == (Channel.PAGE, MessageState.SENT, NOW)
    assert not Job.objects.filter(kind="people.message").exists()


def test_stop_reaches_queued_messages_and_other_workspaces_until_start(folder: Path) -> None:
    here, there = make.workspace(), make.workspace()
    queued = told(here, make.person(here, phone=PHONE), NIGHT)
    actions.stop_sms(make.system(there), phone="1 555 0142999", now=NIGHT)
    later = told(there, make.person(there, "Bo Berg", phone=PHONE), NIGHT)
    jobs.run_all(MORNING)
    assert sms_in(folder) == []
    assert [(again(one).state, again(one).problem) for one in (queued, later)] == [("held", "stopped")] * 2
    assert AuditRow.objects.filter(action="people.sms.stopped", workspace_id=here.pk).count() == 1
    assert "0142999" not in str(list(StoppedNumber.objects.values()))
    assert queries.stopped_numbers(make.system(here)) == [PHONE]
    actions.start_sms(make.system(there), phone=PHONE, now=NIGHT)
    assert queries.stopped_numbers(make.system(here)) == []
    assert told(here, make.person(here, "Cy Cole", phone=PHONE)).state == MessageState.WAITING


def test_safe_contact_set_meanwhile_is_obeyed() -> None:
    where = make.workspace()
    her = make.person(where, email="ana@example.org")
    none, hours = told(where, her), told(where, other := make.person(where, "Bo Berg", email="bo@example.org"))
    system = make.system(where)
    actions.set_safe_contact(system, person_id=her.pk, channel=Channel.NONE, now=NOW)
    actions.set_safe_contact(
        system, person_id=other.pk, channel=Channel.EMAIL, opens=time(12), closes=time(13), now=NOW
    )
    jobs.run_all(NOW)
    assert mail.outbox == []
    assert (again(none).state, again(none).channel, again(none).problem) == ("sent", "page", "")
    noon = NOW + timedelta(hours=2)
    assert again(hours).waits_until == noon
    jobs.run_all(noon)
    assert [letter.to for letter in mail.outbox] == [["bo@example.org"]]


def test_another_address_stands_instead_of_the_known_one(folder: Path) -> None:
    where = make.workspace()
    her = make.person(where, email="shared@example.org", phone=PHONE)
    system = make.system(where)
    actions.set_safe_contact(system, person_id=her.pk, channel=Channel.EMAIL, address="own@example.org", now=NOW)
    told(where, her)
    jobs.run_all(NOW)
    assert [letter.to for letter in mail.outbox] == [["own@example.org"]]
    actions.set_safe_contact(system, person_id=her.pk, channel=Channel.SMS, address="own@example.org", now=NOW)
    assert told(where, her).problem == "no_address", "the shared telephone is not tried"


def test_a_landline_is_noted_and_shown_to_who_sent_it(folder: Path) -> None:
    folder.mkdir()
    (folder / channels.LANDLINES).write_text("+15550142999\n")
    where = make.workspace()
    recruiter = make.member(where, Role.RECRUITER)
    her = make.person(where, "Bo Berg", phone=PHONE)
    actions.tell(recruiter.actor, person_id=her.pk, event="hiring.invited", parameters=INVITED, now=NOW)
    jobs.run_all(NOW)
    assert sms_in(folder) == []
    shown = text_of(recruiter.client().get(reverse("people:sent_messages", args=[where.slug])))
    assert "Bo Berg" in shown
    assert "Not delivered; it is on the page. This number takes no text messages." in shown


def test_a_letter_that_came_back_is_noted_days_later() -> None:
    where = make.workspace()
    message = told(where, make.person(where, email="ana@example.org"))
    jobs.run_all(NOW)
    actions.note_undelivered(make.system(where), message_id=message.pk, problem="bounced", now=NOW)
    assert (again(message).state, again(message).problem) == ("failed", "bounced")


def test_who_caused_a_message_that_came_back_finds_it_among_what_is_to_be_done_until_one_arrives() -> None:
    where = make.workspace()
    recruiter, other = make.member(where, Role.RECRUITER), make.member(where, Role.RECRUITER)
    people = [make.person(where, name, email=f"{name[:2].lower()}@example.org") for name in ("Ana Ruiz", "Bo Berg")]

    def tell(person: queries.Person, now: datetime) -> Message:
        sent = actions.tell(recruiter.actor, person_id=person.pk, event="hiring.invited", parameters=INVITED, now=now)
        jobs.run_all(now)
        return sent

    def due(member: make.Member, now: datetime = NOW) -> list[str]:
        return [one.title for one in ANSWERS["due_for"](member.actor, now) if "not arrive" in one.title]

    messages = [tell(person, NOW) for person in people]
    assert due(recruiter) == []
    titles = ["A message to Ana Ruiz did not arrive", "Messages to 2 people did not arrive"]
    for message, title in zip(messages, titles, strict=True):
        actions.note_undelivered(make.system(where), message_id=message.pk, problem="bounced", now=NOW)
        assert due(recruiter) == [title]
    assert due(other) == [], "another's messages are hers"
    tell(people[0], NOW + timedelta(hours=1))
    assert due(recruiter, NOW + timedelta(hours=2)) == ["A message to Bo Berg did not arrive"]
    assert due(recruiter, NOW + timedelta(days=15)) == []
    (found,) = [one for one in ANSWERS["due_for"](recruiter.actor, NOW) if "not arrive" in one.title]
    assert "Bo Berg" in text_of(recruiter.client().get(found.url))


@pytest.mark.parametrize(
    ("error", "state", "problem"),
    [
        (SMTPRecipientsRefused({"ana@example.org": (550, b"no such box")}), "failed", "refused"),
        (SMTPRecipientsRefused({"ana@example.org": (451, b"try later")}), "waiting", "unreachable"),
        (SMTPServerDisconnected("gone"), "waiting", "unreachable"),
    ],
)
def test_what_may_pass_is_tried_again_and_what_may_not_is_not(
    error: Exception, state: str, problem: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    where = make.workspace()
    message = told(where, make.person(where, email="ana@example.org"))
    with monkeypatch.context() as patch, caplog.at_level(logging.DEBUG):
        patch.setattr("django.core.mail.EmailMessage.send", _raising(error))
        jobs.run_all(NOW)
    assert (again(message).state, again(message).problem) == (state, problem)
    assert "ana@example.org" not in caplog.text + str(list(Job.objects.values()))
    jobs.run_all(NOW + timedelta(hours=1))
    assert len(mail.outbox) == (state == "waiting")


def _raising(error: Exception) -> Callable[..., int]:
    def send(letter: object) -> int:
        raise error

    return send


@pytest.mark.parametrize(
    ("status", "raises"), [(202, None), (422, channels.Undeliverable), (503, channels.Unreachable)]
)
def test_a_gateway_is_posted_to_with_the_id(status: int, raises: Any, settings: Settings) -> None:
    settings.INSTALLED = Facts(sms="https://gateway.example.org/send")
    asked: list[tuple[str, dict[str, Any]]] = []

    def post(url: str, **options: Any) -> SimpleNamespace:
        asked.append((url, options))
        return SimpleNamespace(status=status)

    message_id = UUID(int=7)
    if raises:
        with pytest.raises(raises):
            channels.send_sms(message_id, "+15550142999", Words("S", "Text"), "Harbor", post)
    else:
        channels.send_sms(message_id, "+15550142999", Words("S", "Text"), "Harbor", post)
    ((url, options),) = asked
    assert url == "https://gateway.example.org/send"
    assert options["headers"]["Idempotency-Key"] == str(message_id)
    assert json.loads(options["body"]) == {"to": "+15550142999", "text": "Harbor: Text"}


def test_a_demonstration_writes_to_nobody_outside(settings: Settings) -> None:
    settings.INSTALLED = Facts(mail="smtp://mail.example.org", sms="https://gateway.example.org/send")
    where = make.workspace(demonstration=True)
    for person in (make.person(where, email="ana@example.org"), make.person(where, "Bo Berg", phone=PHONE)):
        assert (told(where, person).state, told(where, person).problem) == ("held", "demonstration")


def test_erasing_her_takes_what_waits_and_the_files(folder: Path, django_capture_on_commit_callbacks: Any) -> None:
    where = make.workspace()
    her = make.person(where, phone=PHONE)
    actions.set_safe_contact(make.system(where), person_id=her.pk, channel=Channel.SMS, now=NOW)
    told(where, her)
    jobs.run_all(NOW)
    told(where, her, NIGHT)
    assert len(sms_in(folder)) == 1
    with django_capture_on_commit_callbacks(execute=True):
        actions.erase_person(make.system(where), person_id=her.pk, now=NOW)
    assert sms_in(folder) == []
    assert not Message.objects.across_workspaces().filter(person_id=her.pk).exists()
    assert not SafeContact.objects.across_workspaces().exists()
    jobs.run_all(MORNING)
    assert sms_in(folder) == []


def test_she_and_her_coach_set_how_she_is_reached_and_nobody_else_sees_it() -> None:
    where = make.workspace()
    her = make.member(where, name="Ana Ruiz")
    coach = make.member(where, Role.CASE_MANAGER, name="Co Coach", over=her.person_id)
    lead = make.member(where, Role.TALENT_LEAD, name="Lea Lead")
    url = reverse("people:safe_contact", args=[where.slug, her.person_id])
    given = {"channel": "sms", "opens": "09:00", "closes": "11:30", "address": PHONE}
    assert her.client().post(url, given).status_code == 302
    assert 'value="09:00"' in text_of(coach.client().get(url))
    assert coach.client().post(url, {"channel": "none"}).status_code == 302
    assert SafeContact.objects.across_workspaces().get().channel == Channel.NONE
    assert lead.client().get(url).status_code == 403
    assert "How this person may be reached" not in text_of(
        lead.client().get(reverse("people:person", args=[where.slug, her.person_id]))
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"channel": "email", "opens": "09:00"}, "Give both hours, or none."),
        ({"channel": "email", "address": PHONE}, "Write an e-mail address"),
        ({"channel": "sms", "address": "12"}, "Write a phone number with all its digits."),
    ],
)
def test_what_cannot_be_obeyed_is_not_taken(given: dict[str, str], said: str) -> None:
    her = make.member(make.workspace())
    refused = her.client().post(reverse("people:safe_contact", args=[her.slug, her.person_id]), given)
    assert refused.status_code == 400
    assert said in text_of(refused)


def test_the_page_of_messages_says_what_became_of_each_and_hides_her_hours_from_others() -> None:
    where = make.workspace()
    her = make.member(where, name="Ana Ruiz")
    lead = make.member(where, Role.TALENT_LEAD, name="Lea Lead")
    queries.persons(lead.actor)
    actions.set_safe_contact(
        her.actor, person_id=her.person_id, channel=Channel.EMAIL, opens=time(12), closes=time(13), now=NOW
    )
    told(where, queries.anyone(lead.actor, her.person_id))
    url = reverse("people:messages", args=[where.slug, her.person_id])
    assert "Waits until 03/02/2026 noon." in text_of(her.client().get(url))
    for_lead = text_of(lead.client().get(url))
    assert "Waits." in for_lead
    assert "noon" not in for_lead
    own = text_of(her.client().get(reverse("people:own")))
    assert "You are invited to a first task" in own
    assert "O&#x27;Brien &amp; Co" in own


def test_a_person_s_own_pages_are_left_by_their_first_link() -> None:
    where = make.workspace()
    her = make.member(where, Role.TALENT_LEAD)
    other = make.person(where, "Bo Berg")
    client = her.client()
    for url in (reverse("people:own"), reverse("people:person", args=[where.slug, her.person_id])):
        shown = client.get(url).content.decode()
        body = shown[shown.index("<body") :]
        first = body.split("<a ")[2]  # after the one that skips to the content
        assert first.startswith('class="quick-exit__link" href="https://duckduckgo.com/?q=weather" rel="noreferrer')
    assert "quick-exit" not in client.get(reverse("people:person", args=[where.slug, other.pk])).content.decode()


def test_every_message_has_a_subject_a_text_and_a_sample_in_each_language() -> None:
    found = events()
    assert {"people.role_granted", "hiring.invited", "governance.seat_given"} <= set(found)
    for event, sample in found.items():
        english, spanish = (words(event, sample, code) for code, _ in installed.LANGUAGES)
        assert english.subject != spanish.subject, event
        assert english.text != english.subject, event
        assert len(english.subject) < 60, event
    lead = make.member(make.workspace("harbor"), Role.TALENT_LEAD)
    shown = text_of(lead.client().get(reverse("people:preview_messages", args=["harbor"])))
    samples = sum(sample.get("job") == "Pump technician" for sample in found.values())
    assert shown.count("Pump technician") == samples * len(installed.LANGUAGES)
