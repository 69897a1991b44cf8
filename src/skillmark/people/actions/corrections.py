"""Putting right what is held of a person: what she corrects herself, and what she asks somebody to."""

from datetime import date, datetime, timedelta
from uuid import UUID

from skillmark.foundation import audit, personal
from skillmark.foundation.access import require
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.scopes import NotFound
from skillmark.foundation.work import action
from skillmark.kernel.values import BadInput
from skillmark.people import queries
from skillmark.people.actions.messages import deliver
from skillmark.people.actions.persons import checked
from skillmark.people.models import Correction, Employment, Person
from skillmark.people.queries.corrections import who_answers

ANSWER_DAYS = 30  # the shortest month the law gives for an answer (GDPR, article 12(3): one month)


@action
def correct_person(actor: Actor, *, person_id: UUID, name: str, email: str, phone: str, now: datetime) -> Person:
    """Put right name, e-mail address and phone number; the chain keeps which of them changed, not what they were.

    Raises BadInput for an empty name and an e-mail address that is none.
    """
    person: Person = one(Person.objects.within(actor).filter(erased_at=None), person_id, lock=True)
    require(actor, "people.person.correct", person)
    given = {**checked(name, email), "phone": phone.strip()}
    changed = [field for field, value in given.items() if getattr(person, field) != value]
    if not changed:
        return person
    for field in changed:
        setattr(person, field, given[field])
    person.save(update_fields=changed)
    audit.record(actor, "people.person.corrected", person, **dict.fromkeys(changed, True))
    return person


@action
def correct_employment(
    actor: Actor,
    *,
    employment_id: UUID,
    title: str,
    organisation: str = "",
    started: date | None = None,
    ended: date | None = None,
    now: datetime,
) -> Employment:
    """Say a job again as it was; what was said before stays in history and counts no more."""
    before = one(Employment.objects.within(actor).filter(replaced_by=None).select_related("person"), employment_id)
    require(actor, "people.employment.record", before.person)
    employment: Employment = Employment.objects.record(
        actor,
        now=now,
        happened_on=started or before.happened_on,
        person=before.person,
        title=title.strip(),
        occupation_code=before.occupation_code if title.strip() == before.title else "",
        organisation=organisation.strip(),
        started=started,
        ended=ended,
        source="person",
        replaces=before,
    )
    audit.record(actor, "people.employment.corrected", employment, person=before.person_id, replaces=before.pk)
    return employment


@action
def ask_correction(actor: Actor, *, person_id: UUID, kind: str, wanted: str, now: datetime) -> Correction:
    """A person asks to have something put right. It waits for somebody named, who has a month.

    Raises BadInput, and NotFound for a kind that nobody outside its own context may learn of.
    """
    person: Person = one(Person.objects.within(actor).filter(erased_at=None), person_id)
    require(actor, "people.correction.ask", person)
    if personal.put_right_within(kind):
        raise NotFound(kind)
    if not wanted.strip():
        raise BadInput.of("is empty", file="wanted")
    correction: Correction = Correction.objects.record(
        actor,
        now=now,
        person=person,
        kind=kind,
        wanted=wanted.strip(),
        assignee=who_answers(actor, person, now),
        answer_by=queries.today(actor, now) + timedelta(days=ANSWER_DAYS),
    )
    audit.record(actor, "people.correction.asked", correction, person=person.pk, assignee=correction.assignee_id)
    return correction


@action
def answer_correction(actor: Actor, *, correction_id: UUID, corrected: bool, answer: str, now: datetime) -> Correction:
    """Say what was done, or why nothing was; she reads it beside what she asked. Raises BadInput without a sentence."""
    waiting = Correction.objects.within(actor).filter(answered_at=None)
    correction: Correction = one(waiting, correction_id, lock=True)
    require(actor, "people.correction.answer", correction)
    if not answer.strip():
        raise BadInput.of("is empty", file="answer")
    correction.answered_at, correction.corrected, correction.answer = now, corrected, answer.strip()
    correction.save(update_fields=["answered_at", "corrected", "answer"])
    audit.record(actor, "people.correction.answered", correction, person=correction.person_id, corrected=corrected)
    deliver(actor, correction.person, "people.correction_answered", {}, now)
    return correction
