"""The bytes of a package, believed in nothing: how large, in which encoding, and which JSON."""

import json
import math

from skillmark.kernel.values import BadInput, told, unstorable_place

LARGEST_JSON = 40 * 2**20  # 14,000 skills with their associations take about 20 MB; nobody publishes twice that
LARGE = 2**53  # from here on floats skip whole numbers, and databases write them as digits


def json_of(content: bytes, *, name: str) -> object:
    """The value that a JSON file holds. Raises BadInput naming the row where it stops being one."""
    if len(content) > LARGEST_JSON:
        raise BadInput.of(told("is larger than %(most)s MB", most=LARGEST_JSON >> 20), file=name)
    try:
        value = json.loads(content.decode("utf-8-sig"), parse_constant=_no_number, parse_float=_finite)
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
    except ValueError:
        raise BadInput.of(told("holds a number that cannot be kept"), file=name) from None
    place = unstorable_place(value)
    if place is not None:
        raise BadInput.of(told("the text at “%(place)s” holds a sign that no text has", place=place), file=name)
    return value


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
