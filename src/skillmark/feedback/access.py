"""Who may do what with suggestions and changes."""

from skillmark.foundation.access import (
    Table,
    anybody,
    in_workspace,
    is_about_self,
    is_member,
    is_not_about_self,
    is_program,
    role,
)
from skillmark.foundation.roles import Role

leads_talent = role(Role.TALENT_LEAD)

PERMISSIONS: Table = {
    "feedback.suggestion.make": [[is_member]],
    "feedback.suggestion.send": [[anybody]],
    "feedback.suggestion.list": [[leads_talent], [is_program]],
    "feedback.suggestion.read": [[leads_talent, in_workspace], [is_member, is_about_self]],
    "feedback.suggestion.own": [[is_member]],
    # nobody answers herself
    "feedback.suggestion.answer": [[leads_talent, in_workspace, is_not_about_self]],
    "feedback.suggestion.blank": [[leads_talent, in_workspace]],
    # whoever wrote it says whether it is quoted; whoever leads can only leave it out
    "feedback.suggestion.quote": [[is_member, is_about_self]],
    "feedback.suggestion.unquote": [[leads_talent, in_workspace], [is_member, is_about_self]],
    "feedback.change.read": [[is_member]],
    "feedback.change.write": [[leads_talent]],
    "feedback.change.offer": [[leads_talent], [is_program]],
    "feedback.change.published": [[anybody]],
}
