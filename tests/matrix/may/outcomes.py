from tests.matrix.may import EVERYONE, FOLLOW_UP_BY_LINK, LEAD, PROGRAM

from skillmark.foundation.roles import Role

MEASURES = {LEAD, Role.EVALUATOR}

MAY = {
    "outcomes.study.read": MEASURES | {PROGRAM},
    "outcomes.study.register": MEASURES | {PROGRAM},
    "outcomes.lottery.draw": {LEAD, PROGRAM},
    "outcomes.lottery.read": MEASURES | {PROGRAM},
    "outcomes.follow_up.read": MEASURES | {Role.CASE_MANAGER, FOLLOW_UP_BY_LINK, PROGRAM},
    "outcomes.follow_up.note": MEASURES | {Role.CASE_MANAGER, PROGRAM},
    "outcomes.follow_up.answer": {FOLLOW_UP_BY_LINK},
    "outcomes.figures.read": MEASURES | {Role.AGENCY, Role.ASSOCIATION, Role.STEERING_MEMBER, PROGRAM},
    "outcomes.figures.release": MEASURES | {PROGRAM},
    "outcomes.fairness.read": MEASURES | {PROGRAM},
    "outcomes.fairness.release": MEASURES | {PROGRAM},
    "outcomes.published.read": EVERYONE,
}
ABOUT = {
    "outcomes.follow_up.note": {"another": MEASURES | {Role.CASE_MANAGER, PROGRAM}, "herself": {PROGRAM}},
    "outcomes.follow_up.answer": {"another": set[str](), "herself": {FOLLOW_UP_BY_LINK}},
}
