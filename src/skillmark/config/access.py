"""Who may open the pages that are made from the contexts' answers."""

from skillmark.foundation.access import Table, anybody, is_holder, is_member, role
from skillmark.foundation.roles import Role

PERMISSIONS: Table = {
    "house.front.read": [[anybody]],
    "house.installation.open": [[anybody]],  # once, with the code that stands on the machine's own terminal
    "house.today.read": [[is_member]],
    "house.search.use": [[is_member]],
    "house.own.read": [[is_holder]],
    # each kind asks its own permission besides
    "house.import.use": [[role(Role.TALENT_LEAD, Role.RECRUITER, Role.PROVIDER)]],
    "house.job.start": [[role(Role.TALENT_LEAD)]],
}
