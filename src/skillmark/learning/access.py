"""Who may do what with training."""

from skillmark.foundation.access import Table, is_program, role
from skillmark.foundation.roles import Role

# those who may open a campaign, whose catalogue it is
sees_training = role(
    Role.TALENT_LEAD, Role.RECRUITER, Role.PROVIDER, Role.AGENCY, Role.ASSOCIATION, Role.EVALUATOR,
    Role.STEERING_MEMBER, Role.QUALITY_ASSURER, Role.CASE_MANAGER,
)  # fmt: skip

PERMISSIONS: Table = {
    "learning.catalogue.read": [[sees_training], [is_program]],
    "learning.catalogue.import": [[role(Role.TALENT_LEAD, Role.PROVIDER)], [is_program]],
    "learning.module.change": [[role(Role.TALENT_LEAD, Role.PROVIDER)]],
}
