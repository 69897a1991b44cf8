"""Links that open one task to somebody without an account: by message or slip, once, and to nobody else."""

import json
import logging
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from tests.assessment import factories as attempts
from tests.people import factories as make
from tests.people.test_pages import text_of

from skillmark.assessment.models import Rating
from skillmark.assessment.queries import Sitting
from skillmark.config.installation.facts import Facts
from skillmark.config.settings import LOGGING
from skillmark.foundation import jobs, links, sources
from skillmark.foundation.models import AuditRow, CapabilityLink
from skillmark.foundation.roles import Role
from skillmark.foundation.unlogged import WithoutSecrets
from skillmark.people import actions, queries
from skillmark.people.models import Message
from skillmark.people.queries.messages import address_of

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC).replace(microsecond=0)
MARKS = {f"mark_{position}": "2" for position in range(1, 5)} | attempts.HOLDS


@pytest.fixture
def bench() -> attempts.Bench:
    return attempts.bench()


@pytest.fixture
def supervisor(bench: attempts.Bench) -> queries.Person:
    """Somebody who stood beside it and has no account."""
    return make.person(bench.place, "Sol Vega", email="sol@example.org", language="es")


def asked(bench: attempts.Bench, sitting: Sitting, whom: queries.Person, *, on_paper: bool = False) -> CapabilityLink:
    return actions.ask(
        bench.first.actor, purpose="assessment.score", subject_id=sitting.pk, person_id=whom.pk, days=7,
        on_paper=on_paper, now=NOW,
    )  # fmt: skip


def entered(link: CapabilityLink, client: Client | None = None) -> tuple[Client, str]:
    """A browser that came in by the link, and where it was led."""
    browser = client or Client()
    first = browser.get(address_of(link).removeprefix("http://localhost:8000"))
    return browser, first["Location"]


