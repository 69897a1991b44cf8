"""The pages of attempts and records, as their readers open them."""

import hashlib
import json
from io import BytesIO

import pytest
from django.test import Client
from tests.assessment.factories import HOLDS, bench, mark, proven, stage
from tests.credentials.factories import Issuer, achievement, as_file, awarded, signing
from tests.people import factories as people

from skillmark.assessment.models import Evidence
from skillmark.assessment.queries import Stage
from skillmark.credentials import queries
from skillmark.foundation import api
from skillmark.foundation.rates import Buckets, Rate
from skillmark.foundation.roles import Role
from skillmark.ui import lists

pytestmark = pytest.mark.django_db


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.status_code)
    return answer.content.decode()


def test_an_assessor_marks_on_one_page_and_the_attempt_waits_for_the_next() -> None:
    where = bench()
    sitting = where.sitting()
    client = where.first.client()
    base = f"/w/{where.place.slug}/attempts/"
    assert "Rosa Castell" in text(client, base)
    assert text(client, f"{base}{sitting.pk}/score/").count('name="mark_') == 16
    missing = client.post(f"{base}{sitting.pk}/score/", {"mark_1": "2"})
    assert missing.status_code == 200
    given = {f"mark_{number}": "2" for number in range(1, 5)} | {"observation": "Seal mounted dry."} | HOLDS
    assert client.post(f"{base}{sitting.pk}/score/", given).status_code == 302
    assert stage(where, sitting.pk) is Stage.WAITS_FOR_ASSESSORS
    assert client.post(f"{base}{sitting.pk}/score/", given).status_code == 302
    assert "Seal mounted dry." not in text(where.second.client(), f"{base}{sitting.pk}/")
    where.second.client().post(f"{base}{sitting.pk}/score/", given)
    assert stage(where, sitting.pk) is Stage.PASSED
    assert "Seal mounted dry." in text(where.second.client(), f"{base}{sitting.pk}/")


def test_the_candidate_sees_the_layers_and_no_ones_name() -> None:
    where = bench()
    sitting = where.sitting()
    mark(where.first, sitting)
    shown = text(where.candidate.client(), f"/w/{where.place.slug}/attempts/{sitting.pk}/")
    assert "1 of 2" in shown
    assert "Ida Berg" not in shown
    assert "1 of 2" in text(where.candidate.client(), "/me/attempts/")


def test_a_third_person_settles_on_a_page() -> None:
    where = bench()
    third = people.member(where.place, Role.ASSESSOR, name="Lena Wolf")
    sitting = where.sitting()
    mark(where.first, sitting, {"1": 0, "2": 2, "3": 2, "4": 2})
    mark(where.second, sitting)
    address = f"/w/{where.place.slug}/attempts/{sitting.pk}/settle/"
    assert text(third.client(), address).count('type="radio"') == 4
    third.client().post(address, {"mark_1": "2", "reason": "The guard was in place."})
    assert stage(where, sitting.pk) is Stage.PASSED


def test_awarding_says_what_is_missing_then_signs() -> None:
    where = bench()
    lead = people.member(where.place, Role.TALENT_LEAD, name="Tess Hale")
    earned = achievement(where)
    client, address = lead.client(), f"/w/{where.place.slug}/records/award/"
    wanted = {"person": str(where.candidate.person_id), "achievement": str(earned.pk)}
    with signing():
        assert "No task of this standard was tried yet" in client.post(address, wanted).content.decode()
        proven(where)
        signed = client.post(address, wanted)
    assert signed.status_code == 302
    shown = text(client, signed["Location"])
    assert "This record is genuine." in shown
    assert "SAMPLE" in shown
    assert "Ida Berg" not in shown


def test_a_holder_reads_and_downloads_her_record_and_nobody_elses() -> None:
    where = bench()
    record = awarded(where)
    client = where.candidate.client()
    assert "Pump assembly: seals" in text(client, "/me/records/")
    assert "This record is genuine." in text(client, f"/me/records/{record.pk}/")
    file = client.get(f"/me/records/{record.pk}/record.json")
    assert file["Content-Type"] == "application/vc"
    assert json.loads(file.content)["proof"]["cryptosuite"] == "eddsa-rdfc-2022"
    text(where.first.client(), f"/me/records/{record.pk}/", 404)


def test_withdrawing_on_a_page_needs_a_reason_and_is_seen_at_once_by_everybody() -> None:
    where = bench()
    lead = people.member(where.place, Role.TALENT_LEAD, name="Tess Hale")
    record = awarded(where)
    address = f"/w/{where.place.slug}/records/{record.pk}/withdraw/"
    with signing():
        assert lead.client().post(address, {"reason": ""}).status_code == 200
        assert lead.client().post(address, {"reason": "Marked on the wrong rubric."}).status_code == 302
    verdict = Client().post("/check/", {"text": record.document}).content.decode()
    assert "The issuer has withdrawn this record." in verdict


def test_anybody_checks_a_file_and_is_told_what_it_does_not_prove() -> None:
    where = bench()
    record = awarded(where)
    good = Client().post("/check/", {"file": BytesIO(record.document.encode())}).content.decode()
    assert "This record is genuine." in good
    assert "This does not prove that the person before you is Rosa Castell." in good
    tampered = record.document.replace("Rosa Castell", "Rosa Kastell")
    bad = Client().post("/check/", {"text": tampered}).content.decode()
    assert "Do not rely on it" in bad
    assert "Rosa Kastell" not in bad
    assert "no record in this" in Client().post("/check/", {"text": "hello"}).content.decode()
    assert "Choose a file" in Client().post("/check/", {"text": " "}).content.decode()


