"""A holder takes her records along: the file, pictures with the record inside, a page to print, all in one archive."""

import io
import json
import zipfile

import pytest
from tests.assessment.factories import NOW, Bench, bench
from tests.credentials.factories import awarded

from skillmark.credentials import actions, documents, queries
from skillmark.credentials.queries import SignedRecord
from skillmark.foundation import sources
from skillmark.kernel import vc
from skillmark.people import actions as people_actions
from skillmark.ui import pdf

pytestmark = pytest.mark.django_db
ENDINGS = ("json", "pdf", "png", "svg")


@pytest.fixture
def where() -> Bench:
    return bench()


@pytest.fixture
def record(where: Bench) -> SignedRecord:
    return awarded(where)


@pytest.mark.parametrize("form", ["png", "svg"])
def test_a_picture_holds_the_very_record_and_it_verifies(where: Bench, record: SignedRecord, form: str) -> None:
    answer = where.candidate.client().get(f"/me/records/{record.pk}/record.{form}")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    held = vc.unbake(answer.content)
    assert held == record.document
    status = vc.StatusLists(queries.published_loader())
    assert vc.verify(answer.content, at=NOW, status=status).verdict == "valid"


def test_the_page_is_tagged_titled_and_in_the_language_she_reads(where: Bench, record: SignedRecord) -> None:
    client = where.candidate.client()
    answer = client.get(f"/me/records/{record.pk}/record.pdf", headers={"accept-language": "es"})
    assert answer.content.startswith(b"%PDF-")
    assert b"/Lang" in answer.content
    assert b"pdfuaid" in answer.content, "PDF/UA says so of itself"
    assert b"NotoSans" in answer.content
    english = client.get(f"/me/records/{record.pk}/record.pdf", headers={"accept-language": "en"})
    assert english.content != answer.content


def test_nobody_takes_anybody_elses_along(where: Bench, record: SignedRecord) -> None:
    for form in ENDINGS:
        assert where.first.client().get(f"/me/records/{record.pk}/record.{form}").status_code == 404
    assert where.candidate.client().get(f"/me/records/{record.pk}/record.exe").status_code == 404


def test_all_come_in_one_archive_with_a_text_in_her_language(where: Bench, record: SignedRecord) -> None:
    people_actions.set_language(where.candidate.holder, language="es", now=NOW)
    answer = where.candidate.client().get("/me/records/all.zip")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as held:
        names = sorted(held.namelist())
        stem = f"record-{str(record.pk)[-8:]}"
        assert names == sorted(["README.txt", *(f"{stem}.{ending}" for ending in ENDINGS)])
        assert json.loads(held.read(f"{stem}.json")) == json.loads(record.document)
        told = held.read("README.txt").decode()
    assert "registros firmados" in told
    assert "/check/" in told
    assert not any("rosa" in name.lower() for name in names), "a file’s name tells nobody whose it is"


def test_who_has_nothing_gets_an_archive_with_the_text_alone(where: Bench) -> None:
    answer = where.first.client().get("/me/records/all.zip")
    assert zipfile.ZipFile(io.BytesIO(answer.content)).namelist() == ["README.txt"]


def test_who_left_the_employer_still_downloads_everything(where: Bench, record: SignedRecord) -> None:
    her = where.candidate
    people_actions.end_link(her.holder, person_id=her.person_id, now=NOW)
    answer = her.client().get("/me/records/all.zip")
    assert len(zipfile.ZipFile(io.BytesIO(answer.content)).namelist()) == 1 + len(ENDINGS)


def test_a_letter_our_font_lacks_costs_the_page_and_says_so_and_never_the_record(
    where: Bench, record: SignedRecord
) -> None:
    record.person.name = "漢字"
    record.person.save()
    with pytest.raises(pdf.CannotBeSet):
        documents.page(record, NOW)
    client = where.candidate.client()
    assert client.get(f"/me/records/{record.pk}/record.pdf").status_code == 302
    with zipfile.ZipFile(io.BytesIO(client.get("/me/records/all.zip").content)) as held:
        assert not [name for name in held.namelist() if name.endswith("pdf")]
        assert [name for name in held.namelist() if name.endswith("json")]
        assert "some forms could not be made" in held.read("README.txt").decode()


def test_a_record_that_was_withdrawn_says_so_on_its_page(where: Bench, record: SignedRecord) -> None:
    from unittest.mock import patch

    from tests.credentials.factories import signing

    with signing():
        actions.revoke(where.program, record_id=record.pk, reason="Wrong rubric.", now=sources.now())
    with patch.object(pdf, "pdf", return_value=b"") as made:
        documents.page(record, sources.now())
    assert "The issuer has withdrawn this record." in made.call_args.args[1]["sentences"]
