"""Who decides what is said, and what is agreed elsewhere is noted."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from skillmark.foundation import access, audit
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.sources import new_id
from skillmark.foundation.work import action
from skillmark.governance import queries
from skillmark.governance.actions.refusals import NotDecided
from skillmark.governance.models import (
    Agreement,
    BargainingAgent,
    Body,
    Constituency,
    DecisionRight,
    Elsewhere,
    Part,
    Question,
    Workstream,
)
from skillmark.kernel.values import BadInput, told
from skillmark.people import queries as people

Party = UUID | Constituency  # a group by its id, or those for whom a seat speaks


@action
def set_rights(
    actor: Actor,
    *,
    item: Question | UUID,
    lead: UUID,
    support: Sequence[Party] = (),
    advisory: Sequence[Party] = (),
    now: datetime,
) -> list[DecisionRight]:
    """Say which group leads on one kind of decision, or on a workstream of our own (its id), who helps to carry it out
    and who is heard before; what was said of it gives way.

    Raises NotFound for a group or a workstream of another workspace, BadInput where one has two parts, NotDecided where
    a group leads already and none has agreed since that this changes.
    """
    access.require(actor, "governance.right.set")
    parties = [(Part.LEAD, lead), *((Part.SUPPORT, each) for each in support)]
    parties += [(Part.ADVISORY, each) for each in advisory]
    if len({party for _, party in parties}) < len(parties):
        raise BadInput.of(told("each has one part in a decision"), file="rights", column=str(item))
    kind = item.value if isinstance(item, Question) else ""
    # two who set it at once take their turns
    area: Workstream | None = one(Workstream.objects.within(actor), item, lock=True) if isinstance(item, UUID) else None
    for body_id in sorted({party for _, party in parties if isinstance(party, UUID)}):
        one(Body.objects.within(actor), body_id, lock=True)
    before = DecisionRight.objects.within(actor).filter(item=kind, workstream=area)
    stands: DecisionRight | None = before.filter(part=Part.LEAD).first()
    if stands is not None and not queries.may_change_rights(actor, stands):
        raise NotDecided(stands.pk)
    before.delete()
    made = [
        DecisionRight(
            id=new_id(),
            workspace_id=actor.workspace_id,
            recorded_at=now,
            item=kind,
            workstream=area,
            part=part,
            body_id=party if isinstance(party, UUID) else None,
            constituency="" if isinstance(party, UUID) else party,
        )
        for part, party in parties
    ]
    DecisionRight.objects.across_workspaces().bulk_create(made)
    parts = [f"{right.part}:{right.body_id or right.constituency}" for right in made]
    audit.record(actor, "governance.rights.set", made[0], item=str(item), lead=lead, parts=parts)
    return made


@action
def add_workstream(actor: Actor, *, name: str, owner_id: UUID | None = None, now: datetime) -> Workstream:
    """Add something more that groups decide on. Raises BadInput without a name, for one that is there already, and for
    an owner who has no role here today.
    """
    access.require(actor, "governance.right.set")
    wanted = name.strip()
    if not wanted:
        raise BadInput.of(told("is missing"), file="workstream", column="name")
    if Workstream.objects.within(actor).filter(name__iexact=wanted).exists():
        raise BadInput.of(told("there is one of this name already"), file="workstream", column="name")
    _refuse_others(actor, owner_id, now)
    made: Workstream = Workstream.objects.record(actor, now=now, name=wanted, owner_id=owner_id)
    audit.record(actor, "governance.workstream.added", made, owner=owner_id)
    return made


@action
def hand_over_workstream(actor: Actor, *, workstream_id: UUID, owner_id: UUID | None, now: datetime) -> Workstream:
    """Say who sees to a workstream from now on; who decides on it stays. Raises NotFound, BadInput as for a new one."""
    access.require(actor, "governance.right.set")
    found: Workstream = one(Workstream.objects.within(actor), workstream_id, lock=True)
    _refuse_others(actor, owner_id, now)
    audit.record(actor, "governance.workstream.handed_over", found, before=found.owner_id, owner=owner_id)
    found.owner_id = owner_id
    found.save(update_fields=["owner"])
    return found


def _refuse_others(actor: Actor, owner_id: UUID | None, now: datetime) -> None:
    known = {person_id for person_id, _ in queries.whom_to_make_responsible(actor, people.today(actor, now))}
    if owner_id is not None and owner_id not in known:
        raise BadInput.of(told("is none of those offered"), file="workstream", column="owner")


@action
def name_agent(actor: Actor, *, name: str, starts: date, now: datetime) -> BargainingAgent:
    """Note the union or works council with which the employer agrees on pay, hours, promotion and discipline: from
    then on no group here is asked about them. Raises BadInput without a name, and where there is one.
    """
    access.require(actor, "governance.right.set")
    if not name.strip():
        raise BadInput.of(told("is missing"), file="agent", column="name")
    if BargainingAgent.objects.within(actor).filter(ends=None).exists():
        raise BadInput.of(told("a bargaining agent is noted already"), file="agent", column="name")
    agent: BargainingAgent = BargainingAgent.objects.record(actor, now=now, name=name.strip(), starts=starts)
    audit.record(actor, "governance.agent.named", agent, starts=starts)
    return agent


@action
def end_agent(actor: Actor, *, last_day: date, now: datetime) -> BargainingAgent:
    """The employer agrees with nobody after this day. Raises NotFound where there is nobody, BadInput for a day before
    it began.
    """
    access.require(actor, "governance.right.set")
    open_ones = BargainingAgent.objects.within(actor).filter(ends=None)
    known = open_ones.values_list("pk", flat=True).first()
    agent: BargainingAgent = one(open_ones, known or actor.workspace_id, lock=True)
    if last_day < agent.starts:
        raise BadInput.of(told("the last day lies before the first"), file="agent", column="last_day")
    agent.ends = last_day
    agent.save(update_fields=["ends"])
    audit.record(actor, "governance.agent.ended", agent, ends=last_day)
    return agent


@action
def note_agreement(
    actor: Actor,
    *,
    item: Elsewhere,
    clause: str,
    agreed_on: date,
    replaces_id: UUID | None = None,
    now: datetime,
) -> Agreement:
    """Note what was agreed elsewhere: on what, in which clause, on which day. `replaces_id` is one that this corrects.

    Raises BadInput without a clause, for a day to come, and where no bargaining agent is noted for today; NotFound for
    one to correct that is not there or was corrected.
    """
    access.require(actor, "governance.right.set")
    today = people.today(actor, now)
    agent = queries.bargaining_agent(actor, today)
    if agent is None:
        raise BadInput.of(told("no bargaining agent is noted"), file="agreement", column="item")
    if not clause.strip():
        raise BadInput.of(told("is missing"), file="agreement", column="clause")
    if agreed_on > today:
        raise BadInput.of(told("that day has not come"), file="agreement", column="agreed_on")
    replaced = queries.agreement(actor, replaces_id) if replaces_id else None
    agreement: Agreement = Agreement.objects.record(
        actor, now=now, agent=agent, item=item, clause=clause.strip(), happened_on=agreed_on, replaces=replaced
    )
    audit.record(actor, "governance.agreement.noted", agreement, item=item, on=agreed_on, replaces=replaces_id)
    return agreement
