from tests.matrix.may import EVERYONE, HOLDER, LEAD, MEMBERS, PROGRAM

from skillmark.foundation.roles import Role

MAY = {
    "standards.occupation.read": MEMBERS | {PROGRAM},
    "standards.occupation.load": {LEAD, Role.OPERATOR, PROGRAM},
    "standards.framework.read": MEMBERS | {PROGRAM},
    "standards.framework.draft": {LEAD, PROGRAM},
    "standards.framework.publish": {LEAD, PROGRAM},
    "standards.framework.retire": {LEAD, PROGRAM},
    "standards.step.set": {LEAD, PROGRAM},
    "standards.analysis.ask": {LEAD, PROGRAM},
    "standards.analysis.rate": MEMBERS,  # whoever sits on the panel
    "standards.reason.give": {LEAD, PROGRAM},
    "standards.line.edit": {LEAD, PROGRAM},
    "standards.contributor.read": MEMBERS | {PROGRAM},  # whoever was asked about it
    "standards.line.validate": {Role.LINE_MANAGER, Role.WORKER},  # who sees the work
    "standards.dispute.answer": {LEAD, PROGRAM},
    "standards.framework.import": {LEAD, PROGRAM},
    "standards.alignment.review": {LEAD, PROGRAM},
    "standards.consistency.read": {LEAD, PROGRAM},
    "standards.published.read": EVERYONE,
    "standards.own.read": {HOLDER},
    "standards.own.keep": {HOLDER},
}
ABOUT = {
    "standards.analysis.rate": {"herself": MEMBERS, "another": set(), "report": set(), "coached": set()},
}
