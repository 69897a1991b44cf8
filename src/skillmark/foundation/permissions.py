"""Who may do what with the foundation's own records. (`access` is the engine; each context's `access.py` is a table
like this.)
"""

from skillmark.foundation.access import (
    Predicate,
    anybody,
    in_workspace,
    is_member,
    is_not_about_self,
    is_program,
    logged_in_for_signing,
    role,
)
from skillmark.foundation.roles import Role

PERMISSIONS: dict[str, list[list[Predicate]]] = {
    "foundation.signing_key.rotate": [[role(Role.OPERATOR)], [is_program]],
    "foundation.signing_key.mark_compromised": [[role(Role.OPERATOR)]],
    "foundation.audit.anchor": [[role(Role.OPERATOR)], [is_program]],
    # the file and its key open coaches' notes and answers on demographics too: no talent lead's to take
    "foundation.workspace.export": [[role(Role.OPERATOR), logged_in_for_signing], [is_program]],
    "foundation.trial.mark": [[is_program]],
    "foundation.workspace.delete": [[role(Role.OPERATOR), logged_in_for_signing], [is_program]],
    "foundation.subscription.manage": [[role(Role.OPERATOR, Role.TALENT_LEAD)]],
    "foundation.retention.read": [[role(Role.TALENT_LEAD, Role.OPERATOR)]],
    "foundation.retention.change": [[role(Role.TALENT_LEAD)]],
    "foundation.retention.carry_out": [[is_program]],
    # nobody keeps, or lets go of, what stands about herself
    "foundation.hold.place": [[role(Role.TALENT_LEAD, Role.OPERATOR), in_workspace, is_not_about_self]],
    "foundation.api.describe": [[anybody]],
    # a token does no more than its owner, so every member may have one; it would outlast a password that leaked and was
    # changed, so making one asks for more than a password, and ending one does not
    "foundation.token.open": [[is_member, logged_in_for_signing]],
    "foundation.token.keep": [[is_member]],
}
