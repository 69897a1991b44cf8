from tests.matrix.may import COACH, HOLDER, TAKES_BY_LINK

from skillmark.foundation.roles import Role

COACHES: set[str] = {Role.CASE_MANAGER}
NOBODY = {whom: set[str]() for whom in ("another", "report", "herself", "coached")}  # the role is over the case itself
MAY = {
    "support.caseload.read": COACHES | {COACH},
    "support.case.open": COACHES,
    "support.case.read": {COACH},  # of the case, which is more than to be the coach of its person
    "support.case.work": {COACH},
    "support.directory.read": COACHES | {COACH},
    "support.directory.keep": COACHES,
    "support.referral.answer": {TAKES_BY_LINK},
    "support.own.read": {HOLDER},
    "support.own.decide": {HOLDER},
}
ABOUT = {
    "support.case.open": {"another": COACHES, "report": COACHES, "herself": set[str](), "coached": COACHES},
    "support.case.read": NOBODY,
    "support.case.work": NOBODY,
    "support.referral.answer": {"another": {TAKES_BY_LINK}, "herself": set[str]()},
}
