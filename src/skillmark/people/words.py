"""What the screens call roles, kinds of records and kinds of organisations."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from skillmark.foundation.roles import Role

ROLES: Mapping[Role, Promise] = {
    Role.TALENT_LEAD: _("Talent lead"),
    Role.LINE_MANAGER: _("Line manager"),
    Role.ASSESSOR: _("Supervisor or assessor"),
    Role.WORKER: _("Worker"),
    Role.RECRUITER: _("Recruiter"),
    Role.PROVIDER: _("Training provider"),
    Role.CASE_MANAGER: _("Coach or case manager"),
    Role.AGENCY: _("Agency or funder"),
    Role.ASSOCIATION: _("Association"),
    Role.EVALUATOR: _("Evaluator"),
    Role.STEERING_MEMBER: _("Steering group member"),
    Role.QUALITY_ASSURER: _("Quality assurer"),
    Role.OPERATOR: _("Operator"),
}

HELD: Mapping[str, Promise] = {
    "person": _("Who you are"),
    "role": _("Your roles"),
    "employment": _("Your jobs"),
    "self_rating": _("What you say you can do"),
    "preference": _("What you need from work"),
    "demographic": _("What you told us for counting alone"),
    "consent": _("What you allowed"),
    "message": _("What we wrote to you"),
}

FIELDS: Mapping[str, Promise] = {
    "name": _("Name"),
    "email": _("E-mail address"),
    "phone": _("Phone number"),
    "reference": _("Number in another system"),
    "language": _("Language"),
    "role": _("Role"),
    "starts": _("From"),
    "ends": _("Until"),
    "ended_at": _("Ended"),
    "title": _("Job"),
    "occupation_code": _("Code of the job"),
    "organisation": _("Employer"),
    "years": _("Years"),
    "started": _("From"),
    "ended": _("Until"),
    "source": _("Where we have it from"),
    "competency_id": _("Competency"),
    "level": _("Level"),
    "happened_on": _("Day"),
    "floor_wage": _("Least wage"),
    "currency": _("Currency"),
    "period": _("Paid for each"),
    "commute_minutes": _("Way to work (minutes)"),
    "available_from": _("Available from"),
    "attribute": _("Question"),
    "value": _("Answer"),
    "purpose": _("For what"),
    "recipients": _("For whom"),
    "expires_on": _("Until"),
    "withdrawn_at": _("Withdrawn"),
    "text": _("Message"),
    "sent_at": _("Sent"),
}

VALUES: Mapping[tuple[str, str], Promise] = {
    ("source", "applicants file"): _("Table of applicants"),
    ("source", "person"): _("Entered here"),
    ("period", "HOUR"): _("Hour"),
    ("period", "DAY"): _("Day"),
    ("period", "WEEK"): _("Week"),
    ("period", "MONTH"): _("Month"),
    ("period", "YEAR"): _("Year"),
    **{("role", role.value): name for role, name in ROLES.items()},
}
