from tests.matrix.may import LEAD, PROGRAM
from tests.matrix.may.campaigns import AROUND_IT

from skillmark.foundation.roles import Role

MAY = {
    "learning.catalogue.read": AROUND_IT | {PROGRAM},
    "learning.catalogue.import": {LEAD, Role.PROVIDER, PROGRAM},
    "learning.module.change": {LEAD, Role.PROVIDER},
}
