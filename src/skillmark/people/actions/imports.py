"""Bringing in many people at once: whole or not at all, and nothing against what is known already."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from skillmark.foundation import audit
from skillmark.foundation.access import require
from skillmark.foundation.imports.kinds import Done
from skillmark.foundation.models import Workspace
from skillmark.foundation.records import add, put
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.kernel.skills import Applicant
from skillmark.kernel.values import PayPeriod, Problem, as_kept, minor_units
from skillmark.people import queries, rules
from skillmark.people.models import (
    Employment,
    Person,
    RefusedUpload,
    RoleGrant,
    SelfRating,
    WorkPreference,
)

SOURCE = "applicants file"
NEEDS = ["floor_wage", "currency", "period", "commute_minutes", "available_from"]
M = TypeVar("M", bound=Model)
MOST_IDS = 5000  # in one IN (…): SQLite takes 32,766 variables; beyond this the workspace is read whole
BATCH = 1000  # rows an INSERT: below SQLite's 32,766 variables for the widest table


class Brought(dict[str, Person]):
    """Each person of a table by her reference. `left` are those of whom not everything in it was taken over."""

    left: frozenset[str] = frozenset()


@action
def import_applicants(actor: Actor, *, applicants: Sequence[Applicant], now: datetime) -> Brought:
    """Store applicants with past job, self-ratings and preferences; gives each person by her reference.

    A table adds people and fills blanks: name, address and preference that are here already stay. A job or a level of
    an earlier table is followed by a new fact beside the old one. Whoever has or had a role or a log-in here speaks for
    herself: of her nothing changes that is known, and no address is filled in, since it could open her seat to another.
    Nothing of the importer herself is touched. The same table twice changes nothing. The highest degree is not kept:
    nothing here decides by it. Raises ValueError for a reference that comes twice (reading the table has refused it).
    """
    require(actor, "people.person.import")
    if len({applicant.person_id for applicant in applicants}) != len(applicants):
        raise ValueError("a reference comes twice")
    table = Table(actor, applicants, now, importer_id=actor.person_id)
    table.take()
    brought = Brought({applicant.person_id: table.by_reference[applicant.person_id] for applicant in applicants})
    brought.left = frozenset(reference for reference, person in brought.items() if person.pk in table.left)
    audit.record(actor, "people.applicants.imported", None, count=len(brought), left=len(brought.left))
    return brought


class Table:
    """One table on its way in: who of it is here already, who of those speaks for herself, and who was left. `before`
    is, by person, what an undo puts back or takes away. `dry` finds out the same and stores nothing.
    """

    def __init__(
        self,
        actor: Actor,
        applicants: Sequence[Applicant],
        now: datetime,
        *,
        importer_id: UUID | None,
        dry: bool = False,
    ) -> None:
        self.actor, self.now, self.today, self.dry = actor, now, queries.today(actor, now), dry
        self.by_reference = people_by_reference(actor, [applicant.person_id for applicant in applicants])
        self.known = {person.pk for person in self.by_reference.values()}
        self.speak_for_themselves = with_a_seat(actor, self.known)
        self.left: set[UUID] = self.known & {importer_id}
        self.before: dict[UUID, dict[str, Any]] = defaultdict(dict)
        first = {person.pk: reference for reference, person in reversed(self.by_reference.items())}
        self.twice = {reference for reference, person in self.by_reference.items() if first[person.pk] != reference}
        mine = {reference for reference, person in self.by_reference.items() if person.pk in self.left}
        self.rows = [applicant for applicant in applicants if applicant.person_id not in mine | self.twice]

    def take(self) -> None:
        self.persons()
        self.past_jobs()
        self.self_ratings()
        self.preferences()

    def person(self, row: Applicant) -> Person:
        return self.by_reference[row.person_id]

    def fact(self, row: Applicant, replaces: Any, **values: Any) -> dict[str, Any]:
        """What a new fact of this row holds."""
        stamp = {"workspace_id": self.actor.workspace_id, "recorded_at": self.now, "happened_on": self.today}
        return stamp | {"person": self.person(row), "replaces": replaces} | values

    def store(self, model: type[M], new: Sequence[M]) -> None:
        if not self.dry:
            add(model.objects.within(self.actor), new)  # type: ignore[attr-defined]

    def store_facts(self, model: type[M], new: Sequence[M]) -> None:
        for fact in new:
            facts = self.before[fact.person_id].setdefault("facts", {})  # type: ignore[attr-defined]
            facts.setdefault(model._meta.label, []).append(str(fact.pk))
        self.store(model, new)

    def persons(self) -> None:
        new: list[Person] = []
        filled: list[Person] = []
        for row in self.rows:
            person, email = self.by_reference.get(row.person_id), row.email.lower()
            if person is None:
                person = Person(
                    workspace_id=self.actor.workspace_id,
                    recorded_at=self.now,
                    name=row.name,
                    email=email,
                    reference=row.person_id,
                )
                self.by_reference[row.person_id] = person
                self.before[person.pk]["made"] = True
                new.append(person)
            elif email and not person.email and person.pk not in self.speak_for_themselves:
                person.email = email
                self.before[person.pk]["person"] = {"email": ["", email]}
                filled.append(person)
            if (person.name, person.email) != (row.name, email or person.email):
                self.left.add(person.pk)
        self.store(Person, new)
        if not self.dry:
            put(Person.objects.within(self.actor), filled, ["email"])

    def past_jobs(self) -> None:
        of_tables: dict[UUID, Employment] = {}
        of_any: dict[UUID, list[Employment]] = defaultdict(list)
        for job in self._about_them(Employment.objects.within(self.actor).filter(replaced_by=None)):
            of_any[job.person_id].append(job)
            if job.source == SOURCE:
                of_tables[job.person_id] = job
        new: list[Employment] = []
        for row in self.rows:
            if not row.previous_job:
                continue
            person_id, given = self.person(row).pk, rules.job_as_given(row.previous_job)
            before = of_tables.get(person_id)
            said = (given.title, given.code, row.years)
            if before is not None and (before.title, before.occupation_code, before.years) == said:
                continue
            if person_id in self.speak_for_themselves and of_any[person_id]:
                self.left.add(person_id)
                continue
            values = {"title": given.title, "occupation_code": given.code, "years": row.years, "source": SOURCE}
            new.append(Employment(**self.fact(row, before, **values)))
        self.store_facts(Employment, new)

    def self_ratings(self) -> None:
        ratings = self._about_them(SelfRating.objects.within(self.actor).filter(replaced_by=None))
        known = {(rating.person_id, rating.competency_id): rating for rating in ratings}
        new: list[SelfRating] = []
        for row in self.rows:
            person_id = self.person(row).pk
            for said in row.self_ratings:
                level = rules.self_rated_level(said.level)
                before = known.get((person_id, said.competency_id))
                if before is not None and before.level == level:
                    continue
                if before is not None and person_id in self.speak_for_themselves:
                    self.left.add(person_id)
                    continue
                new.append(SelfRating(**self.fact(row, before, competency_id=said.competency_id, level=level)))
        self.store_facts(SelfRating, new)

    def preferences(self) -> None:
        """Hers or her coach's word is not compared with the table: "left" would tell the importer what it says."""
        currency = Workspace.objects.values_list("currency", flat=True).get(pk=self.actor.workspace_id)
        here = self._about_them(WorkPreference.objects.within(self.actor).select_for_update())
        known = {preference.person_id: preference for preference in here}
        stated = audit.done_to(self.actor, "people.preference.changed", {said.pk for said in known.values()})
        new: list[WorkPreference] = []
        filled: list[WorkPreference] = []
        for row in self.rows:
            person, wage = self.person(row), row.minimum_hourly_wage
            said = {
                "floor_wage": None if wage is None else minor_units(wage, currency),
                "commute_minutes": row.commute_minutes,
                "available_from": row.available_from,
            }
            given = {field: value for field, value in said.items() if value is not None}
            before = known.get(person.pk)
            if not given:
                continue
            if before is None:
                values: dict[str, Any] = {"currency": currency, "period": PayPeriod.HOUR.value, **given}
                stamp = {"workspace_id": self.actor.workspace_id, "recorded_at": self.now}
                new.append(WorkPreference(person=person, **stamp, **values))
                self.before[person.pk]["preference"] = [str(new[-1].pk), sorted(given)]
                continue
            if before.pk in stated or person.pk in self.speak_for_themselves:
                self.left.add(person.pk)
                continue
            blank = {field for field in given if getattr(before, field) is None}
            if "floor_wage" in blank:
                before.currency, before.period = currency, PayPeriod.HOUR.value
            for field in blank:
                setattr(before, field, given[field])
            if blank:
                filled.append(before)
                self.before[person.pk]["preference"] = [str(before.pk), sorted(blank)]
            if any(getattr(before, field) != value for field, value in given.items()):
                self.left.add(person.pk)
        # whoever says something herself meanwhile is first
        if not self.dry:
            preferences = WorkPreference.objects.within(self.actor)
            preferences.bulk_create(new, batch_size=BATCH, ignore_conflicts=True)
            put(WorkPreference.objects.within(self.actor), filled, NEEDS)

    def _about_them(self, rows: "QuerySet[M]") -> "Iterator[M]":
        """Those about people of the table who were here before it."""
        found = rows.filter(person_id__in=self.known) if len(self.known) <= MOST_IDS else rows
        return (row for row in found.iterator() if row.person_id in self.known)  # type: ignore[attr-defined]


