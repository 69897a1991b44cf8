"""Who may open the pages of campaigns."""

from skillmark.foundation.roles import Role

SEES_CAMPAIGNS = {
    Role.TALENT_LEAD,
    Role.RECRUITER,
    Role.PROVIDER,
    Role.AGENCY,
    Role.ASSOCIATION,
    Role.EVALUATOR,
    Role.STEERING_MEMBER,
    Role.QUALITY_ASSURER,
    Role.CASE_MANAGER,
}
SEES_PEOPLE = {Role.TALENT_LEAD, Role.RECRUITER, Role.PROVIDER, Role.CASE_MANAGER, Role.EVALUATOR}

ROWS = {
    "campaigns:campaigns": SEES_CAMPAIGNS,
    "campaigns:start": {Role.TALENT_LEAD},
    "campaigns:campaign": SEES_CAMPAIGNS,
    "campaigns:widen": {Role.TALENT_LEAD},
    "campaigns:team": SEES_CAMPAIGNS,
    "campaigns:charge": {Role.TALENT_LEAD},
    "campaigns:allot": {Role.TALENT_LEAD},
    "campaigns:signals": SEES_CAMPAIGNS,
    "campaigns:note_signal": {Role.TALENT_LEAD},
    "campaigns:promise": {Role.TALENT_LEAD},
    "campaigns:cohort": SEES_PEOPLE,
    "campaigns:open_cohort": {Role.TALENT_LEAD},
    "campaigns:members": SEES_PEOPLE,
    "campaigns:bring": {Role.TALENT_LEAD},
    "campaigns:member": SEES_PEOPLE,
}
POSTS = {
    "campaigns:member": {Role.TALENT_LEAD},  # others look; what becomes of her is the lead's to note
}
