"""Through which providers a workspace lets people in."""

from uuid import UUID

from skillmark.foundation.access import require
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.people import rules
from skillmark.people.models import Organisation, SignOn


def sign_ons(actor: Actor) -> list[SignOn]:
    """The providers of the workspace that were not ended, the newest first."""
    require(actor, "people.sign_on.manage")
    return list(SignOn.objects.within(actor).filter(ended_at=None).order_by("-recorded_at", "-id"))


def sign_on(actor: Actor, sign_on_id: UUID) -> SignOn:
    """One that was not ended. Raises NotFound."""
    require(actor, "people.sign_on.manage")
    found: SignOn = one(SignOn.objects.within(actor).filter(ended_at=None), sign_on_id)
    return found


def open_sign_on(sign_on_id: UUID) -> SignOn | None:
    """Public: the provider somebody is about to log in with, with its workspace; None for one that was ended."""
    rows = SignOn.objects.across_workspaces().filter(pk=sign_on_id, ended_at=None)
    found: SignOn | None = rows.select_related("workspace").first()
    return found


def sign_ons_for(address: str) -> list[tuple[UUID, str]]:
    """Public: (provider, public name of its organisation) of each that an e-mail address belongs to."""
    rows = SignOn.objects.across_workspaces().filter(ended_at=None).order_by("id")
    found = [row for row in rows if rules.is_of(address, row.domains)]
    homes = Organisation.objects.across_workspaces().filter(
        workspace_id__in=[row.workspace_id for row in found], home=True
    )
    named = dict(homes.values_list("workspace_id", "public_name"))
    return [(row.pk, named.get(row.workspace_id, "")) for row in found]


def is_any_sign_on() -> bool:
    """Public: whether the page for logging in asks for a work address at all."""
    return bool(SignOn.objects.across_workspaces().filter(ended_at=None).exists())
