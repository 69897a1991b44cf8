"""What support answers when higher floors ask. Search, timelines and calendars are told nothing, of nobody."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from skillmark.foundation.answers import Due
from skillmark.foundation.roles import Actor
from skillmark.people import queries as people
from skillmark.support import held, queries
from skillmark.support.access import TEAM


def due_for(actor: Actor, now: datetime) -> list[Due]:
    """For who is on a case team: how much waits on her caseload. Whose, and what, stands there alone."""
    if not actor.over(TEAM):
        return []
    today = people.today(actor, now)
    overdue, due = queries.waiting(actor, today)
    page = reverse("support:caseload", args=[people.slug(actor)])
    told = []
    if overdue:
        said = ngettext("%(n)s thing on your caseload is overdue", "%(n)s things on your caseload are overdue", overdue)
        told.append(Due(said % {"n": overdue}, page, by=None))
    if due:
        said = ngettext("%(n)s thing on your caseload is due", "%(n)s things on your caseload are due", due)
        told.append(Due(said % {"n": due}, page, by=today))
    return told


def put_right_within() -> str:
    """Asked of anybody else, her words would tell what she needs to whoever must not know that there is a case."""
    return gettext("To have this put right, tell your case team. Nobody else here reads it.")


ANSWERS: dict[str, Callable[..., Any]] = {
    "personal_data": held.personal_data,
    "erase": held.erase,
    "due_for": due_for,
    "put_right_within": put_right_within,
}
