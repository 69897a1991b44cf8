"""Analytics: records as a Parquet snapshot, read through Ibis on DuckDB. The same expressions run on Spark."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

if TYPE_CHECKING:
    import ibis

ROWS_A_GROUP = 50_000  # a few megabytes in memory while writing, and enough for DuckDB to read in parallel


def write_snapshot(path: Path, schema: pa.Schema, rows: Iterable[Sequence[Any]]) -> int:
    """Write rows, in the order of the schema's columns, to one Parquet file, whole or not at all; gives how many.

    Raises pyarrow.ArrowInvalid for a value that does not fit its column.
    """
    draft = path.with_name(path.name + ".part")
    remaining = iter(rows)
    count = 0
    try:
        with pq.ParquetWriter(draft, schema, compression="zstd") as writer:
            while group := list(islice(remaining, ROWS_A_GROUP)):
                columns = zip(zip(*group, strict=True), schema, strict=True)
                arrays = [pa.array(values, field.type) for values, field in columns]
                writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
                count += len(group)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return count


@contextmanager
def snapshots(files: Mapping[str, Path]) -> "Iterator[dict[str, ibis.Table]]":
    """The snapshots as Ibis tables by name, on a DuckDB of their own in memory.

    Raises FileNotFoundError for a snapshot that was not written.
    """
    import ibis

    for path in files.values():
        if not path.is_file():
            raise FileNotFoundError(path)
    engine = ibis.duckdb.connect(":memory:")
    try:
        tables = {name: engine.read_parquet(path, table_name=name) for name, path in files.items()}
        yield tables
    finally:
        engine.disconnect()
