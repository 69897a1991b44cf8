from tests.matrix.may import EVERYONE, HOLDER, LEAD, MEMBERS

from skillmark.foundation.roles import Role

MAY = {
    "house.front.read": EVERYONE,
    "house.installation.open": EVERYONE,
    "house.today.read": MEMBERS,
    "house.search.use": MEMBERS,
    "house.own.read": {HOLDER},
    "house.import.use": {LEAD, Role.RECRUITER, Role.PROVIDER},
    "house.job.start": {LEAD},
}
