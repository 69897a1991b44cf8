"""What support holds on a person, and how it goes with her."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from skillmark.foundation import personal, sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.sealing import Unreadable
from skillmark.people import actions as people_actions
from skillmark.people import queries as people
from skillmark.support import queries, words
from skillmark.support.actions.shared import house
from skillmark.support.models import Assessment, Case, CaseNote
from skillmark.support.rules import Domain, Urgency
from skillmark.support.sealing import Opened

WRITTEN = ((Assessment, "assessed_by"), (CaseNote, "author"), (Case, "opened_by"))  # what a coach did for others


def personal_data(actor: Actor, person_id: UUID) -> list[dict[str, Any]]:
    """Her cases, whole, for her own copy and for the program. To anybody else, whatever she holds, nothing is told, and
    not that there is a case.
    """
    herself = actor.person_id is not None and person_id in personal.records_of(actor.person_id)
    if not (herself or actor.process):
        return []
    today = people.today(actor, sources.now())
    cases = Case.objects.within(actor).filter(person_id=person_id).select_related("person", "organisation")
    rows = [row for found in cases.order_by("recorded_at", "id") for row in _of_case(actor, found, today)]
    count = sum(model.objects.within(actor).filter(**{field: person_id}).count() for model, field in WRITTEN)
    return [*rows, *([_row("support_given", None, count=count)] if count else [])]


def _of_case(actor: Actor, found: Case, today: Any) -> Iterable[dict[str, Any]]:
    yield _row("case", found.recorded_at, organisation=found.organisation.public_name, closed_on=found.closed_on)
    try:
        whole = queries.for_herself(actor, found, today)
        opened = Opened(found)
    except Unreadable:
        return
    for held in queries.assessments(found):
        for domain, (urgency, said) in opened.content(held.pk, held.sealed).items():
            about = {"title": str(words.DOMAINS[Domain(domain)]), "state": str(words.URGENCIES[Urgency(urgency)])}
            yield _row("need", held.recorded_at, **about, text=said, on=held.happened_on)
    for steps in whole.steps.values():
        for step in steps:
            yield _row("step", step.step.recorded_at, text=step.words, due_on=step.step.due_on,
                done_on=step.step.done_on)  # fmt: skip
    for seen in whole.referrals:
        row = seen.referral
        yield _row(
            "service", row.recorded_at, title=f"{seen.title}, {seen.provider}", text=seen.purpose,
            state=str(words.STATES[seen.state][0]), starts=row.starts_on, ends=row.ends_on,
            reason=str(words.REFUSALS[seen.refusal]) if seen.refusal else "", answer=seen.refusal_says,
            outcome=str(words.OUTCOMES[seen.outcome]) if seen.outcome else "",
            seen=[sight.day.isoformat() for sight in row.sights.order_by("day")],
        )  # fmt: skip
    for note in whole.notes:
        yield _row("note", note.note.recorded_at, text=note.words, on=note.note.happened_on)
    for line in whole.payments:
        yield _row("payment", line.payment.recorded_at, text=line.words, amount_minor=line.money.minor,
            currency=line.money.currency, on=line.payment.happened_on)  # fmt: skip


def erase(actor: Actor, person_id: UUID, now: datetime) -> None:
    """Her cases go, and with each its key and the roles over it. What she did as a coach stays with those it was for,
    under nobody's name.
    """
    cases = Case.objects.within(actor).filter(person_id=person_id)
    over = list(cases.values_list("pk", flat=True))
    for grant in people.grants(actor).filter(over__in=over, ended_at=None):
        people_actions.end_role(house(actor), grant_id=grant.pk, now=now)
    cases.delete()
    for model, field in WRITTEN:
        model.objects.within(actor).filter(**{field: person_id}).update(**{field: None})


def _row(kind: str, recorded_at: datetime | None, **values: Any) -> dict[str, Any]:
    known = {name: value for name, value in values.items() if value not in (None, "")}
    return {"kind": kind, "recorded_at": recorded_at, "values": known}
