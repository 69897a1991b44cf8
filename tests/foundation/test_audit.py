"""The chain: every way of altering it is found, and what it holds is never a personal value."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from tests.foundation.factories import NOON, worker, workspace

from skillmark.config import command
from skillmark.foundation import actions, anchors, audit, signer, sources, triggers
from skillmark.foundation.models import AuditAnchor, AuditHead, AuditRow, Erasure, Workspace
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action

pytestmark = pytest.mark.django_db

ROW = "foundation_auditrow"


@action
def note(actor: Actor, what: str = "test.thing.noted", **facts: object) -> None:
    audit.record(actor, what, None, **facts)


def raw(sql: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


@pytest.fixture
def place() -> Iterator[Workspace]:
    """A workspace with a chain of five rows, in a process that signs for demonstrations."""
    with signer.in_process("7"):
        made = workspace()
        for number in range(5):
            note(worker(made), number=number)
        yield made


@pytest.fixture
def intruder(place: Workspace) -> Iterator[Workspace]:
    """Somebody who may do anything to the database."""
    with triggers.lifted(connection):
        yield place


def first_break(place: Workspace, given: list[anchors.Anchor] | None = None) -> tuple[int, str]:
    found = anchors.check(place.pk, given or [])
    assert found is not None
    return found.number, found.message


def test_an_untouched_chain_is_whole(place: Workspace) -> None:
    assert anchors.check(place.pk) is None
    assert audit.length(place.pk) == 5


def test_each_row_is_bound_to_the_one_before(place: Workspace) -> None:
    rows = list(AuditRow.objects.filter(workspace=place).order_by("number"))
    assert [row.previous_hash for row in rows] == [audit.START, *(row.hash for row in rows[:-1])]


@pytest.mark.parametrize(
    "column, value",
    [
        ("action", "test.other.noted"),
        ("facts", '{"number": 99}'),
        ("process", "somebody"),
        ("subject_type", "people.person"),
        ("recorded_at", "2020-01-01 00:00:00+00:00"),
    ],
)
def test_an_altered_row_is_found(intruder: Workspace, column: str, value: str) -> None:
    raw(f"UPDATE {ROW} SET {column} = %s WHERE number = 3", value)
    assert first_break(intruder) == (3, "row 3 was altered")


def test_an_altered_row_with_a_fitting_hash_breaks_the_next(intruder: Workspace) -> None:
    row = AuditRow.objects.get(workspace=intruder, number=3)
    row.facts = {"number": 99}
    raw(f"UPDATE {ROW} SET facts = %s, hash = %s WHERE number = 3", json.dumps(row.facts), audit.row_hash(row))
    assert first_break(intruder) == (4, "row 4 does not follow row 3")


def test_a_dropped_row_is_found(intruder: Workspace) -> None:
    raw(f"DELETE FROM {ROW} WHERE number = 2")
    assert first_break(intruder) == (2, "row 2 is missing or out of order")


def test_reordered_rows_are_found(intruder: Workspace) -> None:
    for old, new in ((2, 92), (3, 2), (92, 3)):
        raw(f"UPDATE {ROW} SET number = %s WHERE number = %s", new, old)
    assert first_break(intruder) == (2, "row 2 does not follow row 1")


def cut_off(place: Workspace, last: int) -> None:
    """Take away every row after `last` and mend the head, as a careful intruder would."""
    raw(f"DELETE FROM {ROW} WHERE number > %s", last)
    row = AuditRow.objects.get(workspace=place, number=last)
    raw("UPDATE foundation_audithead SET number = %s, hash = %s", last, row.hash)


def test_a_cut_off_tail_goes_unseen_without_an_anchor(intruder: Workspace) -> None:
    cut_off(intruder, 3)
    assert anchors.check(intruder.pk) is None


def test_a_cut_off_tail_is_found_with_an_anchor(intruder: Workspace) -> None:
    signed = actions.anchor_chain(worker(intruder), now=NOON)
    assert signed is not None
    anchor = anchors.as_anchor(signed)
    raw("DELETE FROM foundation_auditanchor")
    cut_off(intruder, 3)
    assert first_break(intruder, [anchor]) == (4, "the chain was cut off: row 5 was signed, row 3 is the last")


def test_a_rewritten_chain_is_found_with_an_anchor(intruder: Workspace) -> None:
    signed = actions.anchor_chain(worker(intruder), now=NOON)
    assert signed is not None
    cut_off(intruder, 4)
    note(worker(intruder), number=99)
    assert first_break(intruder, [anchors.as_anchor(signed)]) == (5, "row 5 is not the one that was signed")


def test_a_tail_cut_off_without_mending_the_head_is_found(intruder: Workspace) -> None:
    raw(f"DELETE FROM {ROW} WHERE number = 5")
    assert first_break(intruder) == (5, "the chain ends at row 4 but its head says 5")


def test_a_lost_head_is_found(intruder: Workspace) -> None:
    raw("DELETE FROM foundation_audithead")
    assert first_break(intruder) == (5, "the chain has lost its head")


def test_an_anchor_with_another_number_does_not_verify(place: Workspace) -> None:
    signed = actions.anchor_chain(worker(place), now=NOON)
    assert signed is not None
    forged = anchors.Anchor(**{**vars_of(anchors.as_anchor(signed)), "number": 4})
    assert first_break(place, [forged]) == (4, "the signature over row 4 is not valid")


def test_an_anchor_by_a_strange_key_does_not_count(place: Workspace) -> None:
    signed = actions.anchor_chain(worker(place), now=NOON)
    assert signed is not None
    forged = anchors.Anchor(**{**vars_of(anchors.as_anchor(signed)), "public_key": "00" * 32})
    assert "not among this workspace's keys" in first_break(place, [forged])[1]


def test_an_anchor_signed_after_its_key_was_stolen_does_not_count(place: Workspace) -> None:
    signed = actions.anchor_chain(worker(place), now=NOON)
    assert signed is not None
    raw("UPDATE foundation_signingkey SET compromised_from = %s", NOON - timedelta(days=1))
    assert anchors.check(place.pk) is None
    assert "in other hands" in first_break(place, [anchors.as_anchor(signed)])[1]


def vars_of(anchor: anchors.Anchor) -> dict[str, Any]:
    return {name: getattr(anchor, name) for name in anchor.__dataclass_fields__}


def test_an_empty_chain_has_nothing_to_sign() -> None:
    with signer.in_process("7"):
        assert actions.anchor_chain(worker(workspace()), now=NOON) is None


@pytest.mark.parametrize("statement", ["UPDATE {} SET recorded_at = recorded_at", "DELETE FROM {}"])
@pytest.mark.parametrize("model", [AuditRow, AuditAnchor, Erasure])
def test_the_database_refuses_changes(place: Workspace, model: type[Any], statement: str) -> None:
    actions.anchor_chain(worker(place), now=NOON)
    Erasure.objects.create(workspace=place, person_id=sources.new_id(), recorded_at=NOON)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        raw(statement.format(model._meta.db_table))
    assert model.objects.exists()


def test_insert_or_replace_does_not_slip_past_the_triggers(place: Workspace) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite has INSERT OR REPLACE")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        raw(f"INSERT OR REPLACE INTO {ROW} SELECT * FROM {ROW} WHERE number = 2")


def test_truncate_is_refused(place: Workspace) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL has TRUNCATE")
    raw("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        raw(f"TRUNCATE {ROW}")


def test_every_append_only_model_has_its_triggers() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        found = {name for (name,) in cursor.fetchall()}
    suffixes = ("no_update", "no_delete") if connection.vendor == "sqlite" else ("append_only", "no_truncate")
    assert {ROW, "foundation_auditanchor", "foundation_erasure"} <= set(triggers.tables())
    assert {f"{table}_{suffix}" for table in triggers.tables() for suffix in suffixes} <= found


class Colour(StrEnum):
    RED = "red"


def test_only_ids_codes_numbers_and_dates_are_kept_as_they_are(place: Workspace) -> None:
    some_id = sources.new_id()
    note(
        worker(place),
        name="Maria Lopez",
        wage=21.5,
        holder=some_id,
        colour=Colour.RED,
        day=date(2026, 3, 2),
        count=3,
        huge=2**60,
        done=True,
        nothing=None,
        several=[1, "two"],
    )
    facts = AuditRow.objects.filter(workspace=place).latest("number").facts
    assert facts["holder"] == str(some_id)
    assert (facts["colour"], facts["day"], facts["count"], facts["done"], facts["nothing"]) == (
        "red",
        "2026-03-02",
        3,
        True,
        None,
    )
    assert facts["huge"] == str(2**60)
    assert facts["name"].startswith("hmac-sha256:")
    assert facts["wage"].startswith("hmac-sha256:")
    assert facts["several"][1].startswith("hmac-sha256:")
    assert anchors.check(place.pk) is None


def test_the_same_value_has_another_digest_in_another_workspace(place: Workspace) -> None:
    other = workspace("elsewhere")
    note(worker(place), name="Maria Lopez")
    note(worker(other), name="Maria Lopez")
    digests = {AuditRow.objects.filter(workspace=each).latest("number").facts["name"] for each in (place, other)}
    assert len(digests) == 2


def test_one_unit_may_touch_several_chains(place: Workspace) -> None:
    other = workspace("elsewhere")

    @action
    def both() -> None:
        audit.record(worker(other), "test.other", None)
        audit.record(worker(place), "test.here", None)
        audit.record(worker(other), "test.other", None)

    both()
    assert (audit.length(other.pk), audit.length(place.pk)) == (2, 6)
    assert anchors.check(other.pk) is None
    assert AuditHead.objects.get(workspace=other).number == 2


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    code = command.main(["audit", *words])
    return code, capsys.readouterr().out


def test_verify_says_whole_and_that_the_tail_is_not_covered(
    place: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told = run(capsys, "verify")
    assert code == 0
    assert f"{place.pk}: whole, 5 rows" in told
    assert "the tail is not covered" in told


def test_verify_names_the_first_break_of_each_workspace(
    intruder: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    other = workspace("elsewhere")
    note(worker(other))
    raw(f"UPDATE {ROW} SET action = 'x' WHERE number IN (2, 4) AND workspace_id = %s", _value(intruder))
    code, told = run(capsys, "verify", "--json")
    assert code == 1
    chains = {chain["workspace"]: chain for chain in json.loads(told)["chains"]}
    assert chains[str(intruder.pk)]["break"] == {"row": 2, "message": "row 2 was altered"}
    assert chains[str(other.pk)]["whole"]


def _value(place: Workspace) -> str:
    return place.pk.hex if connection.vendor == "sqlite" else str(place.pk)


def test_an_anchor_file_covers_the_chain_to_its_end(
    place: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "anchors.json"
    assert run(capsys, "anchor", "--out", str(file))[0] == 0
    code, told = run(capsys, "verify", "--anchor", str(file))
    assert code == 0
    assert "covered by the anchor to the end" in told
    assert "No anchor was given" not in told
    note(worker(place))
    assert (
        "the anchor covers rows 1 to 5, the tail after them is not covered"
        in run(capsys, "verify", "--anchor", str(file))[1]
    )


def test_with_its_file_a_cut_off_tail_ends_with_1(
    intruder: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "anchors.json"
    run(capsys, "anchor", "--out", str(file))
    raw("DELETE FROM foundation_auditanchor")
    cut_off(intruder, 2)
    assert run(capsys, "verify")[0] == 0
    code, told = run(capsys, "verify", "--anchor", str(file))
    assert code == 1
    assert "the chain was cut off: row 5 was signed, row 2 is the last" in told


def test_a_workspace_that_was_taken_away_whole_is_missed(
    place: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "anchors.json"
    run(capsys, "anchor", "--out", str(file))
    anchor = json.loads(file.read_text())
    anchor["anchors"][0]["workspace"] = str(sources.new_id())
    file.write_text(json.dumps(anchor))
    assert run(capsys, "verify", "--anchor", str(file))[0] == 1


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"format": "skillmark-audit-anchors-1", "anchors": [{}]}'])
def test_a_file_that_is_no_anchor_is_bad_input(content: str, tmp_path: Path) -> None:
    file = tmp_path / "anchors.json"
    file.write_text(content)
    assert command.main(["audit", "verify", "--anchor", str(file)]) == 2
    assert command.main(["audit", "verify", "--anchor", str(tmp_path / "absent")]) == 2


def test_without_a_signer_anchoring_says_so_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.DATA = tmp_path
    monkeypatch.setattr(signer, "PATIENCE_SECONDS", 0)
    with signer.in_process("7"):
        note(worker(workspace()))
    assert command.main(["audit", "anchor", "--out", str(tmp_path / "ends.json")]) == 2
    assert "Start it with: skillmark signer" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
