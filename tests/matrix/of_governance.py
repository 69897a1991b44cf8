"""What addresses of governance are about: made anew for each row of the matrix."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from tests.governance.factories import cast, comes_from_elsewhere, held
from tests.matrix.finding import Maker, record_of, visitor_of
from tests.people import factories as make
from tests.standards import factories as standards

from skillmark.assessment import actions as assessment
from skillmark.assessment import queries as assessing
from skillmark.foundation import sources
from skillmark.foundation.roles import ANYBODY, Role
from skillmark.governance import actions as governance
from skillmark.governance import queries
from skillmark.governance.queries import Constituency, Elsewhere
from skillmark.people import queries as people

if TYPE_CHECKING:
    from tests.matrix.objects import Place


def a_group(place: Place, member: make.Member | None) -> UUID:
    """A group that the steering-group member chairs, every seat of it taken."""
    system = make.system(place.workspace)
    body = governance.set_up_body(system, name="Matrix group", now=make.NOW)
    for constituency in governance.READY_SEATS:
        chairs = constituency is Constituency.FRONTLINE
        her = visitor_of(place, Role.STEERING_MEMBER).person_id if chairs else somebody(place, constituency)
        governance.take_seat(
            system, body_id=body.pk, constituency=constituency, person_id=her, starts=make.NOW.date(), chairs=chairs,
            now=make.NOW,
        )  # fmt: skip
    return body.pk


def somebody(place: Place, constituency: Constituency) -> UUID:
    """A person who can speak for this constituency."""
    person = make.person(place.workspace)
    if constituency is Constituency.EXTERNAL:
        comes_from_elsewhere(person, now=make.NOW)
    return person.pk


def a_seat(place: Place, member: make.Member | None) -> UUID:
    """The seat of somebody who chairs nothing, in such a group."""
    seat = record_of(place, "governance.Seat", body_id=a_group(place, member), chairs=False)
    return UUID(str(seat.pk))


def a_meeting(place: Place, member: make.Member | None) -> UUID:
    """A meeting, to come, of a group that the steering-group member chairs."""
    called = governance.call_meeting(
        visitor_of(place, Role.TALENT_LEAD).actor,
        body_id=a_group(place, member), begins_at=sources.now() + timedelta(days=7), now=sources.now(),
    )  # fmt: skip
    return called.pk


def a_draft(place: Place, member: make.Member | None) -> UUID:
    """A draft to comment on, where the steering-group member chairs a group that could answer."""
    a_group(place, member)
    return standards.tideway(make.system(place.workspace), now=sources.now()).pk


def a_consultation(place: Place, member: make.Member | None) -> UUID:
    """A draft open to comment, which a group answers that the steering-group member chairs."""
    opened = governance.open_consultation(
        visitor_of(place, Role.TALENT_LEAD).actor,
        body_id=a_group(place, member), subject_type="standards.framework", subject_id=a_draft(place, member),
        what_changes="All.", for_whom="All.", asked="Is it right?", closes_at=sources.now() + timedelta(days=7),
        now=sources.now(),
    )  # fmt: skip
    return opened.pk


def a_lineage(place: Place, member: make.Member | None) -> str:
    """What the versions of a standard share, where the steering-group member chairs a group that could review it. What
    is drafted of one document shares it in every workspace; this one is known here alone.
    """
    draft: Any = record_of(place, "standards.Framework", pk=a_draft(place, member))
    draft.lineage = sources.new_id().hex
    draft.save(update_fields=["lineage"])
    return str(draft.lineage)


def a_cycle(place: Place, member: make.Member | None) -> UUID:
    """A review, to come, of a standard by a group that the steering-group member chairs."""
    lead = visitor_of(place, Role.TALENT_LEAD).actor
    cycle = governance.set_review(
        lead, body_id=a_group(place, member), subject_type="standards.framework", subject=a_lineage(place, member),
        months=12, first_due_on=people.today(lead, sources.now()), now=sources.now(),
    )  # fmt: skip
    return cycle.pk


def what_is_reviewed(place: Place, member: make.Member | None) -> str:
    """What that review is on: only who leads, or chairs this very group, sets it anew, whatever else she chairs."""
    cycle = record_of(place, "governance.ReviewCycle", pk=a_cycle(place, member))
    return str(cycle.subject)


def a_comment(place: Place, member: make.Member | None) -> UUID:
    said = governance.comment(
        ANYBODY, consultation_id=a_consultation(place, member), text="Too vague.", language="en", now=sources.now()
    )
    return said.pk


def an_agreement(place: Place, member: make.Member | None) -> UUID:
    """What was agreed on pay with a union."""
    system, day = make.system(place.workspace), make.NOW.date()
    governance.name_agent(system, name="Local 12", starts=day, now=make.NOW)
    agreed = governance.note_agreement(
        system, item=Elsewhere.PAY, clause="Article 12", agreed_on=day, now=sources.now()
    )
    return agreed.pk


def an_alternate(place: Place, member: make.Member | None) -> UUID:
    """Somebody who stands in for such a seat."""
    stands_in = governance.name_alternate(
        make.system(place.workspace), seat_id=a_seat(place, member), person_id=make.person(place.workspace).pk,
        starts=make.NOW.date(), now=make.NOW,
    )  # fmt: skip
    return stands_in.pk


def a_proposal(place: Place, member: make.Member | None) -> UUID:
    """A question before a body which the steering-group member chairs, with a vote of her own."""
    return _asked(place, a_group(place, member))


def a_proposal_of_two(place: Place, member: make.Member | None) -> UUID:
    """A question before a body which the talent lead chairs and the steering-group member has a seat in. The lead said
    of her own seat that it has a conflict, so that what is left to her she has as the chair.
    """
    system = make.system(place.workspace)
    body = governance.set_up_body(system, name="Matrix group of two", now=make.NOW)
    them = {
        Constituency.HR: visitor_of(place, Role.TALENT_LEAD).person_id,
        Constituency.FRONTLINE: visitor_of(place, Role.STEERING_MEMBER).person_id,
    }
    for constituency in governance.READY_SEATS:
        her = them.get(constituency) or somebody(place, constituency)
        governance.take_seat(
            system, body_id=body.pk, constituency=constituency, person_id=her, starts=make.NOW.date(),
            chairs=constituency is Constituency.HR, now=make.NOW,
        )  # fmt: skip
    proposal_id = _asked(place, body.pk)
    seat = record_of(place, "governance.Seat", body_id=body.pk, chairs=True)
    governance.declare_conflict(
        visitor_of(place, Role.TALENT_LEAD).actor, proposal_id=proposal_id, seat_id=seat.pk, reason="Hers.",
        now=make.NOW,
    )  # fmt: skip
    return proposal_id


def an_unsigned_decision(place: Place, member: make.Member | None) -> UUID:
    """All but the steering-group member, who sits for those who do the work, voted to publish."""
    system = make.system(place.workspace)
    proposal_id = _asked(place, a_group(place, member), question="publish")
    proposal = queries.proposal(system, proposal_id)
    for seat in held(system, proposal.body):
        against = seat.constituency == Constituency.FRONTLINE
        cast(seat, proposal, queries.Choice.NO if against else queries.Choice.YES)
    governance.close_proposal(system, proposal_id=proposal_id, now=sources.now())
    return proposal_id


def _asked(place: Place, body_id: UUID, question: str = "ask") -> UUID:
    proposal = governance.propose(
        make.system(place.workspace),
        body_id=body_id,
        question=question,
        subject_type="standards.framework",
        subject_id=sources.new_id(),
        title="A question",
        what_changes="Nothing.",
        deadline=sources.now() + timedelta(days=7),
        now=make.NOW,
    )
    return proposal.pk


def a_judged_attempt(place: Place, member: make.Member | None) -> UUID:
    """An attempt of somebody else that was marked and not passed."""
    return _not_passed(place).pk


def an_appeal(place: Place, member: make.Member | None) -> UUID:
    """Somebody else's appeal, which the visiting quality assurer decides."""
    sitting = _not_passed(place)
    her = people.person(make.system(place.workspace), sitting.person_id)
    assert her.account_id is not None
    actor = people.actor_for(her.account_id, place.slug)
    filed = governance.file_appeal(
        actor, subject_type="assessment.sitting", subject_id=sitting.pk, text="It held.", now=sources.now()
    )
    governance.name_decider(
        visitor_of(place, Role.TALENT_LEAD).actor, appeal_id=filed.pk,
        person_id=visitor_of(place, Role.QUALITY_ASSURER).person_id, now=sources.now(),
    )  # fmt: skip
    return filed.pk


