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


def today(actor: Actor, now: datetime) -> date:
    """The workspace's own day."""
    return now.astimezone(ZoneInfo(workspace(actor).time_zone)).date()


def profile(actor: Actor) -> Organisation:
    """The workspace's own organisation."""
    home: Organisation = Organisation.objects.within(actor).get(home=True)
    return home


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
