"""`python -m benchmarks NAME [--json]`: run the benchmark in benchmarks/NAME.py and print its figures."""

import argparse
import contextlib
import json
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).resolve().parent
FRAME = {"__init__", "__main__", "frame"}
DONE, WRONG_USAGE = 0, 64


def names() -> list[str]:
    return sorted(path.stem for path in HERE.glob("*.py") if path.stem not in FRAME)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one benchmark. With --json standard output holds one JSON object and nothing else."""
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    parser.add_argument("name", metavar="NAME", help=", ".join(names()))
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(arguments)
    if chosen.name not in names():
        print(f"there is no benchmark “{chosen.name}”; there are: {', '.join(names())}", file=sys.stderr)
        return WRONG_USAGE
    sys.path.insert(0, str(HERE.parent / "src"))
    data = Path(os.environ.get("SKILLMARK_DATA") or Path.cwd() / ".data").absolute()
    os.environ.setdefault("NUMBA_CACHE_DIR", str(data / "numba"))
    from benchmarks.frame import machine

    with contextlib.redirect_stdout(sys.stderr):  # whatever a benchmark or a peer prints is no figure
        figures = import_module(f"benchmarks.{chosen.name}").run()
    if chosen.json:
        found = {"bench": chosen.name, "machine": machine(), "figures": [figure.as_json() for figure in figures]}
        print(json.dumps(found, ensure_ascii=False))
        return DONE
    print(f"{chosen.name} on {machine()}")
    for figure in figures:
        print(f"  {figure.sentence()}")
    return DONE


if __name__ == "__main__":
    raise SystemExit(main())