def speaks_of_needs_since(actor: Actor, done: Sequence[Done]) -> set[UUID]:
    """Of whom a preference that came with a file was changed since, by herself or her coach."""
    whose = {UUID(kept["preference"][0]): person_id for person_id, kept in done if "preference" in kept}
    return {whose[pk] for pk in audit.done_to(actor, "people.preference.changed", whose)}


def take_back_needs(actor: Actor, done: Sequence[Done]) -> None:
    """Empty what a file filled in; a preference that says nothing any more goes."""
    said = [kept["preference"] for _, kept in done if "preference" in kept]
    filled: dict[UUID, list[str]] = {UUID(pk): names for pk, names in said}
    ids = list(filled)
    preferences = WorkPreference.objects.within(actor)
    changed: list[WorkPreference] = []
    empty: list[UUID] = []
    for start in range(0, len(ids), BATCH):
        for preference in preferences.filter(pk__in=ids[start : start + BATCH]):
            for name in filled[preference.pk]:
                setattr(preference, name, None)
            if preference.floor_wage is None:
                preference.currency = preference.period = ""
            left = (preference.floor_wage, preference.commute_minutes, preference.available_from)
            if left == (None, None, None):
                empty.append(preference.pk)
            else:
                changed.append(preference)
    for start in range(0, len(empty), BATCH):
        preferences.filter(pk__in=empty[start : start + BATCH]).delete()
    put(preferences, changed, NEEDS)