def test_records_from_elsewhere_are_brought_named_and_accepted_on_pages() -> None:
    where = bench()
    lead = people.member(where.place, Role.TALENT_LEAD, name="Tess Hale")
    client, base = lead.client(), f"/w/{where.place.slug}/records/others/"
    brought = as_file(Issuer().badge(subject_id="did:example:somebody"))
    told = client.post(f"{base}bring/", {"records": BytesIO(brought)}).content.decode()
    assert "Genuine, but nobody has accepted its issuer" in told
    record = queries.outside_records(where.program).get()
    client.post(f"{base}{record.pk}/accept/")
    client.post(f"{base}{record.pk}/whose/", {"person": str(where.candidate.person_id)})
    assert "Checked, and it counts" in text(client, base)
    assert "Checked, and it counts" in text(client, f"{base}{record.pk}/")


def test_every_page_opens_for_a_talent_lead() -> None:
    where = bench()
    lead = people.member(where.place, Role.TALENT_LEAD, name="Tess Hale")
    client, base = lead.client(), f"/w/{where.place.slug}"
    for address in (
        "/attempts/", "/attempts/start/", "/attempts/tasks/", f"/attempts/tasks/{where.framework.pk}/set/",
        f"/attempts/tasks/{where.framework.pk}/checking/", "/records/", "/records/award/", "/records/earn/",
        f"/records/earn/{where.framework.pk}/define/", "/records/others/", "/records/others/bring/",
    ):  # fmt: skip
        text(client, base + address)


def test_a_talent_lead_sets_policy_task_and_what_can_be_earned_on_pages() -> None:
    where = bench()
    lead = people.member(where.place, Role.TALENT_LEAD, name="Tess Hale")
    client, base = lead.client(), f"/w/{where.place.slug}"
    task = where.framework.work_tasks.get(reference="T-03")
    chosen = {"work_task": str(task.pk), "shows": ["TP-03"], "method": "simulation", "limit": "1"}
    assert client.post(f"{base}/attempts/tasks/{where.framework.pk}/set/", chosen).status_code == 302
    checking = f"{base}/attempts/tasks/{where.framework.pk}/checking/"
    assert client.post(checking, {"count_practical_test": "1"}).status_code == 200
    assert client.post(checking, {"count_practical_test": "3", "independent_practical_test": "2"}).status_code == 302
    earn = {"public_name": "Casing bolts", "competencies": ["TP-03"], "renewal_months": "24"}
    assert client.post(f"{base}/records/earn/{where.framework.pk}/define/", earn).status_code == 302
    assert "Casing bolts" in text(client, f"{base}/records/earn/")
    started = client.post(
        f"{base}/attempts/start/",
        {"task": str(where.task.pk), "person": str(where.candidate.person_id)},
    )
    assert started.status_code == 302
    text(client, started["Location"])


def test_a_file_is_kept_as_evidence_and_comes_back_as_an_attachment() -> None:
    where = bench()
    sitting = where.sitting()
    base = f"/w/{where.place.slug}/attempts/{sitting.pk}/evidence/"
    file = BytesIO(b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n")
    file.name = "seal.pdf"
    assert where.candidate.client().post(base, {"file": file, "others": "no"}).status_code == 302
    kept = Evidence.objects.within(where.program).get()
    assert kept.digest == hashlib.sha256(file.getvalue()).hexdigest()
    answer = where.second.client().get(f"{base}{kept.pk}/")
    assert answer.content == file.getvalue()
    assert answer["Content-Disposition"].startswith("attachment")
    stranger = people.member(where.place, Role.RECRUITER, name="Kim Lund")
    assert stranger.client().get(f"{base}{kept.pk}/").status_code == 404


def test_anybody_checks_a_record_over_the_api() -> None:
    record = awarded(bench())
    answer = Client().post(
        "/api/v1/records/verify",
        {"record": record.document},
        content_type="application/json",
        headers={"Idempotency-Key": "once"},
    )
    assert answer.status_code == 200, answer.content
    assert answer.json()["verdict"] == "valid"


def test_whoever_checks_too_often_on_the_page_or_by_rest_is_told_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "buckets", Buckets())
    monkeypatch.setattr(api, "PUBLIC_RATE", Rate(burst=2, each_second=0.01))
    client = Client()
    assert client.post("/check/", {"text": "{}"}).status_code == 200
    by_rest = client.post("/api/v1/records/verify", {"record": "{}"}, content_type="application/json")
    assert by_rest.status_code == 200
    refused = client.post("/check/", {"text": "{}"})
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 0
    assert "Please wait a moment" in refused.content.decode()
    assert client.get("/check/").status_code == 200, "to look at the page costs nothing"
    assert client.post("/check/", {"text": "{}"}, REMOTE_ADDR="192.0.2.7").status_code == 200


def test_every_record_is_reached_page_by_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "A_PAGE", 2)
    where = bench()
    found = [awarded(where).pk for _ in range(5)]
    lead = people.member(where.place, Role.TALENT_LEAD, name="Tess Hale").client()
    base = f"/w/{where.place.slug}/records/"
    shown = [text(lead, f"{base}?page={number}") for number in (1, 2, 3)]
    assert [sum(f"{base}{one}/" in page for page in shown) for one in found] == [1] * 5
    assert "?page=2" in shown[0]
