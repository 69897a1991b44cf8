"""Certificates that are earned by themselves: the rule published, the certificate signed once it is met, and questioned
when a record it rests on is withdrawn.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from skillmark.credentials import queries, stacking
from skillmark.credentials.actions.achievements import require_work
from skillmark.credentials.actions.intents import Wanted, store
from skillmark.credentials.models import Achievement, Award, SignedRecord, StackedAward, StackPart, StackRule
from skillmark.foundation import access, audit, outbox
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.kernel.values import BadInput, told
from skillmark.people import queries as people

STACK = "credentials.stack"
LONGEST_DAYS = 3_660
MOST_PARTS = 50


@action
def publish_stack(
    actor: Actor,
    *,
    public_name: str,
    every: Collection[UUID] = (),
    some: Collection[UUID] = (),
    count: int = 0,
    days: int | None = None,
    description: str = "",
    now: datetime,
) -> StackRule:
    """Publish a certificate that is earned by itself: every achievement of `every` and `count` of `some`, none signed
    more than `days` days before. Whoever has met it already earns it at once, by a job.

    Published under a name that there is, it is its next version. Raises BadInput for a rule that asks for one record
    or fewer, for more of `some` than there are, for one thing twice, for what is not awarded any more, or where one of
    its parts rests on what is known alone.
    """
    access.require(actor, "credentials.achievement.define")
    name = public_name.strip()
    parts = [*every, *some]
    if not name:
        raise BadInput.of(told("needs a name"), file="certificate", column="public_name")
    if len(set(parts)) < len(parts) or len(parts) > MOST_PARTS:
        raise BadInput.of(told("asks for one thing twice, or for too many"), file="certificate", column="some")
    if count > len(some) or (bool(some) and count < 1) or len(every) + count < 2:
        raise BadInput.of(
            told("asks for too few records, or for more than there are"), file="certificate", column="count"
        )
    if days is not None and not 1 <= days <= LONGEST_DAYS:
        raise BadInput.of(told("days are from 1 to %(most)s", most=LONGEST_DAYS), file="certificate", column="days")
    usable = Achievement.objects.within(actor).select_related("framework").filter(retired_at=None)
    asked = [one(usable, achievement_id) for achievement_id in parts]
    framework = asked[0].framework
    _require_work(actor, asked)
    before = Achievement.objects.within(actor).filter(framework=framework, public_name=name).order_by("version").last()
    if before is not None and not hasattr(before, "stack"):
        raise BadInput.of(told("is the name of something that is earned otherwise"), file="certificate")
    certificate: Achievement = Achievement.objects.record(
        actor,
        now=now,
        framework=framework,
        version=before.version + 1 if before else 1,
        public_name=name,
        description=description.strip() or f"{name}: a certificate for holding several records at once.",
        criteria=_criteria(asked[: len(every)], asked[len(every) :], count, days),
        alignments=[],
    )
    rule: StackRule = StackRule.objects.record(
        actor,
        now=now,
        certificate=certificate,
        every=[str(part) for part in every],
        some=[str(part) for part in some],
        count=count,
        days=days,
    )
    audit.record(actor, "credentials.stack.published", rule, certificate=certificate.pk)
    outbox.enqueue(actor, STACK, key=f"{STACK}/{rule.pk}", payload={"rule": str(rule.pk)}, due_at=now, now=now)
    return rule


def _require_work(actor: Actor, asked: Collection[Achievement]) -> None:
    """Parts that were defined before this was asked need the work itself too, before they count. Raises BadInput."""
    for framework in {wanted.framework_id: wanted.framework for wanted in asked}.values():
        of_it = [wanted for wanted in asked if wanted.framework_id == framework.pk]
        require_work(actor, framework, {reference for wanted in of_it for reference, *_ in wanted.alignments})


def earn_for_holders(actor: Actor, *, rule_id: UUID, now: datetime) -> int:
    """Sign a new certificate for everybody who has met its rule already; gives how many. Each by itself."""
    access.require(actor, "credentials.stack.earn")
    rule = one(queries.stacks(actor), rule_id)
    asked = queries.asked_by(actor, [rule]).values()
    names = {wanted.public_name for wanted in asked}
    holders = SignedRecord.objects.within(actor).filter(award__achievement__public_name__in=names, revoked_at=None)
    people_ids = sorted(set(holders.values_list("person_id", flat=True)))
    return sum(len(earn(actor, person_id=person_id, now=now)) for person_id in people_ids)


@action
def earn(actor: Actor, *, person_id: UUID, now: datetime) -> list[Award]:
    """Store every certificate that this person has earned by now, to be signed by a job; nothing earned, nothing done.

    One that she holds in force, or that waits for its signature, is not earned a second time, however often this runs.
    """
    access.require(actor, "credentials.stack.earn")
    rules = list(queries.stacks(actor))
    if not rules or not people.records_may_be_made(actor, person_id, now):
        return []
    # held to the end, as in awarding: two jobs for one person find one another's certificate
    person = people.person(actor, person_id, lock=True)
    made: list[Award] = []
    for rule in rules:
        if _has(actor, person_id, rule.certificate, now):
            continue
        standing = queries.standing(actor, person_id, rule, now)
        if standing.earned:
            made.append(_store(actor, rule, person, standing, now))
    return made


@action
def question(actor: Actor, *, record_id: UUID, now: datetime) -> int:
    """A record was withdrawn: every certificate in force that rests on it is marked, with the reason, for whoever
    leads. None is withdrawn by that. Gives how many.
    """
    access.require(actor, "credentials.stack.earn")
    record: SignedRecord = one(SignedRecord.objects.within(actor).select_related("award__achievement"), record_id)
    resting = StackedAward.objects.within(actor).filter(parts__record=record, questioned_at=None)
    resting = resting.exclude(award__record__revoked_at__isnull=False)
    found = list(resting.order_by("id"))
    for stacked in found:
        stacked.questioned_at = now
        stacked.question = f"{record.award.achievement.public_name}: {record.revocation_reason}"[:600]
        stacked.save(update_fields=["questioned_at", "question"])
        audit.record(actor, "credentials.stack.questioned", stacked, withdrawn=record.pk)
    return len(found)


@action
def settle(actor: Actor, *, record_id: UUID, reason: str, now: datetime) -> StackedAward:
    """The certificate stands although a record it rests on was withdrawn, and why. Raises BadInput without a reason."""
    record: SignedRecord = one(SignedRecord.objects.within(actor).select_related("award"), record_id)
    access.require(actor, "credentials.record.revoke", record)
    stacked: StackedAward = one(
        StackedAward.objects.within(actor).filter(questioned_at__isnull=False),
        getattr(queries.stacked(record), "pk", record_id),
        lock=True,
    )
    if not reason.strip():
        raise BadInput.of(told("say why"), file="certificate", column="reason")
    stacked.settled = reason.strip()
    stacked.save(update_fields=["settled"])
    audit.record(actor, "credentials.stack.settled", stacked, person=record.person_id)
    return stacked


def _has(actor: Actor, person_id: UUID, certificate: Achievement, now: datetime) -> bool:
    hers = Award.objects.within(actor).filter(person_id=person_id, achievement=certificate)
    if hers.filter(record=None).exists():
        return True
    return any(
        one.valid_until is None or one.valid_until > now
        for one in SignedRecord.objects.within(actor).filter(award__in=hers, revoked_at=None)
    )


def _criteria(every: list[Achievement], some: list[Achievement], count: int, days: int | None) -> str:
    told = []
    if every:
        told.append(f"Holds a record in force of each of these: {', '.join(one.public_name for one in every)}.")
    if some:
        told.append(f"Holds a record in force of {count} of these: {', '.join(one.public_name for one in some)}.")
    if days is not None:
        told.append(f"None of them was signed more than {days} days before.")
    return " ".join(told)


def _store(actor: Actor, rule: StackRule, person: people.Person, standing: stacking.Standing, now: datetime) -> Award:
    """The certificate as it will be signed: it names every record it rests on, and holds as long as all of them do."""
    ids = [held.record_id for held in standing.counting.values()]
    parts = list(
        SignedRecord.objects.within(actor).filter(pk__in=ids).select_related("award__achievement").order_by("id")
    )
    award = store(actor, rule.certificate, [Wanted(person, parts=parts)], now)[0]
    stacked: StackedAward = StackedAward.objects.record(actor, now=now, award=award, rule=rule)
    for part in parts:
        StackPart.objects.record(actor, now=now, stacked=stacked, record=part)
    audit.record(actor, "credentials.stack.earned", award, person=person.pk, rule=rule.pk, records=len(parts))
    return award
