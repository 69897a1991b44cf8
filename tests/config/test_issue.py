"""`skillmark issue`: a list is signed once, who is not ready is named with the reason, and a bad row stops it all."""

import io
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.assessment.factories import NOW, Bench, bench, proven
from tests.credentials.factories import achievement, signing
from tests.people import factories as people

from skillmark.config.command import WRONG_USAGE, main
from skillmark.credentials import actions
from skillmark.credentials.queries import Achievement, Award, SignedRecord
from skillmark.foundation.models import AuditRow
from skillmark.foundation.roles import Role
from skillmark.kernel.vc import verify
from skillmark.people.queries import Person

pytestmark = pytest.mark.django_db
SEALS = "Pump assembly: seals"


@pytest.fixture
def where() -> Bench:
    """Rosa has proved it, and has the number R-1; Max, R-2, has tried nothing."""
    place = bench()
    achievement(place)
    proven(place)
    other = people.member(place.place, Role.WORKER, name="Max Weber")
    for member, reference in ((place.candidate, "R-1"), (other, "R-2")):
        Person.objects.within(place.program).filter(pk=member.person_id).update(reference=reference)
    return place


@pytest.fixture
def written(tmp_path: Path) -> Any:
    def write(*rows: tuple[str, str]) -> Path:
        file = tmp_path / "list.csv"
        file.write_text("person,achievement\n" + "".join(f"{one},{other}\n" for one, other in rows), "utf-8")
        return file

    return write


def issued(
    capsys: pytest.CaptureFixture[str], where: Bench, path: object, *options: object
) -> tuple[int, list[dict[str, Any]], str]:
    with signing():
        code = main(["issue", str(path), "--workspace", where.place.slug, "--json", *map(str, options)])
    told = capsys.readouterr()
    return code, [json.loads(line) for line in told.out.split("\n") if line], told.err


def outcomes(rows: list[dict[str, Any]]) -> list[tuple[int, str]]:
    return [(row["row"], row["outcome"]) for row in rows]


def test_a_list_is_tried_then_signed_once_and_gives_the_same_again(
    where: Bench, written: Any, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file, into = written(("R-1", SEALS), ("R-1", SEALS)), tmp_path / "records"
    code, rows, _ = issued(capsys, where, file, "--dry-run", "--into", into)
    assert (code, outcomes(rows)) == (0, [(2, "would_be_signed"), (3, "would_be_signed")])
    assert not Award.objects.within(where.program).exists()
    assert not into.exists()

    code, rows, _ = issued(capsys, where, file, "--into", into)
    assert (code, outcomes(rows)) == (0, [(2, "signed"), (3, "there_already")])
    [record] = into.iterdir()
    assert rows[0]["record"] == rows[1]["record"] == record.stem
    assert verify(record.read_bytes(), at=datetime.now(UTC)).verdict == "valid"
    bytes_before = record.read_bytes()

    code, rows, _ = issued(capsys, where, file, "--into", into)
    assert (code, outcomes(rows)) == (0, [(2, "there_already"), (3, "there_already")])
    assert record.read_bytes() == bytes_before
    assert SignedRecord.objects.within(where.program).count() == 1
    issued_rows = AuditRow.objects.filter(workspace=where.place, action="credentials.record.issued")
    assert [(row.process, row.account_id) for row in issued_rows] == [("issue", None)]


def test_who_has_not_proved_it_is_named_with_the_reason_and_the_rest_is_signed(
    where: Bench, written: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    code, rows, _ = issued(capsys, where, written(("R-2", SEALS), ("R-1", SEALS)))
    assert (code, outcomes(rows)) == (1, [(2, "refused"), (3, "signed")])
    assert rows[0]["reasons"] == ["No task of this standard was tried yet."]
    with signing():
        main(["issue", str(written(("R-2", SEALS))), "--workspace", where.place.slug])
    line = f"row 2: R-2, {SEALS}: cannot be signed yet. No task of this standard was tried yet.\n"
    assert capsys.readouterr().out == line


def test_a_bad_row_stops_the_whole_list_and_every_one_is_named(
    where: Bench, written: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(("R-1", SEALS), ("R-9", SEALS), ("R-1", "Surgery"), ("", SEALS))
    code, rows, said = issued(capsys, where, file)
    assert (code, rows) == (2, [])
    assert f"{file}, row 5, column person: is empty" in said
    code, rows, said = issued(capsys, where, written(("R-1", SEALS), ("R-9", SEALS), ("R-1", "Surgery")))
    assert (code, rows) == (2, [])
    assert f"{file}, row 3, column person: nobody here has the number “R-9”" in said
    assert f"{file}, row 4, column achievement: “Surgery” cannot be earned here" in said
    assert not Award.objects.within(where.program).exists()


def test_lines_of_json_come_from_standard_input_too(
    where: Bench, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    earned = Achievement.objects.within(where.program).get()

    def given(text: str) -> None:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))

    row = json.dumps({"person": str(where.candidate.person_id), "achievement": str(earned.pk)})
    given(f"\n{row}\n")
    code, rows, _ = issued(capsys, where, "-")
    assert (code, outcomes(rows)) == (0, [(2, "signed")])
    given(f'{row}\n[]\n{{"person": 7}}\n')
    code, rows, said = issued(capsys, where, "-")
    assert (code, rows) == (2, [])
    assert "standard input, row 2: is no JSON object" in said
    assert "standard input, row 3, column achievement: is empty or no text" in said


def test_a_run_broken_off_before_the_signature_is_taken_up_where_it_was(
    where: Bench, written: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    earned = Achievement.objects.within(where.program).get()
    with signing():
        intent = actions.intend(where.program, person_id=where.candidate.person_id, achievement_id=earned.pk, now=NOW)
    code, rows, _ = issued(capsys, where, written(("R-1", SEALS)))
    assert (code, outcomes(rows)) == (0, [(2, "signed")])
    assert SignedRecord.objects.within(where.program).get().award_id == intent.pk


def test_without_a_signer_nothing_is_signed_and_the_next_run_goes_on(
    where: Bench, written: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(("R-1", SEALS))
    assert main(["issue", str(file), "--workspace", where.place.slug]) == 2
    assert "nothing is signed twice" in capsys.readouterr().err
    assert not SignedRecord.objects.within(where.program).exists()
    assert issued(capsys, where, file)[0] == 0


def test_a_withdrawn_record_is_not_signed_again(where: Bench, written: Any, capsys: pytest.CaptureFixture[str]) -> None:
    file = written(("R-1", SEALS))
    assert issued(capsys, where, file)[0] == 0
    record = SignedRecord.objects.within(where.program).get()
    with signing():
        actions.revoke(where.program, record_id=record.pk, reason="Signed by mistake.", now=datetime.now(UTC))
    code, rows, _ = issued(capsys, where, file)
    assert (code, outcomes(rows)) == (1, [(2, "withdrawn")])


def test_an_unknown_workspace_or_file_and_a_wrong_call_end_with_their_codes(
    where: Bench, written: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["issue", str(written(("R-1", SEALS))), "--workspace", "nowhere"]) == 2
    assert main(["issue", "/nowhere.csv", "--workspace", where.place.slug]) == 2
    with pytest.raises(SystemExit) as ended:
        main(["issue", "--dry-run"])
    assert ended.value.code == WRONG_USAGE
    assert "Traceback" not in capsys.readouterr().err
