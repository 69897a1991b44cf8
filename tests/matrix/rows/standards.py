"""Who may open the pages of standards."""

from skillmark.foundation.roles import Role

EVERY_ROLE = set(Role)

ROWS = {
    "standards:frameworks": EVERY_ROLE,
    "standards:consistent": {Role.TALENT_LEAD},
    "standards:choose": {Role.TALENT_LEAD},
    "standards:own_framework": {Role.TALENT_LEAD},
    "standards:load": {Role.TALENT_LEAD, Role.OPERATOR},
    "standards:framework": EVERY_ROLE,
    "standards:document": EVERY_ROLE,
    "standards:requirements": EVERY_ROLE,
    "standards:publish": {Role.TALENT_LEAD},
    "standards:analysis": {Role.TALENT_LEAD},
    "standards:rate": EVERY_ROLE,  # whoever sits on the panel
    "standards:reasons": {Role.TALENT_LEAD},
    "standards:revise": {Role.TALENT_LEAD},
    "standards:retire": {Role.TALENT_LEAD},
    "standards:lines": EVERY_ROLE,  # whoever sits on the panel
    "standards:line": {Role.TALENT_LEAD},
    "standards:from_text": {Role.TALENT_LEAD},
    "standards:behaviours": {Role.TALENT_LEAD},
    "standards:tracing": {Role.TALENT_LEAD},
    "standards:add_line": {Role.TALENT_LEAD},
    "standards:add_task": {Role.TALENT_LEAD},
    "standards:work_task": {Role.TALENT_LEAD},
    "standards:differences": EVERY_ROLE,
    "standards:in_use": EVERY_ROLE,
    "standards:reading": EVERY_ROLE,
    "standards:validate": {Role.LINE_MANAGER, Role.WORKER},
    "standards:disputes": {Role.TALENT_LEAD},
    "standards:package": EVERY_ROLE,
    "standards:imported": EVERY_ROLE,
    "standards:bring_framework": {Role.TALENT_LEAD},
    "standards:coming_framework": {Role.TALENT_LEAD},
    "standards:imported_framework": EVERY_ROLE,
    "standards:alignments": EVERY_ROLE,
    "standards:own_alignments": EVERY_ROLE,
    "standards:align": {Role.TALENT_LEAD},
    "standards:published": {"anybody"},
    "standards:published_document": {"anybody"},
    "standards:published_case": {"anybody"},
    "standards:published_jsonld": {"anybody"},
    "standards:published_to_print": {"anybody"},
    "standards:self_assessment": {"anybody"},
    "standards:self_result": {"anybody"},
    "standards:keep_self_assessment": "signed_in",
    "standards:own_self_assessments": "signed_in",
    "standards:own_self_assessment": "its_holder",
}