def _not_passed(place: Place) -> assessing.Sitting:
    system, now = make.system(place.workspace), sources.now()
    task = record_of(place, "assessment.AssessmentTask")
    somebody = make.member(place.workspace, name="Somebody judged")
    sitting = assessment.open_sitting(system, task_id=task.pk, person_id=somebody.person_id, now=now)
    for name in ("First judge", "Second judge"):
        assessor = make.member(place.workspace, Role.ASSESSOR, name=name)
        scores = {one.criterion_id: 0 for one in assessing.rubric(sitting)}
        assessment.rate(assessor.actor, sitting_id=sitting.pk, scores=scores, now=now)
    return sitting


def a_workstream(place: Place, member: make.Member | None) -> UUID:
    """An area of work that no group leads on yet."""
    name = f"Area {sources.new_id().hex}"
    return governance.add_workstream(make.system(place.workspace), name=name, now=make.NOW).pk


OBJECTS: dict[str, Maker] = {
    "appeal_id": an_appeal,
    "governance:file_appeal subject_type": lambda place, member: "assessment.sitting",
    "governance:file_appeal subject_id": a_judged_attempt,
    "proposal_id": a_proposal,
    "governance:sign proposal_id": an_unsigned_decision,
    "governance:conflict proposal_id": a_proposal_of_two,
    "body_id": a_group,
    "seat_id": a_seat,
    "alternate_id": an_alternate,
    "meeting_id": a_meeting,
    "consultation_id": a_consultation,
    "comment_id": a_comment,
    "cycle_id": a_cycle,
    "governance:set_review subject_type": lambda place, member: "standards.framework",
    "governance:set_review subject": what_is_reviewed,
    "governance:open_consultation subject_type": lambda place, member: "standards.framework",
    "governance:open_consultation subject_id": a_draft,
    "agreement_id": an_agreement,
    "workstream_id": a_workstream,
    "governance:set_rights kind": lambda place, member: "publish",
}
