"""What of an installation is one workspace's, and which of it travels with it.

A row travels when it names the workspace. Standards are drafted from sources that all workspaces share: those a
workspace refers to travel beside it.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q

from skillmark.config.installation import rows
from skillmark.foundation import jobs
from skillmark.foundation.records import names_workspace

FORMAT = "skillmark-workspace-1"
MANIFEST, ROWS, FILES, STOPPED = "workspace.json", "rows/", "files/", "stopped.json"
WORKSPACE = "foundation.workspace"
SOURCE = "standards.referencesource"
OF_SOURCE = ("standards.referenceelement", "standards.referenceoccupation")
STAYS = {
    "foundation.trial",  # another installation decides for itself what may be deleted
    "foundation.sample",  # no sample is taken along
    "foundation.apitoken",  # opens this installation's address
    "foundation.capabilitylink",  # likewise; and it would open two
    "foundation.subscription",  # deliveries are checked with a key that stays
    "people.refusedupload",  # belongs to a log-in
    "people.signon",  # its secret is sealed for this installation, and its provider leads back here
    "people.tablet",  # a device that is known here
    "people.pin",  # opens that device
    "people.pintries",
}
WEBHOOK = "foundation.webhook"
Models = dict[str, type[models.Model]]


def schema() -> list[rows.Node]:
    """The migrations behind our own tables; the framework's do not travel."""
    ours = {label.partition(".")[0] for label in travelling(rows.models_at(rows.applied()))}
    return [node for node in rows.applied() if node[0] in ours]


def travelling(found: Models) -> Models:
    """Of these models those whose rows travel, in an order in which they can be put in."""
    whole = [WORKSPACE, SOURCE, *OF_SOURCE]
    scoped = {label: model for label, model in found.items() if label not in whole and names_workspace(model)}
    return {label: found[label] for label in whole} | {
        label: model for label, model in scoped.items() if label not in STAYS
    }


def of(workspace_id: UUID, label: str, found: Models) -> Q:
    """Which rows of this model are the workspace's, or what it refers to. A job that would reach out of the house is
    left to the installation that was asked for it.
    """
    if label == WORKSPACE:
        return Q(pk=workspace_id)
    if label == SOURCE:
        return Q(pk__in=_sources(workspace_id, found.values()))
    if label in OF_SOURCE:
        return Q(source_id__in=_sources(workspace_id, found.values()))
    own = Q(workspace_id=workspace_id)
    if label == "foundation.job":
        own &= (Q(done_at__isnull=False) | ~Q(kind__in=jobs.outside_kinds())) & ~Q(kind=WEBHOOK)
    return own


def _sources(workspace_id: UUID, found: Iterable[type[models.Model]]) -> list[Any]:
    named: set[Any] = set()
    for model in found:
        for field in model._meta.concrete_fields:
            if field.related_model is not None and names_workspace(model) and _label(field.related_model) == SOURCE:
                values = model._base_manager.filter(workspace_id=workspace_id).values_list(field.attname, flat=True)
                named.update(values.exclude(**{field.attname: None}).order_by().distinct())
    return sorted(named)


def _label(model: Any) -> str:
    return str(model._meta.label_lower)
