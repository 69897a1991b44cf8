"""What governance answers when higher floors ask."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skillmark.feedback.queries import Words
from skillmark.foundation import access, sources
from skillmark.foundation.answers import Due, Hit
from skillmark.foundation.roles import Actor
from skillmark.foundation.scopes import NotFound
from skillmark.governance import queries, rules, words
from skillmark.governance.models import (
    Alternate,
    Appeal,
    AppealAnswer,
    AppealParty,
    AppealTerms,
    Comment,
    Conclusion,
    Conflict,
    Consultation,
    Outcome,
    Proposal,
    Question,
    ReviewCycle,
    ReviewReason,
    Seat,
    Stake,
    Workstream,
)
from skillmark.governance.rules import Timing
from skillmark.governance.words import CONSTITUENCIES
from skillmark.people import queries as people

MOST_PUBLISHED = 20  # what a shelf of the front page could hold


def due_for(actor: Actor, now: datetime) -> list[Due]:
    """Votes the actor has not cast yet, decisions she has to sign, those she has to close or to give a new day, minutes
    to write, comments to answer, reviews that are due and what came of them, seats she gives whose term ran out or soon
    does, and appeals.
    """
    can = queries.can_wait(actor)
    parts = [
        *((_votes, _to_sign, _to_close, _to_write) if can.sits else ()),
        *((_comments,) if can.rounds else ()),
        *((_reviews,) if can.reviews else ()),
        _seats,
        *((_appeals,) if can.appeals else ()),
    ]
    return [due for part in parts for due in part(actor, now)]


def _votes(actor: Actor, now: datetime) -> list[Due]:
    return [
        Due(title=_("Vote: %(title)s") % {"title": proposal.title}, url=_address(proposal), by=proposal.last_day)
        for proposal in queries.unanswered(actor, now)
    ]


def _to_sign(actor: Actor, now: datetime) -> list[Due]:
    return [
        Due(title=_("Sign: %(title)s") % {"title": proposal.title}, url=_address(proposal))
        for proposal in queries.to_sign(actor, now)
    ]


def _to_close(actor: Actor, now: datetime) -> list[Due]:
    blocked, over = _("Blocked: no frontline voice: %(title)s"), _("Close the vote: %(title)s")
    return [
        Due(
            title=(blocked if outcome is Outcome.NO_FRONTLINE_VOICE else over) % {"title": proposal.title},
            url=_address(proposal),
        )
        for proposal, outcome in queries.to_close(actor, now)
    ]


def _to_write(actor: Actor, now: datetime) -> list[Due]:
    return [
        Due(
            title=_("Write the minutes: %(group)s") % {"group": meeting.body.name},
            url=reverse("governance:minutes", args=[meeting.workspace.slug, meeting.pk]),
        )
        for meeting in queries.unwritten(actor, now)
    ]


def _comments(actor: Actor, now: datetime) -> list[Due]:
    return [Due(title=_waiting(found), url=_round(found)) for found in queries.to_answer(actor, now)]


def _reviews(actor: Actor, now: datetime) -> list[Due]:
    said = {
        Conclusion.NEW_DRAFT: _("Draft the next version, as a review found: %(title)s"),
        Conclusion.RETIRE: _("Ask whether it is still used, as a review found: %(title)s"),
    }
    due = []
    for each in queries.to_review(actor, now):
        url = reverse("governance:review", args=[each.cycle.workspace.slug, each.cycle.pk])
        if each.follow_up:
            due.append(Due(title=said[each.follow_up] % {"title": each.title}, url=url))
        if each.timing is not Timing.LATER:
            due.append(Due(title=_("Review: %(title)s") % {"title": each.title}, url=url, by=each.due_on))
    return due


def subject_of_vote(actor: Actor, subject_type: str, subject_id: UUID) -> Hit | None:
    """An area of work, or who leads on a kind of decision or an area: what a group is asked to change."""
    try:
        if subject_type == queries.WORKSTREAM:
            title = queries.workstream(actor, subject_id).name
        elif subject_type == queries.RIGHT:
            held = queries.right(actor, subject_id)
            named = words.of_rights(Question(held.item) if held.item else None, held.workstream)
            title = _("Who decides on: %(title)s") % {"title": named}
        else:
            return None
    except (NotFound, access.Forbidden):
        return None
    return Hit(title=title, kind=_("Who decides what"), url=reverse("governance:rights", args=[people.slug(actor)]))


def agenda(actor: Actor, now: datetime, body_id: UUID | None = None) -> list[Hit]:
    """Comments on drafts that wait for the group's response."""
    return [
        Hit(title=_waiting(found), kind=_("Public comment"), url=_round(found))
        for found in queries.consultations(actor).filter(concluded_at=None)
        if found.waiting and body_id in (None, found.body_id)
    ]


