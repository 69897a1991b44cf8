"""Who supervises whom in an employee file: set when everybody is here, so that a supervisor may stand further down."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_noop

from skillmark.foundation.access import require
from skillmark.foundation.imports.kinds import NEW, Brought, Fate, Given, Outcome
from skillmark.foundation.records import set_each
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.people import rules
from skillmark.people.actions.imports import BATCH
from skillmark.people.actions.recognising import first_rows, known_people
from skillmark.people.models import Person

UNKNOWN = gettext_noop("Nobody here or in this file has the number or e-mail address “%(value)s” of the supervisor.")
A_CIRCLE = gettext_noop("“%(value)s” cannot be the supervisor: each would supervise the other.")
NOT_SET = gettext_noop("The supervisor “%(value)s” was not set: the row about that person was not taken over.")


def fault_with_supervisor(actor: Actor, whole: Brought, row: Given) -> tuple[str, dict[str, str]] | None:
    """What is wrong with the supervisor a row names: nobody knows her, or she would be her own."""
    said = row.text("supervisor")
    if not said:
        return None
    if row.number in whole.keep("circles", _circles):
        return A_CIRCLE, {"value": said}
    if _row_of(whole, said) is not None:
        return None
    asked = whole.keep("supervisors from elsewhere", lambda all_: _from_elsewhere(actor, all_))
    return None if _key(said) in asked else (UNKNOWN, {"value": said})


@action
def set_supervisors(actor: Actor, whole: Brought, piece: Sequence[Given], dry: bool, now: datetime) -> list[Outcome]:
    """Set the supervisor of each row that names one. One who would end up above herself is told, and nothing is set."""
    require(actor, "people.employee.import")
    rows = [row for row in piece if row.text("supervisor")]
    added = {row.number for row in rows if whole.fates.get(row.number) is Fate.ADDED}
    if dry:  # whoever is new has no place yet; circles within the file are told by then
        rows = [row for row in rows if row.number not in added]
    known = known_people(actor, whole, [row for row in rows if row.number not in added], lock=not dry)
    supervisors = _people(actor, {_key(row.text("supervisor")) for row in rows})
    above = _upwards(actor, {person.pk for person in supervisors.values()})
    outcomes: list[Outcome] = []
    moved: dict[UUID, UUID] = {}
    for row in rows:
        said = row.text("supervisor")
        supervisor = supervisors.get(_key(said))
        if row.number in added:
            person_id, old = whole.subjects.get(row.number), None
        else:
            answer = whole.answers.get(row.number, "")
            person = known.find(row, "" if answer == NEW else answer)
            person_id, old = (None, None) if person is None else (person.pk, person.manager_id)
        if person_id is None:
            continue
        if supervisor is None and dry:
            outcomes.append(Outcome(row.number, Fate.CHANGED, person_id))  # the supervisor comes with this file
        elif supervisor is None:
            outcomes.append(Outcome(row.number, Fate.CHANGED, person_id, (NOT_SET, {"value": said})))
        elif old != supervisor.pk:
            if rules.would_be_a_circle(person_id, _chain(supervisor.pk, above)):
                outcomes.append(Outcome(row.number, Fate.CHANGED, person_id, (A_CIRCLE, {"value": said})))
                continue
            above[person_id] = supervisor.pk
            if row.number not in added:  # who was added goes with an undo anyway
                before = {"manager": [None if old is None else str(old), str(supervisor.pk)]}
                outcomes.append(Outcome(row.number, Fate.CHANGED, person_id, before=before))
            moved[person_id] = supervisor.pk
    if not dry:
        set_each(Person.objects.within(actor), "manager", moved.items())
    return outcomes


def _key(said: str) -> str:
    return said.lower() if "@" in said else said


def _row_of(whole: Brought, said: str) -> int | None:
    first: dict[tuple[str, str], int] = whole.keep("first rows", first_rows)
    return first.get(("email", said.lower())) if "@" in said else first.get(("number", said))


def _circles(whole: Brought) -> frozenset[int]:
    """The rows whose supervisors, followed through the file, lead back to them."""
    above = {row.number: _row_of(whole, row.text("supervisor")) for row in whole.rows if row.text("supervisor")}
    in_a_circle: set[int] = set()
    settled: set[int] = set()
    for start in above:
        walked: list[int] = []
        at: int | None = start
        while at is not None and at not in settled:
            settled.add(at)
            walked.append(at)
            at = above.get(at)
        if at in walked:
            in_a_circle.update(walked[walked.index(at) :])
    return frozenset(in_a_circle)


def _from_elsewhere(actor: Actor, whole: Brought) -> frozenset[str]:
    """Those of the supervisors who are not in the file and are known here."""
    said = {row.text("supervisor") for row in whole.rows if row.text("supervisor")}
    return frozenset(_people(actor, {_key(one) for one in said if _row_of(whole, one) is None}))


def _people(actor: Actor, said: set[str]) -> dict[str, Person]:
    """Who is meant by each number or e-mail address; an address that several have means none of them."""
    people = Person.objects.within(actor).filter(erased_at=None).select_related("merged_into")
    found: dict[str, Person] = {}
    several: set[str] = set()
    values = sorted(said)
    for start in range(0, len(values), BATCH):
        part = values[start : start + BATCH]
        for person in people.filter(reference__in=part):
            found[person.reference] = person.merged_into or person
        for person in people.filter(email__in=[one for one in part if "@" in one]):
            stays = person.merged_into or person
            if found.setdefault(person.email, stays).pk != stays.pk:
                several.add(person.email)
    return {key: person for key, person in found.items() if key not in several}


def _upwards(actor: Actor, people: set[UUID]) -> dict[UUID, UUID | None]:
    """Person → her manager, for these people and everybody above them."""
    above: dict[UUID, UUID | None] = {}
    asked = people
    while asked:
        rows = Person.objects.within(actor).filter(pk__in=asked).values_list("pk", "manager_id")
        above.update(rows)
        asked = {manager for manager in above.values() if manager is not None and manager not in above}
    return above


def _chain(start: UUID, above: Mapping[UUID, UUID | None]) -> list[UUID]:
    chain = [start]
    while (following := above.get(chain[-1])) is not None and following not in chain:
        chain.append(following)
    return chain
