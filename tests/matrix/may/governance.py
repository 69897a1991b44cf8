from tests.matrix.may import EVERYONE, LEAD, MEMBERS, PROGRAM

from skillmark.foundation.roles import Role

SITS = Role.STEERING_MEMBER

MAY = {
    "governance.body.read": MEMBERS | {PROGRAM},
    "governance.body.set_up": {LEAD, PROGRAM},
    "governance.body.change": MEMBERS,  # whoever leads, or chairs
    "governance.seat.give": MEMBERS | {PROGRAM},  # whoever chairs
    "governance.seat.end": MEMBERS | {PROGRAM},
    "governance.right.set": {LEAD, PROGRAM},
    "governance.meeting.call": MEMBERS,  # whoever leads, or chairs
    "governance.minutes.write": MEMBERS,  # whoever chairs
    "governance.consultation.lead": MEMBERS,  # whoever leads, or chairs
    "governance.consultation.comment": EVERYONE,
    "governance.review.set": MEMBERS,  # whoever leads, or chairs
    "governance.review.conclude": MEMBERS,  # whoever leads, or chairs
    "governance.appeal.list": MEMBERS,
    "governance.appeal.file": MEMBERS,  # what was judged of themselves
    "governance.appeal.read": MEMBERS | {PROGRAM},  # their own at least
    "governance.appeal.open": MEMBERS,  # their own, or one they decide
    "governance.appeal.assign": {LEAD},
    "governance.appeal.decide": MEMBERS,  # whoever was named, in whatever role
    "governance.appeal.carry": {PROGRAM},
    "governance.appeal.set": {LEAD, PROGRAM},
    "governance.proposal.read": MEMBERS | {PROGRAM},
    "governance.proposal.make": {LEAD, SITS, PROGRAM},
    "governance.proposal.vote": MEMBERS,  # whoever holds a seat, in whatever role; never the program
    "governance.decision.sign": MEMBERS,  # whoever holds a seat, in whatever role; never the program
    "governance.conflict.declare": MEMBERS,  # whoever holds a seat, or chairs
    "governance.proposal.extend": MEMBERS,  # whoever chairs
    "governance.proposal.close": MEMBERS | {PROGRAM},  # whoever chairs
}
# what a password alone does not do in a real workspace
STRONG = {"governance.proposal.vote": MEMBERS, "governance.decision.sign": MEMBERS}
