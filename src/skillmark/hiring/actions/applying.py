"""Applying by one's own log-in: she comes in, and what she says of herself with her, where she sends it along."""

from datetime import datetime
from uuid import UUID

from skillmark.campaigns import actions as campaign_actions
from skillmark.campaigns import queries as campaigns
from skillmark.foundation import access, audit
from skillmark.foundation.roles import Actor, program
from skillmark.foundation.work import action
from skillmark.hiring import queries
from skillmark.hiring.models import Posting
from skillmark.people import actions as people_actions
from skillmark.people import queries as people
from skillmark.standards import queries as standards


class NotOpen(Exception):
    """The job takes no applications: its closing date has passed, or it is made up and she is none of its people."""


class AppliedBefore(Exception):
    """She has applied for this job already."""


@action
def apply(holder: Actor, *, posting_id: UUID, name: str, send_self_assessment: bool, now: datetime) -> Posting:
    """Apply for an open job. Where the employer does not know her yet, it does from now on, by her log-in.

    `send_self_assessment`: what she keeps of the version this job was made from becomes what she says there, with the
    day on which she said it; nothing else of her account does. Raises NotOpen, AppliedBefore, and BadInput for no name.
    """
    access.require(holder, "hiring.job.apply")
    posting = queries.published_posting(posting_id)
    person = people.own_person_in(holder, posting.workspace_id)
    if not queries.takes_applications(posting, now) or (posting.workspace.demonstration and person is None):
        raise NotOpen(posting.title)
    house = program(posting.workspace_id, "application", demonstration=posting.workspace.demonstration)
    if person is None:
        person = people_actions.come_in(holder, house, name=name, now=now)
    if person.pk in campaigns.person_ids(house, posting.campaign_id, [person.pk]):
        raise AppliedBefore(posting.title)
    today = people.today(house, now)
    campaign_actions.note_status(
        house, campaign_id=posting.campaign_id, person_ids=[person.pk], state=campaigns.State.APPLIED,
        happened_on=today, now=now,
    )  # fmt: skip
    if send_self_assessment:
        kept = standards.own_self_assessment(holder, posting.framework_id)
        for reference, level in sorted(kept.answers.items()):
            people_actions.rate_self(
                house, person_id=person.pk, competency_id=reference, level=level, said_on=kept.answered_on, now=now
            )
    audit.record(house, "hiring.job.applied", posting, person=person.pk, said=send_self_assessment)
    return posting
