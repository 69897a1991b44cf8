"""All e-mails of a day in one letter, for whoever wants it so."""

from datetime import UTC, datetime, time, timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.urls import reverse
from tests.people import factories as make
from tests.people.signing import asked, prepared
from tests.people.test_pages import text_of

from skillmark.foundation import jobs
from skillmark.foundation.models import Workspace
from skillmark.foundation.roles import Role
from skillmark.people import actions, rules
from skillmark.people.models import Message
from skillmark.people.rules import Channel, Delivery, Reach, Safety

pytestmark = pytest.mark.django_db
NOW = make.NOW  # 10:00 in the workspaces' zone
AT_HALF_PAST_FOUR = datetime(2026, 3, 2, 21, 30, tzinfo=UTC)  # there
HOUR = timedelta(hours=1)


@pytest.fixture
def where() -> Workspace:
    return make.workspace("harbor")


@pytest.fixture
def ana(where: Workspace) -> make.Member:
    """Who wants the letters of a day at half past four."""
    ana = make.member(where, Role.WORKER, name="Ana Ruiz")
    jobs.run_all(NOW)  # she is told of her role
    actions.set_safe_contact(
        ana.actor, person_id=ana.person_id, channel=Channel.EMAIL, gathered_at=time(16, 30), address="ana@example.org",
        now=NOW,
    )  # fmt: skip
    mail.outbox.clear()
    return ana


def told(where: Workspace, member: make.Member, job: str, now: datetime = NOW) -> Message:
    given = {"job": job, "programme": "Harbor start"}
    return actions.tell(
        make.system(where), person_id=member.person_id, event="hiring.invited", parameters=given, now=now
    )


def states(*messages: Message) -> list[tuple[str, str]]:
    found = {one.pk: one for one in Message.objects.across_workspaces()}
    return [(found[message.pk].state, found[message.pk].problem) for message in messages]


def carry(now: datetime) -> None:
    """What is due now, and what was put off while the others went first."""
    jobs.run_all(now)
    jobs.run_all(now + HOUR / 6)


def test_what_is_written_on_one_day_comes_as_one_letter_in_the_order_it_was_written(
    where: Workspace, ana: make.Member
) -> None:
    first, second = told(where, ana, "Pump fitter"), told(where, ana, "Welder", NOW + HOUR)
    later = told(where, ana, "Painter", AT_HALF_PAST_FOUR)
    carry(NOW + 2 * HOUR)
    assert mail.outbox == []
    carry(AT_HALF_PAST_FOUR)
    (letter,) = mail.outbox
    assert "2 messages" in letter.subject
    assert str(letter.body).index("Pump fitter") < str(letter.body).index("Welder")
    assert "Painter" not in letter.body
    assert str(first.pk) in letter.extra_headers["Message-ID"]
    assert states(first, second, later) == [("sent", ""), ("sent", ""), ("waiting", "")]
    carry(AT_HALF_PAST_FOUR + 24 * HOUR)
    assert len(mail.outbox) == 2
    assert "Painter" in mail.outbox[1].body
    assert "messages" not in mail.outbox[1].subject, "one alone is the letter it always is"


def test_nobody_elses_message_is_in_it_and_what_brings_a_link_does_not_wait(where: Workspace, ana: make.Member) -> None:
    lead = make.member(where, Role.TALENT_LEAD)
    bo = make.member(where, Role.WORKER, name="Bo Berg")
    actions.set_safe_contact(
        bo.actor, person_id=bo.person_id, channel=Channel.EMAIL, gathered_at=time(16, 30), address="bo@example.org",
        now=NOW,
    )  # fmt: skip
    told(where, ana, "Pump fitter")
    told(where, ana, "Welder")
    told(where, bo, "Painter")
    asked(lead, prepared(lead), ana.person_id, link=True)
    jobs.run_all(datetime.now(UTC))  # links open by the real clock
    carry(AT_HALF_PAST_FOUR)
    with_link = [
        letter for letter in mail.outbox if "/t/" in str(letter.body) or "without a password" in str(letter.body)
    ]
    assert len(with_link) == 1
    assert "Welder" not in with_link[0].body
    (hers,) = [letter for letter in mail.outbox if "bo@example.org" in letter.to]
    assert "Painter" in hers.body
    assert "Welder" not in hers.body