def _waiting(found: Any) -> str:
    if not found.waiting:
        return _("Publish the responses: %(title)s") % {"title": found.title}
    words = ngettext("Answer %(count)s comment: %(title)s", "Answer %(count)s comments: %(title)s", found.waiting)
    return words % {"title": found.title, "count": found.waiting}


def _seats(actor: Actor, now: datetime) -> list[Due]:
    if not access.may_ever(actor, "governance.seat.give") or actor.demonstration:
        return []
    return [
        Due(
            title=_("Fill the seat: %(seat)s, %(group)s") % {"seat": CONSTITUENCIES[constituency], "group": body.name},
            url=reverse("governance:give_seat", args=[body.workspace.slug, body.pk]) + f"?for={constituency}",
            by=last_day,
        )
        for body, constituency, last_day in queries.to_be_filled(actor, now)
    ]


def _appeals(actor: Actor, now: datetime) -> list[Due]:
    """Those she decides; where she leads, those for which nobody is named or whose time is over. What is kept from
    whoever leads is kept here too.
    """
    waiting, today = queries.appeals_waiting(actor), people.today(actor, now)
    told = []
    for found in waiting:
        place = [found.workspace.slug, found.pk]
        if found.decider_id == actor.person_id:
            title, url = _("Decide on an appeal: %(title)s") % {"title": found.title}, "governance:decide_appeal"
        elif found.decider_id is None:
            title, url = _("Name who decides on an appeal"), "governance:name_decider"
        elif rules.is_overdue(found.decide_by, decided=False, today=today):
            title, url = _("An appeal is overdue"), "governance:appeal"
        else:
            continue
        told.append(Due(title=title, url=reverse(url, args=place), by=found.decide_by))
    return told


def personal_data(actor: Actor, person_id: UUID) -> list[dict[str, object]]:
    """The seats a person holds or held, those she stands or stood in for, conflicts of interest declared of her or by
    her, what she said of drafts, the reviews she prepares, why she wrote that one came to what it did, her appeals, and
    how many of others' she has to do with.
    """
    seats = Seat.objects.within(actor).filter(person_id=person_id).select_related("body")
    alternates = Alternate.objects.within(actor).filter(person_id=person_id).select_related("seat__body")
    rows: list[tuple[str, Seat, Seat | Alternate]] = [
        *(("seat", seat, seat) for seat in seats),
        *(("alternate", one.seat, one) for one in alternates),
    ]
    about = Q(seat__person_id=person_id) | Q(declared_by_id=person_id)
    declared = Conflict.objects.within(actor).filter(about).select_related("proposal")
    conflicts: list[dict[str, object]] = [
        {
            "kind": "conflict",
            "recorded_at": one.recorded_at,
            "values": {"title": one.proposal.title, "reason": one.reason},
        }
        for one in declared
    ]
    said = Comment.objects.within(actor).filter(person_id=person_id).select_related("consultation").defer("sealed")
    comments: list[dict[str, object]] = [
        {
            "kind": "comment",
            "recorded_at": one.recorded_at,
            "values": {"title": one.consultation.title, "text": one.text, "organisation": one.organisation},
        }
        for one in said
    ]
    cycles = ReviewCycle.objects.within(actor).filter(responsible_id=person_id).select_related("body")
    reasons = ReviewReason.objects.within(actor).filter(written_by_id=person_id).select_related("review")
    ended = ReviewCycle.objects.within(actor).filter(ended_by_id=person_id)
    prepared: list[dict[str, object]] = [
        {
            "kind": "review",
            "recorded_at": one.recorded_at,
            "values": {"body": one.body.name, "months": one.months, "first_due_on": one.first_due_on},
        }
        for one in cycles
    ]
    prepared += [
        {"kind": "area of work", "recorded_at": one.recorded_at, "values": {"name": one.name}}
        for one in Workstream.objects.within(actor).filter(owner_id=person_id)
    ]
    wrote: list[dict[str, object]] = [
        {"kind": "review_reason", "recorded_at": one.recorded_at,
         "values": {"text": one.text, "on": one.review.happened_on}}
        for one in reasons
    ] + [
        {"kind": "review_reason", "recorded_at": one.ended_at,
         "values": {"text": one.ended_because, "on": people.today(actor, one.ended_at or one.recorded_at)}}
        for one in ended
    ]  # fmt: skip
    return (
        comments
        + conflicts
        + prepared
        + wrote
        + _told_of_appeals(actor, person_id)
        + [
            {
                "kind": kind,
                "recorded_at": term.recorded_at,
                "values": {
                    "body": seat.body.name,
                    "constituency": seat.get_constituency_display(),
                    "filled_by": term.get_filled_by_display(),
                    "starts": term.starts,
                    "ends": term.ends,
                },
            }
            for kind, seat, term in rows
        ]
    )


