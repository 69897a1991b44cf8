"""A workspace and what its organisations are called."""

from datetime import datetime
from uuid import UUID
from zoneinfo import available_timezones

from skillmark.foundation import audit, sources
from skillmark.foundation.access import require
from skillmark.foundation.models import Workspace
from skillmark.foundation.models.workspace import LEAST_MINIMUM_CELL, USUAL_MINIMUM_CELL
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor, program
from skillmark.foundation.work import action
from skillmark.people import rules
from skillmark.people.models import Organisation, OrganisationKind, Unit

DIGEST_KEY_BYTES = 32  # as long as the SHA-256 digest it keys


@action
def open_workspace(
    *,
    slug: str,
    name: str,
    public_name: str = "",
    demonstration: bool,
    currency: str,
    time_zone: str,
    minimum_cell: int = USUAL_MINIMUM_CELL,
    now: datetime,
) -> Workspace:
    """Open a workspace with its own organisation. A demonstration stays one for ever.

    A minimum below the least there may be is raised to it.
    """
    workspace = Workspace.objects.create(
        slug=slug,
        demonstration=demonstration,
        currency=_currency(currency),
        time_zone=_time_zone(time_zone),
        minimum_cell=max(minimum_cell, LEAST_MINIMUM_CELL),
        digest_key=sources.random_bytes(DIGEST_KEY_BYTES),
        recorded_at=now,
    )
    actor = program(workspace.pk, "set-up", demonstration=demonstration)
    home = Organisation.objects.record(actor, now=now, name=name, public_name=public_name or name, home=True)
    audit.record(actor, "people.workspace.opened", home, demonstration=demonstration)
    return workspace


@action
def change_profile(
    actor: Actor,
    *,
    name: str,
    public_name: str,
    colour: str,
    time_zone: str,
    currency: str,
    minimum_cell: int,
    kind: str = "",
    now: datetime,
) -> Organisation:
    """Change how the workspace's own organisation is called and shown, its time zone, currency and smallest group; with
    a `kind`, what kind of organisation it is: whoever is no employer may keep what no employer may.

    Raises ValueError for a colour, zone, currency, minimum or kind that is none.
    """
    require(actor, "people.profile.change")
    if not rules.COLOUR.fullmatch(colour):
        raise ValueError(f"“{colour}” is not a colour such as #1f5f5b")
    if minimum_cell < LEAST_MINIMUM_CELL:
        raise ValueError(f"no group smaller than {LEAST_MINIMUM_CELL} may ever be shown")
    home = Organisation.objects.within(actor).select_for_update().get(home=True)
    home.name, home.public_name, home.colour = name, public_name, colour.lower()
    home.kind = OrganisationKind(kind or home.kind)
    home.save(update_fields=["name", "public_name", "colour", "kind"])
    Workspace.objects.filter(pk=actor.workspace_id).update(
        time_zone=_time_zone(time_zone), currency=_currency(currency), minimum_cell=minimum_cell
    )
    audit.record(actor, "people.profile.changed", home, minimum_cell=minimum_cell, kind=home.kind)
    return home


@action
def add_organisation(actor: Actor, *, name: str, public_name: str = "", kind: str, now: datetime) -> Organisation:
    """Note another organisation this workspace works with. Without a public name its name must be neutral itself."""
    require(actor, "people.profile.change")
    organisation = Organisation.objects.record(
        actor, now=now, name=name, public_name=public_name or name, kind=OrganisationKind(kind)
    )
    audit.record(actor, "people.organisation.added", organisation, kind=OrganisationKind(kind))
    return organisation


@action
def add_unit(actor: Actor, *, name: str, parent_id: UUID | None = None, now: datetime) -> Unit:
    """Add a part of the workplace, inside another or at the top."""
    require(actor, "people.profile.change")
    parent = one(Unit.objects.within(actor), parent_id) if parent_id else None
    unit = Unit.objects.record(actor, now=now, name=name, parent=parent)
    audit.record(actor, "people.unit.added", unit, parent=parent_id)
    return unit


def _time_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError(f"“{name}” is not a time zone such as America/New_York")
    return name


def _currency(code: str) -> str:
    if len(code) != 3 or not code.isascii() or not code.isupper():
        raise ValueError(f"“{code}” is not an ISO 4217 code")
    return code
