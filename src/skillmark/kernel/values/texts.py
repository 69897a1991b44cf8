"""Text that can be kept: every database, file and answer gives it back as it came."""

from skillmark.kernel.values.problems import BadInput
from skillmark.kernel.values.sentences import Sentence, told

MISSING = told("is missing")
NUL = "\x00"  # PostgreSQL keeps none in a text, and none in JSON either


def storable(text: str) -> bool:
    """Whether this is text for every store: no NUL, and no half of a surrogate pair, which UTF-8 cannot write."""
    if NUL in text:
        return False
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def written(text: str, *, most: int, file: str, column: str, missing: Sentence | None = MISSING) -> str:
    """What somebody wrote, without the blanks around it. Raises BadInput for more than `most` letters, and with the
    sentence `missing` for none; without that sentence it may be left empty.
    """
    given = text.strip()
    if not given and missing is not None:
        raise BadInput.of(missing, file=file, column=column)
    if len(given) > most:
        raise BadInput.of(told("is longer than %(most)s letters", most=most), file=file, column=column)
    return given


def unstorable_place(value: object) -> str | None:
    """Where in a JSON value the first text stands that no store keeps, as `a.0.b`; empty for the value itself.

    None: every text and every member name can be kept.
    """
    waiting: list[tuple[str, object]] = [("", value)]
    while waiting:
        place, found = waiting.pop()
        if isinstance(found, str) and not storable(found):
            return place
        if isinstance(found, dict):
            if not all(storable(str(name)) for name in found):
                return place
            waiting += [(f"{place}.{name}".lstrip("."), inner) for name, inner in reversed(found.items())]
        elif isinstance(found, list):
            waiting += [(f"{place}.{number}".lstrip("."), inner) for number, inner in reversed([*enumerate(found)])]
    return None
