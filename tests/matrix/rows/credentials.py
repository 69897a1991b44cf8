"""Who may open the pages of records."""

from skillmark.foundation.roles import Role

EVERY_ROLE = set(Role)
LEAD, RECRUITER, MANAGER = Role.TALENT_LEAD, Role.RECRUITER, Role.LINE_MANAGER
READS = {LEAD, RECRUITER, Role.ASSESSOR, Role.QUALITY_ASSURER, MANAGER}  # a line manager of her own reports
SUPERVISES = {MANAGER, Role.ASSESSOR}

ROWS = {
    "credentials:records": READS,
    "credentials:award": {LEAD},
    "credentials:award_many": {LEAD},
    "credentials:awarding": {LEAD},
    "credentials:achievements": EVERY_ROLE,
    "credentials:define": {LEAD},
    "credentials:retire": {LEAD},
    "credentials:signing": SUPERVISES,
    "credentials:training": SUPERVISES,
    "credentials:sign": {Role.ASSESSOR},  # the visiting one was given leave, no line manager was
    "credentials:sign_again": {Role.ASSESSOR},
    "credentials:delegations": {LEAD, Role.QUALITY_ASSURER},
    "credentials:delegate": {LEAD},
    "credentials:end_delegation": {LEAD},
    "credentials:partners": EVERY_ROLE,
    "credentials:ask_partner": {LEAD},
    "credentials:bring_endorsement": {LEAD},
    "credentials:put_away_endorsement": {LEAD},
    "credentials:answer_partner": {Role.ASSOCIATION},  # the one of them who was asked
    "credentials:end_partner": {LEAD, Role.ASSOCIATION},  # likewise
    "credentials:withdraw_endorsement": {Role.ASSOCIATION},  # the one who gave it
    "credentials:endorsement": "anybody",
    "credentials:define_stack": {LEAD},
    "credentials:stack": EVERY_ROLE,
    "credentials:statements": {LEAD, Role.EVALUATOR},
    "credentials:publish_statement": {LEAD},
    "credentials:withdraw_statement": {LEAD},
    "credentials:statement": "anybody",
    "credentials:statement_json": "anybody",
    "credentials:outside": {LEAD, RECRUITER},
    "credentials:bring": {LEAD},
    "credentials:outside_record": {LEAD, RECRUITER},
    "credentials:accept_issuer": {LEAD},
    "credentials:whose": {LEAD},
    "credentials:counts_for": {LEAD},
    "credentials:rules": {LEAD, RECRUITER},
    "credentials:bring_rules": {LEAD},
    "credentials:end_rule": {LEAD},
    "credentials:record": READS,
    "credentials:record_json": READS,
    "credentials:renew": {LEAD},
    "credentials:revoke": {LEAD},
    "credentials:stands": {LEAD},
    "credentials:own": "signed_in",
    "credentials:own_record": "its_holder",
    "credentials:own_record_json": "its_holder",
    "credentials:own_record_form": "its_holder",
    "credentials:own_records_all": "signed_in",
    "credentials:own_resume": "signed_in",
    "credentials:own_sharing": "signed_in",
    "credentials:own_shares": "signed_in",
    "credentials:own_share": "its_holder",  # with the log of looks: no role of any workspace reads it
    "credentials:own_share_paper": "its_holder",
    "credentials:own_share_send": "its_holder",
    "credentials:own_share_end": "its_holder",
    "credentials:follow_share": "anybody",
    "credentials:share_closed": "anybody",
    "credentials:shown_share": "anybody",  # without the cookie of the address it shows nothing
    "credentials:check": "anybody",
    "credentials:ask_live": "anybody",
    "credentials:live": "anybody",  # without the cookie of whoever asked it shows nothing
    "credentials:live_interaction": "anybody",
    "credentials:live_presented": "anybody",
    "credentials:own_proof": "signed_in",
    "credentials:own_offer": "its_holder",
    "credentials:wallet_issuer": "anybody",
    "credentials:wallet_server": "anybody",
    "credentials:wallet_token": "anybody",
    "credentials:wallet_credential": "anybody",
    "credentials:status_list": "anybody",
    "credentials:issuer_document": "anybody",
}
