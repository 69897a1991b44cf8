from tests.matrix.may import EVERYONE, HOLDER, LEAD, PROGRAM

from skillmark.foundation.roles import Role

RECRUITS = {LEAD, Role.RECRUITER}

MAY = {
    "hiring.fit.run": {LEAD, PROGRAM},
    "hiring.fit.read": RECRUITS | {PROGRAM},
    "hiring.entry.read": RECRUITS | {Role.LINE_MANAGER, PROGRAM},
    "hiring.plan.read": RECRUITS | {PROGRAM},
    "hiring.candidates.read": {LEAD, Role.EVALUATOR, PROGRAM},
    "hiring.person.invite": RECRUITS | {PROGRAM},  # the program of a demonstration alone, whose people are made up
    "hiring.job.open": RECRUITS | {PROGRAM},
    "hiring.job.read": RECRUITS | {PROGRAM},
    "hiring.job.end": RECRUITS | {PROGRAM},
    "hiring.published.read": EVERYONE,
    "hiring.own.read": {HOLDER},
    "hiring.job.apply": {HOLDER},
}
ABOUT = {
    "hiring.entry.read": {"another": RECRUITS | {PROGRAM}, "report": RECRUITS | {Role.LINE_MANAGER, PROGRAM}},
    "hiring.person.invite": {"another": RECRUITS | {PROGRAM}, "herself": {PROGRAM}},
}
