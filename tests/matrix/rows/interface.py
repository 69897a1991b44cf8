"""Who may call which operation of the API: as much as she may on pages, and no more."""

from tests.matrix.objects import COACH
from tests.matrix.rows.campaigns import SEES_CAMPAIGNS

from skillmark.foundation.roles import Role

EVERY_ROLE = set(Role)
LEAD = Role.TALENT_LEAD
MEETS_PEOPLE = {LEAD, Role.RECRUITER, Role.CASE_MANAGER, Role.ASSESSOR, Role.QUALITY_ASSURER, Role.OPERATOR}
SEES_ATTEMPTS = {LEAD, Role.ASSESSOR, Role.LINE_MANAGER, Role.QUALITY_ASSURER}
RECRUITS = {LEAD, Role.RECRUITER}
MEASURES = {LEAD, Role.EVALUATOR}
READS_RECORDS = SEES_ATTEMPTS | {Role.RECRUITER}

ROWS = {
    "api:GET /me": EVERY_ROLE,
    "api:GET /people": MEETS_PEOPLE | {Role.LINE_MANAGER, COACH},
    "api:GET /people/{person_id}": MEETS_PEOPLE | {Role.LINE_MANAGER, COACH},
    "api:POST /people": {LEAD, Role.RECRUITER, Role.CASE_MANAGER},
    "api:GET /occupations": EVERY_ROLE,
    "api:GET /standards": EVERY_ROLE,
    "api:POST /standards": {LEAD},
    "api:GET /standards/{framework_id}": EVERY_ROLE,
    "api:GET /standards/{framework_id}/document": EVERY_ROLE,
    "api:GET /standards/{framework_id}/requirements": EVERY_ROLE,
    "api:GET /standards/{framework_id}/lines": EVERY_ROLE,
    "api:GET /standards/{framework_id}/proposals": EVERY_ROLE,
    "api:GET /standards/{framework_id}/basis": EVERY_ROLE,
    "api:GET /standards/{framework_id}/differences": EVERY_ROLE,
    "api:GET /standards/{framework_id}/uses": EVERY_ROLE,
    "api:GET /standards/{framework_id}/edits": EVERY_ROLE,  # whoever sits on the panel
    "api:GET /standards/{framework_id}/alignments": EVERY_ROLE,
    "api:GET /standards/{framework_id}/sayings": {Role.LINE_MANAGER, Role.WORKER},
    "api:POST /standards/{framework_id}/sayings": {Role.LINE_MANAGER, Role.WORKER},
    "api:GET /imported-frameworks": EVERY_ROLE,
    "api:GET /imported-frameworks/{imported_id}/alignments": EVERY_ROLE,
    "api:GET /imported-frameworks/{imported_id}/suggestions/{with_id}": {LEAD},
    "api:GET /consistency": {LEAD},
    "api:GET /published-standards/{framework_id}": "anybody",
    "api:GET /decision-groups": EVERY_ROLE,
    "api:GET /decision-rights": EVERY_ROLE,
    "api:GET /meetings": EVERY_ROLE,
    "api:GET /meetings/{meeting_id}/minutes": EVERY_ROLE,
    "api:GET /proposals": EVERY_ROLE,
    "api:GET /proposals/{proposal_id}": EVERY_ROLE,
    "api:POST /proposals/{proposal_id}/ballots": EVERY_ROLE,  # whoever has a vote that she has not cast
    "api:GET /reviews": EVERY_ROLE,
    "api:GET /reviews/{cycle_id}": EVERY_ROLE,
    "api:GET /consultations": EVERY_ROLE,
    "api:GET /consultations/{consultation_id}": EVERY_ROLE,
    "api:GET /consultations/{consultation_id}/comments": EVERY_ROLE,
    "api:GET /appeals": EVERY_ROLE,
    "api:GET /appeals/{appeal_id}": {LEAD, Role.QUALITY_ASSURER},  # who sees to it, and who decides this one
    "api:GET /suggestions": {LEAD},
    "api:GET /my-suggestions": EVERY_ROLE,
    "api:GET /suggestions/{suggestion_id}": {LEAD},  # and whoever wrote it, which here is nobody who is known
    "api:GET /changes": EVERY_ROLE,
    "api:GET /changes/{change_id}": EVERY_ROLE,  # a published one
    "api:GET /campaigns": SEES_CAMPAIGNS,
    "api:GET /campaigns/{campaign_id}": SEES_CAMPAIGNS,
    "api:GET /campaigns/{campaign_id}/resources": {
        LEAD,
        Role.AGENCY,
        Role.ASSOCIATION,
        Role.EVALUATOR,
        Role.STEERING_MEMBER,
        Role.CASE_MANAGER,
    },
    "api:POST /campaigns/{campaign_id}/promises": {LEAD},
    "api:GET /campaigns/{campaign_id}/modules": SEES_CAMPAIGNS,
    "api:GET /attempts": SEES_ATTEMPTS,
    "api:GET /attempts/{sitting_id}": SEES_ATTEMPTS,  # a line manager of her own report
    "api:GET /attempts/{sitting_id}/policy": SEES_ATTEMPTS,
    "api:GET /attempts/{sitting_id}/marks": SEES_ATTEMPTS,
    "api:POST /attempts": {LEAD, Role.ASSESSOR, Role.LINE_MANAGER},
    "api:POST /attempts/{sitting_id}/marks": {Role.ASSESSOR, Role.LINE_MANAGER, Role.QUALITY_ASSURER},
    "api:GET /tasks": EVERY_ROLE,
    "api:GET /tasks/{task_id}/agreement": {LEAD, Role.QUALITY_ASSURER},
    "api:GET /standards/{framework_id}/verification-policy": EVERY_ROLE,
    "api:GET /samples": {LEAD, Role.QUALITY_ASSURER},
    "api:GET /samples/{plan_id}/findings": {LEAD, Role.QUALITY_ASSURER},
    "api:GET /qualifications": {LEAD, Role.QUALITY_ASSURER},
    "api:GET /records": READS_RECORDS,
    "api:GET /records/{record_id}": READS_RECORDS,
    "api:POST /records/verify": "anybody",
    "api:GET /outside-records": {LEAD, Role.RECRUITER},
    "api:GET /outside-records/{record_id}": {LEAD, Role.RECRUITER},
    "api:POST /credentials/issue": {LEAD},
    "api:POST /credentials/status": {LEAD},
    "api:POST /credentials/verify": "anybody",
    "api:POST /presentations/verify": "anybody",
    "api:POST /workflows/live-proof/exchanges/{secret}": "anybody",
    "api:GET /open-jobs": RECRUITS,
    "api:GET /open-jobs/{posting_id}": RECRUITS,
    "api:GET /published-jobs": "anybody",
    "api:GET /published-jobs/{posting_id}": "anybody",
    "api:GET /campaigns/{campaign_id}/fit-runs": RECRUITS,
    "api:GET /fit-runs/{fit_run_id}": RECRUITS,
    "api:GET /fit-runs/{fit_run_id}/entries": RECRUITS,
    "api:POST /fit-runs/{fit_run_id}/invitations": RECRUITS,
    "api:GET /campaigns/{campaign_id}/study": MEASURES,
    "api:GET /campaigns/{campaign_id}/measurement-plan": MEASURES,
    "api:GET /campaigns/{campaign_id}/releases": MEASURES | {Role.AGENCY, Role.ASSOCIATION, Role.STEERING_MEMBER},
    "api:GET /releases/{release_id}": MEASURES | {Role.AGENCY, Role.ASSOCIATION, Role.STEERING_MEMBER},
    "api:GET /published-figures": "anybody",
    "api:GET /published-figures/{release_id}": "anybody",
}
