"""Asking many people at once for one thing: looked over, sent by one press, carried out in parts.

A part is one job, and what it does (links, messages, who was done) is kept with the mark that it was done: a worker
that is killed leaves nothing of it, and whoever presses twice sends nothing twice.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from skillmark.foundation import audit, links, outbox
from skillmark.foundation.access import Forbidden, require
from skillmark.foundation.erasure import Erased
from skillmark.foundation.models import CapabilityLink
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.scopes import NotFound
from skillmark.foundation.work import action
from skillmark.people import queries
from skillmark.people.access import SIGNING
from skillmark.people.actions.asking import WrongPerson, ask
from skillmark.people.actions.texts import TextIsOver, ask_to_sign
from skillmark.people.models import AskedPerson, Asking, Person
from skillmark.people.queries.asking import Prospect, asking, prospects, texts_for_many
from skillmark.people.rules import Way

KIND = "people.asking"
PART = 25  # people a job: a second's work, so that nobody waits long for the one writer, nor for progress
MOST = 2_000  # people at once; an employer of the size this is for has 900
KEPT = timedelta(days=1)  # how long what nobody sent is kept to be looked over


class TooMany(ValueError):
    """More people than can be asked at once."""


@action
def prepare_asking(
    actor: Actor, *, purpose: str, text_id: UUID | None = None, person_ids: Iterable[UUID], days: int, now: datetime
) -> Asking:
    """Put down who is to be asked for what, to be looked over. Nobody is asked yet. Raises TooMany, NotFound for what
    cannot be asked of many.
    """
    require(actor, "people.link.ask_many")
    doing = links.task(purpose)
    if purpose == SIGNING:
        text_id = one(texts_for_many(actor), text_id).pk if text_id else None
    if actor.person_id is None or (text_id is None if purpose == SIGNING else doing.waits is None):
        raise NotFound(purpose)
    wanted = list(queries.persons(actor).filter(pk__in=set(person_ids)).order_by("pk")[: MOST + 1])
    if len(wanted) > MOST:
        raise TooMany(str(MOST))
    own = Asking.objects.within(actor).filter(asked_by_id=actor.person_id)
    own.filter(sent_at=None, recorded_at__lt=now - KEPT).delete()
    made: Asking = Asking.objects.record(
        actor, now=now, purpose=purpose, text_id=text_id, days=days, asked_by_id=actor.person_id
    )
    AskedPerson.objects.within(actor).bulk_create(
        AskedPerson(workspace_id=actor.workspace_id, asking=made, person=person, recorded_at=now) for person in wanted
    )
    return made


@action
def send_asking(actor: Actor, *, asking_id: UUID, now: datetime) -> Asking:
    """Ask them. Whoever sends it a second time changes nothing."""
    require(actor, "people.link.ask_many")
    sent = asking(actor, asking_id, lock=True)
    if sent.sent_at is not None:
        return sent
    sent.sent_at = now
    sent.save(update_fields=["sent_at"])
    people = AskedPerson.objects.within(actor).filter(asking=sent).count()
    audit.record(actor, "people.asking.sent", sent, purpose=sent.purpose, people=people)
    _next_part(actor, sent, 0, now)
    return sent


@action
def carry_part(actor: Actor, *, asking_id: UUID, part: int, now: datetime) -> None:
    """Ask the next of them, in the name of whoever sent it and with what she may do now."""
    shown: Asking = one(Asking.objects.within(actor), asking_id, lock=True)
    waiting = AskedPerson.objects.within(actor).filter(asking=shown, done_at=None).order_by("person_id")
    rows = {row.person_id: row for row in waiting[:PART]}
    if not rows:
        return
    # two askings that meet the same person: the later sees the link of the earlier
    list(Person.objects.within(actor).filter(pk__in=rows).order_by("pk").select_for_update())
    asker = _asker(actor, shown)
    for prospect in prospects(asker, shown, rows.keys(), now) if asker else ():
        row = rows[prospect.person.pk]
        row.left_out, row.link_id = prospect.left_out, None
        if asker and prospect.way is not None:
            row.left_out, row.link_id = _asked(asker, shown, prospect, now)
    for row in rows.values():
        row.done_at = now
        row.left_out = row.left_out or ("" if row.link_id else "not_yours")
        row.save(update_fields=["done_at", "left_out", "link_id"])
    _next_part(actor, shown, part + 1, now)


def _next_part(actor: Actor, shown: Asking, part: int, now: datetime) -> None:
    payload = {"asking": str(shown.pk), "part": part}
    outbox.enqueue(actor, KIND, key=f"{KIND}/{shown.pk}/{part}", payload=payload, due_at=now, now=now)


def _asker(actor: Actor, shown: Asking) -> Actor | None:
    """Whoever sent it, with the roles she holds now; none once she has no log-in here."""
    account_id = Person.objects.within(actor).filter(pk=shown.asked_by_id).values_list("account_id", flat=True).first()
    try:
        return queries.actor_for(account_id, queries.slug(actor)) if account_id else None
    except NotFound:
        return None


def _asked(asker: Actor, shown: Asking, prospect: Prospect, now: datetime) -> tuple[str, UUID | None]:
    """Why she was left out after all, or the link she gets."""
    try:
        return "", _ask(asker, shown, prospect, now).pk
    except TextIsOver:
        return "text_over", None
    except (Forbidden, NotFound, WrongPerson, Erased):
        return "not_yours", None


@action
def _ask(asker: Actor, shown: Asking, prospect: Prospect, now: datetime) -> CapabilityLink:
    person_id, subject_id = prospect.person.pk, prospect.subject.pk
    if shown.purpose == SIGNING and shown.text_id is not None:
        subject_id = ask_to_sign(asker, text_id=shown.text_id, person_id=person_id, link=False, now=now).pk
    return ask(
        asker,
        purpose=shown.purpose,
        subject_id=subject_id,
        person_id=person_id,
        days=shown.days,
        on_paper=prospect.way is Way.SLIP,
        now=now,
    )
