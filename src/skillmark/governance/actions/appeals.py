"""Somebody asks for a second decision on what was judged of her; somebody else is named for it and decides."""

from datetime import datetime, timedelta
from uuid import UUID

from skillmark.foundation import access, audit, outbox
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.scopes import NotFound
from skillmark.foundation.sources import new_id
from skillmark.foundation.work import action
from skillmark.governance import queries, rules
from skillmark.governance.actions.refusals import CannotAppeal, CannotDecide
from skillmark.governance.models import Appeal, AppealAnswer, AppealParty, AppealTerms, Stake
from skillmark.governance.models.appeals import FEWEST_DAYS, MOST_DAYS
from skillmark.kernel.values import BadInput, told, written
from skillmark.people import actions as messages
from skillmark.people import queries as people


@action
def set_appeal_terms(
    actor: Actor, *, days_to_appeal: int, days_to_decide: int, decider_id: UUID | None = None, now: datetime
) -> AppealTerms:
    """Say how long people have to appeal and how long there is to decide, and who decides where nobody else is named,
    as a new version; appeals filed before keep their days. Raises BadInput, and NotFound for a person of another
    workspace or one who could not decide.
    """
    access.require(actor, "governance.appeal.set")
    for column, days, least in (
        ("days_to_appeal", days_to_appeal, FEWEST_DAYS),
        ("days_to_decide", days_to_decide, 1),
    ):
        if not least <= days <= MOST_DAYS:
            raise BadInput.of(
                told("is between %(least)s and %(most)s days", least=least, most=MOST_DAYS), file="terms", column=column
            )
    if decider_id is not None and decider_id not in dict(queries.possible_defaults(actor, now)):
        raise NotFound(str(decider_id))
    before = queries.appeal_terms(actor)
    terms: AppealTerms = AppealTerms.objects.record(
        actor,
        now=now,
        version=before.version + 1,
        days_to_appeal=days_to_appeal,
        days_to_decide=days_to_decide,
        decider_id=decider_id,
    )
    audit.record(actor, "governance.appeal_terms.set", terms, version=terms.version)
    return terms


@action
def file_appeal(actor: Actor, *, subject_type: str, subject_id: UUID, text: str, now: datetime) -> Appeal:
    """Ask that somebody else looks again at what was judged of oneself. Whoever decides by the workspace's terms is
    named at once, if she may; else a talent lead names somebody.

    Raises NotFound for what is not there or was judged of another, CannotAppeal, BadInput without words.
    """
    judged = queries.judged_of_oneself(actor, subject_type, subject_id)
    terms, today = queries.appeal_terms(actor), people.today(actor, now)
    if not judged.against:
        raise CannotAppeal(CannotAppeal.NOT_AGAINST)
    last_day = rules.last_day_to_appeal(judged.told_on, terms.days_to_appeal)
    if today > last_day:
        raise CannotAppeal(CannotAppeal.TOO_LATE, last_day)
    if queries.has_appealed(actor, judged, subject_type, subject_id):
        raise CannotAppeal(CannotAppeal.ALREADY)
    empty = told("say what you see differently")
    filed: Appeal = Appeal.objects.record(
        actor,
        now=now,
        person_id=judged.person_id,
        subject_type=subject_type,
        subject_id=subject_id,
        matter_id=judged.matter_id,
        title=judged.title[:200],
        text=written(text, most=Appeal.longest, file="appeal", column="text", missing=empty),
        decide_by=today + timedelta(days=terms.days_to_decide),
    )
    stakes = {judged.person_id: Stake.APPEALS} | dict.fromkeys(judged.hands - {judged.person_id}, Stake.JUDGED)
    for person_id in sorted(stakes):
        _party(actor, filed, person_id, stakes[person_id], now)
    audit.record(actor, "governance.appeal.filed", filed, about=subject_id, decide_by=filed.decide_by)
    outbox.announce("governance.appeal.filed", filed)
    if terms.decider_id and not queries.why_not_decide(actor, filed, [terms.decider_id], now):
        _name(actor, filed, terms.decider_id, now)
    return filed


