from tests.matrix.may import COACH, EVERY_ROLE, EVERYONE, FOR_ONE, PROGRAM

from skillmark.foundation.roles import Role

MAY = {
    "foundation.signing_key.rotate": {Role.OPERATOR, PROGRAM},
    "foundation.signing_key.mark_compromised": {Role.OPERATOR},  # a human being says so, never a job
    "foundation.audit.anchor": {Role.OPERATOR, PROGRAM},
    "foundation.subscription.manage": {Role.OPERATOR},
    "foundation.api.describe": EVERYONE,
    "foundation.token.open": EVERY_ROLE | {COACH, FOR_ONE},  # it does no more than its owner
}
