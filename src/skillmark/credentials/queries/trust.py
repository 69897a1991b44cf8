"""Who may sign besides talent leads: leaves to sign, training done, and for whom each may sign what today."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from skillmark.assessment import queries as assessment
from skillmark.credentials import delegation, training
from skillmark.credentials.delegation import Leave, Reach, Whom, WhyNot
from skillmark.credentials.models import Achievement, Delegation, SignedRecord, SigningTraining
from skillmark.credentials.queries.records import Prospect, prospects
from skillmark.foundation import access
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor, Role, program
from skillmark.foundation.scopes import NotFound
from skillmark.people import queries as people

SUPERVISORS = (Role.LINE_MANAGER, Role.ASSESSOR)


class MayNotSign(access.Forbidden):
    """She may not sign this for this person; `why` says what is in the way."""

    def __init__(self, why: WhyNot) -> None:
        self.why = why
        super().__init__("credentials.record.sign")


@dataclass(frozen=True, slots=True)
class Ground:
    """What somebody signs on who does not lead talent: her leave, and the training she did. About one person."""

    person_id: UUID
    workspace_id: UUID
    delegate_id: UUID
    delegation: Delegation
    trained_version: int
    trained_on: date


def delegations(actor: Actor) -> "QuerySet[Delegation]":
    """Every leave to sign there ever was, those in force first, then the one that lasts longest."""
    access.require(actor, "credentials.delegation.read")
    found: QuerySet[Delegation] = Delegation.objects.within(actor)
    return found.select_related("delegate", "delegated_by", "unit").order_by("ended_at", "-ends", "-id")


def delegation_to(actor: Actor, delegation_id: UUID) -> Delegation:
    """One of them. Raises NotFound."""
    return one(delegations(actor), delegation_id)


def trainings(actor: Actor) -> dict[UUID, date]:
    """Who did the training as it stands, and when, for those who see leaves to sign."""
    access.require(actor, "credentials.delegation.read")
    done: QuerySet[SigningTraining] = SigningTraining.objects.within(actor).filter(version=training.VERSION)
    return dict(done.values_list("person_id", "done_on"))


def own_training(actor: Actor) -> SigningTraining | None:
    """The training as it stands, where the reader has done it."""
    done: QuerySet[SigningTraining] = SigningTraining.objects.within(actor).filter(version=training.VERSION)
    return done.filter(person_id=actor.person_id).first() if actor.person_id else None


def own_leaves(actor: Actor) -> list[Leave]:
    """Every leave that the reader was ever given."""
    if actor.person_id is None:
        return []
    found: QuerySet[Delegation] = Delegation.objects.within(actor).filter(delegate_id=actor.person_id)
    return [leave_of(row) for row in found.order_by("id")]


def leave_of(row: Delegation) -> Leave:
    return Leave(
        row.pk,
        frozenset(UUID(one) for one in row.achievements),
        Reach(row.reach),
        row.unit_id,
        row.starts,
        row.ends,
        row.ended_at is not None,
    )


def reader_for(actor: Actor) -> Actor:
    """Who reads the proof of somebody whom the actor signs for: whoever signs under a leave need not see her otherwise,
    and sees of her what the record will say.
    """
    if actor.process or actor.has((Role.TALENT_LEAD,)):
        return actor
    return program(actor.workspace_id, "signing under a leave", demonstration=actor.demonstration)


def ground(actor: Actor, person: people.Person, achievement_id: UUID, now: datetime, *, lock: bool = False) -> Ground:
    """What the reader would sign this on for this person. Raises MayNotSign saying why not."""
    if actor.person_id is None:
        raise MayNotSign(WhyNot.NO_LEAVE)
    done = own_training(actor)
    found = delegation.leave_for(
        own_leaves(actor),
        actor.person_id,
        _whom(person, _around(actor)),
        achievement_id,
        trained=done is not None,
        today=people.today(actor, now),
    )
    if isinstance(found, WhyNot) or done is None:
        raise MayNotSign(found if isinstance(found, WhyNot) else WhyNot.UNTRAINED)
    # held to the end where something is signed: whoever ends it at the same moment waits, and then finds the intent
    row = one(Delegation.objects.within(actor).filter(ended_at=None), found.delegation_id, lock=lock)
    return Ground(person.pk, row.workspace_id, actor.person_id, row, done.version, done.done_on)


def require_not_alone(actor: Actor, attempts: Iterable[assessment.AttemptProof], delegate_id: UUID) -> None:
    """Raises MayNotSign where she alone is the independent assessor that the policy of an attempt asks for."""
    for attempt in attempts:
        sitting = assessment.sitting(actor, attempt.sitting_id)
        asked = sum(independent for _kind, _count, independent, _given in attempt.layers)
        independent = [rating.assessor_id for rating in sitting.ratings.all() if rating.independent]
        if delegation.alone(delegate_id, independent, asked):
            raise MayNotSign(WhyNot.ONLY_ASSESSOR)


def why_not_today(actor: Actor, now: datetime) -> WhyNot | None:
    """What keeps the reader from signing anything at all today; None where she may sign for somebody."""
    leaves, today = own_leaves(actor), people.today(actor, now)
    if not any(leave.holds_on(today) for leave in leaves):
        return delegation.no_leave(leaves, today)
    return WhyNot.UNTRAINED if own_training(actor) is None else None


@dataclass(frozen=True, slots=True)
class Signable:
    """One record that the reader may have to sign: whose, what, and how far it is."""

    person: people.Person
    achievement: Achievement
    prospect: Prospect


def within_reach(actor: Actor, now: datetime) -> "QuerySet[people.Person]":
    """Those for whom the reader has leave today to sign something, by name; never herself."""
    everybody, wanted, around = people.persons(reader_for(actor)), Q(pk__in=[]), _around(actor)
    if actor.person_id is None:
        return everybody.none()
    leaves, today = own_leaves(actor), people.today(actor, now)
    for leave in (leave for leave in leaves if leave.holds_on(today)):
        if leave.reach is Reach.EVERYBODY:
            wanted |= Q(pk__isnull=False)
        elif leave.reach is Reach.REPORTS:
            wanted |= Q(manager_id=actor.person_id)
        else:
            wanted |= Q(unit_id__in=[unit for unit, units in around.items() if leave.unit_id in units])
    return everybody.filter(wanted).exclude(pk=actor.person_id)


def signable(actor: Actor, persons: Iterable[people.Person], now: datetime) -> list[Signable]:
    """What the reader may sign for these people, each with what is missing; what nobody has tried yet is left out."""
    leaves, today, reader = own_leaves(actor), people.today(actor, now), reader_for(actor)
    if actor.person_id is None:
        return []
    around, reach = _around(actor), list(persons)
    named = {one for leave in leaves if leave.holds_on(today) for one in leave.achievements}
    rows: QuerySet[Achievement] = Achievement.objects.within(actor).filter(pk__in=named, retired_at=None)
    earned = list(rows.select_related("framework").order_by("public_name", "-version", "id"))
    found = []
    for what in earned:
        under = [
            person
            for person in reach
            if isinstance(
                delegation.leave_for(
                    leaves, actor.person_id, _whom(person, around), what.pk, trained=True, today=today
                ),
                Leave,
            )
        ]
        stand = prospects(reader, [person.pk for person in under], what, now) if under else {}
        found += [Signable(person, what, stand[person.pk]) for person in under]
    place = {person.pk: number for number, person in enumerate(reach)}
    return sorted(found, key=lambda one: place[one.person.pk])


def ending_within_reach(actor: Actor, now: datetime, before: datetime) -> list[SignedRecord]:
    """Records that end before an instant and that the reader may renew under a leave, the first to end first."""
    rows: QuerySet[SignedRecord] = SignedRecord.objects.within(actor).filter(revoked_at=None, valid_until__lte=before)
    rows = rows.filter(person__in=within_reach(actor, now), award__renewed_by=None)
    return list(rows.select_related("person", "award__achievement").order_by("valid_until", "id"))


def to_renew(actor: Actor, record_id: UUID, now: datetime) -> SignedRecord:
    """A record of somebody within the reader's leave. Raises NotFound for anybody else's."""
    rows: QuerySet[SignedRecord] = SignedRecord.objects.within(actor).filter(person__in=within_reach(actor, now))
    return one(rows.select_related("workspace", "person", "award__achievement__framework"), record_id)


def leaves_today(actor: Actor, now: datetime) -> list[Delegation]:
    """The reader's leaves that hold today, the one that ends first on top."""
    today = people.today(actor, now)
    held = [leave.delegation_id for leave in own_leaves(actor) if leave.holds_on(today)]
    rows: QuerySet[Delegation] = Delegation.objects.within(actor).filter(pk__in=held)
    return list(rows.select_related("unit").order_by("ends", "id"))


