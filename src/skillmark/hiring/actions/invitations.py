"""Inviting people to a first task: a named person decides."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from skillmark.campaigns import actions as campaign_actions
from skillmark.campaigns import queries as campaigns
from skillmark.foundation import access, audit
from skillmark.foundation.roles import Actor
from skillmark.foundation.sources import new_id
from skillmark.foundation.work import action
from skillmark.hiring import queries
from skillmark.hiring.models import FitEntry, Invitation
from skillmark.people import actions as people_actions
from skillmark.people import queries as people


@action
def invite(actor: Actor, *, run_id: UUID, entry_ids: Sequence[UUID], now: datetime) -> list[Invitation]:
    """Invite people of a run to a first task; those invited before are passed over. Nobody is rejected by it.

    Nobody invites herself (Forbidden); an entry of another run is ignored.
    """
    run = queries.run(actor, run_id)
    campaign = campaigns.campaign(actor, run.campaign_id, lock=True)
    before = set(queries.invitations(actor, campaign.pk).values_list("person_id", flat=True))
    chosen = queries.entries(actor, run_id).filter(pk__in=list(entry_ids))
    fresh: list[FitEntry] = []
    for entry in chosen:
        access.require(actor, "hiring.person.invite", entry)
        if entry.person_id not in before:
            fresh.append(entry)
    if not fresh:
        return []
    today = people.today(actor, now)
    rows: list[Invitation] = [
        Invitation(
            id=new_id(),
            workspace_id=run.workspace_id,
            recorded_at=now,
            campaign=campaign,
            run=run,
            person_id=entry.person_id,
            invited_by_id=actor.person_id,
            happened_on=today,
        )
        for entry in fresh
    ]
    Invitation.objects.across_workspaces().bulk_create(rows)
    persons = [entry.person_id for entry in fresh]
    audit.record(actor, "hiring.people.invited", run, invited=persons)
    campaign_actions.note_status(
        actor, campaign_id=campaign.pk, person_ids=persons, state=campaigns.State.INVITED,
        happened_on=today, now=now,
    )  # fmt: skip
    for person_id in persons:
        people_actions.tell(
            actor, person_id=person_id, event="hiring.invited",
            parameters={"programme": campaign.public_name, "job": run.framework.title}, now=now,
        )  # fmt: skip
    return rows
