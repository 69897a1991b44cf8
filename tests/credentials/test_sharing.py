"""What a holder shows to whom: these records and no others, for a while, until she ends it; and she alone knows."""

import json
import logging
import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from pytest_django import Settings
from tests.assessment.factories import Bench, bench
from tests.credentials.factories import awarded, signing
from tests.people import factories as people

from skillmark.credentials import actions, queries
from skillmark.credentials.models import Look, Share, SharedRecord, ShareSending
from skillmark.foundation import access, erasure, jobs, links, sources, trials
from skillmark.foundation.exposure import UnderAge
from skillmark.foundation.models import AuditRow, Job
from skillmark.foundation.roles import ANYBODY, Role
from skillmark.foundation.scopes import NotFound
from skillmark.foundation.unlogged import WithoutSecrets
from skillmark.people import actions as people_actions
from skillmark.people import queries as people_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def where() -> Bench:
    return bench()


def shared(where: Bench, *records: Any, days: int = 7) -> tuple[Share, str]:
    chosen = [record.pk for record in records]
    return actions.share(where.candidate.holder, record_ids=chosen, days=days, now=sources.now())


def opened(secret: str, client: Client | None = None) -> tuple[Any, Client]:
    browser = client or Client()
    first = browser.get(f"/s/{secret}/")
    assert first["Referrer-Policy"] == "no-referrer"
    assert secret not in first["Location"]
    return browser.get(first["Location"]), browser


def test_a_stranger_sees_the_chosen_record_and_no_other(where: Bench) -> None:
    shown = awarded(where)
    other = awarded(where, earned=actions.define_achievement(
        where.program, framework_id=where.framework.pk, public_name="Another thing", now=sources.now()
    ))  # fmt: skip
    _, secret = shared(where, shown)
    answer, _browser = opened(secret)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "This record is genuine." in page
    assert "Rosa Castell" in page
    assert page.count("<section>") == 1
    assert str(other.pk) not in page
    assert "Another thing" not in page
    assert secret not in page
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    assert not re.search(r'(src|href)="https?://(?!localhost)', page)


def test_withdrawn_it_shows_nothing_at_once_even_to_a_browser_that_was_let_in(where: Bench) -> None:
    share, secret = shared(where, awarded(where))
    answer, browser = opened(secret)
    place = answer.wsgi_request.path
    assert where.candidate.client().post(f"/me/records/shared/{share.pk}/withdraw/").status_code == 302
    for client in (browser, Client()):
        again = client.get(place) if client is browser else opened(secret)[0]
        assert again.status_code == 410
        assert ("Rosa" in again.content.decode()) is False
        assert "withdrawn" in again.content.decode()


def test_an_expired_share_says_so(where: Bench) -> None:
    share, secret = shared(where, awarded(where))
    Share.objects.filter(pk=share.pk).update(expires_at=sources.now() - timedelta(seconds=1))
    answer, _browser = opened(secret)
    assert answer.status_code == 410
    assert "time of this address is over" in answer.content.decode()


def test_without_its_secret_the_page_opens_nothing(where: Bench) -> None:
    share, _secret = shared(where, awarded(where))
    assert Client().get(f"/shared/{share.pk}/").status_code == 410
    forged = Client()
    forged.cookies["share"] = str(share.pk)
    assert forged.get(f"/shared/{share.pk}/").status_code == 410
    _other, secret = shared(where, queries.own_records(where.candidate.holder)[0])
    _answer, browser = opened(secret)
    browser.cookies["share"]["path"] = "/"
    assert browser.get(f"/shared/{share.pk}/").status_code == 410
    assert opened("A" * 22)[0].status_code == 410


def test_a_record_the_issuer_withdrew_is_shown_as_withdrawn(where: Bench) -> None:
    record = awarded(where)
    _, secret = shared(where, record)
    with signing():
        actions.revoke(where.program, record_id=record.pk, reason="Wrong rubric.", now=sources.now())
    assert "The issuer has withdrawn this record." in opened(secret)[0].content.decode()


