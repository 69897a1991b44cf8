"""Which permissions the source asks for, read from its syntax trees, against those that `access.py` declares."""

import ast
import re
from functools import cache
from pathlib import Path

from tests.matrix import routes

from skillmark.foundation import access

SOURCE = Path(access.__file__).resolve().parents[1]
PERMISSION = re.compile(r"[a-z_]+\.[a-z_]+\.[a-z_]+")
ASKING = {"require", "may", "may_ever", "could", "page", "operation", "Forbidden"}


@cache
def asked_for() -> dict[str, str]:
    """Permission → the first place that asks for it."""
    found: dict[str, str] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        if "kernel" in path.relative_to(SOURCE).parts or path.name == "access.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for text in _permissions(node):
                found.setdefault(text, f"{path.relative_to(SOURCE)}:{getattr(node, 'lineno', 0)}")
    return found


def objections() -> list[str]:
    """Permissions asked for that nobody declares, and declared ones that nothing asks for."""
    declared, wanted = set(access.installed()), asked_for()
    used = set(wanted) | {route.permission for route in routes.every() if route.permission}
    told = [
        f"{name} is asked for at {wanted.get(name, 'a route')} and declared nowhere" for name in sorted(used - declared)
    ]
    return told + [f"{name} is declared and asked for nowhere" for name in sorted(declared - used)]


def _permissions(node: ast.AST) -> list[str]:
    """Texts in the shape of a permission that a call of `require`, `may` and their like is given."""
    if not isinstance(node, ast.Call):
        return []
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    given = [*node.args, *(keyword.value for keyword in node.keywords)]
    texts = [part.value for part in given if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    return [text for text in texts if PERMISSION.fullmatch(text)] if name in ASKING else []
