"""Who may open the pages of governance."""

from skillmark.foundation.roles import Role

EVERY_ROLE = set(Role)

ROWS = {
    "governance:who_decides": EVERY_ROLE,
    "governance:set_up": {Role.TALENT_LEAD},
    "governance:give_seat": {Role.TALENT_LEAD, Role.STEERING_MEMBER},  # who leads, and who chairs this group
    "governance:end_seat": {Role.TALENT_LEAD, Role.STEERING_MEMBER},
    "governance:name_alternate": {Role.TALENT_LEAD, Role.STEERING_MEMBER},
    "governance:end_alternate": {Role.TALENT_LEAD, Role.STEERING_MEMBER},
    "governance:call": {Role.TALENT_LEAD, Role.STEERING_MEMBER},
    "governance:call_off": {Role.TALENT_LEAD, Role.STEERING_MEMBER},
    "governance:meeting": EVERY_ROLE,
    "governance:papers": EVERY_ROLE,
    "governance:calendar": EVERY_ROLE,
    "governance:minutes": {Role.STEERING_MEMBER},
    "governance:reviews": EVERY_ROLE,
    "governance:review_days": EVERY_ROLE,
    "governance:review": EVERY_ROLE,
    "governance:end_review": {Role.TALENT_LEAD, Role.STEERING_MEMBER},
    "governance:conclude_review": {Role.TALENT_LEAD, Role.STEERING_MEMBER},
    "governance:set_review": {Role.TALENT_LEAD, Role.STEERING_MEMBER},
    "governance:open_consultation": {Role.TALENT_LEAD, Role.STEERING_MEMBER},
    "governance:consultation": EVERY_ROLE,
    "governance:respond": {Role.TALENT_LEAD, Role.STEERING_MEMBER},
    "governance:moderate_comment": {Role.TALENT_LEAD, Role.STEERING_MEMBER},
    "governance:conclude": {Role.TALENT_LEAD, Role.STEERING_MEMBER},
    "governance:public_consultation": {"anybody"},
    "governance:consultation_text": {"anybody"},
    "governance:rights": EVERY_ROLE,
    "governance:set_rights": {Role.TALENT_LEAD},
    "governance:set_workstream_rights": {Role.TALENT_LEAD},
    "governance:add_workstream": {Role.TALENT_LEAD},
    "governance:hand_over": {Role.TALENT_LEAD},
    "governance:agent": {Role.TALENT_LEAD},
    "governance:agree": {Role.TALENT_LEAD},
    "governance:correct_agreement": {Role.TALENT_LEAD},
    "governance:ask": {Role.TALENT_LEAD, Role.STEERING_MEMBER},
    "governance:appeals": EVERY_ROLE,
    "governance:file_appeal": set[Role](),  # whoever was judged, and no role
    "governance:appeal": {Role.TALENT_LEAD, Role.QUALITY_ASSURER},  # who leads, and who was named to decide
    "governance:name_decider": {Role.TALENT_LEAD},
    "governance:decide_appeal": {Role.QUALITY_ASSURER},  # who was named for it
    "governance:appeal_terms": {Role.TALENT_LEAD},
    "governance:proposal": EVERY_ROLE,
    "governance:secrecy": {Role.TALENT_LEAD, Role.STEERING_MEMBER},
    "governance:conflict": {Role.TALENT_LEAD, Role.STEERING_MEMBER},  # here the one chairs, and the other has a seat
    "governance:extend": {Role.STEERING_MEMBER},
    "governance:sign": {Role.STEERING_MEMBER},  # whose side has not signed
    "governance:close": {Role.TALENT_LEAD, Role.STEERING_MEMBER},
}
POSTS = {
    "governance:proposal": {Role.STEERING_MEMBER},  # whose seat has a vote; everybody else only reads
}
