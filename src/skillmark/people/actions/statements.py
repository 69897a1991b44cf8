"""Jobs held, what a person says she can do, and what she needs of a job."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from skillmark.foundation import audit
from skillmark.foundation.access import require
from skillmark.foundation.models import Workspace
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.kernel.values import PayPeriod, minor_units
from skillmark.people import queries, rules
from skillmark.people.models import Employment, Person, SelfRating, WorkPreference


@action
def record_employment(
    actor: Actor,
    *,
    person_id: UUID,
    title: str = "",
    occupation_code: str = "",
    organisation: str = "",
    started: date | None = None,
    ended: date | None = None,
    source: str = "person",
    now: datetime,
) -> Employment:
    """Note a job somebody holds or held, by title, code or both."""
    person = _living(actor, person_id)
    require(actor, "people.employment.record", person)
    employment = Employment.objects.record(
        actor,
        now=now,
        happened_on=started or queries.today(actor, now),
        person=person,
        title=title.strip(),
        occupation_code=occupation_code.strip(),
        organisation=organisation.strip(),
        started=started,
        ended=ended,
        source=source,
    )
    audit.record(actor, "people.employment.recorded", employment, person=person.pk)
    return employment


@action
def rate_self(
    actor: Actor,
    *,
    person_id: UUID,
    competency_id: str,
    level: Decimal | int,
    said_on: date | None = None,
    now: datetime,
) -> SelfRating:
    """Note what a person says of one competency; her last saying replaces the one before, which stays in history.

    `said_on`: the day she said it, where it is not today.
    """
    person = _living(actor, person_id)
    require(actor, "people.self_rating.record", person)
    ratings = SelfRating.objects.within(actor).filter(person=person, competency_id=competency_id)
    before = ratings.filter(replaced_by=None).order_by("recorded_at", "id").last()
    rating = SelfRating.objects.record(
        actor,
        now=now,
        happened_on=said_on or queries.today(actor, now),
        person=person,
        competency_id=competency_id,
        level=rules.self_rated_level(Decimal(level)),
        replaces=before,
    )
    audit.record(actor, "people.self_rating.recorded", rating, person=person.pk)
    return rating


@action
def set_preference(
    actor: Actor,
    *,
    person_id: UUID,
    floor_wage: Decimal | None,
    period: PayPeriod = PayPeriod.HOUR,
    commute_minutes: int | None,
    available_from: date | None,
    now: datetime,
) -> WorkPreference:
    """Note the least a person would work for (in the workspace's currency), how far she travels and from when."""
    person = _living(actor, person_id)
    require(actor, "people.preference.change", person)
    currency = Workspace.objects.values_list("currency", flat=True).get(pk=actor.workspace_id)
    preference, _ = WorkPreference.objects.within(actor).update_or_create(
        person=person,
        defaults={
            "floor_wage": None if floor_wage is None else minor_units(floor_wage, currency),
            "currency": currency,
            "period": period.value,
            "commute_minutes": commute_minutes,
            "available_from": available_from,
        },
        create_defaults={
            "workspace_id": actor.workspace_id,
            "recorded_at": now,
            "floor_wage": None if floor_wage is None else minor_units(floor_wage, currency),
            "currency": currency,
            "period": period.value,
            "commute_minutes": commute_minutes,
            "available_from": available_from,
        },
    )
    audit.record(actor, "people.preference.changed", preference, person=person.pk)
    return preference


def _living(actor: Actor, person_id: UUID) -> Person:
    person: Person = one(Person.objects.within(actor).filter(erased_at=None), person_id)
    return person
