"""Who may do what with people."""

from typing import Any

from skillmark.foundation.access import (
    Table,
    about_subject,
    in_workspace,
    is_about_self,
    is_holder,
    is_member,
    is_not_about_self,
    is_own_report,
    is_program,
    role,
)
from skillmark.foundation.roles import Actor, Role

# who meets people of the whole workspace in her work; a line manager meets her own reports alone
EVERYBODY = (
    Role.TALENT_LEAD,
    Role.RECRUITER,
    Role.CASE_MANAGER,
    Role.ASSESSOR,
    Role.QUALITY_ASSURER,
    Role.OPERATOR,
)


@about_subject
def is_her_coach(actor: Actor, subject: Any) -> bool:
    """Is the case manager of this very person: the role is granted over her, not over the workspace."""
    person_id = getattr(subject, "person_id", None) or getattr(subject, "pk", None)
    return any(grant.role is Role.CASE_MANAGER and grant.over == person_id for grant in actor.grants)


PERMISSIONS: Table = {
    "people.person.list": [[role(*EVERYBODY, Role.LINE_MANAGER)], [is_program]],
    "people.person.read": [
        [role(*EVERYBODY), in_workspace],
        [role(Role.LINE_MANAGER), is_own_report],
        [is_member, is_about_self],
        [is_program],
    ],
    "people.person.add": [[role(Role.TALENT_LEAD, Role.RECRUITER, Role.CASE_MANAGER)], [is_program]],
    "people.person.change": [
        [role(Role.TALENT_LEAD, Role.CASE_MANAGER), in_workspace, is_not_about_self],
        [is_program],
    ],
    "people.person.import": [[role(Role.TALENT_LEAD, Role.RECRUITER)], [is_program]],
    "people.person.erase": [[role(Role.TALENT_LEAD, Role.OPERATOR), in_workspace, is_not_about_self], [is_program]],
    "people.person.link": [[is_program]],
    "people.employment.record": [
        [role(Role.TALENT_LEAD, Role.CASE_MANAGER), in_workspace],
        [is_member, is_about_self],
        [is_program],
    ],
    "people.self_rating.record": [[is_member, is_about_self], [is_program]],
    "people.preference.read": [[is_member, is_about_self], [role(Role.CASE_MANAGER), is_her_coach]],
    "people.preference.change": [[is_member, is_about_self], [role(Role.CASE_MANAGER), is_her_coach], [is_program]],
    "people.demographics.import": [[role(Role.TALENT_LEAD)], [is_program]],
    "people.group.count": [[role(Role.TALENT_LEAD, Role.EVALUATOR)], [is_program]],
    "people.consent.give": [[is_member, is_about_self], [is_program]],
    "people.consent.withdraw": [[is_member, is_about_self], [is_program]],
    "people.message.send": [[is_member], [is_program]],
    "people.role.read": [[role(Role.TALENT_LEAD, Role.OPERATOR)], [is_program]],
    "people.role.grant": [[role(Role.TALENT_LEAD, Role.OPERATOR), in_workspace, is_not_about_self], [is_program]],
    "people.role.end": [[role(Role.TALENT_LEAD, Role.OPERATOR), in_workspace, is_not_about_self], [is_program]],
    "people.profile.read": [[is_member], [is_program]],
    "people.profile.change": [[role(Role.TALENT_LEAD, Role.OPERATOR)], [is_program]],
    "people.own.read": [[is_holder]],
    "people.own.change": [[is_holder]],
}
