"""Who may do what in hiring."""

from skillmark.assessment import queries as assessment
from skillmark.foundation.access import (
    Table,
    anybody,
    in_earnest,
    in_workspace,
    is_holder,
    is_not_about_self,
    is_own_report,
    is_program,
    role,
    to_be_shown,
)
from skillmark.foundation.roles import Actor, Role

leads_talent = role(Role.TALENT_LEAD)
recruits = role(Role.TALENT_LEAD, Role.RECRUITER)
recruits_alone = role(Role.RECRUITER)
manages = role(Role.LINE_MANAGER)


def is_a_named_person(actor: Actor, subject: object) -> bool:
    """Somebody answers for the decision by name; no program does."""
    return actor.person_id is not None and not actor.process


def is_demonstration_program(actor: Actor, subject: object) -> bool:
    """The main job of a demonstration, whose people are made up."""
    return bool(actor.process) and actor.demonstration


@to_be_shown
def reads_records(actor: Actor, subject: object) -> bool:
    """Is qualified to read applicants' records, wherever the workspace asks for that."""
    return not assessment.bars_reading(actor)


PERMISSIONS: Table = {
    "hiring.fit.run": [[leads_talent], [is_program]],
    "hiring.fit.read": [[leads_talent], [recruits_alone, reads_records], [is_program]],
    "hiring.entry.read": [
        [leads_talent, in_workspace],
        [recruits_alone, in_workspace, reads_records],
        [manages, is_own_report, reads_records],
        [is_program],
    ],
    "hiring.plan.read": [[leads_talent], [recruits_alone, reads_records], [is_program]],
    "hiring.candidates.read": [[role(Role.TALENT_LEAD, Role.EVALUATOR)], [is_program]],
    "hiring.person.invite": [
        [leads_talent, is_a_named_person, is_not_about_self],
        [recruits_alone, is_a_named_person, is_not_about_self, reads_records],
        [is_demonstration_program],
    ],
    "hiring.job.open": [[recruits], [is_program]],
    "hiring.job.read": [[recruits], [is_program]],
    "hiring.job.end": [[recruits, in_workspace], [is_program]],
    "hiring.published.read": [[anybody]],
    "hiring.own.read": [[is_holder]],
    "hiring.job.apply": [[is_holder, in_earnest]],
}
