"""The bytes of a package, believed in nothing: how large, in which encoding, and which JSON."""

import json
import math
import sys
from collections.abc import Iterator

from skillmark.kernel.values import BadInput, told, unstorable_place

LARGEST_JSON = 40 * 2**20  # 14,000 skills with their associations take about 20 MB; nobody publishes twice that
LARGE = 2**53  # from here on floats skip whole numbers, and databases write them as digits


def json_of(content: bytes, *, name: str) -> object:
    """The value that a JSON file holds. Raises BadInput naming the row where it stops being one."""
    if len(content) > LARGEST_JSON:
        raise BadInput.of(told("is larger than %(most)s MB", most=LARGEST_JSON >> 20), file=name)
    try:
        value = parsed(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        if row == 1:  # it is another encoding from its beginning
            raise BadInput.of(told("is not UTF-8 text; save the file as UTF-8"), file=name) from None
        said = told("mixes encodings or is not UTF-8 text; save the file as UTF-8")
        raise BadInput.of(said, file=name, row=row) from None
    except json.JSONDecodeError as error:
        said = told("is not JSON (%(error)s, character %(place)s)", error=error.msg, place=error.colno)
        raise BadInput.of(said, file=name, row=error.lineno) from None
    except RecursionError:
        raise BadInput.of(told("is nested too deeply to be a framework"), file=name) from None
    except RepeatedKey as error:
        said = told("the key “%(key)s” stands twice in one JSON object", key=error.key)
        raise BadInput.of(said, file=name, column=error.path) from None
    except ValueError:
        raise BadInput.of(told("holds a number that cannot be kept"), file=name) from None
    place = unstorable_place(value)
    if place is not None:
        raise BadInput.of(told("the text at “%(place)s” holds a sign that no text has", place=place), file=name)
    return value


class RepeatedKey(ValueError):
    """An object of JSON with a key twice, of which one value would be lost unseen. `path`: of the second."""

    def __init__(self, key: str, path: str | None) -> None:
        super().__init__(key)
        self.key, self.path = key, path


def parsed(text: str) -> object:
    """The value this JSON text is. Raises RepeatedKey, another ValueError (as `json.loads`, and for a number that no
    store gives back), or RecursionError.
    """
    repeated: list[tuple[dict[str, object], str]] = []

    def members(pairs: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(pairs)
        if len(found) < len(pairs):
            seen: set[str] = set()
            key = next(key for key, _value in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
            repeated.append((found, key))
        return found

    value: object = json.loads(
        text, parse_constant=_no_number, parse_float=_finite, parse_int=_bounded, object_pairs_hook=members
    )
    if repeated:
        holder, key = repeated[0]
        place = next((path for path, one in _objects(value, "") if one is holder), None)
        raise RepeatedKey(key, None if place is None else f"{place}.{key}".lstrip("."))
    return value


def _objects(value: object, path: str) -> Iterator[tuple[str, object]]:
    if isinstance(value, dict):
        yield path, value
        for key, inner in value.items():
            yield from _objects(inner, f"{path}.{key}".lstrip("."))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _objects(inner, f"{path}[{number}]")


def _bounded(text: str) -> int:
    """A whole number no larger than a float can be: what reckons with it need not be prepared for more."""
    number = int(text)
    if not -sys.float_info.max <= number <= sys.float_info.max:
        raise ValueError(text)
    return number


def _no_number(text: str) -> float:
    raise ValueError(text)


def _finite(text: str) -> float:
    """The number, in the one spelling that every store gives back: nought without a sign, a large whole one as such."""
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    if abs(number) >= LARGE and number.is_integer():
        return int(number)
    return number or 0.0
