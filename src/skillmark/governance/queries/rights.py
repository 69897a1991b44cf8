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
from skillmark.governance.models import Agreement, BargainingAgent, DecisionRight, Part, Question
from skillmark.people import queries as people


@dataclass(frozen=True, slots=True)
class Rights:
    """Who has which part in one kind of decision. Without a lead any group may be asked."""

    item: Question
    lead: DecisionRight | None = None
    support: list[DecisionRight] = field(default_factory=list)
    advisory: list[DecisionRight] = field(default_factory=list)


def rights(actor: Actor) -> list[Rights]:
    """Every kind of decision that a group takes, with who has which part in it."""
    access.require(actor, "governance.body.read")
    found: QuerySet[DecisionRight] = DecisionRight.objects.within(actor)
    rows = list(found.select_related("body").order_by("body__name", "constituency", "id"))
    return [_rights(item, [row for row in rows if row.item == item]) for item in Question]


def _rights(item: Question, rows: list[DecisionRight]) -> Rights:
    def part(wanted: Part) -> list[DecisionRight]:
        return [row for row in rows if row.part == wanted]

    return Rights(item, next(iter(part(Part.LEAD)), None), part(Part.SUPPORT), part(Part.ADVISORY))


def leading(actor: Actor, question: str) -> DecisionRight | None:
    """The group that leads on a question, None where nobody said which."""
    found: QuerySet[DecisionRight] = DecisionRight.objects.within(actor)
    return found.filter(item=question, part=Part.LEAD).select_related("body").first()


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
