"""Drafts are opened to public comment, and every comment is answered."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import QuerySet

from skillmark.foundation import access, audit, outbox, sealing
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor, program
from skillmark.foundation.scopes import NotFound
from skillmark.foundation.sources import new_id
from skillmark.foundation.work import action
from skillmark.governance import queries, rules, subjects
from skillmark.governance.models import Body, Comment, Constituency, Consultation, Hidden, Response, Seat, Verdict
from skillmark.governance.rules import Stage
from skillmark.kernel.values import BadInput, told, written
from skillmark.people import actions as messages
from skillmark.people import queries as people

KIND = "governance.answer_to_comment"


@action
def open_consultation(
    actor: Actor,
    *,
    body_id: UUID,
    subject_type: str,
    subject_id: UUID,
    what_changes: str,
    for_whom: str,
    asked: str,
    closes_at: datetime,
    now: datetime,
) -> Consultation:
    """Open a draft, as it stands, to everybody's comment until `closes_at`; the body answers what is said.

    Raises NotFound for a subject nobody knows; BadInput where it is no draft any more, an earlier consultation on it is
    not concluded, a part of the half page is missing or too long, or `closes_at` is not ahead.
    """
    body: Body = one(Body.objects.within(actor), body_id, lock=True)
    access.require(actor, "governance.consultation.lead", Seat(workspace_id=body.workspace_id, body=body))
    draft = subjects.draft(actor, subject_type, subject_id)
    if closes_at <= now:
        raise BadInput.of(told("the comments must end in the future"), file="consultation", column="closes_at")
    if queries.running(actor, subject_type, subject_id) is not None:
        raise BadInput.of(told("an earlier round of comments on this is not concluded"), file="consultation")
    said = {"what_changes": what_changes, "for_whom": for_whom, "asked": asked}
    half_page = {
        column: written(value, most=Consultation.longest, file="consultation", column=column)
        for column, value in said.items()
    }
    text = "\n".join(" ".join(line.split()) for line in draft.lines)
    consultation: Consultation = Consultation.objects.record(
        actor,
        now=now,
        body=body,
        subject_type=subject_type,
        subject_id=subject_id,
        title=draft.title[:200],
        text=text,
        digest=hashlib.sha256(text.encode()).hexdigest(),
        closes_at=closes_at,
        **half_page,
    )
    audit.record(
        actor,
        "governance.consultation.opened",
        consultation,
        about=subject_id,
        closes_at=closes_at,
        digest=consultation.digest,
    )
    outbox.announce("governance.consultation.opened", consultation)
    return consultation


@action
def comment(
    visitor: Actor,
    *,
    consultation_id: UUID,
    text: str,
    line: int | None = None,
    organisation: str = "",
    constituency: str = "",
    name: str = "",
    address: str = "",
    language: str,
    now: datetime,
) -> Comment:
    """Say something of a draft, without a log-in. All but `address` is published; it is sealed, and only written to.

    Raises NotFound where nothing is open to comment under this id; BadInput after the close, for no text or too long a
    one, a line that the draft has not, a constituency that is none, and an address that is no e-mail address.
    """
    access.require(visitor, "governance.consultation.comment")
    found = queries.public_consultation(consultation_id)
    if rules.stage(found.closes_at, found.concluded_at, now) is not Stage.OPEN:
        raise BadInput.of(told("the time for comments is over"), file="comment")
    if line is not None and not 1 <= line <= len(found.text.split("\n")):
        raise BadInput.of(told("the draft has no such line"), file="comment", column="line")
    if constituency and constituency not in Constituency.values:
        raise BadInput.of(told("is none of those offered"), file="comment", column="constituency")
    inside = program(found.workspace_id, "comment", demonstration=found.workspace.demonstration)
    comment_id = new_id()
    said: Comment = Comment.objects.record(
        inside,
        now=now,
        id=comment_id,
        consultation=found,
        line=line,
        text=written(text, most=Comment.longest, file="comment", column="text"),
        organisation=organisation.strip(),
        constituency=constituency,
        name=name.strip(),
        person_id=_known_here(visitor, found.workspace.slug),
        language=language,
        sealed=sealing.seal(comment_id, _mail(address)) if address.strip() else None,
    )
    audit.record(inside, "governance.consultation.commented", said, consultation=found.pk)
    return said


@action
def respond(
    actor: Actor,
    *,
    consultation_id: UUID,
    comment_ids: Sequence[UUID],
    verdict: Verdict,
    reason: str,
    now: datetime,
) -> Response:
    """Give one comment a response, or several alike the same one; it takes the place of what they had.

    Raises BadInput without a comment or a reason, and once the consultation is concluded; NotFound for a comment of
    another.
    """
    found = queries.consultation(actor, consultation_id, lock=True)
    access.require(actor, "governance.consultation.lead", found)
    _refuse_concluded(found)
    if not comment_ids:
        raise BadInput.of(told("choose at least one comment"), file="response", column="comments")
    answered = Comment.objects.within(actor).filter(consultation=found, pk__in=comment_ids)
    if answered.count() != len(set(comment_ids)):
        raise NotFound(str(consultation_id))
    response: Response = Response.objects.record(
        actor,
        now=now,
        consultation=found,
        verdict=verdict,
        reason=written(reason, most=Response.longest, file="response", column="reason"),
    )
    answered.update(response=response)
    audit.record(
        actor, "governance.consultation.answered", response, consultation=found.pk, comments=sorted(set(comment_ids))
    )
    return response


@action
def hide_comment(actor: Actor, *, comment_id: UUID, because: Hidden | None, now: datetime) -> Comment:
    """Show the reason in place of a comment's words, which are kept; None shows them again. Also once concluded."""
    found = queries.comment(actor, comment_id, lock=True)
    access.require(actor, "governance.consultation.lead", found.consultation)
    found.hidden_because = because or ""
    found.save(update_fields=["hidden_because"])
    audit.record(actor, "governance.consultation.hidden", found, because=because or "")
    return found


