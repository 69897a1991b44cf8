"""What outcomes answers when the front door asks."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skillmark.campaigns.queries import StepName
from skillmark.foundation.access import may
from skillmark.foundation.answers import Due, Happened, Hit, Lasting
from skillmark.foundation.roles import Actor
from skillmark.outcomes import queries, rules
from skillmark.outcomes.models import FollowUp, FollowUpAnswer, Lot
from skillmark.people import queries as people

MOST_DUE = 20  # a list for one morning; the campaigns have the rest


def personal_data(actor: Actor, person_id: UUID) -> list[dict[str, Any]]:
    """Her lot in a draw, when she is asked again, and what she said. The caller has made sure who reads."""
    lots = Lot.objects.within(actor).filter(person_id=person_id).order_by("recorded_at", "id")
    asked = FollowUp.objects.within(actor).filter(person_id=person_id).order_by("due_on", "id")
    said = FollowUpAnswer.objects.within(actor).filter(follow_up__person_id=person_id).order_by("recorded_at", "id")
    noted = FollowUpAnswer.objects.within(actor).filter(noted_by_id=person_id).order_by("recorded_at", "id")
    return [
        *(_row("lot", row, draw=row.draw, arm=row.arm, stratum=row.stratum) for row in lots),
        *(_row("follow_up", row, due_on=row.due_on.isoformat(), months=row.months) for row in asked),
        *(_row("answer", row, answer=row.answer, happened_on=row.happened_on.isoformat()) for row in said),
        *(_row("answer_noted", row) for row in noted),
    ]


def erase(actor: Actor, person_id: UUID, now: datetime) -> None:
    """Her place in a draw and its seal stay, so that the lottery can still be checked; the rest goes.

    The draw goes too: with the seed, trying out the numbers of a thousand people would find her by it.
    """
    lots = Lot.objects.within(actor).filter(person_id=person_id)
    lots.update(person=None, known_as="", draw=None, salt=None)
    answers = FollowUpAnswer.objects.within(actor)
    answers.filter(follow_up__person_id=person_id).update(replaces=None)  # a correction protects what it corrected
    answers.filter(follow_up__person_id=person_id).delete()
    answers.filter(noted_by_id=person_id).update(noted_by=None)
    FollowUp.objects.within(actor).filter(person_id=person_id).delete()


def due_for(actor: Actor, now: datetime) -> list[Due]:
    """Follow-ups whose day has come and that nobody has answered: one line a campaign and day."""
    if not may(actor, "outcomes.follow_up.read"):
        return []
    slug = people.slug(actor)
    waiting = queries.follow_ups_due(actor, people.today(actor, now))
    return [
        Due(
            ngettext(
                "Ask %(count)s person again after %(months)s months: %(campaign)s",
                "Ask %(count)s people again after %(months)s months: %(campaign)s",
                each.people,
            )
            % {"count": each.people, "months": each.months, "campaign": each.title},
            reverse("outcomes:follow_ups", kwargs={"workspace": slug, "campaign_id": each.campaign_id}),
            by=each.due_on,
        )
        for each in waiting[:MOST_DUE]
    ]


def timeline(actor: Actor, person_id: UUID) -> list[Happened]:
    """When she was asked again, for herself and for those who ask."""
    if person_id != actor.person_id and not may(actor, "outcomes.follow_up.read"):
        return []
    answers = FollowUpAnswer.objects.within(actor).filter(follow_up__person_id=person_id, replaced_by=None)
    return [
        Happened(
            row.happened_on,
            _("Asked again after %(months)s months") % {"months": row.follow_up.months},
            _("Follow-up"),
        )
        for row in answers.select_related("follow_up")
    ]


def doors(actor: Actor, campaign_id: UUID) -> dict[str, str]:
    """Where the steps of measuring are done: step name → address."""
    place = {"workspace": people.slug(actor), "campaign_id": campaign_id}
    return {
        StepName.MEASUREMENT.value: reverse("outcomes:measurement", kwargs=place),
        StepName.FIGURES.value: reverse("outcomes:figures", kwargs=place),
    }


def _row(kind: str, row: Any, **values: Any) -> dict[str, Any]:
    return {"kind": kind, "recorded_at": row.recorded_at, "values": values}


def published() -> list[Hit]:
    """Public scope: the latest frozen figures of each campaign, under its public name and the job.

    The title it has in the workspace may name whom the programme is for; nobody outside reads that.
    """
    return [
        Hit(
            f"{kept.campaign.public_name}: {kept.run.framework.title}",
            date_format(rules.day_of(kept.as_of, kept.workspace.time_zone)),
            reverse("outcomes:public_figures", args=[kept.pk]),
        )
        for kept in queries.published_releases()
    ]


def lasting() -> dict[str, Lasting]:
    """What people said months later; published figures stay as they are."""
    return {"answer": Lasting("recorded", _before, _drop, whose="follow_up__person_id")}


def _before(actor: Actor, before: datetime) -> QuerySet[FollowUpAnswer]:
    rows: QuerySet[FollowUpAnswer] = FollowUpAnswer.objects.within(actor).filter(recorded_at__lt=before)
    return rows


def _drop(actor: Actor, ids: Sequence[UUID], now: datetime) -> None:
    rows = FollowUpAnswer.objects.within(actor)
    rows.filter(replaces__in=ids).update(replaces=None)
    rows.filter(pk__in=ids).delete()


ANSWERS: dict[str, Callable[..., Any]] = {
    "personal_data": personal_data,
    "erase": erase,
    "due_for": due_for,
    "timeline": timeline,
    "doors": doors,
    "published": published,
    "lasting": lasting,
}
