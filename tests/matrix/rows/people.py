"""Who may open the pages of people."""

from tests.matrix.objects import COACH

from skillmark.foundation.roles import Role

EVERY_ROLE = set(Role)
NO_ROLE = "no_role"
LEAD, CASE_MANAGER, OPERATOR, RECRUITER = Role.TALENT_LEAD, Role.CASE_MANAGER, Role.OPERATOR, Role.RECRUITER
MEETS_PEOPLE = {LEAD, RECRUITER, CASE_MANAGER, Role.ASSESSOR, Role.QUALITY_ASSURER, OPERATOR}
EVERYBODY_ABOUT_HERSELF = EVERY_ROLE | {NO_ROLE}

ROWS = {
    "people:people": MEETS_PEOPLE | {Role.LINE_MANAGER, COACH},
    "people:ask_many": MEETS_PEOPLE | {Role.LINE_MANAGER, COACH},  # of each whatever she may ask of one
    "people:asked_many": MEETS_PEOPLE | {Role.LINE_MANAGER, COACH},  # what the reader herself asks
    "people:add_person": {LEAD, RECRUITER, CASE_MANAGER},
    "people:bring_applicants": {LEAD, RECRUITER},
    "people:bring_demographics": {LEAD},
    "people:upload_problems": {LEAD, RECRUITER},
    "people:person": MEETS_PEOPLE | {Role.LINE_MANAGER, COACH},  # her own report, the one she coaches
    "people:record_employment": {LEAD, CASE_MANAGER, COACH},
    "people:correct_employment": {LEAD, CASE_MANAGER, COACH},
    "people:correct_person": {LEAD, CASE_MANAGER},
    "people:ask_correction": set(),  # of what is held on herself alone
    "people:correct_rating": set(),  # of what she says herself, alone
    "people:age": {COACH},  # protected: her coach alone, never a recruiter or a lead
    "people:guardian": {LEAD, CASE_MANAGER, COACH},
    "people:withdraw_guardian": {LEAD, CASE_MANAGER, COACH},
    "people:ask_guardian": {LEAD, CASE_MANAGER, COACH},
    "people:texts": {LEAD, CASE_MANAGER, COACH},
    "people:add_text": {LEAD, CASE_MANAGER, COACH},
    # the text is about the person addresses are about: for her case team alone, never a lead
    "people:text": {CASE_MANAGER, COACH},
    "people:text_file": {CASE_MANAGER, COACH},
    "people:change_text": {CASE_MANAGER, COACH},
    "people:withdraw_text": {CASE_MANAGER, COACH},
    "people:ask_to_sign": {CASE_MANAGER, COACH},
    "people:to_sign": EVERYBODY_ABOUT_HERSELF | {COACH},  # what waits for the reader herself
    "people:sign": set(),  # her own alone
    "people:own_text_file": set(),
    "people:own_copy": set(),
    "people:signing_sheet": {CASE_MANAGER, COACH},
    "people:bring_sheet": {CASE_MANAGER, COACH},
    "people:check_sheet": {CASE_MANAGER, COACH},
    "people:sheet_file": {CASE_MANAGER, COACH},
    "people:correction": {LEAD, OPERATOR},
    "people:preference": {COACH},  # least wage, way to work: her coach alone, never a recruiter or a lead
    "people:find_merge": {LEAD},
    "people:merge": {LEAD},
    "people:undo_merge": {LEAD},
    "people:erase_person": {LEAD, OPERATOR},
    "people:messages": {LEAD, CASE_MANAGER, COACH},
    "people:safe_contact": {COACH},  # hours and address of somebody in danger: her coach alone
    "people:sent_messages": EVERYBODY_ABOUT_HERSELF | {COACH},  # what the reader herself caused
    "people:preview_messages": {LEAD},
    "people:roles": {LEAD, OPERATOR},
    "people:grant_role": {LEAD, OPERATOR},
    "people:end_role": {LEAD, OPERATOR},
    "people:profile": EVERY_ROLE,
    "people:change_profile": {LEAD, OPERATOR},
    "people:brand": EVERY_ROLE,
    # asked for the marks of an attempt: whoever may let her try it
    "people:ask": {LEAD, Role.ASSESSOR, Role.LINE_MANAGER},
    "people:end_asked": {LEAD, Role.ASSESSOR, Role.LINE_MANAGER},
    "people:asked": EVERYBODY_ABOUT_HERSELF | {COACH},  # what the reader herself asked
    "people:slips": EVERYBODY_ABOUT_HERSELF | {COACH},
    "people:incoming_sms": "anybody",  # who signs what it tells with the installation's secret
    "people:incoming_undelivered": "anybody",
    "people:follow": "anybody",
    "people:closed": "anybody",
    "people:task": "anybody",
    "people:sign_ons": {Role.OPERATOR},
    "people:add_sign_on": {Role.OPERATOR},
    "people:end_sign_on": {Role.OPERATOR},
    "people:find_sign_on": "anybody",
    "people:sign_on_start": "anybody",
    "people:sign_on_back": "anybody",
    "people:tablets": {LEAD},
    "people:make_tablet": {LEAD, Role.LINE_MANAGER, Role.ASSESSOR},
    "people:end_tablet": {LEAD},
    "people:pin": EVERYBODY_ABOUT_HERSELF | {COACH},  # her own
    "people:tablet": "anybody",
    "people:tablet_stay": "anybody",
    "people:tablet_enter": "anybody",
    "people:leave": "anybody",
    "people:task_file": "anybody",
    "people:own": "signed_in",
    "people:own_language": "signed_in",
    "people:accept_invitation": "its_holder",
    "people:end_link": "its_holder",
}
OWN = {
    "people:person": EVERYBODY_ABOUT_HERSELF,
    "people:correct_person": EVERYBODY_ABOUT_HERSELF,
    "people:age": EVERYBODY_ABOUT_HERSELF,
    "people:guardian": set(),  # nobody is her own guardian
    "people:ask_guardian": set(),
    "people:ask_correction": EVERYBODY_ABOUT_HERSELF,
    "people:record_employment": EVERYBODY_ABOUT_HERSELF,
    "people:preference": EVERYBODY_ABOUT_HERSELF,
    "people:messages": EVERYBODY_ABOUT_HERSELF,
    "people:safe_contact": EVERYBODY_ABOUT_HERSELF,
    "people:erase_person": set(),  # nobody acts on herself
}
