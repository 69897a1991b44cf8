"""Who may do what with support. Nobody reads a case but its team and, on her own pages, the person: no lead, operator,
recruiter, supervisor, and no coach who is not on it.
"""

from typing import Any

from skillmark.foundation.access import (
    Table,
    about_subject,
    by_link,
    in_earnest,
    in_workspace,
    is_holder,
    is_not_about_self,
    is_of_link,
    role,
    role_for_some,
)
from skillmark.foundation.roles import Actor, Role

REFERRAL = "support.referral"  # purpose of the link by which an outside agency answers
TEAM = (Role.CASE_MANAGER,)
coaches, works_on_some = role(*TEAM), role_for_some(*TEAM)


@about_subject
def is_on_the_case(actor: Actor, subject: Any) -> bool:
    """Holds the role over this very case: not over its person, and not for the whole workspace."""
    return getattr(subject, "case_id", None) in actor.over(TEAM)


PERMISSIONS: Table = {
    "support.caseload.read": [[coaches], [works_on_some]],
    "support.case.open": [[coaches, in_workspace, is_not_about_self]],
    "support.case.read": [[works_on_some, is_on_the_case, in_workspace, is_not_about_self]],
    "support.case.work": [[works_on_some, is_on_the_case, in_workspace, is_not_about_self]],
    "support.directory.read": [[coaches], [works_on_some]],
    "support.directory.keep": [[coaches]],
    "support.referral.answer": [[by_link(REFERRAL), is_of_link]],
    "support.own.read": [[is_holder]],
    "support.own.decide": [[is_holder, in_earnest]],
}
