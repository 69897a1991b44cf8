"""The workspace, its organisations and units."""

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from skillmark.foundation.models import Workspace
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.people.models import Organisation, RefusedUpload, Unit

NOBODY = UUID(int=0)  # a program brings no tables through pages


def workspace(actor: Actor) -> Workspace:
    """The workspace acted in."""
    return Workspace.objects.get(pk=actor.workspace_id)


def slug(actor: Actor) -> str:
    """What the workspace acted in is called in addresses. Who came by a log-in carries it; a program looks it up."""
    return actor.slug or workspace(actor).slug


def today(actor: Actor, now: datetime) -> date:
    """The workspace's own day."""
    return now.astimezone(ZoneInfo(actor.time_zone)).date() if actor.slug else day_in(workspace(actor), now)


def day_in(where: Workspace, now: datetime) -> date:
    """The day it is in this workspace at an instant."""
    return now.astimezone(ZoneInfo(where.time_zone)).date()


def zones_by_day(now: datetime) -> dict[date, list[str]]:
    """Public scope: the time zones of workspaces by the day it is there: two days at once, but for an hour or two."""
    days: dict[date, list[str]] = {}
    for zone in Workspace.objects.order_by("time_zone").values_list("time_zone", flat=True).distinct():
        days.setdefault(now.astimezone(ZoneInfo(zone)).date(), []).append(zone)
    return days


def profile(actor: Actor) -> Organisation:
    """The workspace's own organisation."""
    home: Organisation = Organisation.objects.within(actor).get(home=True)
    return home


def public_name(where: Workspace) -> str:
    """Public scope: what the workspace's own organisation is called to everybody."""
    names = Organisation.objects.across_workspaces().filter(workspace=where, home=True)
    return names.values_list("public_name", flat=True).first() or where.slug


def organisations(actor: Actor) -> QuerySet[Organisation]:
    """The workspace's own first, then by name."""
    return Organisation.objects.within(actor).order_by("-home", "name", "id")


def units(actor: Actor) -> QuerySet[Unit]:
    """By name."""
    return Unit.objects.within(actor).order_by("name", "id")


def refused_upload(actor: Actor, refused_id: UUID) -> RefusedUpload:
    """What was wrong with the table this reader brought last; nobody else's."""
    own_account = actor.account_id or NOBODY
    own: RefusedUpload = one(RefusedUpload.objects.within(actor).filter(account_id=own_account), refused_id)
    return own
