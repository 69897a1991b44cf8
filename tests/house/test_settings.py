"""Every variable of the environment that the source reads is in docs/reference/settings.md, and nothing else is."""

import ast
import re
import runpy
from pathlib import Path

# what belongs to the machine, or to the framework, and not to us
NOT_OURS = {"PATH", "DJANGO_SETTINGS_MODULE"}
VARIABLE = re.compile(r"[A-Z][A-Z_]+")


def read_in(path: Path) -> set[str]:
    """Names given to `os.environ` in whatever way, `setdefault` and `|` of a dictionary among them."""
    names = set[str]()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Subscript) and "environ" in ast.unparse(node.value):
            names |= texts([node.slice])
        elif isinstance(node, ast.Call) and "environ" in ast.unparse(node.func):
            names |= texts(node.args[:1])
        elif isinstance(node, ast.Dict):
            names |= {name for name in texts(node.keys) if name.startswith("SKILLMARK_")}
    return names


def texts(nodes: "list[ast.expr] | list[ast.expr | None]") -> set[str]:
    values = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return {value for value in values if VARIABLE.fullmatch(value)}


def test_every_setting_is_in_the_reference(root: Path) -> None:
    sources = [*(root / "src/skillmark").rglob("*.py"), root / "dev"]
    read = set[str]().union(*(read_in(path) for path in sources)) - NOT_OURS
    told = set(runpy.run_path(str(root / "docs/reference/generate.py"))["SETTINGS"])
    assert {"SKILLMARK_DATA", "DATABASE_URL", "SKILLMARK_ADDRESS"} <= read
    assert read == told


def test_the_page_names_each_setting(root: Path) -> None:
    text = (root / "docs/reference/settings.md").read_text(encoding="utf-8")
    for name in runpy.run_path(str(root / "docs/reference/generate.py"))["SETTINGS"]:
        assert f"| `{name}` |" in text
