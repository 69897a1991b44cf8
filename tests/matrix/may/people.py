from tests.matrix.may import COACH, EVERYONE, HOLDER, JOINS_BY_LINK, LEAD, MEMBERS, PROGRAM, SIGNS_BY_LINK

from skillmark.foundation.roles import Role

CASE_MANAGER, OPERATOR, RECRUITER = Role.CASE_MANAGER, Role.OPERATOR, Role.RECRUITER
MEETS_PEOPLE = {LEAD, RECRUITER, CASE_MANAGER, Role.ASSESSOR, Role.QUALITY_ASSURER, OPERATOR}

MAY = {
    "people.person.list": MEETS_PEOPLE | {Role.LINE_MANAGER, COACH, PROGRAM},
    "people.person.read": MEMBERS | {PROGRAM},  # herself at least
    "people.person.add": {LEAD, RECRUITER, CASE_MANAGER, PROGRAM},
    "people.person.change": {LEAD, CASE_MANAGER, PROGRAM},
    "people.person.correct": MEMBERS | {PROGRAM},  # of herself at least
    "people.correction.ask": MEMBERS,
    "people.correction.answer": {LEAD, OPERATOR},  # somebody answers by name, never a program
    "people.age.read": MEMBERS,  # her own; the program reads it only to obey it
    "people.age.state": MEMBERS | {PROGRAM},
    "people.guardian.note": {LEAD, CASE_MANAGER, COACH},  # somebody saw the paper, never a program
    "people.text.prepare": {LEAD, CASE_MANAGER, COACH, PROGRAM},
    "people.text.sign": MEMBERS | {SIGNS_BY_LINK},  # herself, never a program
    "people.sheet.confirm": {LEAD, CASE_MANAGER, COACH},  # somebody looks at it
    "people.person.import": {LEAD, RECRUITER, PROGRAM},
    "people.person.merge": {LEAD, PROGRAM},
    "people.employee.import": {LEAD, PROGRAM},
    "people.person.erase": {LEAD, OPERATOR, PROGRAM},
    "people.person.link": {PROGRAM},
    "people.person.invite": {LEAD, OPERATOR, PROGRAM},
    "people.person.join": {JOINS_BY_LINK},  # herself, by the link she got
    "people.employment.record": MEMBERS | {PROGRAM},
    "people.self_rating.record": MEMBERS | {PROGRAM},
    "people.preference.read": MEMBERS,  # of herself; not even the program reads anybody's
    "people.preference.change": MEMBERS | {PROGRAM},
    "people.demographics.import": {LEAD, PROGRAM},
    "people.group.count": {LEAD, Role.EVALUATOR, PROGRAM},
    "people.consent.give": MEMBERS | {PROGRAM},
    "people.consent.withdraw": MEMBERS | {PROGRAM},
    "people.message.send": MEMBERS | {PROGRAM},
    "people.message.read": MEMBERS | {PROGRAM},  # those to herself at least
    "people.message.preview": {LEAD, PROGRAM},
    "people.message.deliver": {PROGRAM},
    "people.safe_contact.read": MEMBERS,  # her own; the program reads it only to obey it
    "people.safe_contact.change": MEMBERS | {PROGRAM},
    "people.sms.stop": {PROGRAM},
    "people.link.ask": MEMBERS | {PROGRAM},
    "people.link.ask_many": MEETS_PEOPLE | {Role.LINE_MANAGER, COACH},  # by name, never a program
    "people.link.follow": EVERYONE,
    "people.incoming.tell": EVERYONE,
    "people.role.read": {LEAD, OPERATOR, PROGRAM},
    "people.role.grant": {LEAD, OPERATOR, PROGRAM},
    "people.role.end": {LEAD, OPERATOR, PROGRAM},
    "people.profile.read": MEMBERS | {PROGRAM},
    "people.profile.change": {LEAD, OPERATOR, PROGRAM},
    "people.sign_on.manage": {OPERATOR},
    "people.sign_on.enter": {PROGRAM},
    "people.tablet.make": {LEAD, Role.LINE_MANAGER, Role.ASSESSOR},
    "people.tablet.manage": {LEAD},
    "people.pin.set": MEMBERS,  # her own
    "people.pin.try": {PROGRAM},
    "people.entry.use": EVERYONE,
    "people.own.read": {HOLDER},
    "people.own.change": {HOLDER},
    "people.sample.view": {LEAD},
}
STRONG = {"people.sign_on.manage": {OPERATOR}}  # through it somebody acts with the roles of others
KEEPS_ORDER = {
    "another": {LEAD, OPERATOR, PROGRAM},
    "coached": {LEAD, OPERATOR, PROGRAM},
    "herself": {PROGRAM},
}
ABOUT = {
    "people.person.read": {
        "another": MEETS_PEOPLE | {PROGRAM},
        "coached": MEETS_PEOPLE | {COACH, PROGRAM},
        "report": MEETS_PEOPLE | {Role.LINE_MANAGER, PROGRAM},
        "herself": MEMBERS | {PROGRAM},
    },
    "people.person.change": {
        "another": {LEAD, CASE_MANAGER, PROGRAM},
        "coached": {LEAD, CASE_MANAGER, PROGRAM},
        "herself": {PROGRAM},
    },
    "people.person.correct": {
        "another": {LEAD, CASE_MANAGER, PROGRAM},
        "coached": {LEAD, CASE_MANAGER, PROGRAM},
        "herself": MEMBERS | {PROGRAM},
    },
    "people.age.read": {"another": set[str](), "coached": {COACH}, "herself": MEMBERS},
    "people.age.state": {"another": {PROGRAM}, "coached": {COACH, PROGRAM}, "herself": MEMBERS | {PROGRAM}},
    "people.guardian.note": {
        "another": {LEAD, CASE_MANAGER},
        "coached": {LEAD, CASE_MANAGER, COACH},
        "herself": set[str](),
    },
    "people.text.sign": {"another": set[str](), "herself": MEMBERS | {SIGNS_BY_LINK}},
    "people.sheet.confirm": {
        "another": {LEAD, CASE_MANAGER, COACH},  # and only of a text for which she may ask
        "herself": set[str](),
    },
    "people.correction.ask": {"another": set[str](), "herself": MEMBERS},
    "people.correction.answer": {"another": {LEAD, OPERATOR}, "herself": set[str]()},
    "people.employment.record": {
        "another": {LEAD, CASE_MANAGER, PROGRAM},
        "coached": {LEAD, CASE_MANAGER, COACH, PROGRAM},
        "herself": MEMBERS | {PROGRAM},
    },
    "people.preference.read": {"another": set[str](), "coached": {COACH}, "herself": MEMBERS},
    "people.preference.change": {"another": {PROGRAM}, "coached": {COACH, PROGRAM}, "herself": MEMBERS | {PROGRAM}},
    "people.message.read": {
        "another": {LEAD, CASE_MANAGER, PROGRAM},
        "coached": {LEAD, CASE_MANAGER, COACH, PROGRAM},
        "herself": MEMBERS | {PROGRAM},
    },
    "people.safe_contact.read": {"another": set[str](), "coached": {COACH}, "herself": MEMBERS},
    "people.safe_contact.change": {"another": {PROGRAM}, "coached": {COACH, PROGRAM}, "herself": MEMBERS | {PROGRAM}},
    "people.person.merge": {"another": {LEAD, PROGRAM}, "coached": {LEAD, PROGRAM}, "herself": {PROGRAM}},
    "people.person.erase": KEEPS_ORDER,
    "people.role.grant": KEEPS_ORDER,
}