def _told_of_appeals(actor: Actor, person_id: UUID) -> list[dict[str, object]]:
    hers = Appeal.objects.within(actor).filter(person_id=person_id).select_related("answer").order_by("recorded_at")
    told: list[dict[str, object]] = []
    for one in hers:
        answer = getattr(one, "answer", None)
        values = {"title": one.title, "text": one.text, "decide_by": one.decide_by}
        values |= {"upheld": answer.upheld, "reason": answer.reason} if answer else {}
        told.append({"kind": "appeal", "recorded_at": one.recorded_at, "values": values})
    others = AppealParty.objects.within(actor).filter(person_id=person_id).exclude(stake=Stake.APPEALS)
    decided = AppealAnswer.objects.within(actor).filter(decided_by_id=person_id)
    asked = AppealTerms.objects.within(actor).filter(decider_id=person_id)
    met = {*others.values_list("appeal_id", flat=True), *decided.values_list("appeal_id", flat=True)}
    counts = {"appeal_of_others": len(met), "appeals_first": asked.count()}
    told += [{"kind": kind, "recorded_at": None, "values": {"count": n}} for kind, n in counts.items() if n]
    return told


def erase(actor: Actor, person_id: UUID, now: datetime) -> None:
    """Her seats end without a name; her ballots stay as those of the seat, since a decision that was taken stands. What
    she said of drafts stays without her name and address. Her open appeals go; of one that was decided stays that it
    was, and how. What she decided stays without her name; what she was to decide waits for somebody else.
    """
    appeals = Appeal.objects.within(actor).filter(person_id=person_id)
    appeals.filter(decided_at=None).delete()
    AppealAnswer.objects.within(actor).filter(appeal__in=appeals).update(reason="")
    appeals.update(person=None, title="", text="")
    AppealParty.objects.within(actor).filter(person_id=person_id).delete()
    AppealAnswer.objects.within(actor).filter(decided_by_id=person_id).update(decided_by=None)
    AppealTerms.objects.within(actor).filter(decider_id=person_id).update(decider=None)
    Comment.objects.within(actor).filter(person_id=person_id).update(person=None, name="", sealed=None)
    today = people.today(actor, now)
    hers = Seat.objects.within(actor).filter(person_id=person_id)
    Conflict.objects.within(actor).filter(seat__person_id=person_id).update(reason="")
    Conflict.objects.within(actor).filter(declared_by_id=person_id).update(declared_by=None)
    hers.filter(Q(ends=None) | Q(ends__gt=today)).update(ends=today)
    hers.update(person=None, chairs=False)
    stood_in = Alternate.objects.within(actor).filter(person_id=person_id)
    stood_in.filter(Q(ends=None) | Q(ends__gt=today), starts__lte=today).update(ends=today)
    stood_in.filter(ends=None).update(ends=F("starts"))  # a term that has not begun
    stood_in.update(person=None)
    Proposal.objects.within(actor).filter(proposed_by_id=person_id).update(proposed_by=None)
    ReviewCycle.objects.within(actor).filter(responsible_id=person_id).update(responsible=None)
    Workstream.objects.within(actor).filter(owner_id=person_id).update(owner=None)
    ReviewCycle.objects.within(actor).filter(ended_by_id=person_id).update(ended_by=None)
    ReviewReason.objects.within(actor).filter(written_by_id=person_id).update(written_by=None)


def search(actor: Actor, text: str) -> list[Hit]:
    found = queries.proposals(actor).filter(title__icontains=text)[:20]
    return [Hit(title=proposal.title, kind=_("Proposal"), url=_address(proposal)) for proposal in found]


def _address(proposal: Proposal) -> str:
    return reverse("governance:proposal", args=[proposal.workspace.slug, proposal.pk])


def _round(found: Consultation) -> str:
    return reverse("governance:consultation", args=[found.workspace.slug, found.pk])


def published() -> list[Hit]:
    """Public scope: what everybody can comment on now."""
    return [
        Hit(
            title=found.title,
            kind="SAMPLE" if found.workspace.demonstration else _("Draft open to comment"),
            url=reverse("governance:public_consultation", args=[found.pk]),
        )
        for found in queries.open_to_comment(sources.now())[:MOST_PUBLISHED]
    ]


def said_in_public(source_type: str, ids: Iterable[UUID]) -> list[Words]:
    """Public scope: comments of concluded consultations; a hidden one without its words."""
    if source_type != Comment._meta.label_lower:
        return []
    return [
        Words(
            each.pk,
            each.organisation or _("A private person"),
            "" if each.hidden_because else each.text,
            reverse("governance:public_consultation", args=[each.consultation_id]) + f"#comment-{each.pk}",
        )
        for each in queries.published_comments(ids)
    ]


ANSWERS = {
    "agenda": agenda,
    "due_for": due_for,
    "personal_data": personal_data,
    "erase": erase,
    "search": search,
    "published": published,
    "said_in_public": said_in_public,
    "subject_of_vote": subject_of_vote,
}