@action
def name_decider(actor: Actor, *, appeal_id: UUID, person_id: UUID, now: datetime) -> Appeal:
    """Name who takes the second decision; whoever was named before gives way. The same again changes nothing.

    Raises CannotDecide for whoever may not: on her own appeal, with part in the first decision, without a role that
    decides or a log-in, leading her where results are not for discipline; and where the appeal is decided.
    """
    found = queries.appeal(actor, appeal_id, lock=True)
    access.require(actor, "governance.appeal.assign", found)
    if found.decided_at is not None:
        raise CannotDecide(CannotDecide.DECIDED)
    _refuse(actor, found, person_id, now)
    before = queries.decider_of(found)
    if before is None or before.pk != person_id:
        _name(actor, found, person_id, now)
    return found


@action
def decide_appeal(actor: Actor, *, appeal_id: UUID, upheld: bool, reason: str, now: datetime) -> AppealAnswer:
    """Take the second decision, and tell whoever appealed that it is there. Once given, it stands.

    Raises CannotDecide where it is decided, and for whoever had part in the first decision, by what is known now;
    BadInput without a reason.
    """
    found = queries.appeal(actor, appeal_id, lock=True)
    if found.decided_at is not None:
        raise CannotDecide(CannotDecide.DECIDED)
    access.require(actor, "governance.appeal.decide", found)
    if actor.person_id is None:
        raise NotFound("only a person decides")
    _refuse(actor, found, actor.person_id, now)
    answer: AppealAnswer = AppealAnswer.objects.record(
        actor,
        now=now,
        happened_on=people.today(actor, now),
        appeal=found,
        upheld=upheld,
        reason=written(reason, most=AppealAnswer.longest, file="appeal", column="reason"),
        decided_by_id=actor.person_id,
    )
    found.decided_at = now
    found.save(update_fields=["decided_at"])
    audit.record(actor, "governance.appeal.decided", found, upheld=upheld)
    outbox.announce("governance.appeal_decided", found, upheld=upheld)
    if found.person_id is not None:
        messages.tell(
            actor,
            person_id=found.person_id,
            event="governance.appeal_answered",
            parameters={"title": found.title, "upheld": int(upheld)},
            now=now,
        )
    return answer


@action
def note_result(actor: Actor, *, appeal_id: UUID, result_id: UUID) -> None:
    """Note which record came of an upheld appeal: told by the context it is of. Once noted, it stands."""
    access.require(actor, "governance.appeal.carry")
    found: Appeal = one(Appeal.objects.within(actor).filter(decided_at__isnull=False), appeal_id, lock=True)
    if found.result_id is None:
        found.result_id = result_id
        found.save(update_fields=["result_id"])
        audit.record(actor, "governance.appeal.carried", found, result=result_id)


def _refuse(actor: Actor, found: Appeal, person_id: UUID, now: datetime) -> None:
    reason = queries.why_not_decide(actor, found, [person_id], now).get(person_id)
    if reason is not None:
        raise CannotDecide(reason.value)


def _name(actor: Actor, found: Appeal, person_id: UUID, now: datetime) -> None:
    AppealParty.objects.within(actor).filter(appeal=found, stake=Stake.DECIDES).delete()
    _party(actor, found, person_id, Stake.DECIDES, now)
    audit.record(actor, "governance.appeal.assigned", found, decides=person_id)
    if person_id != actor.person_id:
        messages.tell(
            actor,
            person_id=person_id,
            event="governance.appeal_to_decide",
            parameters={"by": found.decide_by.isoformat()},
            now=now,
        )


def _party(actor: Actor, found: Appeal, person_id: UUID, stake: Stake, now: datetime) -> None:
    AppealParty.objects.record(actor, now=now, id=new_id(), appeal=found, person_id=person_id, stake=stake)
