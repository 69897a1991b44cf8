"""Who may act as what, from when until when, over what."""

from datetime import date, datetime
from uuid import UUID

from skillmark.foundation import audit
from skillmark.foundation.access import require
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor, Role
from skillmark.foundation.work import action
from skillmark.people import queries, rules
from skillmark.people.actions.messages import deliver
from skillmark.people.models import Person, RoleGrant


class EndsBeforeItStarts(ValueError):
    """The last day lies before the first."""


@action
def grant_role(
    actor: Actor,
    *,
    person_id: UUID,
    role: Role,
    over: UUID | None = None,
    starts: date | None = None,
    ends: date | None = None,
    tell: bool = True,
    now: datetime,
) -> RoleGrant:
    """Grant a role for a period (from today unless said otherwise) and a scope. Nobody grants one to herself. She is
    told, unless it follows from what she did herself.
    """
    person = one(Person.objects.within(actor).filter(erased_at=None), person_id)
    require(actor, "people.role.grant", person)
    first = starts or queries.today(actor, now)
    if rules.ends_before_it_starts(first, ends):
        raise EndsBeforeItStarts(str(ends))
    grant = RoleGrant.objects.record(actor, now=now, person=person, role=role, over=over, starts=first, ends=ends)
    audit.record(actor, "people.role.granted", grant, person=person.pk, role=role, over=over, starts=first, ends=ends)
    if tell and person.account_id is not None:
        deliver(actor, person, "people.role_granted", {"role": role.value}, now)
    return grant


@action
def end_role(actor: Actor, *, grant_id: UUID, now: datetime) -> RoleGrant:
    """Take a role away, at once. Nobody ends her own: somebody else must know of it."""
    grant = one(RoleGrant.objects.within(actor), grant_id, lock=True)
    require(actor, "people.role.end", grant)
    if grant.ended_at is None:
        grant.ended_at = now
        grant.save(update_fields=["ended_at"])
        audit.record(actor, "people.role.ended", grant, person=grant.person_id, role=Role(grant.role))
    return grant
