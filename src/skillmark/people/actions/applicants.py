"""Applicants row by row: what a row of a spreadsheet says of one, what it changes, and the way back."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_noop

from skillmark.foundation import audit
from skillmark.foundation.access import require
from skillmark.foundation.imports.kinds import Brought, Done, Fate, Given, Outcome
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.kernel.skills import APPLICANT_COLUMNS, ONET_HIGHEST, Applicant, SelfRating, derived_id
from skillmark.kernel.values import decimal_number, whole_number
from skillmark.people import queries
from skillmark.people.actions import undoing
from skillmark.people.actions.employees import NO_ADDRESS, TWICE, YOURSELF
from skillmark.people.actions.imports import Table, speaks_of_needs_since, take_back_needs
from skillmark.people.models import Employment
from skillmark.people.models import SelfRating as KeptRating

MOST_YEARS, MOST_PAY, MOST_MINUTES = Decimal(80), Decimal(100_000), 1440
NO_NUMBER = gettext_noop("The number is empty. Fill it in, or choose no column for it.")
YEARS = gettext_noop("“%(value)s” is no number of years from 0 to 80.")
PAY = gettext_noop("“%(value)s” is no hourly pay: write a number such as 18.50.")
MINUTES = gettext_noop("“%(value)s” is no whole number of minutes in a day.")
NOT_RATED = gettext_noop("“%(value)s” is not written competency=level.")
NO_COMPETENCY = gettext_noop("The standard has no competency “%(value)s”.")
NO_LEVEL = gettext_noop("“%(value)s”: the level is no number from 0 to %(most)s.")
RATED_TWICE = gettext_noop("“%(value)s” is rated twice.")
SAME_PERSON = gettext_noop("Another row is about the same person: two records were merged.")
LEFT = gettext_noop("Not everything in this row was taken over. What was here already was kept.")
Problem = tuple[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Scale:
    """How self-ratings are read: the ids they may use, each with the standard's own (None: any), and the top level."""

    competencies: Mapping[str, str] | None = None
    highest: Decimal = ONET_HIGHEST


class _Fault(Exception):
    def __init__(self, words: str, value: str, **others: str) -> None:
        self.problem: Problem = (words, {"value": value[:40], **others})
        super().__init__(words)


@action
def store_applicants(
    actor: Actor, whole: Brought, piece: Sequence[Given], scale: Scale, dry: bool, now: datetime
) -> list[Outcome]:
    """Add the applicants of a piece and what each says, as `import_applicants` does. The same rows twice change
    nothing.
    """
    require(actor, "people.person.import")
    references: dict[int, str] = whole.keep("references", lambda all_: _references(actor, all_))
    first: dict[str, int] = whole.keep("first rows", lambda _: _first(references))
    outcomes: list[Outcome] = []
    applicants: dict[int, Applicant] = {}
    for row in piece:
        reference = references[row.number]
        try:
            if not reference:
                raise _Fault(NO_NUMBER, "")
            if first[reference] != row.number:
                raise _Fault(TWICE, row.text("applicant_id"), row=str(first[reference]))
            applicants[row.number] = _applicant(row, reference, scale)
        except _Fault as fault:
            outcomes.append(Outcome(row.number, Fate.REFUSED, problem=fault.problem))
    table = Table(actor, list(applicants.values()), now, importer_id=whole.person_id, dry=dry)
    table.take()
    outcomes += [_outcome(table, number, one, whole.person_id) for number, one in applicants.items()]
    if not dry:
        audit.record(actor, "people.applicants.imported", None, count=len(applicants), left=len(table.left))
    return outcomes


def _outcome(table: Table, number: int, one: Applicant, importer_id: UUID | None) -> Outcome:
    pk = table.person(one).pk
    if one.person_id in table.twice:
        return Outcome(number, Fate.REFUSED, problem=(SAME_PERSON, {}))
    if pk == importer_id:
        return Outcome(number, Fate.REFUSED, problem=(YOURSELF, {}))
    before = table.before.get(pk, {})
    fate = Fate.ADDED if "made" in before else Fate.CHANGED if before else Fate.SAME
    return Outcome(number, fate, pk, (LEFT, {}) if pk in table.left else None, before=before)


