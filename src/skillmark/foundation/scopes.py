"""The three scopes. Every read happens in exactly one; forgetting to say which raises."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class WorkspaceScope:
    """One employer, or one partnership of organisations."""

    workspace_id: UUID


@dataclass(frozen=True, slots=True)
class HolderScope:
    """An account reading its own records across workspaces."""

    account_id: UUID


@dataclass(frozen=True, slots=True)
class PublicScope:
    """Anybody, without a log-in: published versions only."""


PUBLIC = PublicScope()
Scope = WorkspaceScope | HolderScope | PublicScope


class ScopeForgotten(RuntimeError):
    """A read did not say in which scope it happens. A defect of the program, never of its user."""


class NotFound(LookupError):
    """There is no such thing, or not for this reader: both look the same from outside (404)."""
