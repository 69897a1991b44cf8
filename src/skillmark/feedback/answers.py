"""What feedback answers when higher floors and `config` ask."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from skillmark.feedback import queries
from skillmark.feedback.models import Answer, Cause, ChangeRecord, Suggestion
from skillmark.foundation.answers import Due, Hit, Lasting
from skillmark.foundation.roles import Actor
from skillmark.people import queries as people


def due_for(actor: Actor, now: datetime) -> list[Due]:
    """Suggestions without an answer for more than two weeks, and versions of which nobody has said what they answer."""
    found = queries.waiting(actor, now)
    slug = people.slug(actor) if found else ""
    return [
        Due(
            _("Say what this answers: %(title)s") % {"title": each.title},
            reverse("feedback:new_change", args=[slug, each.subject_type, each.which]),
        )
        if each.offered
        else Due(
            _("Answer a suggestion: %(title)s") % {"title": each.title},
            reverse("feedback:suggestion", args=[slug, each.which]),
        )
        for each in found
    ]


def personal_data(actor: Actor, person_id: UUID) -> list[dict[str, object]]:
    """What she suggested, what she said that a change came of, and how many suggestions of others she answered and
    changes she wrote.
    """
    suggested = Suggestion.objects.within(actor).filter(person_id=person_id).order_by("recorded_at", "id")
    causes = Cause.objects.within(actor).filter(person_id=person_id).select_related("change")
    answered = Answer.objects.within(actor).filter(answered_by_id=person_id).order_by("recorded_at", "id")
    wrote = ChangeRecord.objects.within(actor).filter(written_by_id=person_id).order_by("recorded_at", "id")
    rows: list[tuple[str, datetime, dict[str, Any]]] = [
        *(
            ("suggestion", one.recorded_at,
             {"title": one.title, "text": one.text, "organisation": one.organisation, "on": one.happened_on,
              "quotable": one.quotable})
            for one in suggested
        ),
        *(
            ("cause", one.recorded_at, {"title": one.change.title, "text": one.text})
            for one in causes.order_by("recorded_at", "id")
        ),
        *(("answered", one.recorded_at, {"reason": one.reason}) for one in answered),
        *(("change", one.recorded_at, {"title": one.title, "on": one.happened_on}) for one in wrote),
    ]  # fmt: skip
    return [{"kind": kind, "recorded_at": at, "values": values} for kind, at, values in rows]


def erase(actor: Actor, person_id: UUID, now: datetime) -> None:
    """Her words go with her; that somebody said so stays, with what came of it."""
    _forget_suggestions(Suggestion.objects.within(actor).filter(person_id=person_id))
    _forget_causes(Cause.objects.within(actor).filter(person_id=person_id))
    Answer.objects.within(actor).filter(answered_by_id=person_id).update(answered_by=None)
    ChangeRecord.objects.within(actor).filter(written_by_id=person_id).update(written_by=None)


def lasting() -> dict[str, Lasting]:
    """The words of suggestions, and copies of what was said elsewhere, with whoever said them. That somebody said so
    stays, with what came of it, and so it is counted.
    """
    return {
        "suggestion": Lasting(
            "recorded",
            lambda actor, before: _said_before(Suggestion, actor, before),
            lambda actor, ids, now: _forget_suggestions(Suggestion.objects.within(actor).filter(pk__in=ids)),
        ),
        "cause": Lasting(
            "recorded",
            lambda actor, before: _said_before(Cause, actor, before),
            lambda actor, ids, now: _forget_causes(Cause.objects.within(actor).filter(pk__in=ids)),
        ),
    }


def _said_before(model: Any, actor: Actor, before: datetime) -> QuerySet[Any]:
    rows: QuerySet[Any] = model.objects.within(actor).filter(recorded_at__lt=before)
    return rows.exclude(text="")


def _forget_suggestions(rows: QuerySet[Suggestion]) -> None:
    rows.update(person=None, text="", organisation="", quotable=False)


def _forget_causes(rows: QuerySet[Cause]) -> None:
    rows.update(person=None, text="")


def search(actor: Actor, text: str) -> list[Hit]:
    """Changes whose title contains the text, as far as the actor reads them."""
    found = queries.changes(actor).filter(title__icontains=text)[:20]
    slug = people.slug(actor)
    return [
        Hit(title=each.title, kind=_("You said, we did"), url=reverse("feedback:change", args=[slug, each.pk]))
        for each in found
    ]


ANSWERS = {"due_for": due_for, "personal_data": personal_data, "erase": erase, "lasting": lasting, "search": search}
