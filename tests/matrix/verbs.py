"""Who may ever do what, and to whom, asked of the map of permissions itself and held against tests/matrix/may."""

from collections.abc import Mapping, Set
from contextlib import suppress
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from tests.matrix import may

from skillmark.foundation import access
from skillmark.foundation.roles import ANYBODY, Actor, Grant, LinkRight, Role, holder, program
from skillmark.foundation.scopes import WorkspaceScope

PLACE, ANOTHER, HERSELF, REPORT, COACHED = (UUID(int=number) for number in range(1, 6))
# whom a record is about, seen from whoever acts; all of one workspace
WHOM = {"another": ANOTHER, "herself": HERSELF, "report": REPORT, "coached": COACHED}
Table = Mapping[str, Set[str]]


def member(*roles: Role, over: UUID | None = None) -> Actor:
    """Somebody with a role, for the whole workspace or for one person; everybody has a report, for one role to use."""
    grants = tuple(Grant(role, over) for role in roles)
    place = WorkspaceScope(PLACE)
    return Actor(place, HERSELF, HERSELF, grants, demonstration=True, strong_login=True, reports=frozenset({REPORT}))


def by_link(purpose: str, subject_id: UUID) -> Actor:
    """Somebody without an account who came by a link to one record."""
    right = LinkRight(purpose, subject_id)
    return Actor(WorkspaceScope(PLACE), person_id=HERSELF, demonstration=True, strong_login=True, link=right)


ACTORS: dict[str, Actor] = {
    **{role: member(role) for role in Role},
    may.NO_ROLE: member(),
    may.COACH: member(Role.CASE_MANAGER, over=COACHED),
    may.FOR_ONE: member(*(role for role in Role if role is not Role.CASE_MANAGER), over=COACHED),
    may.PROGRAM: program(PLACE, "matrix", demonstration=True),
    may.HOLDER: holder(HERSELF, strong_login=True),
    may.ANYBODY: ANYBODY,
    may.MARKS_BY_LINK: by_link("assessment.score", ANOTHER),
    may.AGREES_BY_LINK: by_link("assessment.consent", ANOTHER),
    may.SEAT_BY_LINK: by_link("campaigns.seat", HERSELF),
    may.FOLLOW_UP_BY_LINK: by_link("outcomes.follow_up", HERSELF),
    may.SIGNS_BY_LINK: by_link("people.signing", HERSELF),
    may.JOINS_BY_LINK: by_link("people.joining", HERSELF),
    may.TAKES_BY_LINK: by_link("support.referral", ANOTHER),
}


def rows() -> dict[str, Set[str]]:
    """Permission → who may ever."""
    return _gathered("MAY")


def rows_about() -> dict[str, Table]:
    """Permission → whom it is done to → who may."""
    return _gathered("ABOUT")


def rows_strong() -> dict[str, Set[str]]:
    """Permission → who has to log in with a second step for it, in a workspace that is no demonstration."""
    return _gathered("STRONG")


def only_strongly() -> dict[str, set[str]]:
    """The same, as the map of permissions has it: who may with a second step and not without."""
    subject = SimpleNamespace(pk=ANOTHER, person_id=HERSELF, workspace_id=PLACE)  # a seat of hers to vote with
    found: dict[str, set[str]] = {}
    for permission in access.installed():
        for name, actor in ACTORS.items():
            real = replace(actor, demonstration=False)
            weak = replace(real, strong_login=False)
            for about in (subject, SimpleNamespace(pk=ANOTHER, person_id=ANOTHER, workspace_id=PLACE)):
                with suppress(AttributeError):  # a predicate that asks for another kind of record
                    if access.may(real, permission, about) and not access.may(weak, permission, about):
                        found.setdefault(permission, set()).add(name)
    return found


def _gathered(table: str) -> dict[str, Any]:
    gathered: dict[str, Any] = {}
    for file in sorted(Path(may.__file__).parent.glob("[a-z]*.py")):
        for permission, allowed in getattr(import_module(f"tests.matrix.may.{file.stem}"), table, {}).items():
            if permission in gathered:
                raise ValueError(f"{permission} stands twice, the second time in {file.name}")
            gathered[permission] = allowed
    return gathered


def objections(table: Table, about: Mapping[str, Table]) -> list[str]:
    """Where the map of permissions says otherwise than the rows, permission by permission."""
    return [told for name in sorted({*table, *about, *access.installed()}) for told in of_one(name, table, about)]


def of_one(permission: str, table: Table, about: Mapping[str, Table]) -> list[str]:
    if permission not in table:
        return [f"{permission} has no row in tests/matrix/may"]
    if permission not in access.installed():
        return [f"{permission} has a row, and no access.py declares it"]
    ever = {name for name, actor in ACTORS.items() if access.may_ever(actor, permission)}
    told = _differences(permission, ever, table[permission])
    for whom, allowed in about.get(permission, {}).items():
        subject = SimpleNamespace(pk=WHOM[whom], person_id=WHOM[whom], workspace_id=PLACE)
        found = {name for name, actor in ACTORS.items() if access.may(actor, permission, subject)}
        told += _differences(f"{permission} to {whom}", found, allowed)
    return told


def _differences(what: str, found: Set[str], wanted: Set[str]) -> list[str]:
    verb = {True: "may", False: "may not"}
    return [f"{what}: {name} {verb[name in found]}, the row says otherwise" for name in sorted(found ^ wanted)]
