"""Who may do what with people."""

from typing import Any

from skillmark.foundation.access import (
    Table,
    about_subject,
    anybody,
    by_link,
    in_earnest,
    in_workspace,
    is_about_self,
    is_holder,
    is_member,
    is_not_about_self,
    is_of_link,
    is_own_report,
    is_program,
    logged_in_for_signing,
    role,
    role_for_some,
    role_over,
)
from skillmark.foundation.roles import Actor, Role

SIGNING, COPY = "people.signing", "people.copy"  # purposes of links: to sign a text, to keep what one signed
JOINING = "people.joining"  # and to come in with a log-in of one's own
# who meets people of the whole workspace in her work; a line manager meets her own reports alone
EVERYBODY = (
    Role.TALENT_LEAD,
    Role.RECRUITER,
    Role.CASE_MANAGER,
    Role.ASSESSOR,
    Role.QUALITY_ASSURER,
    Role.OPERATOR,
)
# who may hold the role for some people alone; what somebody needs of a job is for such a coach of hers alone
COACHES = (Role.CASE_MANAGER,)
coaches_some, is_her_coach = role_for_some(*COACHES), role_over(*COACHES)


@about_subject
def is_the_organisations(actor: Actor, subject: Any) -> bool:
    """The text is about nobody in particular."""
    return getattr(subject, "whose_id", None) is None


@about_subject
def coaches_whom_it_concerns(actor: Actor, subject: Any) -> bool:
    """The text is about somebody she coaches, or is signed for that person."""
    return getattr(subject, "concerns_id", None) in actor.over(COACHES)


@about_subject
def was_brought_by_another(actor: Actor, subject: Any) -> bool:
    """Somebody else brought it: two people have seen it then."""
    return getattr(subject, "brought_by_id", None) != actor.person_id or actor.person_id is None


