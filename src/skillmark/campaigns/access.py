"""Who may do what with campaigns."""

from skillmark.foundation.access import (
    Table,
    by_link,
    in_workspace,
    is_about_self,
    is_of_link,
    is_program,
    role,
)
from skillmark.foundation.roles import Role

leads_talent = role(Role.TALENT_LEAD)
sees_campaigns = role(
    Role.TALENT_LEAD, Role.RECRUITER, Role.PROVIDER, Role.AGENCY, Role.ASSOCIATION, Role.EVALUATOR,
    Role.STEERING_MEMBER, Role.QUALITY_ASSURER, Role.CASE_MANAGER,
)  # fmt: skip
sees_people_in_it = role(Role.TALENT_LEAD, Role.RECRUITER, Role.PROVIDER, Role.CASE_MANAGER, Role.EVALUATOR)
knows_their_needs = role(Role.TALENT_LEAD, Role.CASE_MANAGER)
counts_support = role(Role.CASE_MANAGER, Role.AGENCY, Role.EVALUATOR)
knows_the_money = role(
    Role.TALENT_LEAD, Role.AGENCY, Role.ASSOCIATION, Role.EVALUATOR, Role.STEERING_MEMBER, Role.CASE_MANAGER
)
asked_about_her_seat = by_link("campaigns.seat")

PERMISSIONS: Table = {
    "campaigns.campaign.read": [[sees_campaigns], [is_program]],
    # what a programme helps with tells who its people are: for everybody else it has its public name
    "campaigns.needs.read": [[knows_their_needs], [is_program]],
    # an employer could tell one person's cost from how it grows
    "campaigns.support_spending.read": [[counts_support], [is_program]],
    "campaigns.resources.read": [[knows_the_money], [is_program]],
    "campaigns.campaign.start": [[leads_talent], [is_program]],
    "campaigns.campaign.lead": [[leads_talent, in_workspace], [is_program, in_workspace]],
    "campaigns.pilot.widen": [[leads_talent], [is_program]],
    "campaigns.signal.read": [[sees_campaigns], [is_program]],
    "campaigns.signal.note": [[leads_talent], [is_program]],
    "campaigns.jobs.promise": [[leads_talent], [is_program]],
    "campaigns.cohort.open": [[leads_talent], [is_program]],
    "campaigns.people.bring": [[leads_talent], [is_program]],
    "campaigns.status.note": [[leads_talent], [is_program]],
    "campaigns.cohort.read": [[sees_people_in_it], [is_program]],
    "campaigns.seat.read": [
        [sees_people_in_it, in_workspace],
        [asked_about_her_seat, is_of_link, is_about_self],
        [is_program],
    ],
    "campaigns.seat.answer": [[asked_about_her_seat, is_of_link, is_about_self]],
    "campaigns.members.read": [[sees_people_in_it], [is_program]],
    "campaigns.campaign.tell": [
        [role(Role.TALENT_LEAD, Role.RECRUITER, Role.EVALUATOR, Role.ASSESSOR, Role.PROVIDER), in_workspace],
        [is_program, in_workspace],
    ],
}
