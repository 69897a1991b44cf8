"""Samples: workspaces of made-up people that show a lead what others see, one for each workspace that wants one.

Nothing in one counts. It is in no public list, has no way in from outside, signs nothing and sends nothing: whoever
reads across workspaces leaves samples out with `IN_EARNEST`, whoever acts for one asks `is_sample`.
"""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from skillmark.foundation import trials
from skillmark.foundation.models import Sample, Workspace
from skillmark.foundation.roles import Actor, program
from skillmark.foundation.work import action

IN_EARNEST = Q(workspace__sample=None)  # for rows that name their workspace


def is_sample(workspace_id: UUID) -> bool:
    return Sample.objects.filter(workspace_id=workspace_id).exists()


def sample_of(workspace_id: UUID) -> Sample | None:
    """The sample of a workspace, made or being made."""
    return Sample.objects.filter(of_id=workspace_id).select_related("workspace").first()


@action
def mark(actor: Actor, *, of: UUID, now: datetime) -> Sample:
    """Say that the actor's workspace is a sample, for the leads of `of`, and may be thrown away."""
    trials.mark(actor, trial=True, now=now)
    return Sample.objects.create(workspace_id=actor.workspace_id, of_id=of)


@action
def advance(actor: Actor, *, done: int, made_at: datetime | None = None) -> None:
    """Note how far the making of the actor's workspace has come."""
    Sample.objects.filter(workspace_id=actor.workspace_id).update(done=done, made_at=made_at)


def throw_away(actor: Actor, now: datetime) -> None:
    """Delete the sample of the actor's workspace, whole; where there is none, nothing happens."""
    found = sample_of(actor.workspace_id)
    if found is None:
        return
    place: Workspace = found.workspace
    inside = program(place.pk, "sample", demonstration=place.demonstration)
    trials.delete(inside, name=place.slug, now=now)
