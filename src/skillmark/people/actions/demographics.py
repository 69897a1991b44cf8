"""Voluntary answers on their way in: kept for counting alone, told to nobody.

What becomes of a row never depends on what was answered before: whoever could bring a guess and learn whether it "is
there already" would read answers back. So every row that can be taken is taken alike, also where nothing changes.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from skillmark.foundation import audit
from skillmark.foundation.access import require
from skillmark.foundation.imports.kinds import Brought, Done, Fate, Given, Outcome
from skillmark.foundation.records import put
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.kernel.values import BadInput, Problem, told
from skillmark.people.actions.imports import BATCH, people_by_reference
from skillmark.people.models import Demographic, Person, TableRelease

NOBODY = gettext_noop("Nobody here has the number in this row.")
AGAIN = gettext_noop("The number stands already in row %(row)s.")
NO_ANSWER = gettext_noop("There is no answer in this row.")
OVERTAKEN = gettext_noop("Answers of these people were brought again since.")
COUNTED = gettext_noop("A count of these people was released since.")
Answers = Mapping[UUID, Mapping[str, str]]  # by person: attribute → value
Reason = tuple[str, dict[str, str]]


@action
def import_demographics(actor: Actor, *, rows: Sequence[tuple[str, str, str]], now: datetime) -> int:
    """Store voluntary answers, (reference, attribute, value) each; gives how many people answered.

    An answer given again replaces the one before. Raises BadInput where a reference belongs to nobody here.
    """
    require(actor, "people.demographics.import")
    known = people_by_reference(actor, list(dict.fromkeys(row[0] for row in rows)))
    unknown = [reference for reference in dict.fromkeys(row[0] for row in rows) if reference not in known]
    if unknown:
        strangers = (told("nobody here has the number “%(value)s”", value=one[:40]) for one in unknown)
        raise BadInput([Problem("demographics", said) for said in strangers])
    answers: dict[UUID, dict[str, str]] = {}
    for reference, attribute, value in rows:
        if value:
            answers.setdefault(known[reference].pk, {})[attribute] = value
    _keep(actor, answers, None, now)
    audit.record(actor, "people.demographics.imported", None, count=len(answers))
    return len(answers)


@action
def store_answers(actor: Actor, whole: Brought, piece: Sequence[Given], dry: bool, now: datetime) -> list[Outcome]:
    """Keep the answers of each row about somebody who is here."""
    require(actor, "people.demographics.import")
    first: dict[str, int] = whole.keep("first rows", _first_rows)
    known = people_by_reference(actor, [row.text("number") for row in piece])
    answers: dict[UUID, Mapping[str, str]] = {}
    outcomes: list[Outcome] = []
    for row in piece:
        person = known.get(row.text("number"))
        problem = _fault(row, first[row.text("number")], person)
        if problem or person is None or person.pk in answers:
            again = (AGAIN, {"row": str(first[row.text("number")])})
            outcomes.append(Outcome(row.number, Fate.REFUSED, problem=problem or again))
            continue
        answers[person.pk] = row.rest
        before = {"import": str(whole.import_id), "answers": len(row.rest), "at": now.isoformat()}
        outcomes.append(Outcome(row.number, Fate.ADDED, person.pk, before=before))
    if not dry:
        _keep(actor, answers, whole.import_id, now)
        audit.record(actor, "people.demographics.imported", None, count=len(answers))
    return outcomes


def _fault(row: Given, first: int, person: Person | None) -> Reason | None:
    if first != row.number:
        return AGAIN, {"row": str(first)}
    if person is None:
        return NOBODY, {}
    return None if row.rest else (NO_ANSWER, {})


def _first_rows(whole: Brought) -> dict[str, int]:
    first: dict[str, int] = {}
    for row in whole.rows:
        first.setdefault(row.text("number"), row.number)
    return first


def _keep(actor: Actor, answers: Answers, import_id: UUID | None, now: datetime) -> None:
    """Each answer in place of the one before, which an undo of the import puts back."""
    people = list(answers)
    here: dict[tuple[UUID, str], Demographic] = {}
    for start in range(0, len(people), BATCH):
        for row in Demographic.objects.within(actor).filter(person_id__in=people[start : start + BATCH]):
            here[row.person_id, row.attribute] = row
    kept: list[Demographic] = []
    for person_id, said in answers.items():
        for attribute, value in said.items():
            row = here.get((person_id, attribute)) or Demographic(
                workspace_id=actor.workspace_id, recorded_at=now, person_id=person_id, attribute=attribute
            )
            row.value_before, row.value, row.import_id = row.value, value, import_id
            kept.append(row)
    put(Demographic.objects.within(actor), kept, ["value", "value_before", "import_id"])


def answer_dependencies(actor: Actor, done: Sequence[Done], now: datetime) -> list[Reason]:
    """Why the answers stay: newer ones took their place, or a table in which these people were counted is out. Nobody
    is named, since a name would tell who answered.
    """
    if not done:
        return []
    if _brought(actor, done).count() != sum(kept["answers"] for _, kept in done):
        return [(OVERTAKEN, {})]
    begun = min(datetime.fromisoformat(kept["at"]) for _, kept in done)
    ledger = TableRelease.objects.within(actor).filter(recorded_at__gte=begun)
    counted = {UUID(one) for people in ledger.values_list("counted", flat=True).iterator() for one in people}
    return [(COUNTED, {})] if counted & {person_id for person_id, _ in done} else []


@action
def undo_answers(actor: Actor, done: Sequence[Done], now: datetime) -> None:
    """Put the answers before in their places, and take away those that were the first."""
    require(actor, "people.demographics.import")
    brought = _brought(actor, done)
    brought.filter(value_before="").delete()
    back = list(brought)
    for row in back:
        row.value, row.value_before, row.import_id = row.value_before, "", None
    put(Demographic.objects.within(actor), back, ["value", "value_before", "import_id"])
    audit.record(actor, "people.demographics.taken_back", None, count=len(done))


def _brought(actor: Actor, done: Sequence[Done]) -> "QuerySet[Demographic]":
    found: QuerySet[Demographic] = Demographic.objects.within(actor)
    return found.filter(import_id__in={UUID(kept["import"]) for _, kept in done})
