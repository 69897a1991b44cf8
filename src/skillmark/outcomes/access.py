"""Who may do what with studies, follow-ups and figures."""

from skillmark.foundation.access import (
    Table,
    anybody,
    by_link,
    in_workspace,
    is_about_self,
    is_not_about_self,
    is_of_link,
    is_program,
    role,
)
from skillmark.foundation.roles import Role

measures = role(Role.TALENT_LEAD, Role.EVALUATOR)
leads_talent = role(Role.TALENT_LEAD)
follows_up = role(Role.TALENT_LEAD, Role.EVALUATOR, Role.CASE_MANAGER)
asked_again = by_link("outcomes.follow_up")

PERMISSIONS: Table = {
    "outcomes.study.read": [[measures], [is_program]],
    "outcomes.study.register": [[measures], [is_program]],
    "outcomes.lottery.draw": [[leads_talent, in_workspace], [is_program, in_workspace]],
    "outcomes.lottery.read": [[measures], [is_program]],
    "outcomes.follow_up.read": [[follows_up], [asked_again, is_of_link, is_about_self], [is_program]],
    # nobody notes her own outcome; what she was asked by link stands as said by herself
    "outcomes.follow_up.note": [[follows_up, in_workspace, is_not_about_self], [is_program, in_workspace]],
    "outcomes.follow_up.answer": [[asked_again, is_of_link, is_about_self]],
    "outcomes.figures.read": [[measures], [role(Role.AGENCY, Role.ASSOCIATION, Role.STEERING_MEMBER)], [is_program]],
    "outcomes.figures.release": [[measures], [is_program]],
    "outcomes.fairness.read": [[measures], [is_program]],
    "outcomes.fairness.release": [[measures], [is_program]],
    "outcomes.published.read": [[anybody]],
}
