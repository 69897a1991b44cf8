"""Who may open the pages of support. Of those who visit, only the coach of the person is on the team of the case."""

from tests.matrix.objects import COACH
from tests.matrix.walker import ITS_HOLDER, SIGNED_IN

from skillmark.foundation.roles import Role

COACHES = {Role.CASE_MANAGER}
SEES_CASES = COACHES | {COACH}
TEAM = {COACH}

ROWS = {
    "support:caseload": SEES_CASES,
    "support:open_case": COACHES,
    "support:directory": SEES_CASES,
    "support:add_offer": COACHES,
    "support:change_offer": COACHES,
    **{
        f"support:{name}": TEAM
        for name in (
            "case", "assess", "plan_step", "finish_step", "write_note", "pay", "join_team", "leave_team", "close_case",
            "refer", "referral", "release", "stop", "begin_service", "end_service",
        )
    },
    "support:own": {SIGNED_IN},
    "support:own_referral": {ITS_HOLDER},
    "api:GET /services": SEES_CASES,
    "api:GET /caseload": SEES_CASES,
}  # fmt: skip
