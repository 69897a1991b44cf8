"""The unit of work: the outermost action opens a transaction, actions called by actions join it with a savepoint of
their own, and audit rows are written once, at its end. Writing them midway would lock a chain's head while other rows
are still wanted, and two such units deadlock PostgreSQL.
"""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import transaction

P = ParamSpec("P")
R = TypeVar("R")


@dataclass
class Unit:
    """What the open unit has gathered so far."""

    entries: list[Any] = field(default_factory=list)


_open: ContextVar[Unit | None] = ContextVar("unit_of_work", default=None)


class NoUnitOfWork(RuntimeError):
    """Something was recorded outside an action. A defect of the program."""


def current() -> Unit:
    unit = _open.get()
    if unit is None:
        raise NoUnitOfWork("audit rows and announcements belong inside an @action")
    return unit


def action(verb: Callable[P, R]) -> Callable[P, R]:
    """A change of state, whole or not at all. One called by another that catches its refusal leaves nothing behind,
    and the other goes on.
    """

    @wraps(verb)
    def carried_out(*args: P.args, **kwargs: P.kwargs) -> R:
        joined = _open.get()
        if joined is not None:
            gathered = len(joined.entries)
            try:
                with transaction.atomic():
                    return verb(*args, **kwargs)
            except BaseException:
                del joined.entries[gathered:]
                raise
        from skillmark.foundation import audit

        unit = Unit()
        token = _open.set(unit)
        try:
            with transaction.atomic():
                result = verb(*args, **kwargs)
                audit.write(unit.entries)
            return result
        finally:
            _open.reset(token)

    return carried_out
