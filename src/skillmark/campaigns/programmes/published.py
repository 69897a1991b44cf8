"""The schema as others read it: a JSON Schema, and the tables of the reference. Both follow from the keys."""

from collections.abc import Iterator, Mapping
from typing import Any

from skillmark.campaigns.programmes.keys import DURATION, Holds, Key
from skillmark.campaigns.programmes.shape import CAMPAIGN, KINDS, SHAPES

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SOMETHING = r"\S"
IN_WORDS: Mapping[Holds, str] = {
    Holds.TEXT: "text", Holds.TEXTS: "list of texts", Holds.WHOLE: "whole number", Holds.WHOLES: "whole numbers",
    Holds.FLAG: "`true` or `false`", Holds.WORD: "one of", Holds.WORDS: "list of", Holds.DURATION: "time",
    Holds.TABLE: "table", Holds.TABLES: "list of tables",
}  # fmt: skip


def json_schema() -> dict[str, Any]:
    """What a file's keys and values may be, for any tool that reads JSON Schema. What must go together is not in it."""
    return {
        "$schema": DIALECT,
        "title": "A programme of Skillmark",
        "description": "One TOML file under programmes/. Without `kind` it describes a campaign.",
        "type": "object",
        "properties": {"kind": {"enum": list(KINDS)}},
        "allOf": [
            {
                "if": {"properties": {"kind": {"const": kind}}, **({} if kind == CAMPAIGN else {"required": ["kind"]})},
                "then": {"$ref": f"#/$defs/{kind}"},
            }
            for kind in KINDS
        ],
        "$defs": {kind: _object(keys) for kind, keys in SHAPES.items()},
    }


def _object(keys: Mapping[str, Key]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {name: _value(key) | {"description": key.what} for name, key in keys.items()},
        "required": [name for name, key in keys.items() if key.required],
        "additionalProperties": False,
    }


def _value(key: Key) -> dict[str, Any]:
    if key.holds is Holds.TABLES:
        return {"type": "array", "minItems": key.least, "items": _object(key.members)}
    if key.holds is Holds.TABLE:
        return _object(key.members)
    if key.holds is Holds.TEXTS:
        return {"type": "array", "minItems": key.least, "items": {"type": "string", "pattern": SOMETHING}}
    if key.holds is Holds.WORDS:
        return {"type": "array", "minItems": 1, "items": {"enum": list(key.words)}}
    if key.holds is Holds.WHOLES:
        return {"type": "array", "minItems": 1, "items": _number(key)}
    if key.holds is Holds.WORD:
        return {"enum": list(key.words)}
    if key.holds is Holds.WHOLE:
        return _number(key)
    if key.holds is Holds.FLAG:
        return {"type": "boolean"}
    return {"type": "string", "pattern": _pattern(key)}


def _number(key: Key) -> dict[str, Any]:
    most = {} if key.most is None else {"maximum": key.most}
    return {"type": "integer", "minimum": key.least} | most


def _pattern(key: Key) -> str:
    """Of a duration, without the names of its parts, which not every dialect of patterns knows."""
    if key.holds is not Holds.DURATION:
        return SOMETHING
    plain = DURATION.pattern
    for name in DURATION.groupindex:
        plain = plain.replace(f"?P<{name}>", "")
    return f"^({plain})$"


def rows(kind: str) -> Iterator[tuple[str, str, str]]:
    """The key, what it is and the rule it follows, for each key of a kind, members behind their table."""
    yield from _rows(SHAPES[kind], "")


def _rows(keys: Mapping[str, Key], before: str) -> Iterator[tuple[str, str, str]]:
    for name, key in keys.items():
        yield f"{before}{name}", key.what, _rule(key)
        yield from _rows(key.members, f"{before}{name}.")


def _rule(key: Key) -> str:
    said = IN_WORDS[key.holds]
    if key.words:
        said = f"{said} {', '.join(f'`{word}`' for word in key.words)}"
    if key.holds in (Holds.WHOLE, Holds.WHOLES):
        said += f" from {key.least}" + ("" if key.most is None else f" to {key.most}")
    if key.holds in (Holds.TABLES, Holds.TEXTS) and key.least:
        said += f", at least {key.least}"
    return said if key.required else f"{said}; may be left out"
