"""Every change of state of people, one verb each."""

from skillmark.people.actions.accounts import (
    accept_invitation,
    end_link,
    link_account,
    open_account,
    password_path,
    set_language,
    set_phone,
)
from skillmark.people.actions.asking import WrongPerson, ask, end_asked
from skillmark.people.actions.consents import give_consent, withdraw_consent
from skillmark.people.actions.erasing import erase_person
from skillmark.people.actions.imports import import_applicants, import_demographics, keep_problems
from skillmark.people.actions.messages import (
    note_came_back,
    note_undelivered,
    set_safe_contact,
    start_sms,
    stop_sms,
    tell,
)
from skillmark.people.actions.persons import add_person, set_manager
from skillmark.people.actions.roles import end_role, grant_role
from skillmark.people.actions.statements import rate_self, record_employment, set_preference
from skillmark.people.actions.workspaces import add_organisation, add_unit, change_profile, open_workspace

__all__ = [
    "WrongPerson",
    "accept_invitation",
    "add_organisation",
    "add_person",
    "add_unit",
    "ask",
    "change_profile",
    "end_asked",
    "end_link",
    "end_role",
    "erase_person",
    "give_consent",
    "grant_role",
    "import_applicants",
    "import_demographics",
    "keep_problems",
    "link_account",
    "note_came_back",
    "note_undelivered",
    "open_account",
    "open_workspace",
    "password_path",
    "rate_self",
    "record_employment",
    "set_language",
    "set_manager",
    "set_phone",
    "set_preference",
    "set_safe_contact",
    "start_sms",
    "stop_sms",
    "tell",
    "withdraw_consent",
]
