"""Who may open the pages of assessment."""

from tests.matrix.objects import COACH

from skillmark.foundation.roles import Role

EVERY_ROLE = set(Role)
NO_ROLE = "no_role"
LEAD, MARKS, MANAGER, QUALITY = Role.TALENT_LEAD, Role.ASSESSOR, Role.LINE_MANAGER, Role.QUALITY_ASSURER
CASES = Role.CASE_MANAGER

ROWS = {
    "assessment:attempts": {LEAD, MARKS, MANAGER, QUALITY},
    "assessment:start": {LEAD, MARKS, MANAGER},
    "assessment:tasks": EVERY_ROLE,
    "assessment:set_task": {LEAD},
    "assessment:correct_task": {LEAD},
    "assessment:set_policy": {LEAD},
    "assessment:set_pool": {LEAD},
    "assessment:attempt": {LEAD, MARKS, MANAGER, QUALITY},  # a line manager of her own report
    "assessment:score": {MARKS, MANAGER, QUALITY},  # an assurer makes audits
    "assessment:settle": {MARKS, MANAGER},
    "assessment:next_time": {MARKS, MANAGER},
    "assessment:evidence": {MARKS, MANAGER, QUALITY},
    "assessment:evidence_file": {LEAD, MARKS, MANAGER, QUALITY},  # as the attempt it belongs to
    "assessment:others": set[Role](),  # whoever handed it in, and no role
    "assessment:ask_accommodation": {LEAD},
    "assessment:answer_accommodation": {LEAD},  # and the assessor who started the attempt, who did not start this one
    "assessment:withdraw_accommodation": set[Role](),  # whoever is tried, and no role
    "assessment:claims": {LEAD, CASES, COACH},
    "assessment:begin_claim": EVERY_ROLE,
    "assessment:make_claim": {CASES, COACH},  # and whoever learned it
    "assessment:claim": {LEAD, CASES, COACH},
    "assessment:claim_evidence": {CASES, COACH},
    "assessment:claim_file": {LEAD, CASES, COACH},
    "assessment:answer_claim": {LEAD},
    "assessment:withdraw_claim": set[Role](),  # whoever learned it, and no role
    "assessment:agreements": {LEAD, QUALITY},
    "assessment:agreement": {LEAD, QUALITY},
    "assessment:quality": {LEAD, QUALITY},
    "assessment:set_sampling": {LEAD},
    "assessment:draw_sample": {LEAD, QUALITY},
    "assessment:sample": {LEAD, QUALITY},
    "assessment:mark_again": {QUALITY},  # the one the sample was drawn for
    "assessment:again_file": {QUALITY},
    "assessment:marked_again": {LEAD, QUALITY},
    "assessment:raise_finding": {QUALITY},
    "assessment:finding": {LEAD, QUALITY},
    "assessment:ask_action": {LEAD, QUALITY},
    "assessment:close_finding": {LEAD, QUALITY},
    "assessment:note_done": set[Role](),  # whoever was asked, and no role
    "assessment:qualified": {LEAD, QUALITY},
    "assessment:note_training": {LEAD},
    "assessment:set_assessing_rule": {LEAD},
    "assessment:set_reading_rule": {LEAD},
    "assessment:take_reference": {LEAD},
    "assessment:write_reference": {LEAD},
    "assessment:reference": {LEAD},
    "assessment:own_qualification": {MARKS, MANAGER, Role.RECRUITER},
    "assessment:calibrate": {MANAGER, Role.RECRUITER},  # the rule is about reading records
    "assessment:calibrated": {Role.RECRUITER},  # the one who tried
    "assessment:reference_file": {MARKS},
    "assessment:cut_panels": {LEAD, QUALITY},
    "assessment:open_cut_panel": {LEAD},
    "assessment:cut_panel": {LEAD, QUALITY},
    "assessment:close_cut_panel": {LEAD},
    "assessment:estimate": {MARKS},  # the one of them who sits on the panel
    "assessment:own": "signed_in",
    "assessment:own_claims": "signed_in",
}
POSTS = {"assessment:cut_panel": {LEAD}}  # calling another round
