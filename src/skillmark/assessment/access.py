"""Who may do what in assessment."""

from typing import Any

from skillmark.foundation.access import (
    Table,
    about_subject,
    by_link,
    in_workspace,
    is_about_self,
    is_holder,
    is_member,
    is_not_about_self,
    is_of_link,
    is_own_report,
    is_program,
    role,
    role_for_some,
    role_over,
)
from skillmark.foundation.roles import Actor, Role

leads_talent = role(Role.TALENT_LEAD)
# who stands beside people at work and marks what they show; a line manager her own reports alone
marks = role(Role.ASSESSOR)
manages = role(Role.LINE_MANAGER)
assures = role(Role.QUALITY_ASSURER)
coaches = role(Role.CASE_MANAGER)
coaches_some, is_her_coach = role_for_some(Role.CASE_MANAGER), role_over(Role.CASE_MANAGER)
asked_to_mark = by_link("assessment.score")
is_on_the_file = by_link("assessment.consent")


@about_subject
def opened_it(actor: Actor, subject: Any) -> bool:
    """The subject is an attempt that the actor opened herself."""
    return actor.person_id is not None and getattr(subject, "opened_by_id", None) == actor.person_id


@about_subject
def handed_it_in(actor: Actor, subject: Any) -> bool:
    """The subject is evidence that the actor handed in herself."""
    return actor.person_id is not None and getattr(subject, "given_by_id", None) == actor.person_id


def may_know_whose_it_is(actor: Actor, subject: Any) -> bool:
    """The policy of the attempt hides no name from those who mark it, or the actor opened it herself."""
    return not getattr(getattr(subject, "policy", None), "blind", False) or opened_it(actor, subject)


PERMISSIONS: Table = {
    "assessment.task.read": [[is_member], [is_program]],
    "assessment.task.set": [[leads_talent], [is_program]],
    "assessment.policy.set": [[leads_talent], [is_program]],
    "assessment.sitting.list": [[leads_talent], [marks], [manages], [role(Role.QUALITY_ASSURER)], [is_program]],
    "assessment.sitting.count": [[role(Role.TALENT_LEAD, Role.EVALUATOR)], [is_program]],
    "assessment.sitting.read": [
        [leads_talent, in_workspace],
        [marks, in_workspace],
        [manages, is_own_report],
        [role(Role.QUALITY_ASSURER), in_workspace],
        [is_member, is_about_self],
        [asked_to_mark, is_of_link, is_not_about_self],
        [is_program],
    ],
    "assessment.sitting.open": [
        [leads_talent, in_workspace, is_not_about_self],
        [marks, in_workspace, is_not_about_self],
        [manages, is_own_report],
        [is_program],
    ],
    # whoever asks somebody by link reads whose attempt it is
    "assessment.sitting.ask": [
        [leads_talent, in_workspace, is_not_about_self],
        [marks, in_workspace, is_not_about_self, may_know_whose_it_is],
        [manages, is_own_report],
        [is_program],
    ],
    "assessment.evidence.add": [
        [marks, in_workspace, is_not_about_self],
        [assures, in_workspace, is_not_about_self],
        [manages, is_own_report],
        [is_member, is_about_self],
        [asked_to_mark, is_of_link, is_not_about_self],
        [is_program],
    ],
    # others on a file: whoever handed it in asks, each of them answers for herself, and nobody answers for another
    "assessment.consent.ask": [[is_member, in_workspace, handed_it_in]],
    "assessment.consent.send": [[is_program]],
    "assessment.consent.answer": [[is_on_the_file, is_of_link]],
    "assessment.evidence.destroy": [[is_program]],
    # an assurer makes audits alone, which rules.lacks says
    "assessment.sitting.rate": [
        [marks, in_workspace, is_not_about_self],
        [assures, in_workspace, is_not_about_self],
        [manages, is_own_report],
        [asked_to_mark, is_of_link, is_not_about_self],
    ],
    # what somebody needs for her attempt: she asks, whoever leads or opened it provides
    "assessment.accommodation.read": [[is_member, is_about_self], [leads_talent, in_workspace]],
    "assessment.accommodation.ask": [
        [is_member, is_about_self],
        [leads_talent, in_workspace, is_not_about_self],
    ],
    "assessment.accommodation.answer": [
        [leads_talent, in_workspace, is_not_about_self],
        [marks, in_workspace, is_not_about_self, opened_it],
    ],
    "assessment.accommodation.withdraw": [[is_member, is_about_self]],
    "assessment.sitting.settle": [[marks, in_workspace, is_not_about_self], [manages, is_own_report]],
    "assessment.feedback.give": [[marks, in_workspace, is_not_about_self], [manages, is_own_report]],
    "assessment.agreement.read": [[leads_talent], [role(Role.QUALITY_ASSURER)]],
    "assessment.proof.read": [
        [leads_talent],
        [marks],
        [manages],
        [role(Role.QUALITY_ASSURER, Role.RECRUITER)],
        [is_program],
    ],
    "assessment.sampling.set": [[leads_talent], [is_program]],
    "assessment.sample.read": [[leads_talent], [assures]],
    "assessment.sample.draw": [[leads_talent], [assures]],
    "assessment.remark.give": [[assures, in_workspace, is_not_about_self]],
    "assessment.finding.raise": [[assures]],
    "assessment.finding.follow": [[leads_talent], [assures]],
    "assessment.finding.act": [[is_member, is_about_self]],
    "assessment.finding.close": [[leads_talent], [assures]],
    "assessment.qualification.read": [[leads_talent], [assures], [is_program]],
    "assessment.qualification.set": [[leads_talent], [is_program]],
    "assessment.training.note": [[leads_talent, in_workspace, is_not_about_self], [is_program]],
    "assessment.calibration.do": [[marks], [manages], [role(Role.RECRUITER)]],
    "assessment.cut.read": [[leads_talent], [assures], [is_program]],
    "assessment.cut.open": [[leads_talent], [is_program]],
    "assessment.cut.estimate": [[is_member]],
    # what somebody learned before: she claims it, or her coach for her; whoever leads answers
    "assessment.prior.list": [[leads_talent], [coaches], [coaches_some]],
    "assessment.prior.read": [
        [is_member, is_about_self],
        [leads_talent, in_workspace],
        [coaches, in_workspace],
        [coaches_some, is_her_coach, in_workspace],
    ],
    "assessment.prior.claim": [
        [is_member, is_about_self],
        [coaches, in_workspace],
        [coaches_some, is_her_coach, in_workspace],
    ],
    "assessment.prior.answer": [[leads_talent, in_workspace, is_not_about_self]],
    "assessment.prior.withdraw": [[is_member, is_about_self]],
    "assessment.prior.hear": [[is_program]],  # an appeal against the answer, and what comes of it
    "assessment.doubt.read": [[leads_talent], [is_program]],
    "assessment.own.read": [[is_holder]],
}
