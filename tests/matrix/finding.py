"""Records and visitors of a workspace of the matrix."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from django.apps import apps
from django.db import models
from tests.people import factories as make

from skillmark.foundation.roles import Role
from skillmark.foundation.scopes import WorkspaceScope

if TYPE_CHECKING:
    from tests.matrix.objects import Place

Maker = Callable[["Place", make.Member | None], object]


def visitor_of(place: Place, role: Role) -> make.Member:
    return next(visitor.member for visitor in place.visitors if visitor.role is role and visitor.member)


def record_of(place: Place, label: str, **wanted: object) -> models.Model:
    """The first record of this kind in the workspace."""
    manager: Any = apps.get_model(label)._default_manager
    found = manager.within(WorkspaceScope(place.workspace.pk)).filter(**wanted).order_by("pk").first()
    assert found is not None, f"the main job left no {label} with {wanted}"
    return cast(models.Model, found)
