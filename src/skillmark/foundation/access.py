"""Who may do what: one map from a permission to an OR of ANDs of tiny named predicates.

Each context declares its part in its own `access.py`; `config` assembles them and installs the whole here.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from skillmark.foundation.roles import Actor, Role
from skillmark.foundation.scopes import HolderScope, WorkspaceScope

Predicate = Callable[[Actor, Any], bool]
Table = Mapping[str, Sequence[Sequence[Predicate]]]

ABOUT_SUBJECT, TO_BE_SHOWN = "about_subject", "to_be_shown"  # marks of predicates that some questions pass over
_installed: dict[str, Sequence[Sequence[Predicate]]] = {}


class Forbidden(PermissionError):
    """The actor is known here but may not do this (403)."""

    def __init__(self, permission: str) -> None:
        self.permission = permission
        super().__init__(permission)


class LogInTooWeak(Forbidden):
    """She may, but for how she logged in: what signs or decides asks for a passkey or a second step."""


class NotInSample(Forbidden):
    """Whom she looks as may, once logged in for it; but it signs, or opens a way in, and a sample has none of that."""


class NotQualified(Forbidden):
    """Her role may, and she herself once she shows that she is qualified for it."""


def install(table: Table) -> None:
    """Put the assembled map in force, with the foundation's own part."""
    from skillmark.foundation.permissions import PERMISSIONS

    _installed.clear()
    _installed.update(PERMISSIONS)
    _installed.update(table)


def installed() -> Table:
    return _installed


def may(actor: Actor, permission: str, subject: object = None) -> bool:
    """Whether the actor may do this to the subject. Raises KeyError for a permission nobody declared."""
    return _passes(actor, permission, subject)


def could(actor: Actor, permission: str, subject: object = None) -> bool:
    """Whether the actor may do this, or could once she logs in with a second step or shows that she is qualified: what
    a button on a page asks.
    """
    return _passes(_at_most(actor), permission, subject, TO_BE_SHOWN)


def may_ever(actor: Actor, permission: str) -> bool:
    """Whether some subject could exist on which the actor could do this: what a menu and a route ask first."""
    return _passes(_at_most(actor), permission, None, ABOUT_SUBJECT, TO_BE_SHOWN)


def require(actor: Actor, permission: str, subject: object = None) -> None:
    """Raise Forbidden unless the actor may, LogInTooWeak where only her log-in is in the way, NotInSample where only
    that she looks at a sample is, NotQualified where she has yet to show that she is qualified.
    """
    if not may(actor, permission, subject):
        raise _in_the_way(actor, permission, subject)


def require_ever(actor: Actor, permission: str) -> None:
    """As `require`, for whatever subject: what a route asks before it shows a form that would be refused."""
    if not _passes(actor, permission, None, ABOUT_SUBJECT):
        raise _in_the_way(actor, permission, None, ABOUT_SUBJECT)


def _at_most(actor: Actor) -> Actor:
    return replace(actor, strong_login=True, sample=False)


def _in_the_way(actor: Actor, permission: str, subject: object, *over: str) -> Forbidden:
    most = _at_most(actor)
    if _passes(most, permission, subject, *over):
        return NotInSample(permission) if actor.sample else LogInTooWeak(permission)
    qualified = _passes(most, permission, subject, *over, TO_BE_SHOWN)
    return NotQualified(permission) if qualified else Forbidden(permission)


def _passes(actor: Actor, permission: str, subject: object, *over: str) -> bool:
    """Whether all predicates of a branch hold, passing over those with one of these marks."""
    return any(
        all(predicate(actor, subject) for predicate in branch if not any(hasattr(predicate, mark) for mark in over))
        for branch in _installed[permission]
    )


def about_subject(predicate: Predicate) -> Predicate:
    """Mark a predicate that looks at the subject: it is passed over when only the actor is known."""
    predicate.about_subject = True  # type: ignore[attr-defined]
    return predicate


def to_be_shown(predicate: Predicate) -> Predicate:
    """Mark a predicate that she meets by showing that she is qualified: a menu shows the way, and whoever goes it is
    told what is in it.
    """
    predicate.to_be_shown = True  # type: ignore[attr-defined]
    return predicate


