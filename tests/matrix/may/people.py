from tests.matrix.may import HOLDER, LEAD, MEMBERS, PROGRAM

from skillmark.foundation.roles import Role

COACH, OPERATOR, RECRUITER = Role.CASE_MANAGER, Role.OPERATOR, Role.RECRUITER
MEETS_PEOPLE = {LEAD, RECRUITER, COACH, Role.ASSESSOR, Role.QUALITY_ASSURER, OPERATOR}

MAY = {
    "people.person.list": MEETS_PEOPLE | {Role.LINE_MANAGER, PROGRAM},
    "people.person.read": MEMBERS | {PROGRAM},  # herself at least
    "people.person.add": {LEAD, RECRUITER, COACH, PROGRAM},
    "people.person.change": {LEAD, COACH, PROGRAM},
    "people.person.import": {LEAD, RECRUITER, PROGRAM},
    "people.person.erase": {LEAD, OPERATOR, PROGRAM},
    "people.person.link": {PROGRAM},
    "people.employment.record": MEMBERS | {PROGRAM},
    "people.self_rating.record": MEMBERS | {PROGRAM},
    "people.preference.read": MEMBERS,  # of herself; not even the program reads anybody's
    "people.preference.change": MEMBERS | {PROGRAM},
    "people.demographics.import": {LEAD, PROGRAM},
    "people.group.count": {LEAD, Role.EVALUATOR, PROGRAM},
    "people.consent.give": MEMBERS | {PROGRAM},
    "people.consent.withdraw": MEMBERS | {PROGRAM},
    "people.message.send": MEMBERS | {PROGRAM},
    "people.role.read": {LEAD, OPERATOR, PROGRAM},
    "people.role.grant": {LEAD, OPERATOR, PROGRAM},
    "people.role.end": {LEAD, OPERATOR, PROGRAM},
    "people.profile.read": MEMBERS | {PROGRAM},
    "people.profile.change": {LEAD, OPERATOR, PROGRAM},
    "people.own.read": {HOLDER},
    "people.own.change": {HOLDER},
}
ABOUT = {
    "people.person.read": {
        "another": MEETS_PEOPLE | {PROGRAM},
        "report": MEETS_PEOPLE | {Role.LINE_MANAGER, PROGRAM},
        "herself": MEMBERS | {PROGRAM},
    },
    "people.employment.record": {"another": {LEAD, COACH, PROGRAM}, "herself": MEMBERS | {PROGRAM}},
    "people.preference.read": {"another": set[str](), "coached": {COACH}, "herself": MEMBERS},
    "people.preference.change": {"another": {PROGRAM}, "coached": {COACH, PROGRAM}, "herself": MEMBERS | {PROGRAM}},
    "people.person.erase": {"another": {LEAD, OPERATOR, PROGRAM}, "herself": {PROGRAM}},
    "people.role.grant": {"another": {LEAD, OPERATOR, PROGRAM}, "herself": {PROGRAM}},
}
