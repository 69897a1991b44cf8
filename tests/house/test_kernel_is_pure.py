"""The kernel reads no file and no clock. `pathlib` and `datetime` have honest uses there, so calls are looked for."""

import ast
from collections.abc import Iterator, Set
from pathlib import Path

FORBIDDEN_CALLS = {
    "open",
    "input",
    "print",
    "now",
    "utcnow",
    "today",
    "monotonic",
    "perf_counter",
    "read_text",
    "read_bytes",
    "write_text",
    "write_bytes",
    "urlopen",
    "getenv",
    "default_rng",
    "uuid4",
    "token_bytes",
}
# normative documents that travel inside the package are read once, as code is
# and a part of an archive that was handed in as bytes is no file
OWN_DATA: dict[str, Set[str]] = {
    "src/skillmark/kernel/vc/frozen.py": {"read_text"},
    "src/skillmark/kernel/values/workbooks.py": {"open"},
}
# a generator made from a seed that was handed in is not randomness fetched
SEEDED = {"default_rng"}


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def name_of(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def faults(source: str, allowed: Set[str] = frozenset()) -> list[str]:
    found = [call for call in calls(ast.parse(source)) if name_of(call) in FORBIDDEN_CALLS - allowed]
    return [f"line {call.lineno}: {name_of(call)}" for call in found if not (name_of(call) in SEEDED and call.args)]


def test_the_kernel_opens_no_file_and_reads_no_clock(root: Path) -> None:
    modules = sorted((root / "src/skillmark/kernel").rglob("*.py"))
    assert len(modules) > 8
    sources = {str(path.relative_to(root)): path.read_text(encoding="utf-8") for path in modules}
    told = {module: faults(source, OWN_DATA.get(module, frozenset())) for module, source in sources.items()}
    assert not {module: found for module, found in told.items() if found}


def test_what_is_looked_for_is_found() -> None:
    assert faults("open('x')") == ["line 1: open"]
    assert faults("\ndatetime.now()") == ["line 2: now"]
    assert faults("default_rng()") == ["line 1: default_rng"]
    assert faults("default_rng(seed)") == []
