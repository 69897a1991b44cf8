"""Who may do what in governance."""

from typing import Any

from skillmark.foundation import sources
from skillmark.foundation.access import (
    Table,
    about_subject,
    anybody,
    in_workspace,
    is_about_self,
    is_member,
    is_not_about_self,
    is_program,
    logged_in_for_signing,
    role,
)
from skillmark.foundation.roles import Actor, Role
from skillmark.governance import rules
from skillmark.governance.models import Stake
from skillmark.people import queries as people

leads_talent = role(Role.TALENT_LEAD)
sits = role(Role.STEERING_MEMBER)


@about_subject
def holds_the_seat(actor: Actor, subject: Any) -> bool:
    """The seat is hers. `subject` is a Seat."""
    return actor.person_id is not None and subject.person_id == actor.person_id


@about_subject
def speaks_for_the_seat(actor: Actor, subject: Any) -> bool:
    """The seat is hers, or she stands in for it today. `subject` is a Seat."""
    if holds_the_seat(actor, subject):
        return True
    hers = [one for one in subject.alternates.all() if actor.person_id and one.person_id == actor.person_id]
    return bool(hers) and any(
        rules.holds_seat(one.starts, one.ends, people.today(actor, sources.now())) for one in hers
    )


@about_subject
def chairs_the_body(actor: Actor, subject: Any) -> bool:
    """She chairs, today, the body of the subject, which is a Proposal, a Seat, an Alternate, a Meeting, a
    Consultation or a ReviewCycle.
    """
    hers = [seat for seat in subject.body.seats.all() if seat.chairs and seat.person_id == actor.person_id]
    if actor.person_id is None or not hers:
        return False
    today = people.today(actor, sources.now())
    return any(rules.holds_seat(seat.starts, seat.ends, today) for seat in hers)


@about_subject
def decides_the_appeal(actor: Actor, subject: Any) -> bool:
    """She was named to take the second decision. `subject` is an Appeal."""
    decider = next((one.person_id for one in subject.parties.all() if one.stake == Stake.DECIDES), None)
    return actor.person_id is not None and decider == actor.person_id


@about_subject
def appeals_or_decides(actor: Actor, subject: Any) -> bool:
    """Her own appeal, or one that she decides. `subject` is an Appeal."""
    return is_about_self(actor, subject) or decides_the_appeal(actor, subject)


# nobody gives herself a voice, or takes her own away unseen
GIVES_SEATS = [
    [leads_talent, in_workspace, is_not_about_self],
    [is_member, chairs_the_body, is_not_about_self],
    [is_program, in_workspace],
]

PERMISSIONS: Table = {
    "governance.body.read": [[is_member], [is_program]],
    "governance.body.set_up": [[leads_talent], [is_program]],
    "governance.body.change": [[leads_talent, in_workspace], [is_member, chairs_the_body]],
    "governance.seat.give": GIVES_SEATS,
    "governance.seat.end": GIVES_SEATS,
    "governance.right.set": [[leads_talent], [is_program]],
    # whoever chairs has the agenda, calls the group together, and answers for what is written
    "governance.meeting.call": [[is_member, chairs_the_body], [leads_talent, in_workspace]],
    "governance.minutes.write": [[is_member, chairs_the_body]],
    # whoever answers for the group answers what is said of its drafts
    "governance.consultation.lead": [[is_member, chairs_the_body], [leads_talent, in_workspace]],
    "governance.consultation.comment": [[anybody]],
    # whoever answers for the group says what it reviews, and what a review came to
    "governance.review.set": [[is_member, chairs_the_body], [leads_talent, in_workspace]],
    "governance.review.conclude": [[is_member, chairs_the_body], [leads_talent, in_workspace]],
    # whoever was judged asks for a second decision, and reads with whoever takes it what both write
    "governance.appeal.list": [[is_member]],
    "governance.appeal.file": [[is_member, is_about_self]],
    "governance.appeal.read": [
        [is_member, appeals_or_decides],
        [leads_talent, in_workspace],
        [is_program],
    ],
    "governance.appeal.open": [[is_member, appeals_or_decides]],
    "governance.appeal.assign": [[leads_talent, in_workspace, is_not_about_self]],
    "governance.appeal.decide": [[is_member, decides_the_appeal, is_not_about_self]],
    "governance.appeal.carry": [[is_program]],
    "governance.appeal.set": [[leads_talent], [is_program]],
    "governance.proposal.read": [[is_member], [is_program]],
    "governance.proposal.make": [[leads_talent], [sits], [is_program]],
    # decisions bind people because people took them: the program has no vote
    "governance.proposal.vote": [[is_member, logged_in_for_signing, speaks_for_the_seat]],
    "governance.decision.sign": [[is_member, logged_in_for_signing, holds_the_seat]],
    # her own interest, or one that whoever chairs knows of
    "governance.conflict.declare": [[is_member, holds_the_seat], [is_member, chairs_the_body]],
    "governance.proposal.extend": [[is_member, chairs_the_body]],
    "governance.proposal.close": [
        [is_member, chairs_the_body],
        [leads_talent, in_workspace],
        [is_program, in_workspace],
    ],
}
