"""The employee file of an HR system, row by row: whom a row is about, and what it changes."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_noop

from skillmark.foundation import audit
from skillmark.foundation.access import require
from skillmark.foundation.imports.kinds import NEW, Brought, Fate, Given, Outcome
from skillmark.foundation.records import add, put
from skillmark.foundation.roles import Actor
from skillmark.foundation.sources import new_id
from skillmark.foundation.work import action
from skillmark.people import queries, rules
from skillmark.people.actions.imports import with_a_seat
from skillmark.people.actions.recognising import Known, first_rows, keys, known_people, own_keys
from skillmark.people.actions.supervisors import fault_with_supervisor
from skillmark.people.models import Employment, Person, Unit

SOURCE = rules.EMPLOYEE_FILE
HERS = ("name", "email", "phone")  # what somebody with a log-in says of herself
NO_KEY = gettext_noop("There is no employee number, e-mail address or phone number to know the person by.")
TWICE = gettext_noop("“%(value)s” stands already in row %(row)s.")
NO_ADDRESS = gettext_noop("“%(value)s” is no e-mail address.")
NO_PHONE = gettext_noop("“%(value)s” is no phone number.")
TWO_PEOPLE = gettext_noop(
    "The number belongs to %(one)s and the e-mail address to %(other)s. If they are one person, merge the two records."
)
YOURSELF = gettext_noop("This row is about you. Somebody else brings it in.")
MAYBE_KNOWN = gettext_noop("This may be somebody who is here already.")
NO_JOB = gettext_noop("The dates belong to a job, and none is given.")
ENDS_BEFORE = gettext_noop("The leaving date is before the hire date.")
KEPT_HERS = gettext_noop("Name, e-mail address and phone number stay: this person has a log-in or a role here.")
KEPT_NUMBER = gettext_noop("The employee number stays: another one is known of this person.")
TAKEN_ALREADY = gettext_noop("Row %(row)s is about the same person.")


@action
def store_employees(actor: Actor, whole: Brought, piece: Sequence[Given], dry: bool, now: datetime) -> list[Outcome]:
    """Add who is new and bring who is known up to date, with the job each holds. The same rows twice change nothing."""
    require(actor, "people.employee.import")
    known = known_people(actor, whole, piece, lock=not dry)
    work = _Work(actor, whole, known, dry, now)
    outcomes = [work.outcome(row) for row in piece]
    if not dry:
        work.write()
        audit.record(actor, "people.employees.imported", None, count=len(work.new), changed=len(work.changed))
    return outcomes


class _Work:
    """A piece on its way in: what is new, what changes, and what an undo puts back."""

    def __init__(self, actor: Actor, whole: Brought, known: Known, dry: bool, now: datetime) -> None:
        self.actor, self.whole, self.known, self.dry, self.now = actor, whole, known, dry, now
        self.today = queries.today(actor, now)
        self.employer = queries.profile(actor).name
        self.units = {rules.spelled(unit.name): unit for unit in Unit.objects.within(actor).order_by("-id")}
        ids = {person.pk for person in known.by_id.values()}
        self.with_a_seat = with_a_seat(actor, ids)
        jobs = Employment.objects.within(actor).filter(person_id__in=ids, replaced_by=None, source=SOURCE)
        self.jobs = {job.person_id: job for job in jobs.order_by("started", "recorded_at", "id")}
        self.new: list[Person] = []
        self.changed: dict[UUID, Person] = {}
        self.new_units: list[Unit] = []
        self.new_jobs: list[Employment] = []
        self.taken: dict[UUID, int] = {}

    def outcome(self, row: Given) -> Outcome:
        """What becomes of a row; what is to be written is gathered."""
        answer = self.whole.answers.get(row.number, "")
        problem = self._fault(row) or fault_with_supervisor(self.actor, self.whole, row)
        if problem:
            return Outcome(row.number, Fate.REFUSED, problem=problem)
        person = None if answer == NEW else self.known.find(row, answer)
        if person is None and answer != NEW and (likely := self.known.likely(row)):
            choices = tuple((one.pk, _told(one)) for one in likely)
            return Outcome(row.number, Fate.ASKED, problem=(MAYBE_KNOWN, {}), choices=choices)
        problem = self._fault_with(row, person)
        if problem:
            return Outcome(row.number, Fate.REFUSED, problem=problem)
        if person is not None:
            self.taken[person.pk] = row.number
        elif self.dry:
            return Outcome(row.number, Fate.ADDED)
        job = self._job(row, person)
        return self._add(row, job) if person is None else self._update(row, person, job)

    def _fault(self, row: Given) -> tuple[str, dict[str, str]] | None:
        """What is wrong with a row whomever it is about."""
        _, email, phone = keys(row)
        if not own_keys(row):
            return NO_KEY, {}
        first = self.whole.keep("first rows", first_rows)
        for key in own_keys(row):
            if first[key] != row.number:
                return TWICE, {"value": key[1], "row": str(first[key])}
        if email:
            try:
                validate_email(email)
            except ValidationError:
                return NO_ADDRESS, {"value": row.text("email")}
        if phone and (len(phone) > 20 or not phone.lstrip("+").isdecimal()):
            return NO_PHONE, {"value": row.text("phone")}
        hired, left = row.days.get("hired"), row.days.get("left")
        return (ENDS_BEFORE, {}) if hired and rules.ends_before_it_starts(hired, left) else None

    def _fault_with(self, row: Given, person: Person | None) -> tuple[str, dict[str, str]] | None:
        """What is wrong with a row about this person."""
        if not row.text("job") and row.days and (person is None or person.pk not in self.jobs):
            return NO_JOB, {}
        if person is None:
            return None
        if person.pk == self.whole.person_id:
            return YOURSELF, {}
        if person.pk in self.taken:
            return TAKEN_ALREADY, {"row": str(self.taken[person.pk])}
        email = keys(row)[1]
        other = (
            next((one for one in self.known.by_email.get(email, ()) if one.pk != person.pk), None) if email else None
        )
        return (TWO_PEOPLE, {"one": person.name, "other": other.name}) if other is not None else None

    def _values(self, row: Given) -> dict[str, Any]:
        """What a row says of the person herself; empty cells say nothing."""
        number, email, phone = keys(row)
        name = " ".join(row.text("name").split())
        said = {"name": name, "email": email, "phone": phone, "reference": number, "shift": row.text("shift")}
        values: dict[str, Any] = {name: value for name, value in said.items() if value}
        if row.text("unit"):
            values["unit_id"] = self._unit(row.text("unit")).pk
        return values

    def _unit(self, name: str) -> Unit:
        """The unit of this name; one that is not here yet is made."""
        unit = self.units.get(rules.spelled(name))
        if unit is None:
            unit = Unit(workspace_id=self.actor.workspace_id, recorded_at=self.now, name=name)
            self.units[rules.spelled(name)] = unit
            self.new_units.append(unit)
        return unit

    def _add(self, row: Given, job: Employment | None) -> Outcome:
        made = len(self.new_units)
        person = Person(workspace_id=self.actor.workspace_id, recorded_at=self.now, **self._values(row))
        self.new.append(person)
        if job is not None:
            job.person = person
            self.new_jobs.append(job)
        before = {"made": True} | self._kept(job, made)
        return Outcome(row.number, Fate.ADDED, person.pk, before=before)

    def _update(self, row: Given, person: Person, job: Employment | None) -> Outcome:
        made = len(self.new_units)
        changed: dict[str, list[str | None]] = {}
        problem: str | None = None
        for name, value in self._values(row).items():
            old = getattr(person, name)
            if old == value:
                continue
            if name in HERS and person.pk in self.with_a_seat:
                problem = KEPT_HERS
            elif name == "reference" and old:
                problem = problem or KEPT_NUMBER
            else:
                changed[name] = [_text(old), _text(value)]
                setattr(person, name, value)
                self.changed[person.pk] = person
        if job is not None:
            job.person = person
            self.new_jobs.append(job)
        fate = Fate.CHANGED if changed or job is not None else Fate.SAME
        before = ({"person": changed} if changed else {}) | self._kept(job, made)
        return Outcome(row.number, fate, person.pk, (problem, {}) if problem else None, before=before)

    def _kept(self, job: Employment | None, made: int) -> dict[str, Any]:
        kept: dict[str, Any] = {} if job is None else {"job": str(job.pk)}
        units = [str(unit.pk) for unit in self.new_units[made:]]
        return kept | ({"units": units} if units else {})

    def _job(self, row: Given, person: Person | None) -> Employment | None:
        """The job as the row tells it, where that is news: in place of what the file said before, or, begun after that
        ended, beside it.
        """
        before = self.jobs.get(person.pk) if person is not None else None
        if not row.text("job") and not row.days:
            return None
        given = rules.job_as_given(row.text("job"))
        if not row.text("job") and before is not None:
            given = rules.JobAsGiven(before.title, before.occupation_code)
        hired, left = row.days.get("hired"), row.days.get("left")
        if before is not None and not _begun_again(before, hired):
            hired, left = hired or before.started, left or before.ended
            if (given.title, given.code, hired, left) == (
                before.title, before.occupation_code, before.started, before.ended,
            ):  # fmt: skip
                return None
        return Employment(
            id=new_id(),
            workspace_id=self.actor.workspace_id,
            recorded_at=self.now,
            happened_on=hired or self.today,
            title=given.title,
            occupation_code=given.code,
            organisation=self.employer,
            started=hired,
            ended=left,
            source=SOURCE,
            replaces=None if before is None or _begun_again(before, hired) else before,
        )

    def write(self) -> None:
        add(Unit.objects.within(self.actor), self.new_units)
        add(Person.objects.within(self.actor), self.new)
        fields = ["name", "email", "phone", "reference", "shift", "unit"]
        put(Person.objects.within(self.actor), self.changed.values(), fields)
        add(Employment.objects.within(self.actor), self.new_jobs)


def _begun_again(before: Employment, hired: date | None) -> bool:
    return hired is not None and before.ended is not None and hired > before.ended


def _told(person: Person) -> str:
    """Whom one is asked about: name and what tells her from another of that name."""
    return ", ".join(filter(None, (person.name, person.reference, person.email, person.phone)))


def _text(value: object) -> str | None:
    return None if value is None else str(value)
