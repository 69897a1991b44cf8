from tests.matrix.may import EVERYONE, HOLDER, LEAD, MEMBERS, PROGRAM

from skillmark.foundation.roles import Role

MANAGER, RECRUITER = Role.LINE_MANAGER, Role.RECRUITER
READS = {LEAD, RECRUITER, Role.ASSESSOR, Role.QUALITY_ASSURER}

MAY = {
    "credentials.achievement.read": MEMBERS | {PROGRAM},
    "credentials.achievement.define": {LEAD, PROGRAM},
    "credentials.record.list": READS | {MANAGER, PROGRAM},
    "credentials.record.count": {LEAD, Role.EVALUATOR, PROGRAM},
    "credentials.record.read": MEMBERS | {PROGRAM},  # her own at least
    "credentials.record.award": {LEAD, PROGRAM},
    "credentials.record.remind": {PROGRAM},
    "credentials.record.revoke": {LEAD, PROGRAM},
    "credentials.outside.import": {LEAD, PROGRAM},
    "credentials.outside.read": {LEAD, RECRUITER, PROGRAM},
    "credentials.outside.name": {LEAD, PROGRAM},
    "credentials.outside.sweep": {PROGRAM},
    "credentials.issuer.accept": {LEAD, PROGRAM},
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
    "credentials.outside.name": {"another": {LEAD, PROGRAM}, "herself": {PROGRAM}},
    "credentials.issuer.accept": {"another": {LEAD, PROGRAM}, "herself": {PROGRAM}},
}
STRONG = {  # what a password alone does not do in a real workspace
    "credentials.record.award": {LEAD},
    "credentials.record.revoke": {LEAD},
}