@action
def forget_commenter(actor: Actor, *, comment_id: UUID, now: datetime) -> Comment:
    """Take the name and the address off a comment whose writer asks for it; what she said stays."""
    found = queries.comment(actor, comment_id, lock=True)
    access.require(actor, "governance.consultation.lead", found.consultation)
    found.name, found.person, found.sealed = "", None, None
    found.save(update_fields=["name", "person", "sealed"])
    audit.record(actor, "governance.consultation.forgotten", found)
    return found


@action
def conclude(actor: Actor, *, consultation_id: UUID, now: datetime) -> Consultation:
    """Publish the responses, and have everybody told who left an address or is known here.

    Raises BadInput before the close, while a comment has no response, and a second time.
    """
    found = queries.consultation(actor, consultation_id, lock=True)
    access.require(actor, "governance.consultation.lead", found)
    _refuse_concluded(found)
    if rules.stage(found.closes_at, None, now) is Stage.OPEN:
        raise BadInput.of(told("comments can still come"), file="consultation")
    waiting = queries.unanswered_comments(found)
    if waiting:
        raise BadInput.of(told("comments without a response: %(count)s", count=waiting), file="consultation")
    found.concluded_at = now
    found.save(update_fields=["concluded_at"])
    audit.record(actor, "governance.consultation.concluded", found, comments=found.comments.count())
    outbox.announce("governance.consultation.concluded", found)
    _tell(actor, found, now)
    return found


@action
def forget_address(actor: Actor, *, comment_id: UUID) -> None:
    """She was told, or cannot be: the address goes."""
    if Comment.objects.within(actor).filter(pk=comment_id).exclude(sealed=None).update(sealed=None):
        audit.note(actor, "governance.consultation.told", Comment._meta.label_lower, comment_id)


def _tell(actor: Actor, found: Consultation, now: datetime) -> None:
    """By letter whoever left an address, else on her own page whoever is known here."""
    said: QuerySet[Comment] = found.comments.order_by("pk")
    for one_said in said:
        if one_said.sealed is not None:
            payload = {"comment": str(one_said.pk)}
            outbox.enqueue(actor, KIND, key=f"{KIND}/{one_said.pk}", payload=payload, due_at=now, now=now)
    known = {one_said.person_id for one_said in said if one_said.person_id and one_said.sealed is None}
    for person_id in sorted(known):
        messages.tell(
            actor, person_id=person_id, event="governance.comment_answered", parameters={"title": found.title}, now=now
        )


def _refuse_concluded(found: Consultation) -> None:
    if found.concluded_at is not None:
        raise BadInput.of(told("this round of comments is concluded"), file="consultation")


def _mail(address: str) -> str:
    try:
        validate_email(address.strip())
    except ValidationError:
        raise BadInput.of(told("is no e-mail address"), file="comment", column="address") from None
    return address.strip()


def _known_here(visitor: Actor, slug: str) -> UUID | None:
    """The person that whoever is logged in is in this workspace."""
    if visitor.account_id is None:
        return None
    try:
        return people.actor_for(visitor.account_id, slug).person_id
    except NotFound:
        return None
