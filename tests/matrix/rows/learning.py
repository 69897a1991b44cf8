"""Who may open the pages of training."""

from tests.matrix.rows.campaigns import SEES_CAMPAIGNS

from skillmark.foundation.roles import Role

ROWS = {
    "learning:catalogue": SEES_CAMPAIGNS,
    "learning:import": {Role.TALENT_LEAD, Role.PROVIDER},
    "learning:assume": {Role.TALENT_LEAD, Role.PROVIDER},
    "learning:add_module": {Role.TALENT_LEAD, Role.PROVIDER},
    "learning:change_module": {Role.TALENT_LEAD, Role.PROVIDER},
    "learning:remove_module": {Role.TALENT_LEAD, Role.PROVIDER},
    "learning:pathways": SEES_CAMPAIGNS,
    "learning:pathway": SEES_CAMPAIGNS,
    "learning:download": SEES_CAMPAIGNS,
}
