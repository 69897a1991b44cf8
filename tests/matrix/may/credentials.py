from tests.matrix.may import EVERYONE, HOLDER, LEAD, MEMBERS, PROGRAM

from skillmark.foundation.roles import Role

MANAGER, RECRUITER = Role.LINE_MANAGER, Role.RECRUITER
READS = {LEAD, RECRUITER, Role.ASSESSOR, Role.QUALITY_ASSURER}
SUPERVISES = {MANAGER, Role.ASSESSOR}

MAY = {
    "credentials.achievement.read": MEMBERS | {PROGRAM},
    "credentials.achievement.define": {LEAD, PROGRAM},
    "credentials.record.list": READS | {MANAGER, PROGRAM},
    "credentials.record.count": {LEAD, Role.EVALUATOR, PROGRAM},
    "credentials.record.tally": {
        LEAD,
        Role.AGENCY,
        Role.ASSOCIATION,
        Role.EVALUATOR,
        Role.STEERING_MEMBER,
        Role.CASE_MANAGER,
        PROGRAM,
    },
    "credentials.record.read": MEMBERS | {PROGRAM},  # her own at least
    "credentials.record.award": {LEAD, PROGRAM},
    "credentials.record.award_many": {LEAD, PROGRAM},
    "credentials.record.sign": SUPERVISES,
    "credentials.signing.read": SUPERVISES,
    "credentials.signing.train": SUPERVISES,
    "credentials.delegation.read": {LEAD, Role.QUALITY_ASSURER},
    "credentials.delegation.give": {LEAD, PROGRAM},
    "credentials.delegation.end": {LEAD, PROGRAM},
    "credentials.partner.list": MEMBERS,
    "credentials.partner.read": {LEAD},
    "credentials.partner.ask": {LEAD, PROGRAM},
    "credentials.partner.answer": MEMBERS,  # what they were asked themselves
    "credentials.partner.end": MEMBERS | {PROGRAM},  # likewise, but for leads
    "credentials.endorsement.bring": {LEAD, PROGRAM},
    "credentials.endorsement.put_away": {LEAD},
    "credentials.endorsement.withdraw": MEMBERS,  # what they gave themselves
    "credentials.record.remind": {PROGRAM},
    "credentials.record.revoke": {LEAD, PROGRAM},
    "credentials.statement.publish": {LEAD, PROGRAM},
    "credentials.statement.read": {LEAD, Role.EVALUATOR, PROGRAM},
    "credentials.stack.earn": {PROGRAM},
    "credentials.outside.import": {LEAD, PROGRAM},
    "credentials.outside.read": {LEAD, RECRUITER, PROGRAM},
    "credentials.outside.name": {LEAD, PROGRAM},
    "credentials.outside.sweep": {PROGRAM},
    "credentials.issuer.accept": {LEAD, PROGRAM},
    "credentials.equivalence.declare": {LEAD, PROGRAM},
    "credentials.holdings.read": {LEAD, RECRUITER, MANAGER, PROGRAM},
    "credentials.own.read": {HOLDER},
    "credentials.own.share": {HOLDER},
    "credentials.own.prove": {HOLDER},
    "credentials.proof.ask": EVERYONE,
    "credentials.proof.answer": EVERYONE,
    "credentials.looks.read": {HOLDER},
    "credentials.share.follow": EVERYONE,
    "credentials.published.read": EVERYONE,
}
ABOUT = {
    "credentials.record.read": {
        "another": READS | {PROGRAM},
        "report": READS | {MANAGER, PROGRAM},
        "herself": MEMBERS | {PROGRAM},
    },
    "credentials.record.award": {"another": {LEAD, PROGRAM}, "herself": {PROGRAM}},
    "credentials.record.revoke": {"another": {LEAD, PROGRAM}, "herself": {PROGRAM}},
    "credentials.record.sign": {"another": set(), "herself": set(), "report": set()},  # each needs a leave of her own
    "credentials.partner.ask": {"another": {LEAD, PROGRAM}, "herself": {PROGRAM}},
    "credentials.partner.answer": {"another": set(), "herself": MEMBERS},
    "credentials.partner.end": {"another": {LEAD, PROGRAM}, "herself": MEMBERS | {PROGRAM}},
    "credentials.endorsement.withdraw": {"another": set(), "herself": MEMBERS},
    "credentials.delegation.give": {"another": {LEAD, PROGRAM}, "herself": {PROGRAM}},
    "credentials.outside.name": {"another": {LEAD, PROGRAM}, "herself": {PROGRAM}},
    "credentials.issuer.accept": {"another": {LEAD, PROGRAM}, "herself": {PROGRAM}},
    "credentials.equivalence.declare": {"another": {LEAD, PROGRAM}, "herself": {PROGRAM}},
}
STRONG = {  # what a password alone does not do in a real workspace
    "credentials.record.award": {LEAD},
    "credentials.record.award_many": {LEAD},
    "credentials.record.revoke": {LEAD},
    "credentials.delegation.give": {LEAD},
    "credentials.partner.answer": MEMBERS,
    "credentials.endorsement.withdraw": MEMBERS,
    "credentials.statement.publish": {LEAD},
}
