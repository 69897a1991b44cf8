"""The table of applicants: a name and a previous job are enough, everything else helps."""

import hashlib
import hmac
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import BinaryIO

from skillmark.kernel.values import BadCell, BadInput, OneSpelling, Row, decimal_number, joined, read_table, told

PREVIOUS_JOB = ("prior_occupation", "previous_job", "prior_job")
COLUMNS = (
    "name",
    *PREVIOUS_JOB,
    "email",
    "years",
    "highest_education",
    "minimum_hourly_wage",
    "commute_minutes",
    "available_from",
    "self_ratings",
)
ONET_HIGHEST = Decimal(7)  # the O*NET level scale is 0–7


@dataclass(frozen=True, slots=True)
class SelfRating:
    """What an applicant says of one competency, on the standard's own level scale, unrounded."""

    competency_id: str
    level: Decimal


@dataclass(frozen=True, slots=True)
class Applicant:
    """One person of the table. Wage in currency units an hour, commute in minutes, None where not given."""

    person_id: str
    name: str
    previous_job: str
    self_ratings: tuple[SelfRating, ...] = ()
    email: str = ""
    years: Decimal | None = None
    highest_education: str = ""
    minimum_hourly_wage: Decimal | None = None
    commute_minutes: int | None = None
    available_from: date | None = None


def read_applicants(
    stream: BinaryIO,
    *,
    name: str,
    competencies: Mapping[str, str] | None = None,
    highest_level: Decimal = ONET_HIGHEST,
    key: bytes = b"",
) -> tuple[Applicant, ...]:
    """Applicants in file order. Raises BadInput with every problem: duplicate ids, bad cells, unknown competencies.

    `competencies` maps every id a self-rating may use to the id the standard uses (None: any id, as it stands).
    Where there is no `applicant_id`, an opaque id is derived from the row under `key`, the same on every reading.
    """
    seen: set[str] = set()
    alike: Counter[tuple[str, ...]] = Counter()
    one_spelling = OneSpelling("applicant_id")

    def build(row: Row) -> Applicant:
        previous_job = _previous_job(row, name)
        person_id = row.optional("applicant_id")
        if not person_id:
            if "applicant_id" in row:
                raise BadCell("applicant_id", told("is empty; fill it in, or leave the whole column out"))
            cells = tuple(row.optional(column) for column in COLUMNS)
            alike[cells] += 1
            person_id = derived_id(cells, alike[cells], key)
        one_spelling.check(row, person_id)
        if person_id in seen:
            raise BadCell("applicant_id", told("“%(value)s” stands twice", value=person_id))
        seen.add(person_id)
        return Applicant(
            person_id,
            row.text("name"),
            previous_job,
            _self_ratings(row, competencies, highest_level),
            row.optional("email"),
            _decimal(row, "years", Decimal(80)),
            row.optional("highest_education"),
            _decimal(row, "minimum_hourly_wage", Decimal(100_000)),
            row.whole("commute_minutes", 0, 1440) if row.optional("commute_minutes") else None,
            _day(row, "available_from"),
        )

    applicants = tuple(read_table(stream, name=name, required=("name",), build=build))
    if not applicants:
        raise BadInput.of(told("has no applicants"), file=name, row=2)
    return applicants


def _previous_job(row: Row, name: str) -> str:
    column = next((column for column in PREVIOUS_JOB if column in row), None)
    if column is None:
        first, second = PREVIOUS_JOB[1:]
        raise BadInput.of(
            told("the column is missing (%(first)s or %(second)s will do too)", first=first, second=second),
            file=name,
            row=1,
            column=PREVIOUS_JOB[0],
        )
    return row.optional(column)


def derived_id(cells: tuple[str, ...], occurrence: int, key: bytes) -> str:
    """The id of a row that bears none: of its cells in the order of COLUMNS, of how many rows before are the same."""
    text = "\x1f".join((*cells, str(occurrence)))
    return "p-" + hmac.new(key, text.encode(), hashlib.sha256).hexdigest()[:20]


def _self_ratings(row: Row, competencies: Mapping[str, str] | None, highest_level: Decimal) -> tuple[SelfRating, ...]:
    ratings: dict[str, SelfRating] = {}
    faults: list[str] = []
    for part in filter(None, (part.strip() for part in row.optional("self_ratings").split(";"))):
        try:
            rating = _self_rating(part, competencies, highest_level)
        except BadCell as bad:
            faults.append(bad.message)
            continue
        if rating.competency_id in ratings:
            faults.append(told("%(competency)s is rated twice", competency=rating.competency_id))
        ratings[rating.competency_id] = rating
    if faults:
        raise BadCell("self_ratings", joined(faults))
    return tuple(ratings.values())


def _self_rating(part: str, competencies: Mapping[str, str] | None, highest_level: Decimal) -> SelfRating:
    given, equals, text = (piece.strip() for piece in part.partition("="))
    if not equals or not given:
        raise BadCell("self_ratings", told("“%(part)s” is not written element=level", part=part[:40]))
    if competencies is not None and given not in competencies:
        raise BadCell("self_ratings", told("there is no element “%(element)s”", element=given[:40]))
    return SelfRating(given if competencies is None else competencies[given], _level(given, text, highest_level))


def _level(given: str, text: str, highest_level: Decimal) -> Decimal:
    level = decimal_number(text)
    if level is None:
        said = told("the level of %(element)s, “%(level)s”, is not a number", element=given, level=text[:40])
        raise BadCell("self_ratings", said)
    if not 0 <= level <= highest_level:
        said = told(
            "the level of %(element)s, %(level)s, is outside 0 to %(highest)s",
            element=given,
            level=text[:40],
            highest=highest_level,
        )
        raise BadCell("self_ratings", said)
    return level


def _decimal(row: Row, column: str, high: Decimal) -> Decimal | None:
    return row.decimal(column, Decimal(0), high) if row.optional(column) else None


def _day(row: Row, column: str) -> date | None:
    text = row.optional(column)
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadCell(column, told("“%(value)s” is not a day such as 2026-03-31", value=text[:40])) from None
