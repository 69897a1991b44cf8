"""Awarding the same to many people at once: looked over, started by one press, carried out in parts.

A part is one job: its intents, and who was done, are kept with the mark that it was done, and another job signs them.
A worker that is killed leaves nothing of a part, and whoever presses twice awards nothing twice.
"""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from skillmark.credentials import queries
from skillmark.credentials.actions.awards import earnable
from skillmark.credentials.actions.intents import Wanted, store
from skillmark.credentials.models import Achievement, Award, Awarding, AwardingPerson
from skillmark.foundation import access, audit, outbox
from skillmark.foundation.records import put
from skillmark.foundation.roles import Actor
from skillmark.foundation.scopes import NotFound
from skillmark.foundation.work import action
from skillmark.people import queries as people

KIND = "credentials.awarding"
PART = 50  # people a job: half a second's work, so that nobody waits long for the one writer, nor for progress
KEPT = timedelta(days=1)  # how long what nobody started is kept to be looked over


@action
def prepare_awarding(actor: Actor, *, achievement_id: UUID, now: datetime) -> Awarding:
    """Put down everybody whose attempts at the standard are settled and who has no record of this, to be looked over.
    Nothing is awarded yet. Raises NotFound for what is awarded no more.
    """
    access.require(actor, "credentials.record.award_many")
    achievement = earnable(actor, achievement_id)
    before = Awarding.objects.within(actor).filter(awarded_by_id=actor.person_id, started_at=None)
    before.filter(recorded_at__lt=now - KEPT).delete()
    made: Awarding = Awarding.objects.record(
        actor, now=now, achievement=achievement, awarded_by_id=actor.person_id, by_program=bool(actor.process)
    )
    AwardingPerson.objects.within(actor).bulk_create(
        (
            AwardingPerson(workspace_id=actor.workspace_id, awarding=made, person_id=person_id, recorded_at=now)
            for person_id in queries.might_earn(actor, achievement)
        ),
        batch_size=1000,
    )
    return made


@action
def start_awarding(actor: Actor, *, awarding_id: UUID, now: datetime) -> Awarding:
    """Award it to those who have proved it. Whoever starts it a second time changes nothing."""
    access.require(actor, "credentials.record.award_many")
    started = queries.awarding(actor, awarding_id, lock=True)
    if started.started_at is not None:
        return started
    started.started_at = now
    started.save(update_fields=["started_at"])
    audit.record(
        actor,
        "credentials.awarding.started",
        started,
        achievement=started.achievement_id,
        people=started.people.count(),
    )
    _next_part(actor, started, 0, now)
    return started


@action
def carry_awarding(actor: Actor, *, awarding_id: UUID, part: int, now: datetime) -> None:
    """Award it to the next of them, in the name of whoever started it and with the roles she holds now."""
    started = queries.awarding(actor, awarding_id, lock=True)
    waiting = AwardingPerson.objects.within(actor).filter(awarding=started, done_at=None).order_by("person_id")
    rows = {row.person_id: row for row in waiting[:PART]}
    if not rows:
        return
    awarder = _awarder(actor, started)
    found = _awarded(awarder, started.achievement_id, rows.keys(), now) if awarder else {}
    for person_id, row in rows.items():
        outcome = found.get(person_id, "not_yours")
        row.done_at = now
        if isinstance(outcome, Award):
            row.award = outcome
        else:
            row.left_out = outcome
    put(AwardingPerson.objects.within(actor), rows.values(), ["done_at", "award", "left_out"])
    _next_part(actor, started, part + 1, now)


def _next_part(actor: Actor, started: Awarding, part: int, now: datetime) -> None:
    payload = {"awarding": str(started.pk), "part": part}
    outbox.enqueue(actor, KIND, key=f"{KIND}/{started.pk}/{part}", payload=payload, due_at=now, now=now)


def _awarder(actor: Actor, started: Awarding) -> Actor | None:
    """Whoever started it, logged in as she was then and with the roles she holds now; none once she has no log-in here.
    What the program started, it carries on.
    """
    if started.awarded_by is None:
        return actor if started.by_program else None
    try:
        account_id = started.awarded_by.account_id
        return people.actor_for(account_id, people.slug(actor), strong_login=True) if account_id else None
    except NotFound:
        return None


def _awarded(
    awarder: Actor, achievement_id: UUID, person_ids: Collection[UUID], now: datetime
) -> Mapping[UUID, Award | str]:
    """What each of these people got, or why not."""
    try:
        achievement = earnable(awarder, achievement_id)
    except NotFound:
        return dict.fromkeys(person_ids, "retired")
    # held to the end, in one order, as in awarding to one: whoever awards to one of them meanwhile waits
    held = list(people.persons(awarder).filter(pk__in=person_ids).order_by("pk").select_for_update(of=("self",)))
    may = {person.pk: person for person in held if access.may(awarder, "credentials.record.award", person)}
    agreed = people.records_may_be_made_of(awarder, may.keys(), now)
    proofs = queries.proofs_for(awarder, agreed, achievement)
    before = queries.awards_on(awarder, achievement, proofs)
    new = [
        Wanted(may[person_id], proof)
        for person_id, proof in sorted(proofs.items())
        if not proof.missing and person_id not in before
    ]
    made: dict[UUID, Award | str] = {intent.person_id: intent for intent in _stored(awarder, achievement, new, now)}
    made |= dict.fromkeys(before, "before")
    made |= {person_id: "missing" for person_id, proof in proofs.items() if proof.missing}
    made |= dict.fromkeys(may.keys() - agreed, "guardian")
    return made


def _stored(awarder: Actor, achievement: Achievement, new: list[Wanted], now: datetime) -> list[Award]:
    return store(awarder, achievement, new, now) if new else []