def role(*roles: Role) -> Predicate:
    """Holds one of these roles today for the whole of this workspace. Held for a part of it, it counts for nothing."""

    def holds_role(actor: Actor, subject: object) -> bool:
        return isinstance(actor.scope, WorkspaceScope) and actor.has(roles)

    holds_role.__name__ = "holds_" + "_or_".join(roles)
    holds_role.roles = roles  # type: ignore[attr-defined]
    return holds_role


def role_for_some(*roles: Role) -> Predicate:
    """Holds one of these roles today for some part of this workspace. It does not say for whom: a list asks it, whose
    query keeps those it is held for, and beside it stands `role_over` wherever there is a subject.
    """

    def holds_role_for_some(actor: Actor, subject: object) -> bool:
        return isinstance(actor.scope, WorkspaceScope) and bool(actor.over(roles))

    holds_role_for_some.__name__ = "holds_" + "_or_".join(roles) + "_for_some"
    holds_role_for_some.roles_for_some = roles  # type: ignore[attr-defined]
    return holds_role_for_some


def role_over(*roles: Role) -> Predicate:
    """Holds one of these roles for this very subject: the person it is or is about, its unit or its cohort."""

    def holds_role_over(actor: Actor, subject: Any) -> bool:
        reached = {getattr(subject, name, None) for name in ("unit_id", "cohort_id")} | {_person_of(subject)}
        return isinstance(actor.scope, WorkspaceScope) and not actor.over(roles).isdisjoint(reached)

    holds_role_over.__name__ = "holds_" + "_or_".join(roles) + "_for_this_one"
    holds_role_over.roles_over = roles  # type: ignore[attr-defined]
    return about_subject(holds_role_over)


def anybody(actor: Actor, subject: object) -> bool:
    """No log-in is needed."""
    return True


def signed_in(actor: Actor, subject: object) -> bool:
    return actor.account_id is not None


def logged_in_for_signing(actor: Actor, subject: object) -> bool:
    """Logged in with a passkey or a second step: a password that leaked signs nothing and decides nothing.

    A demonstration's log-ins are printed, and its records say SAMPLE, so there it would protect nobody.
    """
    return (actor.strong_login or actor.demonstration) and not actor.sample


def in_earnest(actor: Actor, subject: object) -> bool:
    """Does not look at a sample: what opens a way in, for anybody, is none of it."""
    return not actor.sample


def is_holder(actor: Actor, subject: object) -> bool:
    """Acts on her own records, outside any workspace."""
    return isinstance(actor.scope, HolderScope)


def is_member(actor: Actor, subject: object) -> bool:
    """Is a person of this workspace, with whatever role, and came by her log-in."""
    known = actor.person_id is not None or bool(actor.grants)
    return isinstance(actor.scope, WorkspaceScope) and known and actor.link is None


def is_program(actor: Actor, subject: object) -> bool:
    """The program itself acts: a job, a handler, the main job of a demonstration."""
    return bool(actor.process)


def by_link(purpose: str) -> Predicate:
    """Came by a link of this purpose, without a log-in. Beside it stands `is_of_link`."""

    def came_by_link(actor: Actor, subject: object) -> bool:
        return actor.link is not None and actor.link.purpose == purpose

    came_by_link.__name__ = f"came_by_link_{purpose}"
    came_by_link.purpose = purpose  # type: ignore[attr-defined]
    return came_by_link


@about_subject
def is_of_link(actor: Actor, subject: Any) -> bool:
    """The subject is the one that her link names."""
    return actor.link is not None and getattr(subject, "pk", None) == actor.link.subject_id


@about_subject
def in_workspace(actor: Actor, subject: Any) -> bool:
    return isinstance(actor.scope, WorkspaceScope) and subject.workspace_id == actor.scope.workspace_id


@about_subject
def is_about_self(actor: Actor, subject: Any) -> bool:
    """The subject is the actor's own person, or a record about her."""
    return actor.person_id is not None and _person_of(subject) == actor.person_id


@about_subject
def is_not_about_self(actor: Actor, subject: Any) -> bool:
    """Nobody acts on herself, whatever roles she holds."""
    return not is_about_self(actor, subject)


@about_subject
def is_own_report(actor: Actor, subject: Any) -> bool:
    """The subject is, or is about, a person who reports to the actor."""
    return _person_of(subject) in actor.reports


def _person_of(subject: object) -> object:
    """The id of the person whom a record is about, or of the person it is."""
    return getattr(subject, "person_id", None) or getattr(subject, "pk", None)
