"""Who may open the pages of hiring."""

from skillmark.foundation.roles import Role

LEAD = Role.TALENT_LEAD
RECRUITS = {LEAD, Role.RECRUITER}

ROWS = {
    "hiring:fit": RECRUITS,
    "hiring:run_fit": {LEAD},
    "hiring:table": RECRUITS,
    "hiring:person_fit": RECRUITS | {Role.LINE_MANAGER},  # her own report
    "hiring:plan": RECRUITS,
    "hiring:invite": RECRUITS,
    "hiring:postings": RECRUITS,
    "hiring:open_job": RECRUITS,
    "hiring:end_job": RECRUITS,
    "hiring:open_anew": RECRUITS,
    "hiring:apply": "signed_in",
    "hiring:own_fits": "signed_in",
    "hiring:own_fit": "its_holder",
    "hiring:public_postings": "anybody",
    "hiring:public_posting": "anybody",
    "hiring:public_posting_jsonld": "anybody",
}
