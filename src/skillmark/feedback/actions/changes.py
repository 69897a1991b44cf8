"""What was changed, and what that answers: written, published, taken down. Nothing is claimed by the program."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from skillmark.feedback import queries, subjects
from skillmark.feedback.actions.suggestions import LONGEST_TITLE, give, tell
from skillmark.feedback.models import Cause, ChangeRecord, Offer, State, Suggestion
from skillmark.feedback.subjects import Subject
from skillmark.foundation import access, audit, outbox
from skillmark.foundation.roles import Actor
from skillmark.foundation.scopes import NotFound
from skillmark.foundation.work import action
from skillmark.kernel.values import BadInput, told, written
from skillmark.people import actions as messages
from skillmark.people import queries as people


@dataclass(frozen=True, slots=True)
class ChangeValues:
    """A change as it is written: since when, what it was before and is now, and which suggestions and other things said
    of its subject caused it.
    """

    title: str
    words: str
    happened_on: date
    was: str = ""
    now_is: str = ""
    suggestion_ids: Collection[UUID] = ()
    source_ids: Collection[UUID] = ()


@action
def offer(actor: Actor, *, subject_type: str, subject_id: UUID, others: int, now: datetime) -> Offer | None:
    """A version came into force: whoever leads is offered to say what it answers, where anything is open on its topic.
    `others` is how many things that were said of it elsewhere are.

    Told by the context whose version it is. Raises NotFound for a subject nobody knows.
    """
    access.require(actor, "feedback.change.offer")
    about = subjects.subject(actor, subject_type, subject_id)
    if not others and not queries.open_about(actor, about.topic).exists():
        return None
    offered: Offer = Offer.objects.record(
        actor,
        now=now,
        subject_type=subject_type,
        subject_id=subject_id,
        title=(about.now_is or about.title)[:LONGEST_TITLE],
        happened_on=people.today(actor, now),
    )
    audit.record(actor, "feedback.change.offered", offered, about=subject_id)
    return offered


@action
def settle_offer(actor: Actor, *, subject_type: str, subject_id: UUID, now: datetime) -> None:
    """Say that a version answers nothing of what is open. Raises NotFound where nothing is offered."""
    access.require(actor, "feedback.change.write")
    offered = queries.offer_about(actor, subject_type, subject_id)
    if offered is None:
        raise NotFound(str(subject_id))
    _settle(actor, offered, now)


@action
def record_change(
    actor: Actor, *, subject_type: str, subject_id: UUID, values: ChangeValues, now: datetime
) -> ChangeRecord:
    """Write down what changed about a subject. Nobody reads it before it is published.

    Raises NotFound for a subject, a suggestion or a source that is not there to be chosen; BadInput for a text that is
    missing or too long, and a day to come.
    """
    access.require(actor, "feedback.change.write")
    about = subjects.subject(actor, subject_type, subject_id)
    change: ChangeRecord = ChangeRecord.objects.record(
        actor,
        now=now,
        subject_type=subject_type,
        subject_id=subject_id,
        topic=about.topic,
        about=about.title[:LONGEST_TITLE],
        was_id=about.was_id,
        written_by_id=actor.person_id,
        **_texts(actor, values, now),
    )
    _name_causes(actor, change, about, values, now)
    audit.record(actor, "feedback.change.recorded", change, about=subject_id)
    return change


@action
def rewrite_change(actor: Actor, *, change_id: UUID, values: ChangeValues, now: datetime) -> ChangeRecord:
    """Put other words and causes in the place of those of a change that is not published. Raises as `record_change`,
    and BadInput for one that is.
    """
    access.require(actor, "feedback.change.write")
    change = queries.change(actor, change_id, lock=True)
    if change.published_at is not None:
        raise BadInput.of(told("it is published; take it down first"), file="change")
    about = subjects.subject(actor, change.subject_type, change.subject_id)
    texts = _texts(actor, values, now)
    for name, value in texts.items():
        setattr(change, name, value)
    change.save(update_fields=list(texts))
    change.causes.all().delete()
    _name_causes(actor, change, about, values, now)
    audit.record(actor, "feedback.change.rewritten", change)
    return change


@action
def publish_change(actor: Actor, *, change_id: UUID, now: datetime) -> ChangeRecord:
    """Show everybody what was changed and what it answers; whoever said so, and is known, is told.

    Raises BadInput a second time, and for a draft that is not in force: what nobody is measured by has changed nothing.
    """
    access.require(actor, "feedback.change.write")
    change = queries.change(actor, change_id, lock=True)
    if change.published_at is not None:
        raise BadInput.of(told("it is published already"), file="change")
    if not subjects.subject(actor, change.subject_type, change.subject_id).in_force:
        raise BadInput.of(told("this version is not in force, so nothing has changed yet"), file="change")
    change.published_at = now
    change.save(update_fields=["published_at"])
    offered = queries.offer_about(actor, change.subject_type, change.subject_id)
    if offered is not None:
        _settle(actor, offered, now)
    _tell(actor, change, now)
    audit.record(actor, "feedback.change.published", change)
    outbox.announce("feedback.change.published", change)
    return change


@action
def take_down(actor: Actor, *, change_id: UUID, now: datetime) -> ChangeRecord:
    """Show a change to nobody but those who write them, until it is published again. What people were told stays said.

    Raises BadInput for one that is not published.
    """
    access.require(actor, "feedback.change.write")
    change = queries.change(actor, change_id, lock=True)
    if change.published_at is None:
        raise BadInput.of(told("it is not published"), file="change")
    change.published_at = None
    change.save(update_fields=["published_at"])
    audit.record(actor, "feedback.change.taken_down", change)
    return change


def _texts(actor: Actor, values: ChangeValues, now: datetime) -> dict[str, object]:
    if values.happened_on > people.today(actor, now):
        raise BadInput.of(told("that day has not come"), file="change", column="happened_on")
    return {
        "title": written(values.title, most=LONGEST_TITLE, file="change", column="title"),
        "words": written(values.words, most=ChangeRecord.longest, file="change", column="words"),
        "was": written(values.was, most=LONGEST_TITLE, file="change", column="was", missing=None),
        "now_is": written(values.now_is, most=LONGEST_TITLE, file="change", column="now_is", missing=None),
        "happened_on": values.happened_on,
    }


def _name_causes(actor: Actor, change: ChangeRecord, about: Subject, values: ChangeValues, now: datetime) -> None:
    """What others said is copied as it stands at this moment, unless it was said in public."""
    chosen, sources = set(values.suggestion_ids), set(values.source_ids)
    rows = Suggestion.objects.within(actor).filter(pk__in=chosen, joined_to=None)
    heard = {each.source_id: each for each in subjects.heard(actor, about)} if sources else {}
    if rows.count() != len(chosen) or not sources <= set(heard):
        raise NotFound(str(change.pk))
    for suggestion in rows.order_by("recorded_at", "id"):
        Cause.objects.record(actor, now=now, change=change, suggestion=suggestion)
    for source_id in sorted(sources):
        said = heard[source_id]
        Cause.objects.record(
            actor,
            now=now,
            change=change,
            source_type=said.source_type,
            source_id=source_id,
            text=said.text,
            person_id=said.person_id,
        )


def _tell(actor: Actor, change: ChangeRecord, now: datetime) -> None:
    """The suggestions are answered by the change; each person is told once."""
    causes = queries.causes_of(change)
    roots = [cause.suggestion for cause in causes if cause.suggestion is not None]
    for root in roots:
        give(actor, root, State.DONE, change.title, now)
    told_by_it = [each for root in roots for each in (root, *root.joined.all())]
    tell(actor, told_by_it, "feedback.changed", now)
    known = {each.person_id for each in told_by_it}
    others = {cause.person_id for cause in causes if cause.person_id is not None} - known
    for person_id in sorted(others):
        messages.tell(actor, person_id=person_id, event="feedback.changed", parameters={"title": change.about}, now=now)


def _settle(actor: Actor, offered: Offer, now: datetime) -> None:
    offered.settled_at = now
    offered.save(update_fields=["settled_at"])
    audit.record(actor, "feedback.change.settled", offered, about=offered.subject_id)