def test_a_supervisor_without_an_account_marks_by_the_link_in_her_letter(
    bench: attempts.Bench, supervisor: queries.Person
) -> None:
    sitting = bench.sitting()
    link = asked(bench, sitting, supervisor)
    jobs.run_all(NOW)
    (letter,) = (one for one in mail.outbox if one.to == ["sol@example.org"])
    (address,) = re.findall(r"http\S+/t/\S+", str(letter.body))
    assert address == address_of(link)
    assert "/me/" not in letter.body
    browser = Client()
    first = browser.get(address.removeprefix("http://localhost:8000"))
    assert (first.status_code, first["Referrer-Policy"]) == (302, "no-referrer")
    secret = links.secret_of(link.pk)
    assert secret not in first["Location"]
    shown = browser.get(first["Location"])
    assert shown["Referrer-Policy"] == "same-origin", "a form without an origin would be refused"
    assert not re.search(r'(src|href)="https?://(?!localhost)', shown.content.decode())
    assert shown.headers["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    page = text_of(shown)
    assert "Rosa Castell" in page
    assert secret not in page
    assert "govuk-error" in text_of(browser.post(first["Location"], {"mark_1": "2"})), "nothing is spent by a mistake"
    assert browser.post(first["Location"], MARKS | {"observation": "It held."}).status_code == 302
    (rating,) = Rating.objects.across_workspaces().filter(sitting=sitting)
    assert (rating.assessor_id, rating.role) == (supervisor.pk, "assessor")
    for done in ("assessment.sitting.rated", "foundation.link.used"):
        row = AuditRow.objects.get(action=done)
        assert (row.person_id, row.account_id) == (supervisor.pk, None), "the holder did it, not who sent it"
    assert "Gracias" in text_of(browser.get(first["Location"])), "in her language"


def test_a_code_used_twice_opens_nothing_the_second_time(bench: attempts.Bench, supervisor: queries.Person) -> None:
    link = asked(bench, bench.sitting(), supervisor, on_paper=True)
    browser, place = entered(link)
    another, _ = entered(link)
    assert browser.post(place, MARKS).status_code == 302
    assert another.post(place, MARKS).status_code == 200, "who was let in before is told that it is done"
    late, place = entered(link)
    assert late.get(place).status_code == 410
    assert late.post(place, MARKS).status_code == 410
    assert Rating.objects.across_workspaces().count() == 1


def test_every_link_that_opens_nothing_gets_the_same_page(bench: attempts.Bench, supervisor: queries.Person) -> None:
    sitting = bench.sitting()
    used, ended, ran_out = (asked(bench, sitting, supervisor) for _ in range(3))
    browser, place = entered(used)
    browser.post(place, MARKS)
    links.end_link(bench.program, link_id=ended.pk, now=NOW)
    CapabilityLink.objects.across_workspaces().filter(pk=ran_out.pk).update(expires_at=NOW - timedelta(days=1))
    seen = set()
    for link in (used, ended, ran_out):
        client, place = entered(link)
        answer = client.get(place)
        assert answer.status_code == 410
        seen.add(re.sub(r"/task/[0-9a-f-]*/?|value=\"[^\"]*\"", "", answer.content.decode()))
    unknown = Client(headers={"accept-language": "en"}).get("/t/AAAAAAAAAAAAAAAAAAAAAA/", follow=True)
    assert unknown.status_code == 410
    seen.add(re.sub(r"/task/[0-9a-f-]*/?|value=\"[^\"]*\"", "", unknown.content.decode()))
    assert len(seen) == 1
    assert "open the newest message you got" in seen.pop()


def test_a_link_for_another_does_not_make_her_its_holder(bench: attempts.Bench, supervisor: queries.Person) -> None:
    """Neither whoever sent it nor the candidate does the supervisor's part with it, and nobody opens another task."""
    link, other = asked(bench, bench.sitting(), supervisor), asked(bench, bench.sitting(), supervisor)
    for somebody in (bench.first, bench.candidate):
        client, place = entered(link, somebody.client())
        assert client.post(place, MARKS).status_code == 410
    client, _ = entered(link)
    foreign = reverse("people:task", args=[other.pk])
    client.cookies["task"]["path"] = "/"
    assert client.get(foreign).status_code == 410
    assert not Rating.objects.across_workspaces().exists()


def test_a_link_gives_one_right_and_no_membership(bench: attempts.Bench, supervisor: queries.Person) -> None:
    sitting, other = bench.sitting(), bench.sitting()
    holder = links.holder_of(asked(bench, sitting, supervisor))
    from skillmark.foundation import access

    assert access.may(holder, "assessment.sitting.rate", sitting)
    assert not access.may(holder, "assessment.sitting.rate", other)
    assert not access.may(holder, "assessment.sitting.settle", sitting)
    for permission in ("people.person.list", "people.link.ask", "people.message.send", "governance.proposal.vote"):
        assert not access.may_ever(holder, permission)


def test_nobody_is_asked_about_herself_nor_asks_herself(bench: attempts.Bench) -> None:
    sitting = bench.sitting()
    for person_id in (bench.candidate.person_id, bench.first.person_id):
        with pytest.raises(actions.WrongPerson):
            actions.ask(
                bench.first.actor, purpose="assessment.score", subject_id=sitting.pk, person_id=person_id, days=7,
                on_paper=False, now=NOW,
            )  # fmt: skip


def test_an_sms_brings_the_link_and_says_how_to_stop(bench: attempts.Bench, tmp_path: Path, settings: Settings) -> None:
    settings.INSTALLED = Facts(sms=f"file://{tmp_path}/sms")
    noon = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)
    whom = make.person(bench.place, "Sol Vega", phone="+1 555 014 2999")
    with patch.object(sources, "now", lambda: noon):
        link = actions.ask(
            bench.first.actor, purpose="assessment.score", subject_id=bench.sitting().pk, person_id=whom.pk, days=7,
            on_paper=False, now=noon,
        )  # fmt: skip
    jobs.run_all(noon)
    (sms,) = (json.loads(file.read_text()) for file in (tmp_path / "sms").glob("*.json"))
    assert address_of(link) in sms["text"]
    assert sms["text"].endswith("Reply STOP to end text messages.")
    (message,) = Message.objects.across_workspaces().filter(link_id=link.pk)
    assert links.secret_of(link.pk) not in str(message.__dict__)


def test_a_link_that_was_ended_is_not_sent_any_more(bench: attempts.Bench, supervisor: queries.Person) -> None:
    link = asked(bench, bench.sitting(), supervisor)
    links.end_link(bench.program, link_id=link.pk, now=NOW)
    jobs.run_all(NOW)
    assert not [one for one in mail.outbox if one.to == ["sol@example.org"]]
    (message,) = Message.objects.across_workspaces().filter(link_id=link.pk)
    assert (message.state, message.problem) == ("held", "link_closed")


