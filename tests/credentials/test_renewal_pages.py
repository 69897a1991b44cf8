"""Renewal as its readers meet it: the holder, whoever signs, and whoever checks the old record."""

from datetime import timedelta

import pytest
from django.test import Client
from tests.assessment.factories import NOW, Bench, bench
from tests.credentials.factories import achievement, awarded, signing
from tests.governance.factories import decided
from tests.people import factories as people
from tests.people.factories import Member

from skillmark.credentials import actions
from skillmark.credentials.models import Achievement, SignedRecord
from skillmark.credentials.renewal import Again, Terms
from skillmark.foundation import sources
from skillmark.foundation.roles import Role

pytestmark = pytest.mark.django_db

NEAR = NOW.replace(year=NOW.year + 2) - timedelta(days=20)


@pytest.fixture
def near_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twenty days before the end of what was signed on the first day."""
    monkeypatch.setattr(sources, "now", lambda: NEAR)


def text(client: Client, address: str) -> str:
    answer = client.get(address, follow=True)
    assert answer.status_code == 200, address
    return answer.content.decode()


def lead_of(where: Bench) -> Member:
    return people.member(where.place, Role.TALENT_LEAD, name="Tess Hale")


def of_terms(where: Bench, again: Again) -> SignedRecord:
    return awarded(where, earned=achievement(where, terms=Terms(again=again)))


@pytest.mark.usefixtures("near_the_end")
def test_what_is_missing_is_said_and_there_is_nothing_to_press() -> None:
    where = bench()
    record = of_terms(where, Again.FULL)
    client, address = lead_of(where).client(), f"/w/{where.place.slug}/records/{record.pk}/renew/"
    shown = text(client, address)
    assert "The task was not tried again yet" in shown
    assert ">Renew it<" not in shown
    with signing():
        assert "It cannot be renewed yet" in client.post(address).content.decode()
    assert SignedRecord.objects.within(where.program).count() == 1


def test_before_its_time_the_day_is_named() -> None:
    where = bench()
    record = of_terms(where, Again.DELTA)
    assert "It can be renewed from" in text(
        lead_of(where).client(), f"/w/{where.place.slug}/records/{record.pk}/renew/"
    )


@pytest.mark.usefixtures("near_the_end")
def test_renewing_on_a_page_leads_to_the_successor_and_both_name_each_other() -> None:
    where = bench()
    record = of_terms(where, Again.DELTA)
    client, base = lead_of(where).client(), f"/w/{where.place.slug}/records"
    assert f"{base}/{record.pk}/renew/" in text(client, f"{base}/{record.pk}/")
    with signing():
        done = client.post(f"{base}/{record.pk}/renew/")
    record.refresh_from_db()
    assert done["Location"] == f"{base}/{record.replaced_by_id}/"
    assert f"{base}/{record.pk}/" in text(client, done["Location"])
    old = text(client, f"{base}/{record.pk}/")
    assert done["Location"] in old
    assert f"{base}/{record.pk}/renew/" not in old
    assert "Replaced" in text(client, f"{base}/")
    with signing():
        assert client.post(f"{base}/{record.pk}/renew/")["Location"] == done["Location"], "pressed twice"


@pytest.mark.usefixtures("near_the_end")
def test_the_holder_reads_until_when_it_counts_and_what_renewing_it_takes() -> None:
    where = bench()
    record = of_terms(where, Again.FULL)
    client = where.candidate.client()
    for address in (f"/me/records/{record.pk}/", f"/w/{where.place.slug}/records/{record.pk}/"):
        shown = text(client, address)
        assert "Everything it proves is shown again." in shown
        assert "The task was not tried again yet" in shown
        assert "/renew/" not in shown
    recruiter = people.member(where.place, Role.RECRUITER, name="Rae Stone").client()
    shown = text(recruiter, f"/w/{where.place.slug}/records/{record.pk}/")
    assert "The task was not tried again yet" not in shown, "what she has still to show is not a recruiter's"


@pytest.mark.usefixtures("near_the_end")
def test_whoever_checks_the_old_record_is_told_to_ask_for_the_newer_and_of_a_withdrawn_one_is_not() -> None:
    where = bench()
    record, wrong = of_terms(where, Again.DELTA), of_terms(where, Again.DELTA)
    with signing():
        actions.renew_award(where.program, record_id=record.pk, now=NEAR)
        actions.revoke(where.program, record_id=wrong.pk, reason="Marked on the wrong rubric.", now=NEAR)
    old = Client().post("/check/", {"text": record.document}).content.decode()
    assert "A newer record has taken the place of this one." in old
    assert "The issuer has withdrawn this record." not in old
    withdrawn = Client().post("/check/", {"text": wrong.document}).content.decode()
    assert "The issuer has withdrawn this record." in withdrawn
    forged = record.document.replace("Rosa Castell", "Rosa Castel")
    assert "A newer record" not in Client().post("/check/", {"text": forged}).content.decode()


def test_terms_are_given_where_it_is_defined_and_what_follows_where_it_ends() -> None:
    where = bench()
    client, base = lead_of(where).client(), f"/w/{where.place.slug}/records/earn"
    given = {"public_name": "Seals", "competencies": ["TP-02"], "renewal_months": "24"}
    terms = {"again": "delta", "opens_days": "60", "grace_days": "0"}
    assert client.post(f"{base}/{where.framework.pk}/define/", given | terms).status_code == 302
    first = Achievement.objects.within(where.program).get()
    assert (first.again, first.opens_days, first.grace_days) == ("delta", 60, 0)
    follows = achievement(where, public_name="Seals and rings")
    asked = client.get(f"{base}/{first.pk}/retire/", follow=True).content.decode()
    assert "A group decides first whether this is awarded no more." in asked
    assert "Stop awarding something" in asked
    assert "Seals (1)" in asked
    decided(where.program, first, "retire_achievement")
    assert "0 people hold it" in text(client, f"{base}/{first.pk}/retire/")
    assert client.post(f"{base}/{first.pk}/retire/", {"successor": str(follows.pk)}).status_code == 302
    assert "“Seals and rings” follows it." in text(client, f"{base}/")
