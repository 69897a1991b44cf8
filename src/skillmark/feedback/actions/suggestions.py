"""Suggestions are made, answered, joined to others alike, quoted or not, and words that name others taken out."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from skillmark.feedback import queries, subjects
from skillmark.feedback.models import Answer, Cause, Kind, State, Suggestion, Way
from skillmark.feedback.subjects import Subject
from skillmark.foundation import access, audit, clearing, holds
from skillmark.foundation.roles import Actor, program
from skillmark.foundation.scopes import NotFound
from skillmark.foundation.work import action
from skillmark.kernel.values import BadInput, told, written
from skillmark.people import actions as messages
from skillmark.people import queries as people

LONGEST_TITLE = 200


@action
def suggest(
    actor: Actor,
    *,
    subject_type: str,
    subject_id: UUID,
    kind: Kind,
    text: str,
    anonymous: bool = False,
    quotable: bool = False,
    language: str,
    now: datetime,
) -> Suggestion:
    """Say what should change about a subject. `anonymous`: nobody's name is kept with it, in no history either.

    Raises NotFound for a subject nobody knows, BadInput for no text or one that is too long.
    """
    access.require(actor, "feedback.suggestion.make")
    about = subjects.subject(actor, subject_type, subject_id)
    return _keep(
        _nobody(actor.workspace_id, demonstration=actor.demonstration) if anonymous else actor,
        about,
        way=Way.INSIDE,
        kind=kind,
        text=text,
        person_id=None if anonymous else actor.person_id,
        anonymous=anonymous,
        organisation="",
        quotable=quotable,
        language=language,
        day=people.today(actor, now),
        now=now,
    )


@action
def send(
    visitor: Actor,
    *,
    subject_type: str,
    subject_id: UUID,
    kind: Kind,
    text: str,
    organisation: str = "",
    anonymous: bool = False,
    quotable: bool = False,
    language: str,
    now: datetime,
) -> Suggestion:
    """As `suggest`, without a log-in, about what is open to everybody. Whoever is logged in and known there is kept
    with it, unless she wants no name kept.
    """
    access.require(visitor, "feedback.suggestion.send")
    about = subjects.public_subject(subject_type, subject_id)
    where = about.workspace
    if where is None:
        raise NotFound(str(subject_id))
    person_id = None if anonymous else _known_there(visitor, where.slug)
    return _keep(
        _nobody(where.pk, demonstration=where.demonstration),
        about,
        way=Way.PUBLIC,
        kind=kind,
        text=text,
        person_id=person_id,
        anonymous=anonymous or person_id is None,
        organisation=organisation,
        quotable=quotable,
        language=language,
        day=people.day_in(where, now),
        now=now,
    )


@action
def answer(actor: Actor, *, suggestion_id: UUID, state: State, reason: str, now: datetime) -> Answer:
    """Say what becomes of a suggestion and of those joined to it; each who wrote one is told.

    Raises BadInput for one that is joined to another (that one is answered), for no answer, and without a reason where
    it is not taken up.
    """
    found = queries.suggestion(actor, suggestion_id, lock=True)
    access.require(actor, "feedback.suggestion.answer", found)
    if found.joined_to_id is not None:
        raise BadInput.of(told("it is joined to another; answer that one"), file="suggestion")
    if state is State.NEW:
        raise BadInput.of(told("is missing"), file="answer", column="state")
    missing = told("say why it is not taken up") if state is State.NOT_TAKEN_UP else None
    why = written(reason, most=Answer.longest, file="answer", column="reason", missing=missing)
    given = give(actor, found, state, why, now)
    tell(actor, [found, *found.joined.all()], "feedback.answered", now)
    return given


@action
def join(actor: Actor, *, suggestion_id: UUID, to_id: UUID, now: datetime) -> Suggestion:
    """Join a suggestion, with those joined to it, to another that says the same; each who wrote one is told.

    Raises BadInput for one that is joined already or that a change came of, and for joining it to itself.
    """
    found = queries.suggestion(actor, suggestion_id, lock=True)
    access.require(actor, "feedback.suggestion.answer", found)
    other = queries.suggestion(actor, to_id, lock=True)
    root = other if other.joined_to_id is None else queries.suggestion(actor, other.joined_to_id, lock=True)
    if found.joined_to_id is not None or root.pk == found.pk:
        raise BadInput.of(told("these two are one already"), file="suggestion", column="to")
    if Cause.objects.within(actor).filter(suggestion=found).exists():
        raise BadInput.of(told("a change came of it; join the other to this one"), file="suggestion", column="to")
    moved = [found, *found.joined.all()]
    answered_on = None if root.answered_on is None else people.today(actor, now)
    for each in moved:
        each.joined_to, each.state = root, root.state
        each.answered_on = each.answered_on or answered_on
        each.save(update_fields=["joined_to", "state", "answered_on"])
    audit.record(actor, "feedback.suggestion.joined", found, to=root.pk, count=len(moved))
    tell(actor, moved, "feedback.joined", now)
    return found


@action
def quote(actor: Actor, *, suggestion_id: UUID, now: datetime) -> Suggestion:
    """Whoever wrote it agrees that her words are published with what came of them. Raises BadInput without words."""
    found = queries.suggestion(actor, suggestion_id, lock=True)
    access.require(actor, "feedback.suggestion.quote", found)
    if not found.text:
        raise BadInput.of(told("is missing"), file="suggestion", column="text")
    return _quoted(actor, found, quotable=True)


@action
def unquote(actor: Actor, *, suggestion_id: UUID, now: datetime) -> Suggestion:
    """Her words are published no more, from this moment; that somebody said so is still counted."""
    found = queries.suggestion(actor, suggestion_id, lock=True)
    access.require(actor, "feedback.suggestion.unquote", found)
    return _quoted(actor, found, quotable=False)


@action
def blank(actor: Actor, *, suggestion_id: UUID, words: Sequence[str], now: datetime) -> Suggestion:
    """Take words that name somebody else out of a suggestion for good: what stood there is kept nowhere, in no history
    either. Whoever wrote it is told that it was done.

    Raises BadInput for no words, for some that do not stand there and for her own name, OnHold while it must be kept.
    """
    found = queries.suggestion(actor, suggestion_id, lock=True)
    access.require(actor, "feedback.suggestion.blank", found)
    found.text = queries.as_blanked(actor, found, words)
    holds.require_none_on(actor, [queries.SUGGESTION], found.person_id)
    found.blanked_on = people.today(actor, now)
    with clearing.noting() as tables:
        found.save(update_fields=["text", "blanked_on"])
    clearing.ask_for(actor, tables, found.pk, now)
    audit.record(actor, "feedback.suggestion.blanked", found)
    tell(actor, [found], "feedback.blanked", now)
    return found


def give(actor: Actor, found: Suggestion, state: State, reason: str, now: datetime) -> Answer:
    """Keep an answer, and put the suggestion and those joined to it in its state. The caller has asked leave."""
    given: Answer = Answer.objects.record(
        actor, now=now, suggestion=found, state=state, reason=reason, answered_by_id=actor.person_id
    )
    today = people.today(actor, now)
    for each in (found, *found.joined.select_for_update()):
        each.state, each.answered_on = state, each.answered_on or today
        each.save(update_fields=["state", "answered_on"])
    audit.record(actor, "feedback.suggestion.answered", found, state=state)
    return given


def tell(actor: Actor, rows: Iterable[Suggestion], event: str, now: datetime) -> None:
    """Once each person of these, under the name of the subject she wrote about."""
    titles = {each.person_id: each.title for each in rows if each.person_id is not None}
    for person_id, title in sorted(titles.items()):
        messages.tell(actor, person_id=person_id, event=event, parameters={"title": title}, now=now)


def _keep(
    inside: Actor,
    about: Subject,
    *,
    way: Way,
    kind: Kind,
    text: str,
    person_id: UUID | None,
    anonymous: bool,
    organisation: str,
    quotable: bool,
    language: str,
    day: date,
    now: datetime,
) -> Suggestion:
    kept: Suggestion = Suggestion.objects.record(
        inside,
        now=now,
        subject_type=about.subject_type,
        subject_id=about.subject_id,
        topic=about.topic,
        title=about.title[:LONGEST_TITLE],
        kind=kind,
        text=written(text, most=Suggestion.longest, file="suggestion", column="text"),
        way=way,
        person_id=person_id,
        anonymous=anonymous,
        organisation=organisation.strip(),
        quotable=quotable,
        language=language,
        happened_on=day,
    )
    audit.record(inside, "feedback.suggestion.made", kept, about=about.subject_id, kind=kind, way=way)
    return kept


def _quoted(actor: Actor, found: Suggestion, *, quotable: bool) -> Suggestion:
    found.quotable = quotable
    found.save(update_fields=["quotable"])
    audit.record(actor, "feedback.suggestion.quoted", found, quotable=quotable)
    return found


def _nobody(workspace_id: UUID, *, demonstration: bool) -> Actor:
    """Who acts in history where no name is kept."""
    return program(workspace_id, "suggestion", demonstration=demonstration)


def _known_there(visitor: Actor, slug: str) -> UUID | None:
    """The person that whoever is logged in is in this workspace."""
    if visitor.account_id is None:
        return None
    try:
        return people.actor_for(visitor.account_id, slug).person_id
    except NotFound:
        return None
