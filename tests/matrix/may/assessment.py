from tests.matrix.may import AGREES_BY_LINK, COACH, HOLDER, LEAD, MARKS_BY_LINK, MEMBERS, PROGRAM

from skillmark.foundation.roles import Role

MARKS, MANAGER, QUALITY = Role.ASSESSOR, Role.LINE_MANAGER, Role.QUALITY_ASSURER
CASES = Role.CASE_MANAGER

MAY = {
    "assessment.task.read": MEMBERS | {PROGRAM},
    "assessment.task.set": {LEAD, PROGRAM},
    "assessment.policy.set": {LEAD, PROGRAM},
    "assessment.sitting.list": {LEAD, MARKS, MANAGER, QUALITY, PROGRAM},
    "assessment.sitting.count": {LEAD, Role.EVALUATOR, PROGRAM},
    "assessment.sitting.read": MEMBERS | {MARKS_BY_LINK, PROGRAM},  # her own at least
    "assessment.sitting.open": {LEAD, MARKS, MANAGER, PROGRAM},
    "assessment.sitting.ask": {LEAD, MARKS, MANAGER, PROGRAM},
    "assessment.evidence.add": MEMBERS | {MARKS_BY_LINK, PROGRAM},
    "assessment.consent.ask": MEMBERS,  # of what they handed in
    "assessment.consent.send": {PROGRAM},
    "assessment.consent.answer": {AGREES_BY_LINK},
    "assessment.evidence.destroy": {PROGRAM},
    "assessment.sitting.rate": {MARKS, MANAGER, QUALITY, MARKS_BY_LINK},  # people mark; no program does
    "assessment.sitting.settle": {MARKS, MANAGER},
    "assessment.feedback.give": {MARKS, MANAGER},
    "assessment.accommodation.read": MEMBERS,  # her own at least
    "assessment.accommodation.ask": MEMBERS,
    "assessment.accommodation.answer": {LEAD, MARKS},
    "assessment.accommodation.withdraw": MEMBERS,
    "assessment.proof.read": {LEAD, MARKS, MANAGER, QUALITY, Role.RECRUITER, PROGRAM},
    "assessment.agreement.read": {LEAD, QUALITY},
    "assessment.sampling.set": {LEAD, PROGRAM},
    "assessment.sample.read": {LEAD, QUALITY},
    "assessment.sample.draw": {LEAD, QUALITY},
    "assessment.remark.give": {QUALITY},
    "assessment.finding.raise": {QUALITY},
    "assessment.finding.follow": {LEAD, QUALITY},
    "assessment.finding.act": MEMBERS,  # what they were asked to do themselves
    "assessment.finding.close": {LEAD, QUALITY},
    "assessment.qualification.read": {LEAD, QUALITY, PROGRAM},
    "assessment.qualification.set": {LEAD, PROGRAM},
    "assessment.training.note": {LEAD, PROGRAM},
    "assessment.calibration.do": {MARKS, MANAGER, Role.RECRUITER},
    "assessment.cut.read": {LEAD, QUALITY, PROGRAM},
    "assessment.cut.open": {LEAD, PROGRAM},
    "assessment.cut.estimate": MEMBERS,  # where they sit on the panel
    "assessment.prior.hear": {PROGRAM},
    "assessment.prior.list": {LEAD, CASES, COACH},
    "assessment.prior.read": MEMBERS,  # her own at least
    "assessment.prior.claim": MEMBERS,
    "assessment.prior.answer": {LEAD},
    "assessment.prior.withdraw": MEMBERS,
    "assessment.doubt.read": {LEAD, PROGRAM},
    "assessment.own.read": {HOLDER},
}
ABOUT = {
    "assessment.accommodation.read": {"another": {LEAD}, "report": {LEAD}, "herself": MEMBERS},
    "assessment.accommodation.ask": {"another": {LEAD}, "report": {LEAD}, "herself": MEMBERS},
    # an assessor only of an attempt she started
    "assessment.accommodation.answer": {"another": {LEAD}, "report": {LEAD}, "herself": set[str]()},
    "assessment.accommodation.withdraw": {"another": set[str](), "report": set[str](), "herself": MEMBERS},
    # whoever handed it in, whatever her role: none of these did
    "assessment.consent.ask": {"another": set[str](), "report": set[str](), "herself": set[str]()},
    "assessment.consent.answer": {"another": {AGREES_BY_LINK}, "report": set[str](), "herself": set[str]()},
    "assessment.prior.read": {
        "another": {LEAD, CASES},
        "report": {LEAD, CASES},
        "coached": {LEAD, CASES, COACH},
        "herself": MEMBERS,
    },
    "assessment.prior.claim": {
        "another": {CASES},
        "report": {CASES},
        "coached": {CASES, COACH},
        "herself": MEMBERS,
    },
    "assessment.prior.answer": {"another": {LEAD}, "report": {LEAD}, "herself": set[str]()},
    "assessment.prior.withdraw": {"another": set[str](), "report": set[str](), "herself": MEMBERS},
    "assessment.training.note": {"another": {LEAD, PROGRAM}, "report": {LEAD, PROGRAM}, "herself": {PROGRAM}},
    "assessment.remark.give": {"another": {QUALITY}, "report": {QUALITY}, "herself": set[str]()},
    "assessment.finding.act": {"another": set[str](), "report": set[str](), "herself": MEMBERS},
    "assessment.sitting.read": {
        "another": {LEAD, MARKS, QUALITY, MARKS_BY_LINK, PROGRAM},
        "report": {LEAD, MARKS, QUALITY, MANAGER, PROGRAM},
        "herself": MEMBERS | {PROGRAM},
    },
    "assessment.sitting.open": {
        "another": {LEAD, MARKS, PROGRAM},
        "report": {LEAD, MARKS, MANAGER, PROGRAM},
        "herself": {PROGRAM},
    },
    # where the policy hides names, an assessor only of an attempt she started
    "assessment.sitting.ask": {
        "another": {LEAD, MARKS, PROGRAM},
        "report": {LEAD, MARKS, MANAGER, PROGRAM},
        "herself": {PROGRAM},
    },
    "assessment.evidence.add": {
        "another": {MARKS, QUALITY, MARKS_BY_LINK, PROGRAM},
        "report": {MARKS, QUALITY, MANAGER, PROGRAM},
        "herself": MEMBERS | {PROGRAM},
    },
    "assessment.sitting.rate": {
        "another": {MARKS, QUALITY, MARKS_BY_LINK},  # the one attempt her link names
        "report": {MARKS, QUALITY, MANAGER},
        "herself": set[str](),
    },
    "assessment.sitting.settle": {"another": {MARKS}, "report": {MARKS, MANAGER}, "herself": set[str]()},
    "assessment.feedback.give": {"another": {MARKS}, "report": {MARKS, MANAGER}, "herself": set[str]()},
}