def people_by_reference(actor: Actor, references: Sequence[str]) -> dict[str, Person]:
    """Who is known by each number; a record that was merged stands for the one that stayed."""
    people = Person.objects.within(actor).filter(erased_at=None).select_related("merged_into")
    found: dict[str, Person] = {}
    for start in range(0, len(references), BATCH):
        for person in people.filter(reference__in=references[start : start + BATCH]):
            found[person.reference] = person.merged_into or person
    return found


def with_a_seat(actor: Actor, person_ids: set[UUID]) -> frozenset[UUID]:
    """Who has or once had a role or a log-in here."""
    if not person_ids:
        return frozenset()
    granted = RoleGrant.objects.within(actor).values_list("person_id", flat=True)
    linked = Person.objects.within(actor).exclude(account=None).values_list("pk", flat=True)
    once = audit.done_to(actor, "people.person.linked", person_ids)
    return frozenset(person_ids & {*granted.iterator(), *linked.iterator()}) | once


@action
def keep_problems(actor: Actor, *, file: str, problems: Iterable[Problem], now: datetime) -> UUID:
    """Keep what was wrong with a table that was refused, in the place of the one refused before."""
    require(actor, "people.person.import")
    account_id = actor.account_id
    if account_id is None:
        raise ValueError("only somebody with a log-in fetches problems later")
    RefusedUpload.objects.within(actor).filter(account_id=account_id).delete()
    told = [[problem.row, problem.column, as_kept(problem.message)] for problem in problems]
    refused = RefusedUpload.objects.record(actor, now=now, account_id=account_id, file=file[:255], problems=told)
    audit.record(actor, "people.upload.refused", refused, count=len(told))
    refused_id: UUID = refused.pk
    return refused_id
