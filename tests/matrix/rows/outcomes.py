"""Who may open the pages of outcomes."""

from skillmark.foundation.roles import Role

MEASURES = {Role.TALENT_LEAD, Role.EVALUATOR}
FOLLOWS_UP = MEASURES | {Role.CASE_MANAGER}

ROWS = {
    "outcomes:measurement": MEASURES,
    "outcomes:measurement_plan": MEASURES,
    "outcomes:lottery": MEASURES,
    "outcomes:lottery_csv": MEASURES,
    "outcomes:follow_ups": FOLLOWS_UP,
    "outcomes:note_follow_up": FOLLOWS_UP,
    "outcomes:figures": MEASURES | {Role.AGENCY, Role.ASSOCIATION, Role.STEERING_MEMBER},
    "outcomes:fairness": MEASURES,
    "outcomes:adverse_csv": MEASURES,
    "outcomes:public_figures": "anybody",
    "outcomes:statistics_csv": "anybody",
}
POSTS = {
    "outcomes:figures": MEASURES,  # others read
    "outcomes:lottery": {Role.TALENT_LEAD},
}
