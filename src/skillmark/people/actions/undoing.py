"""Taking an employee file back: whole, and only while nothing depends on what it brought."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext_noop

from skillmark.foundation import audit, personal
from skillmark.foundation.access import require
from skillmark.foundation.imports.kinds import Done
from skillmark.foundation.records import put
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.people.models import Employment, Person, Unit
from skillmark.people.relations import references_to

PART = 1000  # ids in one IN (…)
MOST_TOLD = 20
HAS_MORE = gettext_noop("%(name)s has more here by now than the file brought.")
CHANGED_SINCE = gettext_noop("%(name)s was changed since.")
Reason = tuple[str, dict[str, str]]


def dependencies(actor: Actor, done: Sequence[Done], now: datetime) -> list[Reason]:
    """On whom something depends by now: what the file brought has been changed, or other records name her."""
    before = dict(done)
    people = _people(actor, before)
    jobs = _jobs(actor, done)
    reasons: list[Reason] = []
    made = {person_id for person_id, kept in before.items() if kept.get("made")}
    named = _named_elsewhere(actor, made, set(jobs), before)
    for person_id, kept in before.items():
        person, job = people.get(person_id), kept.get("job")
        if person is None or person_id in named:
            if person is not None:
                reasons.append((HAS_MORE, {"name": person.name}))
        elif person.merged_into_id is not None or _changed(person, kept) or (job and jobs.get(UUID(job)) is not False):
            reasons.append((CHANGED_SINCE, {"name": person.name}))
        if len(reasons) == MOST_TOLD:
            break
    return reasons


@action
def undo_employees(actor: Actor, done: Sequence[Done], now: datetime) -> None:
    """Put supervisors, values and jobs back, and take away the people and units the file brought."""
    require(actor, "people.employee.import")
    before = dict(done)
    changed: list[Person] = []
    for person in _people(actor, [person_id for person_id, kept in done if not kept.get("made")]).values():
        kept = before[person.pk]
        for name, (old, _new) in _fields(kept):
            setattr(person, name, old)
        changed.append(person)
    names = ["name", "email", "phone", "reference", "shift", "unit", "manager"]
    put(Person.objects.within(actor), changed, names)
    for part in _parts(UUID(kept["job"]) for _, kept in done if "job" in kept):
        Employment.objects.within(actor).filter(pk__in=part).delete()
    made = [person_id for person_id, kept in done if kept.get("made")]
    for part in _parts(made):
        Person.objects.within(actor).filter(pk__in=part).update(manager=None)
    for part in _parts(made):  # nothing names them: it was looked for, and the database would refuse
        people = Person.objects.within(actor).filter(pk__in=part)
        people._raw_delete(people.db)
    for unit in Unit.objects.within(actor).filter(pk__in=[unit for _, kept in done for unit in kept.get("units", ())]):
        try:
            with transaction.atomic():
                unit.delete()
        except ProtectedError:  # somebody works in it by now
            continue
    audit.record(actor, "people.employees.taken_back", None, count=len(done))


def _people(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, Person]:
    people = Person.objects.within(actor)
    return {person.pk: person for part in _parts(ids) for person in people.filter(pk__in=part)}


def _jobs(actor: Actor, done: Sequence[Done]) -> dict[UUID, bool]:
    """Each job the file brought that is still there → whether another has taken its place."""
    jobs = Employment.objects.within(actor)
    found: dict[UUID, bool] = {}
    for part in _parts(UUID(kept["job"]) for _, kept in done if "job" in kept):
        found.update((pk, later is not None) for pk, later in jobs.filter(pk__in=part).values_list("pk", "replaced_by"))
    return found


def _named_elsewhere(actor: Actor, made: set[UUID], jobs: set[UUID], before: dict[UUID, Any]) -> set[UUID]:
    """Those whom the file added and whom any other record of the house names."""
    named: set[UUID] = set()
    for part in _parts(made):
        for model, attribute in references_to(Person):
            rows = model._default_manager.within(actor).filter(**{f"{attribute}__in": part})  # type: ignore[attr-defined]
            for pk, person_id in rows.values_list("pk", attribute):
                if model is Employment and pk in jobs:
                    continue
                if model is Person and not before.get(pk, {}).keys().isdisjoint({"made", "manager"}):
                    continue
                named.add(person_id)
        named |= personal.named_among(actor, part)
    accounts = Person.objects.within(actor).exclude(account=None).values_list("pk", flat=True)
    return named | (made & set(accounts))


def _fields(kept: Any) -> Iterator[tuple[str, tuple[str | None, str | None]]]:
    """Attribute → what it was and what the file made of it."""
    yield from kept.get("person", {}).items()
    if "manager" in kept:
        yield "manager_id", kept["manager"]


def _changed(person: Person, kept: Any) -> bool:
    return any(_text(getattr(person, name)) != new for name, (_old, new) in _fields(kept))


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _parts(ids: Iterable[UUID]) -> Iterator[list[UUID]]:
    every = list(ids)
    return (every[start : start + PART] for start in range(0, len(every), PART))
