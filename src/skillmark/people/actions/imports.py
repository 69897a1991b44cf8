"""Bringing in many people at once: whole or not at all, and the same file twice changes nothing."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from skillmark.foundation import audit
from skillmark.foundation.access import require
from skillmark.foundation.models import Workspace
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.kernel.skills import Applicant
from skillmark.kernel.values import BadInput, PayPeriod, Problem, minor_units
from skillmark.people import queries, rules
from skillmark.people.models import Demographic, Employment, Person, RefusedUpload, SelfRating, WorkPreference

SOURCE = "applicants file"
BATCH = 1000  # rows an INSERT: below SQLite's 32,766 variables for the widest table


@action
def import_applicants(actor: Actor, *, applicants: Sequence[Applicant], now: datetime) -> dict[str, Person]:
    """Store applicants with past job, self-ratings and preferences; gives each person by her reference.

    Idempotent on the reference: a person brought again keeps her id, and only what changed is written, as a new fact
    beside the old one. The highest degree is not kept: nothing here decides by it. Raises ValueError for a reference
    that comes twice (reading the table has refused it already).
    """
    require(actor, "people.person.import")
    if len({applicant.person_id for applicant in applicants}) != len(applicants):
        raise ValueError("a reference comes twice")
    persons = _persons(actor, applicants, now)
    _past_jobs(actor, applicants, persons, now)
    _self_ratings(actor, applicants, persons, now)
    _preferences(actor, applicants, persons, now)
    audit.record(actor, "people.applicants.imported", None, count=len(applicants))
    return persons


def _persons(actor: Actor, applicants: Sequence[Applicant], now: datetime) -> dict[str, Person]:
    known = {person.reference: person for person in Person.objects.within(actor).exclude(reference="")}
    new: list[Person] = []
    changed: list[Person] = []
    persons: dict[str, Person] = {}
    for applicant in applicants:
        person = known.get(applicant.person_id)
        email = applicant.email.lower()
        if person is None:
            person = Person(
                workspace_id=actor.workspace_id,
                recorded_at=now,
                name=applicant.name,
                email=email,
                reference=applicant.person_id,
            )
            new.append(person)
        elif (person.name, person.email) != (applicant.name, email or person.email):
            person.name, person.email = applicant.name, email or person.email
            changed.append(person)
        persons[applicant.person_id] = person
    Person.objects.within(actor).bulk_create(new, batch_size=BATCH)
    Person.objects.within(actor).bulk_update(changed, ["name", "email"], batch_size=BATCH)
    return persons


def _past_jobs(actor: Actor, applicants: Sequence[Applicant], persons: Mapping[str, Person], now: datetime) -> None:
    today = queries.today(actor, now)
    wanted = {persons[applicant.person_id].pk for applicant in applicants}
    rows = Employment.objects.within(actor).filter(source=SOURCE, replaced_by=None)
    known = {row.person_id: row for row in rows.iterator() if row.person_id in wanted}
    new: list[Employment] = []
    for applicant in applicants:
        if not applicant.previous_job:
            continue
        person = persons[applicant.person_id]
        job = rules.job_as_given(applicant.previous_job)
        before = known.get(person.pk)
        if before is not None and (before.title, before.occupation_code, before.years) == (
            job.title,
            job.code,
            applicant.years,
        ):
            continue
        new.append(
            Employment(
                workspace_id=actor.workspace_id,
                recorded_at=now,
                happened_on=today,
                replaces=before,
                person=person,
                title=job.title,
                occupation_code=job.code,
                years=applicant.years,
                source=SOURCE,
            )
        )
    Employment.objects.within(actor).bulk_create(new, batch_size=BATCH)


def _self_ratings(actor: Actor, applicants: Sequence[Applicant], persons: Mapping[str, Person], now: datetime) -> None:
    today = queries.today(actor, now)
    wanted = {person.pk for person in persons.values()}
    rows = SelfRating.objects.within(actor).filter(replaced_by=None)
    known = {(row.person_id, row.competency_id): row for row in rows.iterator() if row.person_id in wanted}
    new: list[SelfRating] = []
    for applicant in applicants:
        person = persons[applicant.person_id]
        for rating in applicant.self_ratings:
            level = rules.self_rated_level(rating.level)
            before = known.get((person.pk, rating.competency_id))
            if before is not None and before.level == level:
                continue
            new.append(
                SelfRating(
                    workspace_id=actor.workspace_id,
                    recorded_at=now,
                    happened_on=today,
                    replaces=before,
                    person=person,
                    competency_id=rating.competency_id,
                    level=level,
                )
            )
    SelfRating.objects.within(actor).bulk_create(new, batch_size=BATCH)


def _preferences(actor: Actor, applicants: Sequence[Applicant], persons: Mapping[str, Person], now: datetime) -> None:
    currency = Workspace.objects.values_list("currency", flat=True).get(pk=actor.workspace_id)
    given = [
        WorkPreference(
            workspace_id=actor.workspace_id,
            recorded_at=now,
            person=persons[applicant.person_id],
            floor_wage=None
            if applicant.minimum_hourly_wage is None
            else minor_units(applicant.minimum_hourly_wage, currency),
            currency=currency,
            period=PayPeriod.HOUR.value,
            commute_minutes=applicant.commute_minutes,
            available_from=applicant.available_from,
        )
        for applicant in applicants
        if (applicant.minimum_hourly_wage, applicant.commute_minutes, applicant.available_from) != (None, None, None)
    ]
    WorkPreference.objects.within(actor).bulk_create(
        given,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["person"],
        update_fields=["floor_wage", "currency", "period", "commute_minutes", "available_from"],
    )


@action
def import_demographics(actor: Actor, *, rows: Sequence[tuple[str, str, str]], now: datetime) -> int:
    """Store voluntary answers, (reference, attribute, value) each; gives how many people answered.

    An answer given again replaces the one before. Raises BadInput where a reference belongs to nobody here.
    """
    require(actor, "people.demographics.import")
    known = dict(Person.objects.within(actor).exclude(reference="").values_list("reference", "pk"))
    unknown = [reference for reference in dict.fromkeys(row[0] for row in rows) if reference not in known]
    if unknown:
        raise BadInput([Problem("demographics", f"nobody here has the number “{one[:40]}”") for one in unknown])
    latest = {(known[reference], attribute): value for reference, attribute, value in rows if value}
    answers = [
        Demographic(
            workspace_id=actor.workspace_id, recorded_at=now, person_id=person_id, attribute=attribute, value=value
        )
        for (person_id, attribute), value in latest.items()
    ]
    Demographic.objects.within(actor).bulk_create(
        answers,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["person", "attribute"],
        update_fields=["value"],
    )
    people = len({person_id for person_id, _ in latest})
    audit.record(actor, "people.demographics.imported", None, count=people)
    return people


@action
def keep_problems(actor: Actor, *, file: str, problems: Iterable[Problem], now: datetime) -> UUID:
    """Keep what was wrong with a table that was refused, in the place of the one refused before."""
    require(actor, "people.person.import")
    account_id = actor.account_id
    if account_id is None:
        raise ValueError("only somebody with a log-in fetches problems later")
    RefusedUpload.objects.within(actor).filter(account_id=account_id).delete()
    kept = [[problem.row, problem.column, problem.message] for problem in problems]
    refused = RefusedUpload.objects.record(actor, now=now, account_id=account_id, file=file[:255], problems=kept)
    audit.record(actor, "people.upload.refused", refused, count=len(kept))
    refused_id: UUID = refused.pk
    return refused_id