def test_a_letter_that_could_not_be_handed_over_is_the_same_letter_the_next_time(
    where: Workspace, ana: make.Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    messages = [told(where, ana, job) for job in ("Pump fitter", "Welder")]
    send, tried = EmailMessage.send, []

    def fails_once(letter: EmailMessage, fail_silently: bool = False) -> int:
        tried.append((letter.extra_headers["Message-ID"], letter.body))
        if len(tried) == 1:
            raise SMTPServerDisconnected("gone")
        return send(letter, fail_silently)

    monkeypatch.setattr(EmailMessage, "send", fails_once)
    jobs.run_all(AT_HALF_PAST_FOUR)
    assert {state for state, _ in states(*messages)} == {"waiting"}
    for hour in range(1, 4):
        jobs.run_all(AT_HALF_PAST_FOUR + hour * HOUR)
    assert tried[0] == tried[1]
    assert len(tried) == 2
    assert states(*messages) == [("sent", ""), ("sent", "")]


def test_an_address_that_is_not_there_is_noted_of_every_message_in_it(
    where: Workspace, ana: make.Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    messages = [told(where, ana, job) for job in ("Pump fitter", "Welder")]

    def refuses(letter: EmailMessage, fail_silently: bool = False) -> int:
        raise SMTPRecipientsRefused({"ana@example.org": (550, b"no such box")})

    monkeypatch.setattr(EmailMessage, "send", refuses)
    carry(AT_HALF_PAST_FOUR)
    assert states(*messages) == [("failed", "refused")] * 2


def test_a_letter_that_came_back_is_noted_of_every_message_in_it_and_of_no_other(
    where: Workspace, ana: make.Member
) -> None:
    before = told(where, ana, "Painter", NOW - timedelta(days=1))
    carry(NOW)
    messages = [told(where, ana, job) for job in ("Pump fitter", "Welder")]
    carry(AT_HALF_PAST_FOUR)
    for _again in range(2):
        actions.note_came_back(make.system(where), message_id=messages[0].pk, problem="bounced", now=NOW)
    assert states(before, *messages) == [("sent", ""), ("failed", "bounced"), ("failed", "bounced")]


def test_whoever_goes_with_an_older_one_that_is_given_up_is_given_up_too(
    where: Workspace, ana: make.Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    messages = [told(where, ana, job) for job in ("Pump fitter", "Welder")]

    def fails(letter: EmailMessage, fail_silently: bool = False) -> int:
        raise SMTPServerDisconnected("gone")

    monkeypatch.setattr(EmailMessage, "send", fails)
    for hour in range(24 * 8):
        jobs.run_all(AT_HALF_PAST_FOUR + hour * HOUR)
    assert len(jobs.stopped()) == len(messages)
    assert {state for state, _ in states(*messages)} == {"waiting"}
    monkeypatch.undo()
    jobs.start_again(AT_HALF_PAST_FOUR + timedelta(days=9))
    jobs.run_all(AT_HALF_PAST_FOUR + timedelta(days=9))
    assert [letter.subject for letter in mail.outbox] == ["Harbor: 2 messages"]


def test_no_messages_said_meanwhile_keeps_all_of_them_on_her_page(where: Workspace, ana: make.Member) -> None:
    messages = [told(where, ana, job) for job in ("Pump fitter", "Welder")]
    actions.set_safe_contact(ana.actor, person_id=ana.person_id, channel=Channel.NONE, now=NOW + HOUR)
    carry(AT_HALF_PAST_FOUR)
    assert mail.outbox == []
    assert {state for state, _ in states(*messages)} == {"sent"}
    kept = Message.objects.across_workspaces().filter(pk__in=[message.pk for message in messages])
    assert {message.channel for message in kept} == {Channel.PAGE}


@pytest.mark.parametrize(
    ("gathered_at", "hours", "expected"),
    [
        (time(16, 30), (None, None), datetime(2026, 3, 2, 16, 30, tzinfo=UTC)),
        (time(9), (None, None), datetime(2026, 3, 3, 9, tzinfo=UTC)),
        (time(10), (None, None), datetime(2026, 3, 3, 10, tzinfo=UTC)),
        (time(18), (time(9), time(17)), datetime(2026, 3, 3, 9, tzinfo=UTC)),  # her hours hold before all
    ],
)
def test_when_letters_of_a_day_go(
    gathered_at: time, hours: tuple[time | None, time | None], expected: datetime
) -> None:
    written = datetime(2026, 3, 2, 10, tzinfo=UTC)
    safety, reach = Safety(Channel.EMAIL, *hours, gathered_at), Reach("ana@example.org", "", stopped=False)
    assert rules.delivery(reach, safety, UTC, written, written=written) == Delivery(
        Channel.EMAIL, expected, "ana@example.org"
    )
    late = expected + 3 * HOUR
    assert rules.delivery(reach, safety, UTC, late, written=written).at == late, "a worker that was away sends it then"
    assert rules.delivery(reach, Safety(Channel.EMAIL, None, None, gathered_at), UTC, written).at == written


def test_it_is_chosen_on_the_page_of_how_one_is_reached_and_only_for_e_mail(ana: make.Member) -> None:
    page = reverse("people:safe_contact", args=[ana.slug, ana.person_id])
    client = ana.client()
    assert 'value="16:30' in client.get(page).content.decode()
    given = {"channel": "sms", "gathered_at": "17:00"}
    refused = client.post(page, given)
    assert refused.status_code == 400
    assert "Only e-mails come together" in text_of(refused)
    assert client.post(page, given | {"channel": "email"}).status_code == 302
    assert 'value="17:00' in client.get(page).content.decode()