def test_erased_with_her_the_share_is_gone_and_so_are_the_looks(where: Bench) -> None:
    _, secret = shared(where, awarded(where))
    opened(secret)
    assert Look.objects.count() == 1
    people_actions.erase_person(where.program, person_id=where.candidate.person_id, now=sources.now())
    assert (Share.objects.count(), SharedRecord.objects.count(), Look.objects.count()) == (0, 0, 0)
    answer, _browser = opened_nowhere(secret)
    assert answer.status_code == 410
    assert "Rosa" not in answer.content.decode()


def opened_nowhere(secret: str) -> tuple[Any, Client]:
    browser = Client()
    return browser.get(f"/s/{secret}/", follow=True), browser


def test_somebody_elses_record_cannot_be_shared(where: Bench) -> None:
    record = awarded(where)
    with pytest.raises(NotFound):
        actions.share(where.first.holder, record_ids=[record.pk], days=7, now=sources.now())
    assert Share.objects.count() == 0


def test_nobody_under_18_opens_a_share_and_one_known_later_to_be_closes_it(where: Bench) -> None:
    record = awarded(where)
    share, secret = shared(where, record)
    assert opened(secret)[0].status_code == 200
    people_actions.state_age(
        where.candidate.actor, person_id=where.candidate.person_id, born_on=date(2025, 1, 1), under_18=None,
        now=sources.now(),
    )  # fmt: skip
    assert opened(secret)[0].status_code == 410
    with pytest.raises(UnderAge):
        shared(where, record)
    refused = where.candidate.client().post("/me/records/share/", {"records": [str(record.pk)], "days": "7"})
    assert refused.status_code == 400
    assert "under 18" in refused.content.decode()
    assert Share.objects.count() == 1
    assert queries.own_share(where.candidate.holder, share.pk).ended_at is None


def test_a_look_is_noted_once_a_visit_and_never_her_own(where: Bench) -> None:
    share, secret = shared(where, awarded(where))
    answer, browser = opened(secret)
    browser.get(answer.wsgi_request.path)
    opened(secret, where.candidate.client())
    opened(secret)
    assert [look.share_id for look in Look.objects.all()] == [share.pk, share.pk]
    page = where.candidate.client().get(f"/me/records/shared/{share.pk}/").content.decode()
    assert secret in page
    assert "Nobody has looked yet" not in page
    assert {field.name for field in Look._meta.fields} == {"id", "recorded_at", "share"}, "who it was is not kept"


def test_no_workspace_learns_of_a_share_or_a_look(where: Bench) -> None:
    before = AuditRow.objects.count()
    share, secret = shared(where, awarded(where))
    told = AuditRow.objects.count()
    opened(secret)
    actions.end_share(where.candidate.holder, share_id=share.pk, now=sources.now())
    assert AuditRow.objects.count() == told > before, "the record is in the chain, what she does with it is not"
    for role in Role:
        somebody = people.member(where.place, role, name="Somebody")
        for actor in (somebody.actor, somebody.holder, where.program, ANYBODY):
            with pytest.raises((NotFound, access.Forbidden)):
                queries.looks_at(actor, share)
        assert somebody.client().get(f"/me/records/shared/{share.pk}/").status_code == 404
    assert not [row for row in queries_of_personal_data(where) if "share" in str(row).lower()]


def queries_of_personal_data(where: Bench) -> list[Any]:
    from skillmark.credentials.answers import personal_data

    return [row["kind"] for row in personal_data(where.program, where.candidate.person_id)]


def test_who_left_the_employer_keeps_her_records_and_shares_them(where: Bench) -> None:
    record = awarded(where)
    her = where.candidate
    people_actions.end_link(her.holder, person_id=her.person_id, now=sources.now())
    client = her.client()
    assert "Pump assembly: seals" in client.get("/me/records/").content.decode()
    assert client.get(f"/me/records/{record.pk}/record.json").status_code == 200
    _, secret = shared(where, record)
    assert "Rosa Castell" in opened(secret)[0].content.decode()
    assert where.first.client().get(f"/me/records/{record.pk}/").status_code == 404


