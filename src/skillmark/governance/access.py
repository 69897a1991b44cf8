"""Who may do what in governance."""

from typing import Any

from skillmark.foundation.access import (
    Table,
    about_subject,
    in_workspace,
    is_member,
    is_program,
    logged_in_for_signing,
    role,
)
from skillmark.foundation.roles import Actor, Role

leads_talent = role(Role.TALENT_LEAD)
sits = role(Role.STEERING_MEMBER)


@about_subject
def holds_the_seat(actor: Actor, subject: Any) -> bool:
    """The seat is hers. `subject` is a Seat."""
    return actor.person_id is not None and subject.person_id == actor.person_id


@about_subject
def chairs_the_body(actor: Actor, subject: Any) -> bool:
    """She chairs the body that the proposal was put to. `subject` is a Proposal."""
    chair = subject.body.seats.filter(chairs=True).values_list("person_id", flat=True).first()
    return actor.person_id is not None and chair == actor.person_id


PERMISSIONS: Table = {
    "governance.body.read": [[is_member], [is_program]],
    "governance.body.set_up": [[leads_talent], [is_program]],
    "governance.proposal.read": [[is_member], [is_program]],
    "governance.proposal.make": [[leads_talent], [sits], [is_program]],
    "governance.proposal.vote": [[sits, logged_in_for_signing, holds_the_seat], [is_program, in_workspace]],
    "governance.proposal.close": [[sits, chairs_the_body], [leads_talent, in_workspace], [is_program, in_workspace]],
}
