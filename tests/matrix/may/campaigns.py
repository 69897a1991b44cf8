from tests.matrix.may import LEAD, PROGRAM, SEAT_BY_LINK

from skillmark.foundation.roles import Role

AROUND_IT = {
    LEAD,
    Role.RECRUITER,
    Role.PROVIDER,
    Role.AGENCY,
    Role.ASSOCIATION,
    Role.EVALUATOR,
    Role.STEERING_MEMBER,
    Role.QUALITY_ASSURER,
    Role.CASE_MANAGER,
}
SEES_WHO = {LEAD, Role.RECRUITER, Role.PROVIDER, Role.CASE_MANAGER, Role.EVALUATOR}

MAY = {
    "campaigns.campaign.read": AROUND_IT | {PROGRAM},
    "campaigns.needs.read": {LEAD, Role.CASE_MANAGER, PROGRAM},
    "campaigns.support_spending.read": {Role.CASE_MANAGER, Role.AGENCY, Role.EVALUATOR, PROGRAM},
    "campaigns.resources.read": {
        LEAD,
        Role.AGENCY,
        Role.ASSOCIATION,
        Role.EVALUATOR,
        Role.STEERING_MEMBER,
        Role.CASE_MANAGER,
        PROGRAM,
    },
    "campaigns.campaign.start": {LEAD, PROGRAM},
    "campaigns.campaign.lead": {LEAD, PROGRAM},
    "campaigns.pilot.widen": {LEAD, PROGRAM},
    "campaigns.signal.read": AROUND_IT | {PROGRAM},
    "campaigns.signal.note": {LEAD, PROGRAM},
    "campaigns.jobs.promise": {LEAD, PROGRAM},
    "campaigns.cohort.open": {LEAD, PROGRAM},
    "campaigns.people.bring": {LEAD, PROGRAM},
    "campaigns.status.note": {LEAD, PROGRAM},
    "campaigns.cohort.read": SEES_WHO | {PROGRAM},
    "campaigns.seat.read": SEES_WHO | {SEAT_BY_LINK, PROGRAM},
    "campaigns.seat.answer": {SEAT_BY_LINK},
    "campaigns.members.read": SEES_WHO | {PROGRAM},
    "campaigns.campaign.tell": {LEAD, Role.RECRUITER, Role.EVALUATOR, Role.ASSESSOR, Role.PROVIDER, PROGRAM},
}
ABOUT = {
    "campaigns.seat.read": {"another": SEES_WHO | {PROGRAM}, "herself": SEES_WHO | {SEAT_BY_LINK, PROGRAM}},
    "campaigns.seat.answer": {"another": set[str](), "herself": {SEAT_BY_LINK}},
}
