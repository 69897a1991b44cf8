"""Who may do what with records."""

from typing import Any

from skillmark.foundation.access import (
    Table,
    about_subject,
    anybody,
    in_earnest,
    in_workspace,
    is_about_self,
    is_holder,
    is_member,
    is_not_about_self,
    is_own_report,
    is_program,
    logged_in_for_signing,
    role,
)
from skillmark.foundation.roles import Actor, Role

leads_talent = role(Role.TALENT_LEAD)
# who reads what people have proved: to choose whom to invite, to mark, to audit; a line manager of her own reports
reads = role(Role.TALENT_LEAD, Role.RECRUITER, Role.ASSESSOR, Role.QUALITY_ASSURER)
manages = role(Role.LINE_MANAGER)
# who stands beside people at work: to these a talent lead may give leave to sign
supervises = role(Role.LINE_MANAGER, Role.ASSESSOR)


@about_subject
def is_within_her_leave(actor: Actor, subject: Any) -> bool:
    """The subject is a leave to sign for somebody (`queries.Ground`), and it is the actor's own."""
    return actor.person_id is not None and getattr(subject, "delegate_id", None) == actor.person_id


PERMISSIONS: Table = {
    "credentials.achievement.read": [[is_member], [is_program]],
    "credentials.achievement.define": [[leads_talent], [is_program]],
    "credentials.record.list": [[reads], [manages], [is_program]],
    "credentials.record.count": [[role(Role.TALENT_LEAD, Role.EVALUATOR)], [is_program]],
    # a number that says nothing of whom; whoever reads what a campaign costs reads it there
    "credentials.record.tally": [
        [
            role(
                Role.TALENT_LEAD, Role.AGENCY, Role.ASSOCIATION, Role.EVALUATOR, Role.STEERING_MEMBER, Role.CASE_MANAGER
            )
        ],
        [is_program],
    ],
    "credentials.record.read": [
        [reads, in_workspace],
        [manages, is_own_report],
        [is_member, is_about_self],
        [is_program],
    ],
    "credentials.record.award": [
        [leads_talent, logged_in_for_signing, in_workspace, is_not_about_self],
        [is_program],
    ],
    "credentials.record.award_many": [[leads_talent, logged_in_for_signing], [is_program]],
    "credentials.record.sign": [
        [supervises, logged_in_for_signing, in_workspace, is_not_about_self, is_within_her_leave]
    ],
    "credentials.signing.read": [[supervises]],
    "credentials.signing.train": [[supervises, in_earnest]],
    "credentials.delegation.read": [[leads_talent], [role(Role.QUALITY_ASSURER)]],
    "credentials.delegation.give": [
        [leads_talent, logged_in_for_signing, in_workspace, is_not_about_self],
        [is_program],
    ],
    "credentials.delegation.end": [[leads_talent, in_workspace], [is_program]],
    "credentials.partner.list": [[is_member]],
    "credentials.partner.read": [[leads_talent]],
    "credentials.partner.ask": [[leads_talent, in_workspace, is_not_about_self], [is_program]],
    "credentials.partner.answer": [[is_member, logged_in_for_signing, in_workspace, is_about_self]],
    "credentials.partner.end": [[leads_talent, in_workspace], [is_member, in_workspace, is_about_self], [is_program]],
    "credentials.endorsement.bring": [[leads_talent], [is_program]],
    "credentials.endorsement.put_away": [[leads_talent, in_workspace]],
    "credentials.endorsement.withdraw": [[is_member, logged_in_for_signing, in_workspace, is_about_self]],
    "credentials.record.remind": [[is_program]],
    "credentials.record.revoke": [
        [leads_talent, logged_in_for_signing, in_workspace, is_not_about_self],
        [is_program],
    ],
    "credentials.statement.publish": [[leads_talent, logged_in_for_signing], [is_program]],
    "credentials.statement.read": [[role(Role.TALENT_LEAD, Role.EVALUATOR)], [is_program]],
    "credentials.stack.earn": [[is_program]],
    "credentials.outside.import": [[leads_talent], [is_program]],
    "credentials.outside.read": [[leads_talent], [role(Role.RECRUITER)], [is_program]],
    "credentials.outside.name": [[leads_talent, in_workspace, is_not_about_self], [is_program]],
    "credentials.outside.sweep": [[is_program]],
    "credentials.issuer.accept": [[leads_talent, is_not_about_self], [is_program]],
    "credentials.equivalence.declare": [[leads_talent, is_not_about_self], [is_program]],
    "credentials.holdings.read": [[leads_talent], [role(Role.RECRUITER)], [manages], [is_program]],
    "credentials.own.read": [[is_holder]],
    "credentials.own.share": [[is_holder]],
    "credentials.own.prove": [[is_holder]],
    "credentials.proof.ask": [[anybody]],
    "credentials.proof.answer": [[anybody]],
    "credentials.looks.read": [[is_holder]],
    "credentials.share.follow": [[anybody]],
    "credentials.published.read": [[anybody]],
}
