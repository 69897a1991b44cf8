"""Who may do what with records."""

from skillmark.foundation.access import (
    Table,
    anybody,
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
from skillmark.foundation.roles import Role

leads_talent = role(Role.TALENT_LEAD)
# who reads what people have proved: to choose whom to invite, to mark, to audit; a line manager of her own reports
reads = role(Role.TALENT_LEAD, Role.RECRUITER, Role.ASSESSOR, Role.QUALITY_ASSURER)
manages = role(Role.LINE_MANAGER)

PERMISSIONS: Table = {
    "credentials.achievement.read": [[is_member], [is_program]],
    "credentials.achievement.define": [[leads_talent], [is_program]],
    "credentials.record.list": [[reads], [manages], [is_program]],
    "credentials.record.count": [[role(Role.TALENT_LEAD, Role.EVALUATOR)], [is_program]],
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
    "credentials.record.remind": [[is_program]],
    "credentials.record.revoke": [
        [leads_talent, logged_in_for_signing, in_workspace, is_not_about_self],
        [is_program],
    ],
    "credentials.outside.import": [[leads_talent], [is_program]],
    "credentials.outside.read": [[leads_talent], [role(Role.RECRUITER)], [is_program]],
    "credentials.outside.name": [[leads_talent, in_workspace, is_not_about_self], [is_program]],
    "credentials.outside.sweep": [[is_program]],
    "credentials.issuer.accept": [[leads_talent, is_not_about_self], [is_program]],
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
