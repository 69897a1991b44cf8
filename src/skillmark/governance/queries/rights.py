"""Reads of who decides what."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.urls import reverse

from skillmark.foundation import access
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.governance.models import (
    Agreement,
    BargainingAgent,
    DecisionRight,
    Part,
    Proposal,
    Question,
    Workstream,
)
from skillmark.governance.queries.votes import standing_decision
from skillmark.people import queries as people

RIGHT, WORKSTREAM = DecisionRight._meta.label_lower, Workstream._meta.label_lower


@dataclass(frozen=True, slots=True)
class Rights:
    """Who has which part in one kind of decision, or in a workstream of the workspace's own: one of `item` and
    `workstream` is there. Without a lead any group may be asked. `asked` are its questions that are not decided.
    """

    item: Question | None
    workstream: Workstream | None = None
    lead: DecisionRight | None = None
    support: list[DecisionRight] = field(default_factory=list)
    advisory: list[DecisionRight] = field(default_factory=list)
    asked: list[Proposal] = field(default_factory=list)


def rights(actor: Actor) -> list[Rights]:
    """Every kind of decision that a group takes, then the workstreams by name, with who has which part in it and what
    is asked of it just now.
    """
    access.require(actor, "governance.body.read")
    found: QuerySet[DecisionRight] = DecisionRight.objects.within(actor)
    rows = list(found.select_related("body").order_by("body__name", "constituency", "id"))
    put: QuerySet[Proposal] = Proposal.objects.within(actor).filter(decision=None)
    asked = list(put.select_related("body", "workspace").order_by("deadline", "id"))
    kinds = [_rights(item, None, rows, [each for each in asked if _item(each) == item]) for item in Question]
    own = [_rights(None, one, rows, [each for each in asked if _about(each) == one.pk]) for one in workstreams(actor)]
    return [*kinds, *own]


def workstreams(actor: Actor) -> "QuerySet[Workstream]":
    """What the workspace added to the kinds of decision, by name."""
    access.require(actor, "governance.body.read")
    found: QuerySet[Workstream] = Workstream.objects.within(actor)
    return found.select_related("owner").order_by("name", "id")


def workstream(actor: Actor, workstream_id: UUID) -> Workstream:
    """One of them. Raises NotFound."""
    return one(workstreams(actor), workstream_id)


def right(actor: Actor, right_id: UUID) -> DecisionRight:
    """Who has one part in one kind of decision. Raises NotFound, also for what gave way since."""
    access.require(actor, "governance.body.read")
    found: QuerySet[DecisionRight] = DecisionRight.objects.within(actor)
    return one(found.select_related("body", "workstream"), right_id)


def may_change_rights(actor: Actor, lead: DecisionRight) -> bool:
    """Whether a group has agreed, since this group leads, that who decides changes. What was decided of it is used up
    by the change: the row that it was about gives way.
    """
    return standing_decision(actor, RIGHT, lead.pk, Question.CHANGE_POLICY) is not None


def _rights(
    item: Question | None, workstream: Workstream | None, rows: list[DecisionRight], asked: list[Proposal]
) -> Rights:
    its = [row for row in rows if (row.item == item if item else workstream and row.workstream_id == workstream.pk)]

    def part(wanted: Part) -> list[DecisionRight]:
        return [row for row in its if row.part == wanted]

    lead = next(iter(part(Part.LEAD)), None)
    return Rights(item, workstream, lead, part(Part.SUPPORT), part(Part.ADVISORY), asked)


def _item(asked: Proposal) -> str:
    """The kind of decision that a question wants; none where it is about a workstream of the workspace's own."""
    return "" if _about(asked) else asked.question


def _about(asked: Proposal) -> UUID | None:
    return asked.subject_id if asked.subject_type == WORKSTREAM else None


def leading(actor: Actor, question: str) -> DecisionRight | None:
    """The group that leads on a question, None where nobody said which."""
    found: QuerySet[DecisionRight] = DecisionRight.objects.within(actor).filter(workstream=None)
    return found.filter(item=question, part=Part.LEAD).select_related("body").first()


def leading_on(actor: Actor, question: str, subject_type: str, subject_id: UUID) -> DecisionRight | None:
    """The same for a question about a record: on a workstream of our own its own group leads, whatever is asked."""
    if subject_type != WORKSTREAM:
        return leading(actor, question)
    found: QuerySet[DecisionRight] = DecisionRight.objects.within(actor).filter(workstream_id=subject_id)
    return found.filter(part=Part.LEAD).select_related("body").first()


def bargaining_agent(actor: Actor, day: date) -> BargainingAgent | None:
    """The union or works council with which the employer agrees on this day; None where there is none."""
    found: QuerySet[BargainingAgent] = BargainingAgent.objects.within(actor).filter(starts__lte=day)
    return found.filter(Q(ends=None) | Q(ends__gte=day)).order_by("starts", "id").last()


def agreements(actor: Actor) -> "QuerySet[Agreement]":
    """What was agreed elsewhere, as it now stands: corrected rows give way to their corrections."""
    access.require(actor, "governance.body.read")
    found: QuerySet[Agreement] = Agreement.objects.within(actor).filter(replaced_by=None)
    return found.select_related("agent").order_by("item", "happened_on", "id")


def agreement(actor: Actor, agreement_id: UUID) -> Agreement:
    """One of them. Raises NotFound, also for one that was corrected."""
    return one(agreements(actor), agreement_id)


def has_agent(actor: Actor, now: datetime) -> bool:
    """Whether pay, hours, promotion and discipline are agreed elsewhere than in a group here."""
    return bargaining_agent(actor, people.today(actor, now)) is not None


def address_to_ask(
    slug: str, question: Question, record: Model, *, what_changes: str = "", for_whom: str = "", asked_of: str = ""
) -> str:
    """Where a group is asked this about a record: other contexts send their reader there, with the half page that they
    can write for her; she may change it.
    """
    written = {"what_changes": what_changes, "for_whom": for_whom, "asked": asked_of}
    return address_to_ask_about(slug, question, record._meta.label_lower, record.pk, written)


def address_to_ask_about(
    slug: str, question: Question, subject_type: str, subject_id: UUID, written: Mapping[str, str]
) -> str:
    """The same where only the record's kind and id are known."""
    asked = {"question": question.value, "type": subject_type, "id": str(subject_id)}
    asked |= {name: text for name, text in written.items() if text}
    return f"{reverse('governance:ask', args=[slug])}?{urlencode(asked)}"
