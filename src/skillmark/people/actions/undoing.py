"""Taking a file of people back: whole, and only while nothing depends on what it brought."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Model, ProtectedError
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
    jobs = _jobs(actor, done)
    replaced = {pk for pk, kept in done if "job" in kept and jobs.get(UUID(kept["job"])) is not False}
    return reasons(actor, done, set(jobs), replaced, set())


def reasons(actor: Actor, done: Sequence[Done], own: set[UUID], changed: set[UUID], in_use: set[UUID]) -> list[Reason]:
    """Why what a file brought of people stays. `own` are the records that came with it, `changed` those of whom one was
    changed since, `in_use` those whom something else keeps.
    """
    before = dict(done)
    people = _people(actor, before)
    found: list[Reason] = []
    made = {person_id for person_id, kept in before.items() if kept.get("made")}
    named = _named_elsewhere(actor, made, own, before) | in_use
    for person_id, kept in before.items():
        person = people.get(person_id)
        if person is None:
            continue
        if person_id in named:
            found.append((HAS_MORE, {"name": person.name}))
        elif person.merged_into_id is not None or _changed(person, kept) or person_id in changed:
            found.append((CHANGED_SINCE, {"name": person.name}))
        if len(found) == MOST_TOLD:
            break
    return found


def holders_of_used_facts(actor: Actor, models: Iterable[type[Model]], own: set[UUID]) -> set[UUID]:
    """Of whom a fact that came with the file was followed by another, or is named by another record."""
    holders: set[UUID] = set()
    for model in models:
        used: set[UUID] = set()
        for other, attribute in references_to(model):
            rows = other._default_manager.within(actor)  # type: ignore[attr-defined]
            for part in _parts(own):
                named = rows.filter(**{f"{attribute}__in": part}).values_list("pk", attribute)
                used.update(fact for pk, fact in named if pk not in own)
        facts = model._default_manager.within(actor)  # type: ignore[attr-defined]
        for part in _parts(used):
            holders.update(facts.filter(pk__in=part).values_list("person_id", flat=True))
    return holders


@action
def undo_employees(actor: Actor, done: Sequence[Done], now: datetime) -> None:
    """Put supervisors, values and jobs back, and take away the people and units the file brought."""
    require(actor, "people.employee.import")
    put_people_back(actor, done)
    take_away(actor, Employment, [UUID(kept["job"]) for _, kept in done if "job" in kept])
    take_people_away(actor, done)
    for unit in Unit.objects.within(actor).filter(pk__in=[unit for _, kept in done for unit in kept.get("units", ())]):
        try:
            with transaction.atomic():
                unit.delete()
        except ProtectedError:  # somebody works in it by now
            continue
    audit.record(actor, "people.employees.taken_back", None, count=len(done))


def put_people_back(actor: Actor, done: Sequence[Done]) -> None:
    """What the file changed of people who were here before it."""
    before = dict(done)
    changed: list[Person] = []
    for person in _people(actor, [person_id for person_id, kept in done if not kept.get("made")]).values():
        for name, (old, _new) in _fields(before[person.pk]):
            setattr(person, name, old)
        changed.append(person)
    names = ["name", "email", "phone", "reference", "shift", "unit", "manager"]
    put(Person.objects.within(actor), changed, names)


def take_away(actor: Actor, model: type[Model], ids: Iterable[UUID]) -> None:
    for part in _parts(ids):
        model._default_manager.within(actor).filter(pk__in=part).delete()  # type: ignore[attr-defined]


def take_people_away(actor: Actor, done: Sequence[Done]) -> None:
    """Those whom the file added."""
    made = [person_id for person_id, kept in done if kept.get("made")]
    for part in _parts(made):
        Person.objects.within(actor).filter(pk__in=part).update(manager=None)
    for part in _parts(made):  # nothing names them: it was looked for, and the database would refuse
        people = Person.objects.within(actor).filter(pk__in=part)
        people._raw_delete(people.db)


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


def _named_elsewhere(actor: Actor, made: set[UUID], own: set[UUID], before: dict[UUID, Any]) -> set[UUID]:
    """Those whom the file added and whom any other record of the house names."""
    named: set[UUID] = set()
    for part in _parts(made):
        for model, attribute in references_to(Person):
            rows = model._default_manager.within(actor).filter(**{f"{attribute}__in": part})  # type: ignore[attr-defined]
            for pk, person_id in rows.values_list("pk", attribute):
                if pk in own:
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
