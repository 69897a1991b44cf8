"""Whether a programme's data has the shape of its kind: every fault with its place and what to write instead."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from skillmark.campaigns.programmes.contradictions import contradictions
from skillmark.campaigns.programmes.faults import Fault
from skillmark.campaigns.programmes.keys import DURATION, Holds, Key
from skillmark.campaigns.programmes.shape import CAMPAIGN, HEAD, KINDS, SHAPES

PLAIN: Mapping[Holds, type] = {
    Holds.TEXT: str, Holds.DURATION: str, Holds.WORD: str, Holds.WHOLE: int, Holds.FLAG: bool, Holds.TABLE: dict,
}  # fmt: skip
EACH: Mapping[Holds, type] = {Holds.TEXTS: str, Holds.WORDS: str, Holds.WHOLES: int, Holds.TABLES: dict}
ENTRIES: Mapping[Holds, str] = {
    Holds.TEXTS: "must be a list of texts", Holds.WORDS: "must be a list of texts",
    Holds.WHOLES: "must be a list of whole numbers", Holds.TABLES: "must be a list of tables",
}  # fmt: skip


def faults(raw: Mapping[str, Any]) -> list[Fault]:
    """Everything that is wrong, in the order of the keys; then what does not go together among the rest."""
    found = faults_of_shape(raw)
    if raw.get("kind", CAMPAIGN) not in KINDS:
        return found
    spoilt = frozenset(fault.path.partition(".")[0].partition("[")[0] for fault in found)
    return [*found, *contradictions(raw, spoilt)]


def faults_of_shape(raw: Mapping[str, Any]) -> list[Fault]:
    """What the published schema refuses, too."""
    kind = raw.get("kind", CAMPAIGN)
    if kind not in KINDS:
        return list(_value(kind, HEAD["kind"], "kind", "kind"))
    of = "a programme" if kind == CAMPAIGN else f"this kind, “{kind}”"
    return list(_members(raw, SHAPES[kind], "", of))


def _members(value: Mapping[str, Any], keys: Mapping[str, Key], path: str, of: str) -> Iterator[Fault]:
    for name, key in keys.items():
        if name in value:
            yield from _value(value[name], key, f"{path}{name}", name)
        elif key.required:
            yield Fault(f"{path}{name}", f"the key is missing; write {name} = {key.example}")
    for name in value:
        if name not in keys:
            yield Fault(f"{path}{name}", f"is no key of {of}; {_instead(name, keys)}")


def _instead(name: str, keys: Mapping[str, Key]) -> str:
    near = get_close_matches(name, keys, n=1)
    return f"did you mean “{near[0]}”?" if near else f"the keys are {', '.join(keys)}"


def _value(value: Any, key: Key, path: str, name: str) -> Iterator[Fault]:
    if key.holds in EACH:
        yield from _list(value, key, path, name)
    elif not _is(value, PLAIN[key.holds]):
        said = Holds.TEXT.value if PLAIN[key.holds] is str else key.holds.value
        yield Fault(path, f"must be {said}; write {name} = {key.example}")
    elif key.holds is Holds.TABLE:
        yield from _members(value, key.members, f"{path}.", "this part")
    else:
        yield from _plain(value, key, path, f"; write {name} = {key.example}")


def _is(value: Any, kind: type) -> bool:
    """Whether it is of this very type: a truth value is no whole number."""
    return type(value) is kind


def _plain(value: Any, key: Key, path: str, instead: str) -> Iterator[Fault]:
    """Faults of a value of the right type that has no parts."""
    if key.holds in (Holds.WORD, Holds.WORDS):
        if value not in key.words:
            yield Fault(path, f"is none of {', '.join(key.words)}")
    elif isinstance(value, str):
        if not value.strip():
            yield Fault(path, f"is empty{instead}")
        elif key.holds is Holds.DURATION and not DURATION.fullmatch(value):
            yield Fault(path, f"“{value}” is no time such as “3.5 days” or “12 weeks”")
    elif isinstance(value, int) and not isinstance(value, bool):
        if value < key.least:
            yield Fault(path, f"must be at least {key.least}, not {value}")
        elif key.most is not None and value > key.most:
            yield Fault(path, f"must be at most {key.most}, not {value}")


def _list(value: Any, key: Key, path: str, name: str) -> Iterator[Fault]:
    instead = f"; write {name} = {key.example}"
    kind = EACH[key.holds]
    if type(value) is not list:
        yield Fault(path, f"must be a list{instead}")
        return
    least = 1 if key.holds in (Holds.WORDS, Holds.WHOLES) else key.least
    if len(value) < least:
        count = "one entry" if least == 1 else f"{least} entries"
        yield Fault(path, f"needs at least {count}{instead}")
    yield from _entries(value, key, path, kind, instead)


def _entries(value: Sequence[Any], key: Key, path: str, kind: type, instead: str) -> Iterator[Fault]:
    for number, entry in enumerate(value, start=1):
        place = f"{path}[{number}]"
        if not _is(entry, kind):
            yield Fault(path, f"{ENTRIES[key.holds]}{instead}")
            return
        if kind is dict:
            yield from _members(entry, key.members, f"{place}.", "this part")
        else:
            yield from _plain(entry, key, place, instead)
