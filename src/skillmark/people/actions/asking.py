"""Asking somebody for one thing who needs no account for it: a link by message, or on a slip."""

from datetime import datetime, timedelta
from uuid import UUID

from skillmark.foundation import access, links
from skillmark.foundation.models import CapabilityLink
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.people import queries
from skillmark.people.access import JOINING
from skillmark.people.actions.messages import tell
from skillmark.people.models import Person

DAYS = 14  # longer than a holiday; whoever comes later is invited again


class WrongPerson(ValueError):
    """Nobody is asked about herself what others have to say, or about others what she alone can; nor does anybody send
    herself a link.
    """


@action
def ask(
    actor: Actor, *, purpose: str, subject_id: UUID, person_id: UUID, days: int, on_paper: bool, now: datetime
) -> CapabilityLink:
    """Give a person a link that opens one task, for so many days; by message, unless it is handed over on paper.

    Raises WrongPerson, and NotFound for whoever is not of this workspace.
    """
    access.require(actor, "people.link.ask")
    doing = links.task(purpose)
    subject = doing.find(actor, subject_id)
    access.require(actor, doing.asking, subject)
    person: Person = one(Person.objects.within(actor).filter(erased_at=None), person_id)
    if (person.pk == subject.person_id) != doing.of_herself or person.pk == actor.person_id:
        raise WrongPerson(purpose)
    link, _secret = links.open_link(
        actor,
        purpose=purpose,
        subject=subject,
        person_id=subject.person_id,
        holder_id=person.pk,
        on_paper=on_paper,
        expires_at=now + timedelta(days=days),
        single_use=True,
        now=now,
    )
    if not on_paper:
        tell(actor, person_id=person.pk, event=doing.event, parameters=doing.says(subject), link_id=link.pk, now=now)
    return link


@action
def invite(actor: Actor, *, person_id: UUID, now: datetime) -> CapabilityLink | None:
    """Write to a person how she comes in, for two weeks. None where it has no sense: she has a log-in, there is no
    address to write to, or an invitation that still opens is on its way or in her hands.
    """
    person: Person = one(Person.objects.within(actor).filter(erased_at=None), person_id)
    access.require(actor, "people.person.invite", person)
    if person.account_id is not None or not (person.email or person.phone):
        return None
    if queries.open_invitations(actor, person, now).exists():
        return None
    return ask(actor, purpose=JOINING, subject_id=person.pk, person_id=person.pk, days=DAYS, on_paper=False, now=now)


@action
def end_asked(actor: Actor, *, link_id: UUID, now: datetime) -> None:
    """End a link before its time. Raises NotFound, also for one that was ended."""
    access.require(actor, "people.link.ask")
    links.end_link(actor, link_id=links.asked(actor, link_id).pk, now=now)
