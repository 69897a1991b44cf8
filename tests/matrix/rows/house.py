"""Who may open the pages made from the contexts' answers."""

from tests.matrix.objects import COACH
from tests.matrix.rows.people import EVERYBODY_ABOUT_HERSELF, MEETS_PEOPLE

from skillmark.foundation.roles import Role

EVERY_ROLE = set(Role)

ROWS = {
    "house:front": "anybody",
    "house:health": "anybody",
    "house:waiting": "anybody",  # tells a device about whoever is in at it, and nothing about anybody else
    "house:set_up": "anybody",
    "house:my_workspaces": "signed_in",
    "house:today": EVERY_ROLE,
    "house:settings": EVERY_ROLE,
    "house:search": EVERY_ROLE,
    "house:timeline": MEETS_PEOPLE | {Role.LINE_MANAGER, COACH},  # her own report, the one she coaches
    "house:view_as": {Role.TALENT_LEAD},
    "house:make_sample": {Role.TALENT_LEAD},
    "house:stop_looking": "anybody",
    "house:start": {Role.TALENT_LEAD},
    "house:programs": EVERY_ROLE,
    "house:add_program": EVERY_ROLE,
    "house:end_program": EVERY_ROLE,  # her own; nobody opens another's
    "house:hooks": {Role.OPERATOR, Role.TALENT_LEAD},
    "house:add_hook": {Role.OPERATOR, Role.TALENT_LEAD},
    "house:end_hook": {Role.OPERATOR, Role.TALENT_LEAD},
    "house:imports": {Role.TALENT_LEAD, Role.RECRUITER, Role.PROVIDER},
    "house:bring_import": {Role.TALENT_LEAD},
    "house:import_example": {Role.TALENT_LEAD},
    "house:import": {Role.TALENT_LEAD},
    "house:import_columns": {Role.TALENT_LEAD},
    "house:import_rows": {Role.TALENT_LEAD},
    "house:answer_import": {Role.TALENT_LEAD},
    "house:carry_import": {Role.TALENT_LEAD},
    "house:undo_import": {Role.TALENT_LEAD},
    "house:discard_import": {Role.TALENT_LEAD},
    "house:hook_key": "anybody",
    "house:take_along": {Role.OPERATOR},
    "house:delete_trial": {Role.OPERATOR},
    "house:taken": "anybody",
    "house:fetch_taken": "anybody",
    "house:keeping": {Role.OPERATOR, Role.TALENT_LEAD},
    "house:tonight": {Role.OPERATOR, Role.TALENT_LEAD},
    "house:take_over_rules": {Role.TALENT_LEAD},
    "house:set_rule": {Role.TALENT_LEAD},
    "house:end_rule": {Role.TALENT_LEAD},
    "house:place_hold": {Role.OPERATOR, Role.TALENT_LEAD},
    "house:end_hold": {Role.OPERATOR, Role.TALENT_LEAD},
    "house:own_data": "signed_in",
    "house:own_data_json": "signed_in",
    "house:own_data_file": "signed_in",
    "house:own_withdraw": "its_holder",
    "house:own_delete": "its_holder",
    "api:openapi": "anybody",
}
OWN = {"house:timeline": EVERYBODY_ABOUT_HERSELF}
