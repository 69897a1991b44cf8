"""Who may do what with the foundation's own records. (`access` is the engine; each context's `access.py` is a table
like this.)
"""

from skillmark.foundation.access import Predicate, anybody, is_program, role, role_for_some
from skillmark.foundation.roles import Role

PERMISSIONS: dict[str, list[list[Predicate]]] = {
    "foundation.signing_key.rotate": [[role(Role.OPERATOR)], [is_program]],
    "foundation.signing_key.mark_compromised": [[role(Role.OPERATOR)]],
    "foundation.audit.anchor": [[role(Role.OPERATOR)], [is_program]],
    "foundation.subscription.manage": [[role(Role.OPERATOR)]],
    "foundation.api.describe": [[anybody]],
    # a token does no more than its owner, so whoever holds some role may have one
    "foundation.token.open": [[role(*Role)], [role_for_some(*Role)]],
}