PERMISSIONS: Table = {
    "people.person.list": [[role(*EVERYBODY, Role.LINE_MANAGER)], [coaches_some], [is_program]],
    "people.person.read": [
        [role(*EVERYBODY), in_workspace],
        [role(Role.LINE_MANAGER), is_own_report],
        [coaches_some, is_her_coach, in_workspace],
        [is_member, is_about_self],
        [is_program],
    ],
    "people.person.add": [[role(Role.TALENT_LEAD, Role.RECRUITER, Role.CASE_MANAGER)], [is_program]],
    "people.person.change": [
        [role(Role.TALENT_LEAD, Role.CASE_MANAGER), in_workspace, is_not_about_self],
        [is_program],
    ],
    "people.person.correct": [
        [role(Role.TALENT_LEAD, Role.CASE_MANAGER), in_workspace],
        [is_member, is_about_self],
        [is_program],
    ],
    "people.correction.ask": [[is_member, is_about_self]],
    "people.correction.answer": [[role(Role.TALENT_LEAD, Role.OPERATOR), in_workspace, is_not_about_self]],
    "people.age.read": [[is_member, is_about_self], [coaches_some, is_her_coach, in_workspace]],
    "people.age.state": [[is_member, is_about_self], [coaches_some, is_her_coach, in_workspace], [is_program]],
    "people.guardian.note": [
        [role(Role.TALENT_LEAD, Role.CASE_MANAGER), in_workspace, is_not_about_self],
        [coaches_some, is_her_coach, in_workspace, is_not_about_self],
    ],
    "people.person.import": [[role(Role.TALENT_LEAD, Role.RECRUITER)], [is_program]],
    "people.person.merge": [[role(Role.TALENT_LEAD), in_workspace, is_not_about_self], [is_program]],
    "people.employee.import": [[role(Role.TALENT_LEAD)], [is_program]],
    "people.person.erase": [[role(Role.TALENT_LEAD, Role.OPERATOR), in_workspace, is_not_about_self], [is_program]],
    "people.person.link": [[is_program]],
    # whoever gives roles: an invitation on paper lets its bearer in with the roles of whom it names
    "people.person.invite": [[role(Role.TALENT_LEAD, Role.OPERATOR), in_workspace, is_not_about_self], [is_program]],
    "people.person.join": [[by_link(JOINING), is_of_link]],
    "people.employment.record": [
        [role(Role.TALENT_LEAD, Role.CASE_MANAGER), in_workspace],
        [coaches_some, is_her_coach, in_workspace],
        [is_member, is_about_self],
        [is_program],
    ],
    "people.self_rating.record": [[is_member, is_about_self], [is_program]],
    "people.preference.read": [[is_member, is_about_self], [coaches_some, is_her_coach, in_workspace]],
    "people.preference.change": [[is_member, is_about_self], [coaches_some, is_her_coach, in_workspace], [is_program]],
    "people.demographics.import": [[role(Role.TALENT_LEAD)], [is_program]],
    "people.group.count": [[role(Role.TALENT_LEAD, Role.EVALUATOR)], [is_program]],
    "people.consent.give": [[is_member, is_about_self], [is_program]],
    "people.consent.withdraw": [[is_member, is_about_self], [is_program]],
    "people.message.send": [[is_member], [is_program]],
    "people.message.read": [
        [role(Role.TALENT_LEAD, Role.CASE_MANAGER), in_workspace],
        [coaches_some, is_her_coach, in_workspace],
        [is_member, is_about_self],
        [is_program],
    ],
    "people.message.preview": [[role(Role.TALENT_LEAD)], [is_program]],
    "people.message.deliver": [[is_program]],
    "people.safe_contact.read": [[is_member, is_about_self], [coaches_some, is_her_coach, in_workspace]],
    "people.safe_contact.change": [
        [is_member, is_about_self],
        [coaches_some, is_her_coach, in_workspace],
        [is_program],
    ],
    "people.sms.stop": [[is_program]],
    "people.link.ask": [[is_member], [is_program]],  # and what the task itself asks of whoever sends it
    "people.link.ask_many": [[role(*EVERYBODY, Role.LINE_MANAGER), in_earnest], [coaches_some, in_earnest]],  # as above
    "people.link.follow": [[anybody]],
    "people.incoming.tell": [[anybody]],  # who signs with the secret of the installation
    # a text about somebody is for her case team alone; the organisation's own for whoever leads as well
    "people.text.prepare": [
        [role(Role.TALENT_LEAD), in_workspace, is_the_organisations],
        [role(Role.CASE_MANAGER), in_workspace],
        [coaches_some, coaches_whom_it_concerns, in_workspace],
        [is_program],
    ],
    "people.text.sign": [[is_member, is_about_self], [by_link(SIGNING), is_of_link]],
    "people.sheet.confirm": [
        [role(Role.TALENT_LEAD, Role.CASE_MANAGER), in_workspace, is_not_about_self, was_brought_by_another],
        [coaches_some, in_workspace, is_not_about_self, was_brought_by_another],
    ],
    "people.role.read": [[role(Role.TALENT_LEAD, Role.OPERATOR)], [is_program]],
    "people.role.grant": [[role(Role.TALENT_LEAD, Role.OPERATOR), in_workspace, is_not_about_self], [is_program]],
    "people.role.end": [[role(Role.TALENT_LEAD, Role.OPERATOR), in_workspace, is_not_about_self], [is_program]],
    "people.profile.read": [[is_member], [is_program]],
    "people.profile.change": [[role(Role.TALENT_LEAD, Role.OPERATOR)], [is_program]],
    # whoever chooses the provider can come in as anybody here, a coach and her notes included: no lead may
    "people.sign_on.manage": [[role(Role.OPERATOR), logged_in_for_signing]],
    "people.sign_on.enter": [[is_program]],
    # who stands beside people at work, with the device in her hands; it shows first names of those who set a PIN
    "people.tablet.make": [[role(Role.TALENT_LEAD, Role.LINE_MANAGER, Role.ASSESSOR), in_earnest]],
    "people.tablet.manage": [[role(Role.TALENT_LEAD)]],
    "people.pin.set": [[is_member]],
    "people.pin.try": [[is_program]],
    "people.entry.use": [[anybody]],  # nobody is known yet
    "people.own.read": [[is_holder]],
    "people.own.change": [[is_holder, in_earnest]],
    "people.sample.view": [[role(Role.TALENT_LEAD)]],
}
