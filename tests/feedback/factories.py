"""Suggestions and changes to test with: a standard in force, whoever leads, and whoever suggests."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from tests.people import factories as people
from tests.standards import factories as standards

from skillmark.feedback import actions
from skillmark.feedback.models import Cause, ChangeRecord, Kind, Suggestion
from skillmark.foundation.models import Workspace
from skillmark.foundation.roles import ANYBODY, Actor, Role
from skillmark.people.models import Message
from skillmark.standards import actions as revising
from skillmark.standards import queries as frameworks
from skillmark.standards.models import LineVote
from skillmark.standards.queries import Framework

NOW = standards.NOON + timedelta(days=30)  # some weeks after the standard came into force
FRAMEWORK = Framework._meta.label_lower


@dataclass(frozen=True)
class Place:
    """A workspace with a published standard."""

    workspace: Workspace
    framework: Framework
    lead: people.Member
    worker: people.Member

    @cached_property
    def system(self) -> Actor:
        return people.system(self.workspace)


def place() -> Place:
    where = people.workspace()
    system = people.system(where)
    return Place(
        where,
        standards.published(system, standards.tideway(system)),
        people.member(where, Role.TALENT_LEAD, name="Ruth Adeyemi"),
        people.member(where, Role.WORKER, name="Ana Ruiz"),
    )


def suggested(
    actor: Actor, framework: Framework, text: str = "The third task needs a torque wrench.", **given: object
) -> Suggestion:
    values = {
        "subject_type": FRAMEWORK,
        "subject_id": framework.pk,
        "kind": Kind.STANDARD,
        "text": text,
        "language": "en",
        "now": NOW,
        **given,
    }
    return actions.suggest(actor, **values)  # type: ignore[arg-type]


def sent(framework: Framework, text: str = "Nobody teaches the third task.", **given: object) -> Suggestion:
    values = {
        "subject_type": FRAMEWORK,
        "subject_id": framework.pk,
        "kind": Kind.STANDARD,
        "text": text,
        "language": "en",
        "now": NOW,
        **given,
    }
    visitor = values.pop("visitor", ANYBODY)
    return actions.send(visitor, **values)  # type: ignore[arg-type]


def changed(
    actor: Actor, framework: Framework, *suggestions: Suggestion, now: datetime = NOW, **given: object
) -> ChangeRecord:
    about = {name: given.pop(name) for name in ("subject_type", "subject_id") if name in given}
    values = {
        "title": "The third task names its tool",
        "words": "The sample task says which wrench is used.",
        "happened_on": now.date(),
        "suggestion_ids": [each.pk for each in suggestions],
        **given,
    }
    return actions.record_change(
        actor,
        **{"subject_type": FRAMEWORK, "subject_id": framework.pk, **about},  # type: ignore[arg-type]
        values=actions.ChangeValues(**values),  # type: ignore[arg-type]
        now=now,
    )


def disputed(here: Place, member: people.Member | None = None, reason: str = "No shims on the new ones.") -> LineVote:
    who = member or here.worker
    line = frameworks.competencies(who.actor, here.framework.pk)[0]
    return revising.say(who.actor, competency_id=line.pk, agrees=False, reason=reason, now=NOW)


def published(actor: Actor, change: ChangeRecord, *, now: datetime = NOW) -> ChangeRecord:
    return actions.publish_change(actor, change_id=change.pk, now=now)


def again(suggestion: Suggestion) -> Suggestion:
    return Suggestion.objects.across_workspaces().get(pk=suggestion.pk)


def causes(change: ChangeRecord) -> list[Cause]:
    return list(change.causes.order_by("recorded_at", "id"))


def told(member: people.Member) -> list[str]:
    """Events she was written to about, the earliest first."""
    rows = Message.objects.across_workspaces().filter(person_id=member.person_id, event__startswith="feedback.")
    return list(rows.order_by("recorded_at", "id").values_list("event", flat=True))
