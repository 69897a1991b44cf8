"""A standard in force that a group reviews, to test with."""

from datetime import date, timedelta

from tests.governance.factories import NOW
from tests.people import factories as people
from tests.standards import factories as standards

from skillmark.foundation.roles import Actor, Role
from skillmark.governance import actions
from skillmark.governance.models import Conclusion, Review, ReviewCycle
from skillmark.governance.queries import Body
from skillmark.people import queries as person_queries
from skillmark.standards import actions as lines
from skillmark.standards.models import LineVote
from skillmark.standards.queries import Framework

KIND = "standards.framework"
TODAY = NOW.date()  # morning in New York
BEFORE = NOW - timedelta(days=9)  # the vote that publishes it closes eight days after
LATER = NOW + timedelta(days=400)


def in_force(system: Actor) -> Framework:
    return standards.published(system, standards.tideway(system, now=BEFORE), now=BEFORE)


def under_review(actor: Actor, body: Body, found: Framework, **given: object) -> ReviewCycle:
    values = {
        "body_id": body.pk,
        "subject_type": KIND,
        "subject": found.lineage,
        "months": 12,
        "first_due_on": TODAY,
        "now": NOW,
        **given,
    }
    return actions.set_review(actor, **values)  # type: ignore[arg-type]


def concluded(actor: Actor, cycle: ReviewCycle, **given: object) -> Review:
    values = {
        "cycle_id": cycle.pk,
        "happened_on": TODAY,
        "conclusion": Conclusion.STAYS,
        "reason": "Nothing has changed.",
        "now": NOW,
        **given,
    }
    return actions.conclude_review(actor, **values)  # type: ignore[arg-type]


def disputed(system: Actor, found: Framework, reason: str, *, line: int = 0) -> LineVote:
    """Somebody new who does the work says that a line is wrong."""
    her = people.member(person_queries.workspace(system), Role.WORKER)
    competency = found.competencies.order_by("position")[line]
    return lines.say(her.actor, competency_id=competency.pk, agrees=False, reason=reason, now=NOW)


def months_after(day: date, months: int) -> date:
    """Written out once more, by another way than the rule's: no day beyond the month's own."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    for wanted in (day.day, 30, 29, 28):
        if wanted <= day.day:
            try:
                return date(year, month, wanted)
            except ValueError:
                continue
    raise AssertionError(day)