def test_records_from_before_she_had_a_log_in_are_kept_too(where: Bench) -> None:
    her = where.candidate
    people_actions.end_link(her.holder, person_id=her.person_id, now=sources.now())
    record = awarded(where)
    assert queries.own_records(her.holder) == []
    people_actions.link_account(where.program, person_id=her.person_id, account_id=her.account_id, now=sources.now())
    jobs.run_all(sources.now())
    people_actions.end_link(her.holder, person_id=her.person_id, now=sources.now())
    assert queries.own_records(her.holder) == [record]


def test_an_account_that_still_holds_a_record_outlives_her_erasure_elsewhere(where: Bench) -> None:
    record, her, elsewhere = awarded(where), where.candidate, people.workspace()
    again = people.person(elsewhere, "Rosa Castell")
    people_actions.link_account(
        people.system(elsewhere), person_id=again.pk, account_id=her.account_id, now=sources.now()
    )
    people_actions.end_link(her.holder, person_id=her.person_id, now=sources.now())
    people_actions.erase_person(people.system(elsewhere), person_id=again.pk, now=sources.now())
    assert queries.own_records(her.holder) == [record]
    erasure.erase(where.program, her.person_id, sources.now())
    assert not people_queries.has_account(her.holder), "nobody’s any more, and it holds nothing"


def test_shares_over_for_long_are_let_go_with_their_looks(where: Bench) -> None:
    share, secret = shared(where, awarded(where))
    opened(secret)
    assert actions.let_go_of_shares(share.expires_at + timedelta(days=89)) == 0
    assert actions.let_go_of_shares(share.expires_at + timedelta(days=91)) == 1
    assert Look.objects.count() == 0


def test_the_database_holds_no_secret(where: Bench) -> None:
    share, secret = shared(where, awarded(where))
    row = Share.objects.filter(pk=share.pk).values().get()
    assert secret not in str(row)
    assert row["digest"] == links.digest(secret)


def test_on_paper_stand_the_code_and_the_address(where: Bench) -> None:
    share, secret = shared(where, awarded(where))
    client = where.candidate.client()
    page = client.get(f"/me/records/shared/{share.pk}/paper/").content.decode()
    assert f"/s/{secret}/" in page
    assert "<svg" in page
    actions.end_share(where.candidate.holder, share_id=share.pk, now=sources.now())
    assert client.get(f"/me/records/shared/{share.pk}/paper/").status_code == 302


def test_she_chooses_on_the_page_and_gets_the_address(where: Bench) -> None:
    record = awarded(where)
    client = where.candidate.client()
    assert "Share records" in client.get("/me/records/").content.decode()
    assert client.post("/me/records/share/", {"days": "7"}).status_code == 400, "nothing was chosen"
    assert client.post("/me/records/share/", {"records": [str(record.pk)], "days": "9"}).status_code == 400
    made = client.post("/me/records/share/", {"records": [str(record.pk)], "days": "30", "for_whom": "Hotel"})
    assert made.status_code == 302
    page = client.get(made["Location"]).content.decode()
    assert "Hotel" in page
    address = re.findall(r"http\S+?(/s/[\w-]+/)", page)[0]
    seen = Client().get(address, follow=True).content.decode()
    assert "Hotel" not in seen, "her note is hers alone"
    assert "Hotel" in client.get("/me/records/shared/").content.decode()


def sent(where: Bench, share: Share, **to: str) -> Any:
    return actions.send(where.candidate.holder, share_id=share.pk, now=sources.now(), **to)


def test_the_address_goes_by_e_mail_in_our_words_and_to_whom_is_forgotten(where: Bench) -> None:
    share, secret = shared(where, awarded(where))
    sending = sent(where, share, email="hotel@example.org")
    (job,) = Job.objects.filter(kind=actions.SEND)
    assert job.workspace_id is None, "no workspace’s job tells that she shares"
    assert "hotel" not in str(job.payload)
    jobs.run_all(sources.now())
    (letter,) = (one for one in mail.outbox if one.to == ["hotel@example.org"])
    assert f"/s/{secret}/" in str(letter.body)
    assert str(letter.subject).startswith("Rosa Castell: ")
    assert "/me/" not in letter.body
    sending.refresh_from_db()
    assert (sending.address, sending.problem) == ("", "")
    assert sending.sent_at is not None
    page = where.candidate.client().get(f"/me/records/shared/{share.pk}/").content.decode()
    assert "Sent by e-mail." in page
    jobs.run_all(sources.now())
    assert len([one for one in mail.outbox if one.to == ["hotel@example.org"]]) == 1