def to_sign_for(actor: Actor, person_id: UUID, now: datetime) -> people.Person:
    """One of those within the reader's leave. Raises NotFound for anybody else."""
    found: people.Person = one(within_reach(actor, now), person_id)
    return found


def signed_under(actor: Actor, row: Delegation) -> int:
    """How many records were signed under a leave."""
    count: int = SignedRecord.objects.within(actor).filter(award__delegation=row).count()
    return count


def supervisor(actor: Actor, person_id: UUID, now: datetime) -> people.Person:
    """Somebody who may be given leave to sign: she stands beside people at work. Raises NotFound."""
    held = people.in_force(actor, people.today(actor, now)).filter(role__in=SUPERVISORS, over=None)
    if not held.filter(person_id=person_id).exists():
        raise NotFound(str(person_id))
    return people.anyone(actor, person_id)


def supervisors(actor: Actor, now: datetime) -> list[tuple[str, str]]:
    """(id, name) of those who may be given leave to sign, for a form."""
    held = people.in_force(actor, people.today(actor, now)).filter(role__in=SUPERVISORS, over=None)
    ids = {str(one) for one in held.values_list("person_id", flat=True)}
    return [(key, name) for key, name in people.to_choose(actor, without=[actor.person_id]) if key in ids]


def _whom(person: people.Person, around: dict[UUID, frozenset[UUID]]) -> Whom:
    units = around.get(person.unit_id, frozenset()) if person.unit_id else frozenset()
    return Whom(person.pk, person.manager_id, units)


def _around(actor: Actor) -> dict[UUID, frozenset[UUID]]:
    """Each unit with itself and every unit that it lies in."""
    parents = dict(people.units(actor).values_list("pk", "parent_id"))
    found = {}
    for unit in parents:
        above: set[UUID] = set()
        here: UUID | None = unit
        while here is not None and here not in above:
            above.add(here)
            here = parents.get(here)
        found[unit] = frozenset(above)
    return found
