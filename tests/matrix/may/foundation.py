from tests.matrix.may import EVERYONE, MEMBERS, PROGRAM

from skillmark.foundation.roles import Role

MAY = {
    "foundation.signing_key.rotate": {Role.OPERATOR, PROGRAM},
    "foundation.signing_key.mark_compromised": {Role.OPERATOR},  # a human being says so, never a job
    "foundation.audit.anchor": {Role.OPERATOR, PROGRAM},
    "foundation.workspace.export": {Role.OPERATOR, PROGRAM},
    "foundation.workspace.delete": {Role.OPERATOR, PROGRAM},  # a trial only, which the verb asks
    "foundation.trial.mark": {PROGRAM},
    "foundation.subscription.manage": {Role.OPERATOR, Role.TALENT_LEAD},
    "foundation.retention.read": {Role.OPERATOR, Role.TALENT_LEAD},
    "foundation.retention.change": {Role.TALENT_LEAD},
    "foundation.retention.carry_out": {PROGRAM},
    "foundation.hold.place": {Role.OPERATOR, Role.TALENT_LEAD},
    "foundation.api.describe": EVERYONE,
    "foundation.token.open": MEMBERS,  # it does no more than its owner
    "foundation.token.keep": MEMBERS,  # whose role ended may still end what acts for her
}
STRONG = {
    "foundation.token.open": MEMBERS,
    "foundation.workspace.export": {Role.OPERATOR},
    "foundation.workspace.delete": {Role.OPERATOR},
}