def test_withdrawn_before_it_went_it_does_not_go(where: Bench) -> None:
    share, _secret = shared(where, awarded(where))
    sending = sent(where, share, email="hotel@example.org")
    actions.end_share(where.candidate.holder, share_id=share.pk, now=sources.now())
    jobs.run_all(sources.now())
    assert not [one for one in mail.outbox if one.to == ["hotel@example.org"]]
    sending.refresh_from_db()
    assert (sending.address, sending.problem) == ("", "link_closed")
    with pytest.raises(NotFound):
        sent(where, share, email="hotel@example.org")


def test_nobody_sends_more_than_a_few_a_day(where: Bench) -> None:
    share, _secret = shared(where, awarded(where))
    for number in range(actions.MOST_A_DAY):
        sent(where, share, email=f"{number}@example.org")
    with pytest.raises(actions.TooMany):
        sent(where, share, email="more@example.org")
    client = where.candidate.client()
    refused = client.post(f"/me/records/shared/{share.pk}/send/", {"email": "more@example.org"})
    assert refused.status_code == 400
    assert "which is the most" in refused.content.decode()
    ShareSending.objects.update(recorded_at=sources.now() - timedelta(days=1, seconds=1))
    assert client.post(f"/me/records/shared/{share.pk}/send/", {"email": "more@example.org"}).status_code == 302


def test_it_goes_as_a_text_message_and_not_to_a_number_that_said_stop(
    where: Bench, settings: Settings, tmp_path: Path
) -> None:
    settings.INSTALLED = replace(settings.INSTALLED, sms=tmp_path.as_uri())
    share, secret = shared(where, awarded(where))
    people_actions.stop_sms(where.program, phone="+1 555 014 2999", now=sources.now())
    stopped, went = sent(where, share, phone="+15550142999"), sent(where, share, phone="+1 555 014 2000")
    jobs.run_all(sources.now())
    stopped.refresh_from_db()
    went.refresh_from_db()
    assert (stopped.problem, went.problem) == ("stopped", "")
    (file,) = tmp_path.glob("*.json")
    told = json.loads(file.read_text())
    assert told["to"] == "+15550142000"
    assert f"/s/{secret}/" in told["text"]
    assert told["text"].startswith("Rosa Castell: ")
    page = where.candidate.client().post(f"/me/records/shared/{share.pk}/send/", {"phone": "call me"})
    assert page.status_code == 400


def test_a_demonstration_writes_to_nobody_outside(where: Bench, settings: Settings) -> None:
    settings.INSTALLED = replace(settings.INSTALLED, mail="smtp://mail.example.org")
    share, _secret = shared(where, awarded(where))
    sending = sent(where, share, email="hotel@example.org")
    jobs.run_all(sources.now())
    sending.refresh_from_db()
    assert sending.problem == "demonstration"
    assert not mail.outbox


def test_no_log_holds_the_secret() -> None:
    line = logging.LogRecord("x", logging.WARNING, "", 0, "Gone: %s", ("/s/AbC-_123/",), None)
    WithoutSecrets().filter(line)
    assert line.getMessage() == "Gone: /s/…/"


@pytest.mark.engine
def test_a_deleted_trial_takes_its_records_out_of_shares_and_the_log_in_that_held_nothing_else(where: Bench) -> None:
    record, her = awarded(where), where.candidate
    _share, secret = shared(where, record)
    opened(secret)
    trials.mark(where.program, trial=True, now=sources.now())
    trials.delete(where.program, name="It", now=sources.now())
    assert (Share.objects.count(), Look.objects.count()) == (0, 0)
    assert opened_nowhere(secret)[0].status_code == 410
    assert not people_queries.has_account(her.holder)
