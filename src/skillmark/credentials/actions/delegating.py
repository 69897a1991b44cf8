"""Letting somebody sign who does not lead talent, and ending it; and the training she does herself before she signs."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from skillmark.credentials import delegation, queries, training
from skillmark.credentials.delegation import Reach
from skillmark.credentials.models import Award, Delegation, SigningTraining
from skillmark.foundation import access, audit, outbox
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.kernel.values import BadInput, told
from skillmark.people import actions as people_actions
from skillmark.people import queries as people

MAY_SIGN = "credentials.may_sign"
AWARD, SIGN = "credentials.record.award", "credentials.record.sign"


class NotTrained(Exception):
    """Some questions were not answered right; `wrong` names them."""

    def __init__(self, wrong: Collection[str]) -> None:
        self.wrong = tuple(wrong)
        super().__init__(", ".join(self.wrong))


@action
def delegate(
    actor: Actor,
    *,
    person_id: UUID,
    achievement_ids: Collection[UUID],
    reach: Reach,
    unit_id: UUID | None = None,
    starts: date,
    ends: date,
    now: datetime,
) -> Delegation:
    """Let a line manager or an assessor sign these achievements for the people in reach, from and until these days.

    Raises NotFound for anybody else, and for what is not awarded any more; BadInput for days that make no sense.
    """
    person = people.anyone(actor, person_id)
    access.require(actor, "credentials.delegation.give", person)
    queries.supervisor(actor, person_id, now)
    wanted = [queries.achievement(actor, one) for one in dict.fromkeys(achievement_ids)]
    if not wanted or any(one.retired_at is not None for one in wanted):
        raise BadInput.of(told("choose at least one that is awarded"), file="delegation", column="achievements")
    if (reach is Reach.UNIT) != (unit_id is not None):
        raise BadInput.of(told("choose a unit where only a unit is meant"), file="delegation", column="unit")
    today = people.today(actor, now)
    if ends < max(starts, today):
        raise BadInput.of(told("ends before it begins"), file="delegation", column="ends")
    if ends - starts > timedelta(days=delegation.LONGEST_DAYS):
        raise BadInput.of(
            told("lasts longer than %(most)s days", most=delegation.LONGEST_DAYS), file="delegation", column="ends"
        )
    given: Delegation = Delegation.objects.record(
        actor,
        now=now,
        delegate=person,
        delegated_by_id=actor.person_id,
        achievements=[str(one.pk) for one in wanted],
        reach=reach.value,
        unit=one(people.units(actor), unit_id) if unit_id else None,
        starts=starts,
        ends=ends,
    )
    audit.record(actor, "credentials.delegation.given", given, delegate=person_id, ends=ends)
    outbox.announce("credentials.delegation.given", given)
    people_actions.tell(actor, person_id=person_id, event=MAY_SIGN, parameters={"until": ends.isoformat()}, now=now)
    return given


@action
def end_delegation(actor: Actor, *, delegation_id: UUID, now: datetime) -> Delegation:
    """Nothing more is signed under it from now on, not even what waits for its signature. What was signed stays."""
    row: Delegation = one(Delegation.objects.within(actor), delegation_id, lock=True)
    access.require(actor, "credentials.delegation.end", row)
    if row.ended_at is not None:
        return row
    row.ended_at = now
    row.save(update_fields=["ended_at"])
    _drop_unsigned(actor, row)
    audit.record(actor, "credentials.delegation.ended", row, delegate=row.delegate_id)
    outbox.announce("credentials.delegation.ended", row)
    return row


@action
def finish_training(actor: Actor, *, answers: Mapping[str, str], now: datetime) -> SigningTraining:
    """She did the training as it stands, by her own answers. Raises NotTrained naming what she got wrong."""
    access.require(actor, "credentials.signing.train")
    if wrong := training.wrong(dict(answers)):
        raise NotTrained(wrong)
    before = queries.own_training(actor)
    if before is not None:
        return before
    done: SigningTraining = SigningTraining.objects.record(
        actor,
        now=now,
        person_id=actor.person_id,
        version=training.VERSION,
        done_on=people.today(actor, now),
    )
    audit.record(actor, "credentials.signing.trained", done, version=training.VERSION, person=actor.person_id)
    return done


def authority(actor: Actor, person: people.Person, achievement_id: UUID, now: datetime) -> queries.Ground | None:
    """On what the actor signs for this person: None for whoever needs no leave, else her leave, held until the unit of
    work ends. Raises Forbidden; MayNotSign saying what is in the way.
    """
    if access.could(actor, AWARD, person) or not access.may_ever(actor, SIGN):
        access.require(actor, AWARD, person)
        return None
    ground = queries.ground(actor, person, achievement_id, now, lock=True)
    access.require(actor, SIGN, ground)
    return ground


def _drop_unsigned(actor: Actor, row: Delegation) -> None:
    """What was intended under a leave that ended is never signed; its place on the list stays taken."""
    for intent in Award.objects.within(actor).filter(delegation=row, record=None).select_for_update(of=("self",)):
        audit.record(actor, "credentials.record.not_signed", intent, person=intent.person_id)
        intent.delete()