def test_a_key_lost_with_its_machine_sends_no_dead_link(
    bench: attempts.Bench, supervisor: queries.Person, settings: Settings
) -> None:
    sent = asked(bench, bench.sitting(), supervisor)
    address = address_of(sent)
    settings.SECRET_KEY = "of another machine, after a restore"
    jobs.run_all(NOW)
    (message,) = Message.objects.across_workspaces().filter(link_id=sent.pk)
    assert (message.state, message.problem) == ("held", "link_closed")
    assert Client().get(address.removeprefix("http://localhost:8000"))["Location"] == f"/task/{sent.pk}/", "still good"


def test_asking_ending_and_printing_on_pages(bench: attempts.Bench, supervisor: queries.Person) -> None:
    sitting, client = bench.sitting(), bench.first.client()
    slug = bench.place.slug
    attempt = text_of(client.get(reverse("assessment:attempt", args=[slug, sitting.pk])))
    ask = reverse("people:ask", args=[slug, "assessment.score", sitting.pk])
    assert ask in attempt
    form = text_of(client.get(ask))
    assert "Sol Vega" in form
    assert "Rosa Castell</option>" not in form, "nobody marks herself"
    given = {"person": str(supervisor.pk), "how": "message", "days": "7"}
    assert client.post(ask, given).status_code == 302
    slip = client.post(ask, given | {"how": "slip"}, follow=True)
    (paper,) = CapabilityLink.objects.across_workspaces().filter(on_paper=True)
    shown = text_of(slip)
    assert "<svg" in shown
    assert address_of(paper) in shown
    assert "Se le pide" in shown, "in the language of whoever gets it"
    assert "no-store" in slip.headers["Cache-Control"]
    before = text_of(client.get(reverse("people:asked", args=[slug])))
    assert before.count("Open until") == 2
    (sent,) = CapabilityLink.objects.across_workspaces().filter(on_paper=False)
    assert address_of(sent) not in text_of(client.get(reverse("people:slips", args=[slug]))), "only its holder sees it"
    end = reverse("people:end_asked", args=[slug, paper.pk])
    assert client.post(end).status_code == 302
    assert "Ended" in text_of(client.get(ask))
    late, place = entered(paper)
    assert late.get(place).status_code == 410


def test_only_who_may_let_her_try_asks_for_marks(bench: attempts.Bench) -> None:
    sitting = bench.sitting()
    ask = reverse("people:ask", args=[bench.place.slug, "assessment.score", sitting.pk])
    recruiter = make.member(bench.place, Role.RECRUITER, name="Rae Recruiter")
    assert recruiter.client().get(ask).status_code in (403, 404)
    assert bench.candidate.client().get(ask).status_code == 403
    assert bench.first.client().get(ask.replace("assessment.score", "nothing.known")).status_code == 404


def test_erasing_the_holder_ends_her_links(bench: attempts.Bench, supervisor: queries.Person) -> None:
    link = asked(bench, bench.sitting(), supervisor)
    browser, place = entered(link)
    actions.erase_person(bench.program, person_id=supervisor.pk, now=NOW)
    assert browser.get(place).status_code == 410


@pytest.fixture
def logged() -> Iterator[list[str]]:
    """What the server would write, through its own filter."""
    lines: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(record.getMessage())

    handler = Kept()
    handler.addFilter(WithoutSecrets())
    logging.getLogger("django").addHandler(handler)
    yield lines
    logging.getLogger("django").removeHandler(handler)


def test_no_log_holds_the_secret(bench: attempts.Bench, supervisor: queries.Person, logged: list[str]) -> None:
    link = asked(bench, bench.sitting(), supervisor)
    inside = address_of(link).removeprefix("http://localhost:8000")
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    assert client.post(inside).status_code == 403
    assert client.get(inside + "more").status_code == 404
    with patch.object(links, "known", side_effect=RuntimeError("the database is away")):
        assert client.get(inside).status_code == 500
    written = "\n".join(logged)
    assert "/t/…" in written
    assert links.secret_of(link.pk) not in written
    assert LOGGING["handlers"]["stderr"]["filters"] == ["unlogged"]  # type: ignore[index]


def test_a_link_made_for_a_seat_says_only_public_names(bench: attempts.Bench, supervisor: Any) -> None:
    asked(bench, bench.sitting(), supervisor)
    (message,) = Message.objects.across_workspaces().filter(event="assessment.asked")
    assert "Rosa" not in str(message.parameters)
