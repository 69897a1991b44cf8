"""Every change of state of people, one verb each."""

from skillmark.people.actions.accounts import (
    AddressTaken,
    AlreadyLinked,
    accept_invitation,
    come_in,
    end_link,
    join,
    link_account,
    open_account,
    password_path,
    set_language,
    set_phone,
)
from skillmark.people.actions.asking import WrongPerson, ask, end_asked, invite
from skillmark.people.actions.asking_many import TooMany, prepare_asking, send_asking
from skillmark.people.actions.consents import give_consent, withdraw_consent, withdraw_own_consent
from skillmark.people.actions.corrections import (
    answer_correction,
    ask_correction,
    correct_employment,
    correct_person,
)
from skillmark.people.actions.demographics import import_demographics
from skillmark.people.actions.erasing import erase_person, erase_self, let_go
from skillmark.people.actions.guardians import (
    StaysUnder18,
    note_guardian_consent,
    state_age,
    withdraw_guardian_consent,
)
from skillmark.people.actions.imports import import_applicants, keep_problems
from skillmark.people.actions.letters import Letter, hand_over
from skillmark.people.actions.merging import CannotMerge, SomethingDepends, merge_persons, undo_merge
from skillmark.people.actions.messages import (
    hold_waiting,
    note_came_back,
    note_undelivered,
    set_safe_contact,
    start_sms,
    stop_sms,
    tell,
)
from skillmark.people.actions.outsiders import write_outside
from skillmark.people.actions.persons import add_person, set_manager
from skillmark.people.actions.roles import end_role, grant_role
from skillmark.people.actions.samples import let_be_seen, look_as, look_no_more
from skillmark.people.actions.sign_on import by_provider, end_sign_on, enter_by_provider, set_up_sign_on
from skillmark.people.actions.signing import (
    CannotSign,
    bring_sheet,
    confirm_sheet,
    refuse_sheet,
    require_open,
    sign,
)
from skillmark.people.actions.statements import rate_self, record_employment, set_preference
from skillmark.people.actions.tablets import end_tablet, make_tablet, set_pin, take_back_pin, try_pin
from skillmark.people.actions.texts import TextIsOver, ask_to_sign, change_text, prepare_text, withdraw_text
from skillmark.people.actions.workspaces import add_organisation, add_unit, change_profile, open_workspace
from skillmark.people.channels import Undeliverable

__all__ = [
    "AddressTaken",
    "AlreadyLinked",
    "CannotMerge",
    "CannotSign",
    "Letter",
    "SomethingDepends",
    "StaysUnder18",
    "TextIsOver",
    "TooMany",
    "Undeliverable",
    "WrongPerson",
    "accept_invitation",
    "add_organisation",
    "add_person",
    "add_unit",
    "answer_correction",
    "ask",
    "ask_correction",
    "ask_to_sign",
    "bring_sheet",
    "by_provider",
    "change_profile",
    "change_text",
    "come_in",
    "confirm_sheet",
    "correct_employment",
    "correct_person",
    "end_asked",
    "end_link",
    "end_role",
    "end_sign_on",
    "end_tablet",
    "enter_by_provider",
    "erase_person",
    "erase_self",
    "give_consent",
    "grant_role",
    "hand_over",
    "hold_waiting",
    "import_applicants",
    "import_demographics",
    "invite",
    "join",
    "keep_problems",
    "let_be_seen",
    "let_go",
    "link_account",
    "look_as",
    "look_no_more",
    "make_tablet",
    "merge_persons",
    "note_came_back",
    "note_guardian_consent",
    "note_undelivered",
    "open_account",
    "open_workspace",
    "password_path",
    "prepare_asking",
    "prepare_text",
    "rate_self",
    "record_employment",
    "refuse_sheet",
    "require_open",
    "send_asking",
    "set_language",
    "set_manager",
    "set_phone",
    "set_pin",
    "set_preference",
    "set_safe_contact",
    "set_up_sign_on",
    "sign",
    "start_sms",
    "state_age",
    "stop_sms",
    "take_back_pin",
    "tell",
    "try_pin",
    "undo_merge",
    "withdraw_consent",
    "withdraw_guardian_consent",
    "withdraw_own_consent",
    "withdraw_text",
    "write_outside",
]
