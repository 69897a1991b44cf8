"""Open jobs, for those who run them and for everybody."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from skillmark.campaigns import queries as campaigns
from skillmark.foundation import access
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.samples import IN_EARNEST
from skillmark.foundation.scopes import NotFound
from skillmark.hiring.models import Posting
from skillmark.people import queries as people
from skillmark.standards import queries as standards

PARTS = ("framework", "employer", "workspace", "campaign")


def postings(actor: Actor, campaign_id: UUID) -> "QuerySet[Posting]":
    """A campaign's open jobs, past and present, the latest first."""
    return every_posting(actor).filter(campaign_id=campaign_id)


def every_posting(actor: Actor) -> "QuerySet[Posting]":
    """The open jobs of all campaigns, past and present, the latest first."""
    access.require(actor, "hiring.job.read")
    found: QuerySet[Posting] = Posting.objects.within(actor)
    return found.select_related(*PARTS).order_by("-recorded_at", "-id")


def posting(actor: Actor, posting_id: UUID, *, lock: bool = False) -> Posting:
    """One open job. Raises NotFound."""
    access.require(actor, "hiring.job.read")
    found: QuerySet[Posting] = Posting.objects.within(actor)
    return one(found if lock else found.select_related(*PARTS), posting_id, lock=lock)


def published_posting(posting_id: UUID) -> Posting:
    """Public scope: one open job, also after it closed, since people keep links. Raises NotFound once taken down."""
    found: QuerySet[Posting] = Posting.objects.across_workspaces()
    return one(found.filter(IN_EARNEST, ended_at=None).select_related(*PARTS), posting_id)


def opened_anew(posting_id: UUID) -> Posting:
    """Public scope: the job that was opened in the place of this one. Raises NotFound where none was."""
    found: QuerySet[Posting] = Posting.objects.across_workspaces()
    anew = found.filter(IN_EARNEST, replaces_id=posting_id).first()
    if anew is None:
        raise NotFound(str(posting_id))
    return anew


def to_open_anew_in(actor: Actor, posting: Posting) -> "tuple[standards.Framework | None, list[campaigns.Campaign]]":
    """The version in force where the one this job was made from was replaced, and the campaigns that lead there."""
    newer = standards.newer_version(posting.framework)
    return newer, [] if newer is None else list(campaigns.campaigns(actor).filter(framework_id=newer.pk))


def published_postings(now: datetime) -> "QuerySet[Posting]":
    """Public scope: every job open now, by the day it is at its employer, the one that closes first on top."""
    found: QuerySet[Posting] = Posting.objects.across_workspaces()
    return (
        found.filter(_open_at(now), IN_EARNEST, ended_at=None)
        .select_related(*PARTS)
        .order_by("closes_on", "title", "id")
    )


def on_the_board(now: datetime) -> "QuerySet[Posting]":
    """Public scope: jobs open now, and those of demonstrations whose day is long past, the earliest closing first."""
    found: QuerySet[Posting] = Posting.objects.across_workspaces()
    shown = _open_at(now) | Q(workspace__demonstration=True)
    return found.filter(shown, IN_EARNEST, ended_at=None).select_related(*PARTS).order_by("closes_on", "title", "id")


def _open_at(now: datetime) -> Q:
    """A job is open until its closing date ends where its employer is, not where our clock is."""
    somewhere = Q(pk__in=())
    for day, zones in people.zones_by_day(now).items():
        somewhere |= Q(workspace__time_zone__in=zones, opens_on__lte=day, closes_on__gte=day)
    return somewhere


def takes_applications(posting: Posting, now: datetime) -> bool:
    """Whether its days are open, where its employer is."""
    return posting.opens_on <= people.day_in(posting.workspace, now) <= posting.closes_on
