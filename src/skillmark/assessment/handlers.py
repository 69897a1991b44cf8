"""What assessment does when a lower floor announces something, and as jobs: it writes to people who are on a file, and
destroys files on which somebody did not answer in time.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from skillmark.assessment import actions, queries
from skillmark.foundation import jobs, links
from skillmark.foundation.roles import Actor
from skillmark.kernel.values import BadInput
from skillmark.people import actions as messages
from skillmark.people import queries as people
from skillmark.standards import actions as standards


def carry_when_passed(actor: Actor, subject_id: UUID, payload: dict[str, Any], now: datetime) -> None:
    """A group has decided. `subject_id` is the decision; one about something else, or against, changes nothing."""
    panel = queries.decided_panel(actor, subject_id)
    if panel is None:
        return
    try:
        actions.carry_pass_mark(actor, panel_id=panel.pk, now=now)
    except (actions.NotDecided, standards.AlreadyAsked, BadInput):
        return  # against it, or the next version is being voted on or has no such task: the panel's page says which


@jobs.outside
def carry_letter(actor: Actor, payload: dict[str, Any], now: datetime) -> None:
    """Write to somebody who is on a file and not known here; not once she has answered."""
    found = queries.consent_to_send(actor, UUID(payload["consent"]))
    link = links.by_id(found[0].link_id) if found and found[0].link_id else None
    if found is None or link is None:
        return
    consent, address = found
    messages.write_outside(
        actor,
        letter_id=consent.pk,
        address=address,
        event="assessment.consent_asked",
        parameters={"task": consent.evidence.sitting.task.work_task.statement},
        language=consent.evidence.sitting.person.language,
        page=people.address_of(link),
    )


def close_late(actor: Actor, payload: dict[str, Any], now: datetime) -> None:
    """The night's work: files for which not everybody on them agreed in time."""
    actions.close_late(actor, now=now)


NIGHTLY = "assessment.consent.close"
CARRIERS: Mapping[str, jobs.Carrier] = {actions.LETTER: carry_letter, NIGHTLY: close_late}
DAILY = (NIGHTLY,)


def mark_anew(actor: Actor, subject_id: UUID, payload: dict[str, Any], now: datetime) -> None:
    """A second decision was taken. `subject_id` is the appeal; not upheld, or on another thing, it changes nothing."""
    if payload["upheld"]:
        actions.open_again(actor, appeal_id=subject_id, now=now)


def try_after_all(actor: Actor, subject_id: UUID, payload: dict[str, Any], now: datetime) -> None:
    """The same, where the first decision was to decline a claim of prior learning."""
    if payload["upheld"]:
        actions.claim_again(actor, appeal_id=subject_id, now=now)


HANDLERS = {"governance.decided": [carry_when_passed], "governance.appeal_decided": [mark_anew, try_after_all]}
