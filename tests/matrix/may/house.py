from tests.matrix.may import EVERYONE, HOLDER, LEAD, MEMBERS

MAY = {
    "house.front.read": EVERYONE,
    "house.installation.open": EVERYONE,
    "house.today.read": MEMBERS,
    "house.search.use": MEMBERS,
    "house.own.read": {HOLDER},
    "house.import.use": {LEAD},
    "house.job.start": {LEAD},
}
