"""Asking many at once: what can be asked, who would be reached and how, who not and why, and what became of it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from skillmark.foundation import links
from skillmark.foundation.access import Forbidden, may, may_ever
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.scopes import NotFound
from skillmark.people import rules
from skillmark.people.access import JOINING, SIGNING
from skillmark.people.models import AskedPerson, Asking, Employment, Person, SigningRequest, TextToSign
from skillmark.people.queries.messages import ways_to
from skillmark.people.queries.persons import people_by_id
from skillmark.people.queries.signatures import texts
from skillmark.people.queries.workspaces import today
from skillmark.people.rules import Way

LATEST = 10  # of what one asked of many, on the page of all that one asked


@dataclass(frozen=True, slots=True)
class Prospect:
    """One of many who are to be asked: by which way, or why not (a word of `words.LEFT_OUT`)."""

    person: Person
    subject: Any
    way: Way | None
    left_out: str = ""

    @property
    def name(self) -> str:
        return self.person.name

    @property
    def stands(self) -> str:
        """What a list is narrowed to."""
        return self.way or self.left_out


def texts_for_many(actor: Actor) -> "QuerySet[TextToSign]":
    """The organisation's texts in force that the reader may ask people to sign, by title."""
    wanted = texts(actor) if may_ever(actor, "people.text.prepare") else TextToSign.objects.within(actor).none()
    own = wanted.filter(person=None, withdrawn_at=None).order_by("title", "pk")
    return own.filter(pk__in=[text.pk for text in own if may(actor, "people.text.prepare", text)])


def asking(actor: Actor, asking_id: UUID, *, lock: bool = False) -> Asking:
    """One of the reader's own. Raises NotFound."""
    if actor.person_id is None:
        raise NotFound(str(asking_id))
    rows: QuerySet[Asking] = Asking.objects.within(actor).filter(asked_by_id=actor.person_id)
    return one(rows if lock else rows.select_related("text"), asking_id, lock=lock)


def askings(actor: Actor) -> list[Asking]:
    """The latest that the reader sent, the newest first."""
    if actor.person_id is None:
        return []
    rows: QuerySet[Asking] = Asking.objects.within(actor).filter(asked_by_id=actor.person_id).exclude(sent_at=None)
    return list(rows.select_related("text").order_by("-sent_at", "-pk")[:LATEST])


def asked_persons(actor: Actor, shown: Asking) -> "QuerySet[AskedPerson]":
    """Everybody of one asking, by name, for whoever has asked for it by right."""
    rows: QuerySet[AskedPerson] = AskedPerson.objects.within(actor).filter(asking=shown)
    return rows.select_related("person").order_by("person__name", "person_id")


def prospects(actor: Actor, shown: Asking, person_ids: Collection[UUID], now: datetime) -> list[Prospect]:
    """Of these people, how each would be reached now, and who would not be and why. Whoever the asker may not ask one
    by one is not reached here either.
    """
    known = {person.pk: person for person in people_by_id(actor, person_ids)}
    hidden = Person.objects.within(actor).filter(pk__in=set(person_ids) - known.keys()).order_by("pk")
    subjects = _subjects(actor, shown, list(known), now)
    asked = links.open_to(actor, shown.purpose, known.keys(), now)
    out = _reasons(actor, shown, known, subjects, now)
    found = [Prospect(person, None, None, "not_yours") for person in hidden]
    ways = ways_to(actor, known.values(), now)
    for person in known.values():
        subject = subjects.get(person.pk)
        reason = out.get(person.pk, "")
        if not reason and subject is not None and (person.pk, subject.pk) in asked:
            reason = "already_asked"
        way, reason = (None, reason) if reason else rules.way(ways[person.pk], hasattr(person, "safe_contact"))
        found.append(Prospect(person, subject, way, reason))
    return found


def _subjects(actor: Actor, shown: Asking, person_ids: Collection[UUID], now: datetime) -> Mapping[UUID, Any]:
    """What each would be asked about. Of a text it is the request that waits for her, or one that is not kept yet."""
    if shown.purpose != SIGNING:
        waits = links.task(shown.purpose).waits
        try:
            return waits(actor, person_ids, today(actor, now)) if waits else {}
        except Forbidden:
            return {}  # her role ended since she looked
    wanted: QuerySet[SigningRequest] = SigningRequest.objects.within(actor).filter(
        text=shown.text, on_behalf_of=None, person_id__in=person_ids
    )
    waiting = {row.person_id: row for row in wanted.filter(signature=None).select_related("text")}
    signed = set(wanted.exclude(signature=None).values_list("person_id", flat=True))
    fresh = {
        person_id: SigningRequest(workspace_id=actor.workspace_id, text=shown.text, person_id=person_id)
        for person_id in person_ids
        if person_id not in signed
    }
    return fresh | waiting


def _reasons(
    actor: Actor, shown: Asking, known: Mapping[UUID, Person], subjects: Mapping[UUID, Any], now: datetime
) -> dict[UUID, str]:
    """Why not, by person, before anybody looks at how she is reached."""
    gone = _gone(actor, known.keys(), now) if shown.purpose == JOINING else frozenset()
    permission = links.task(shown.purpose).asking
    found = {}
    for person in known.values():
        subject = subjects.get(person.pk)
        if person.pk == actor.person_id:
            found[person.pk] = "yourself"
        elif subject is None:
            found[person.pk] = "signed" if shown.purpose == SIGNING else "nothing_waits"
        elif not may(actor, permission, subject):
            found[person.pk] = "not_yours"
        elif shown.purpose == JOINING and person.account_id is not None:
            found[person.pk] = "has_log_in"
        elif person.pk in gone:
            found[person.pk] = "left"
    return found


def _gone(actor: Actor, person_ids: Collection[UUID], now: datetime) -> frozenset[UUID]:
    """Whose job here ended, as the employee file says."""
    jobs: QuerySet[Employment] = Employment.objects.within(actor).filter(
        person_id__in=person_ids, replaced_by=None, source=rules.EMPLOYEE_FILE
    )
    day, ended = today(actor, now), {}
    for person_id, ends in jobs.order_by("started", "recorded_at", "pk").values_list("person_id", "ended"):
        ended[person_id] = ends is not None and ends < day
    return frozenset(person_id for person_id, is_over in ended.items() if is_over)
