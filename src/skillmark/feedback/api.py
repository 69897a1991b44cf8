"""The REST face of feedback: what people would change, what was answered, and the changes that came of it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from skillmark.feedback import queries, subjects
from skillmark.foundation import access
from skillmark.foundation.api import Page, actor_of, operation, paged
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import about
from skillmark.people import queries as people

router = Router(tags=["Suggestions"])


class SuggestionOut(Schema):
    """What somebody would change. `text` is as it was blanked (each blank a █) and empty once the words are gone; `by`
    is told to whoever answers suggestions, and empty where no name is kept. `joined_to_id`: another that says the same.
    """

    id: UUID
    title: str
    kind: str
    text: str
    by: str
    organisation: str
    happened_on: date
    state: str
    answered_on: date | None
    blanked_on: date | None
    quotable: bool
    joined_to_id: UUID | None


class AnswerOut(Schema):
    state: str
    reason: str
    recorded_at: datetime


class ChangeRefOut(Schema):
    id: UUID
    title: str
    happened_on: date
    published_at: datetime | None


class WholeSuggestionOut(SuggestionOut):
    """With what was answered, the latest first, the changes that came of it, and those joined to it. Whoever does not
    answer suggestions reads the published changes alone.
    """

    answers: list[AnswerOut]
    changes: list[ChangeRefOut]
    joined_ids: list[UUID]


class ChangeOut(Schema):
    """“You said, we did”: what changed about a subject, on which day, and from what to what."""

    id: UUID
    subject_type: str
    subject_id: UUID
    about: str
    title: str
    words: str
    was: str
    now_is: str
    happened_on: date
    published_at: datetime | None


class CauseOut(Schema):
    """One thing that a change answers. `suggestion_id` is null for what was said elsewhere, as `source_type` tells;
    `alike` is how many more say the same. `text` is empty once the words are gone.
    """

    suggestion_id: UUID | None
    source_type: str
    text: str
    alike: int
    quotable: bool


class CountedOut(Schema):
    """What everybody is told of the causes: null for voices too few to count out, whom others could name."""

    suggestions: int | None
    others: int | None
    quotes: list[str]
    comments: list[str]


class WholeChangeOut(ChangeOut):
    """With what it answers: one by one (`causes`) for whoever writes changes, else counted (`told`)."""

    causes: list[CauseOut] | None
    told: CountedOut | None


@router.get("/suggestions", response=Page[SuggestionOut], summary="Every suggestion, oldest first")
@operation("feedback.suggestion.list")
def suggestions(request: HttpRequest, cursor: str = "", limit: int = 50) -> object:
    page = paged(queries.listed(actor_of(request)), cursor, limit)
    return page | {"items": [_suggestion(each, leads=True) for each in page["items"]]}


@router.get("/my-suggestions", response=Page[SuggestionOut], summary="Those of the token's owner under her name")
@operation("feedback.suggestion.own")
def own(request: HttpRequest, cursor: str = "", limit: int = 50) -> object:
    page = paged(queries.own(actor_of(request)), cursor, limit)
    return page | {"items": [_suggestion(each, leads=False) for each in page["items"]]}


@router.get("/suggestions/{suggestion_id}", response=WholeSuggestionOut, summary="One, and what became of it")
@operation("feedback.suggestion.read")
def suggestion(request: HttpRequest, suggestion_id: UUID) -> object:
    actor = actor_of(request)
    found = queries.suggestion(actor, suggestion_id)
    about(request, found.person_id)
    leads = access.may(actor, "feedback.suggestion.list")
    joined = found.joined.order_by("recorded_at", "id") if leads else []
    return _suggestion(found, leads=leads) | {
        "answers": list(queries.answers_to(found)),
        "changes": list(queries.changes_of(found, published=not leads)),
        "joined_ids": [each.pk for each in joined],
    }


@router.get("/changes", response=Page[ChangeOut], summary="What was changed because of what people said, oldest first")
@operation("feedback.change.read")
def changes(request: HttpRequest, cursor: str = "", limit: int = 50) -> object:
    return paged(queries.changes(actor_of(request)), cursor, limit)


@router.get("/changes/{change_id}", response=WholeChangeOut, summary="One of them, and what it answers")
@operation("feedback.change.read")
def change(request: HttpRequest, change_id: UUID) -> object:
    actor = actor_of(request)
    found = queries.change(actor, change_id)
    writes = access.may(actor, "feedback.change.write")
    return {name: getattr(found, name) for name in ChangeOut.model_fields if name != "id"} | {
        "id": found.pk,
        "causes": _causes(found) if writes else None,
        "told": None if writes else _told(actor, found),
    }


def _suggestion(found: queries.Suggestion, *, leads: bool) -> dict[str, Any]:
    """Whose it is and which other it is joined to is read by whoever answers suggestions, as on the page."""
    same = ("title", "kind", "text", "happened_on", "state", "answered_on", "blanked_on", "quotable")
    return {name: getattr(found, name) for name in same} | {
        "id": found.pk,
        "by": found.person.name if leads and found.person else "",
        "organisation": found.organisation if leads else "",
        "joined_to_id": found.joined_to_id if leads else None,
    }


def _causes(found: queries.ChangeRecord) -> list[CauseOut]:
    """Without names: what was said counts, not who said it."""
    causes = queries.causes_of(found)
    elsewhere: dict[str, list[UUID]] = {}
    for each in causes:
        if each.source_id is not None:
            elsewhere.setdefault(each.source_type, []).append(each.source_id)
    public = subjects.said_in_public(elsewhere) if elsewhere else {}
    told = []
    for each in causes:
        said, comment = each.suggestion, public.get(each.source_id) if each.source_id else None
        told.append(
            CauseOut(
                suggestion_id=each.suggestion_id, source_type=each.source_type,
                text=said.text if said else comment.text if comment else each.text,
                alike=len(said.joined.all()) if said else 0, quotable=bool(said and said.quotable),
            )
        )  # fmt: skip
    return told


def _told(actor: Actor, found: queries.ChangeRecord) -> CountedOut | None:
    counted = queries.public_causes([found], people.workspace(actor).minimum_cell).get(found.pk)
    if counted is None:
        return None
    return CountedOut(
        suggestions=counted.suggestions, others=counted.others, quotes=list(counted.quotes),
        comments=[each.text for each in counted.comments],
    )  # fmt: skip
