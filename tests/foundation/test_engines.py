"""Snapshots: what goes in comes out, whole or not at all."""

from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from skillmark.foundation import engines

SCHEMA = pa.schema([("person", pa.string()), ("hours", pa.int64()), ("started", pa.date32())])
ROWS = [("a", 10, date(2026, 1, 5)), ("b", None, None), ("c", 32, date(2026, 2, 1))]


def test_rows_come_back_through_ibis(tmp_path: Path) -> None:
    assert engines.write_snapshot(tmp_path / "rows.parquet", SCHEMA, ROWS) == 3
    with engines.snapshots({"rows": tmp_path / "rows.parquet"}) as tables:
        found = tables["rows"].order_by("person").to_pyarrow()
    assert [tuple(row.values()) for row in found.to_pylist()] == ROWS


def test_two_snapshots_are_joined_and_summed(tmp_path: Path) -> None:
    engines.write_snapshot(tmp_path / "rows.parquet", SCHEMA, ROWS)
    arms = pa.schema([("person", pa.string()), ("arm", pa.string())])
    engines.write_snapshot(tmp_path / "arms.parquet", arms, [("a", "x"), ("c", "x"), ("b", "y")])
    with engines.snapshots({"rows": tmp_path / "rows.parquet", "arms": tmp_path / "arms.parquet"}) as tables:
        joined = tables["rows"].join(tables["arms"], "person")
        sums = joined.group_by("arm").aggregate(hours=joined.hours.sum()).order_by("arm").to_pyarrow().to_pylist()
    assert sums == [{"arm": "x", "hours": 42}, {"arm": "y", "hours": None}]


def test_more_rows_than_one_group_are_all_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "ROWS_A_GROUP", 7)
    rows = ((str(number), number, None) for number in range(100))
    assert engines.write_snapshot(tmp_path / "rows.parquet", SCHEMA, rows) == 100
    with engines.snapshots({"rows": tmp_path / "rows.parquet"}) as tables:
        assert tables["rows"].hours.sum().to_pyarrow().as_py() == sum(range(100))


def test_no_rows_are_a_snapshot_too(tmp_path: Path) -> None:
    assert engines.write_snapshot(tmp_path / "rows.parquet", SCHEMA, []) == 0
    with engines.snapshots({"rows": tmp_path / "rows.parquet"}) as tables:
        assert tables["rows"].count().to_pyarrow().as_py() == 0


def test_a_value_that_does_not_fit_leaves_the_old_snapshot(tmp_path: Path) -> None:
    path = tmp_path / "rows.parquet"
    engines.write_snapshot(path, SCHEMA, ROWS)
    before = path.read_bytes()
    with pytest.raises((pa.ArrowInvalid, pa.ArrowTypeError)):
        engines.write_snapshot(path, SCHEMA, [("a", "many", None)])
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["rows.parquet"]


def test_a_snapshot_that_was_not_written_is_missed(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), engines.snapshots({"rows": tmp_path / "absent.parquet"}):
        pass
