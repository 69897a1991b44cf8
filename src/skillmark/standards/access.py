"""Who may do what with standards."""

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
    is_program,
    role,
)
from skillmark.foundation.roles import Actor, Role
from skillmark.standards import queries

leads_talent = role(Role.TALENT_LEAD)


@about_subject
def was_asked_about_it(actor: Actor, subject: Any) -> bool:
    """She sits on the panel of this version, or in the group that was asked to publish it. `subject` is a Framework."""
    return queries.was_asked(actor, subject)


supervises_or_works = role(Role.LINE_MANAGER, Role.WORKER)

PERMISSIONS: Table = {
    "standards.occupation.read": [[is_member], [is_program]],
    "standards.occupation.load": [[leads_talent], [role(Role.OPERATOR)], [is_program]],
    "standards.framework.read": [[is_member], [is_program]],
    "standards.framework.draft": [[leads_talent], [is_program]],
    "standards.framework.publish": [[leads_talent, in_workspace], [is_program, in_workspace]],
    "standards.framework.retire": [[leads_talent, in_workspace], [is_program, in_workspace]],
    "standards.step.set": [[leads_talent], [is_program]],
    "standards.analysis.ask": [[leads_talent, in_workspace], [is_program, in_workspace]],
    # her own answers: whoever leads sees only the panel's figures
    "standards.analysis.rate": [[is_member, is_about_self]],
    "standards.reason.give": [[leads_talent, in_workspace], [is_program, in_workspace]],
    "standards.line.edit": [[leads_talent, in_workspace], [is_program, in_workspace]],
    # whoever was asked about a version reads who wrote which line of it
    "standards.contributor.read": [
        [leads_talent, in_workspace],
        [is_member, was_asked_about_it],
        [is_program, in_workspace],
    ],
    "standards.line.validate": [[supervises_or_works, is_member]],
    "standards.dispute.answer": [[leads_talent, in_workspace], [is_program, in_workspace]],
    "standards.framework.import": [[leads_talent], [is_program]],
    "standards.alignment.review": [[leads_talent], [is_program]],
    "standards.consistency.read": [[leads_talent], [is_program]],
    "standards.published.read": [[anybody]],
    # her own, in her account: no role of any workspace reads it
    "standards.own.read": [[is_holder]],
    "standards.own.keep": [[is_holder, in_earnest]],
}