def _references(actor: Actor, whole: Brought) -> dict[int, str]:
    """By which number each row's applicant is known: her own, or, where the file has none, one of her cells."""
    if "applicant_id" in whole.mapped:
        return {row.number: row.text("applicant_id") for row in whole.rows}
    key = bytes(queries.workspace(actor).digest_key)
    alike: Counter[tuple[str, ...]] = Counter()
    found: dict[int, str] = {}
    for row in whole.rows:
        cells = tuple(_cell(row, column) for column in APPLICANT_COLUMNS)
        alike[cells] += 1
        found[row.number] = derived_id(cells, alike[cells], key)
    return found


def _cell(row: Given, column: str) -> str:
    return row.days[column].isoformat() if column in row.days else row.text(column)


def _first(references: Mapping[int, str]) -> dict[str, int]:
    first: dict[str, int] = {}
    for number, reference in references.items():
        first.setdefault(reference, number)
    return first


def _applicant(row: Given, reference: str, scale: Scale) -> Applicant:
    email = row.text("email").lower()
    if email:
        try:
            validate_email(email)
        except ValidationError:
            raise _Fault(NO_ADDRESS, row.text("email")) from None
    minutes = row.text("commute_minutes")
    commute = whole_number(minutes) if minutes else None
    if minutes and (commute is None or not 0 <= commute <= MOST_MINUTES):
        raise _Fault(MINUTES, minutes)
    return Applicant(
        reference,
        " ".join(row.text("name").split()),
        row.text("prior_occupation"),
        _self_ratings(row, scale),
        email,
        _number(row.text("years"), MOST_YEARS, YEARS),
        "",
        _number(row.text("minimum_hourly_wage"), MOST_PAY, PAY),
        commute,
        row.days.get("available_from"),
    )


def _number(text: str, most: Decimal, words: str) -> Decimal | None:
    number = decimal_number(text) if text else None
    if text and (number is None or not 0 <= number <= most):
        raise _Fault(words, text)
    return number


def _self_ratings(row: Given, scale: Scale) -> tuple[SelfRating, ...]:
    ratings: dict[str, SelfRating] = {}
    for part in filter(None, (part.strip() for part in row.text("self_ratings").split(";"))):
        given, equals, text = (piece.strip() for piece in part.partition("="))
        if not equals or not given:
            raise _Fault(NOT_RATED, part)
        competency = given if scale.competencies is None else scale.competencies.get(given)
        if competency is None:
            raise _Fault(NO_COMPETENCY, given)
        level = decimal_number(text)
        if level is None or not 0 <= level <= scale.highest:
            raise _Fault(NO_LEVEL, part, most=str(scale.highest))
        if competency in ratings:
            raise _Fault(RATED_TWICE, given)
        ratings[competency] = SelfRating(competency, level)
    return tuple(ratings.values())


def applicant_dependencies(
    actor: Actor, done: Sequence[Done], now: datetime, also: Collection[UUID] = ()
) -> list[Problem]:
    """On whom something depends by now: what the file brought was changed, or other records name her or it. `also` are
    those whom something else keeps.
    """
    own = {UUID(pk) for _, kept in done for pks in kept.get("facts", {}).values() for pk in pks}
    own |= {UUID(kept["preference"][0]) for _, kept in done if "preference" in kept}
    in_use = undoing.holders_of_used_facts(actor, (Employment, KeptRating), own)
    changed = in_use | speaks_of_needs_since(actor, done)
    return undoing.reasons(actor, done, own, changed, set(also))


@action
def undo_applicants(actor: Actor, done: Sequence[Done], now: datetime) -> None:
    """Put back what the file filled in, and take away the facts and the people it brought."""
    require(actor, "people.person.import")
    undoing.put_people_back(actor, done)
    for model in (KeptRating, Employment):
        facts = [UUID(pk) for _, kept in done for pk in kept.get("facts", {}).get(model._meta.label, ())]
        undoing.take_away(actor, model, facts)
    take_back_needs(actor, done)
    undoing.take_people_away(actor, done)
    audit.record(actor, "people.applicants.taken_back", None, count=len(done))
