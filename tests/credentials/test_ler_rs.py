"""A holder takes her records along as LER-RS: each whole and checkable, her own word marked, nothing else of her."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4
from tests.assessment.factories import NOW, Bench, bench
from tests.credentials.factories import awarded, signing

from skillmark.credentials import actions, queries
from skillmark.credentials.actions import Fate
from skillmark.kernel import vc
from skillmark.kernel.skills import ler_rs
from skillmark.people import actions as people_actions

pytestmark = pytest.mark.django_db


def downloaded(where: Bench) -> dict[str, Any]:
    answer = where.candidate.client().get("/me/records/ler-rs.json")
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == 'attachment; filename="ler-rs.json"'
    found: dict[str, Any] = json.loads(answer.content)
    return found


def with_a_word() -> Bench:
    where = bench()
    awarded(where)
    hers = where.candidate.person_id
    people_actions.record_employment(where.program, person_id=hers, title="Cook", now=NOW)
    people_actions.rate_self(where.program, person_id=hers, competency_id="TP-01", level=3, now=NOW)
    return where


def test_each_record_in_it_verifies_as_it_was_signed() -> None:
    found = ler_rs.read(downloaded(with_a_word()))
    (record,) = found.signed
    assert vc.verify(record if isinstance(record, dict) else {}, at=NOW).check("proof").code == "proof_ok"


def test_what_she_says_is_marked_and_nothing_else_of_her_is_in_it() -> None:
    where = with_a_word()
    document = downloaded(where)
    assert set(document) == {
        "documentId", "person", "narratives", "communication", "certifications", "skills", "employmentHistories",
    }  # fmt: skip
    assert set(document["person"]) == {"name"}
    assert all(one["comments"] == [ler_rs.SELF_SAID] for one in document["skills"])
    assert document["employmentHistories"] == [{"positionHistories": [{"title": "Cook"}]}]


def test_a_withdrawn_record_is_not_taken_along() -> None:
    where = with_a_word()
    record = queries.records(where.program).get()
    with signing():
        actions.revoke(where.program, record_id=record.pk, reason="Wrong person.", now=NOW + timedelta(hours=1))
    assert "certifications" not in downloaded(where)


def test_nobody_reads_another_s() -> None:
    where = with_a_word()
    answer = json.loads(where.first.client().get("/me/records/ler-rs.json").content)
    assert not answer.keys() & {"certifications", "skills"}


def test_brought_elsewhere_its_records_are_checked_and_its_claims_stay_claims() -> None:
    document = downloaded(with_a_word())
    other = bench()
    brought = actions.import_records(other.program, files={"a.json": json.dumps(document).encode()}, now=NOW)
    assert brought[0].fate is Fate.CLAIMED
    whole = brought[0].record
    assert whole is not None
    assert {one["kind"] for one in whole.claims} == {"job", "skill"}


def test_every_part_of_it_is_valid_by_the_schemas_of_hr_open(shared_data: Path) -> None:
    """The parts whose schemas are at hand; of what these refer to, the common types of HR Open are not."""
    schemas = shared_data / "credentials" / "schemas" / "hropen-ler-rs"
    assert schemas.is_dir()
    from jsonschema import Draft4Validator

    def at(uri: str) -> Resource[Any]:
        name = uri.partition("ler-rs/")[2].removesuffix("#")
        path = schemas / name
        held = json.loads(path.read_text()) if name and path.is_file() else {}
        held.pop("$id", None)
        return Resource(contents=held, specification=DRAFT4)

    def check(kind: str, value: Any) -> None:
        registry: Registry[Any] = Registry(retrieve=at)  # type: ignore[call-arg]
        schema = {"$ref": f"https://x/a/b/c/ler-rs/{kind}.json#"}
        faults = list(Draft4Validator(schema, registry=registry).iter_errors(value))
        assert not faults, (kind, faults[0].message, list(faults[0].path))

    document = downloaded(with_a_word())
    check("ResumePersonBaseType", document["person"])
    for line in document["certifications"]:
        check("VerifiableCertificationType", line)
    for line in document["skills"]:
        check("SkillType", line)
    for line in document["narratives"]:
        check("NarrativeType", line)
    with pytest.raises(AssertionError):
        check("VerifiableCertificationType", {"verifications": []})
    with pytest.raises(AssertionError):
        check("SkillType", {"name": 3})


def test_the_samples_of_hr_open_are_read_and_nothing_in_them_is_checked(shared_data: Path) -> None:
    """They carry signatures by keys that nobody can look up, of suites that were withdrawn."""
    where = bench()
    samples = sorted((shared_data / "credentials" / "hropen-ler-rs").glob("*.json"))
    assert samples
    for path in samples:
        brought = actions.import_records(where.program, files={path.name: path.read_bytes()}, now=NOW)
        assert brought[0].fate is Fate.CLAIMED, path.name
        assert all(one.fate in (Fate.NOT_GENUINE, Fate.NOT_CHECKED) for one in brought[1:]), path.name
        assert len(brought) > 1
        assert getattr(brought[0].record, "claims", [])
