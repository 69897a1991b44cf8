"""As whom a lead can look at a sample, in words."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from skillmark.foundation import entries
from skillmark.foundation.roles import Role
from skillmark.ui.tables import Text


@dataclass(frozen=True, slots=True)
class Look:
    """One role: its name, what is there to see, and what stands on every page meanwhile."""

    role: Role
    name: Text
    about: Text
    banner: Text


LOOKS = (
    Look(
        Role.WORKER,
        _("Applicant"),
        _("Her own pages: which must-haves are still missing, the task she was asked to show, who may see what."),
        _("You are looking at sample data as somebody who applied."),
    ),
    Look(
        Role.LINE_MANAGER,
        _("Supervisor"),
        _("Attempts that wait to be marked, the people who report to her, the standard they are marked by."),
        _("You are looking at sample data as a supervisor."),
    ),
    Look(
        Role.RECRUITER,
        _("Recruiter"),
        _("Who meets which must-haves of a job, who could soon, and whom to invite to a first task."),
        _("You are looking at sample data as a recruiter."),
    ),
    Look(
        Role.CASE_MANAGER,
        _("Coach"),
        _("The people she accompanies, what was written to them, and how they may be reached."),
        _("You are looking at sample data as a coach."),
    ),
)


def banner(request: HttpRequest) -> Text:
    """What stands on every page while somebody looks."""
    entry = entries.of(request)
    chosen = look(entry.role) if entry else None
    return chosen.banner if chosen else _("You are looking at sample data.")


def look(role: str) -> Look | None:
    """The look of this role; None for one that nobody can look as."""
    return next((one for one in LOOKS if one.role == role), None)
