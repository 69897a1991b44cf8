"""Who may open the pages made from the contexts' answers."""

from skillmark.foundation.roles import Role

EVERY_ROLE = set(Role)

ROWS = {
    "house:front": "anybody",
    "house:health": "anybody",
    "house:set_up": "anybody",
    "house:my_workspaces": "signed_in",
    "house:today": EVERY_ROLE,
    "house:search": EVERY_ROLE,
    "house:start": {Role.TALENT_LEAD},
    "api:openapi": "anybody",
}
