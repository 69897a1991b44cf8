"""A spreadsheet of people who applied to a campaign, or to none yet: in, and back."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Model

from skillmark.campaigns import queries
from skillmark.campaigns.actions import leading
from skillmark.campaigns.models import Campaign, StatusEvent
from skillmark.campaigns.states import State
from skillmark.foundation import audit
from skillmark.foundation.access import require
from skillmark.foundation.imports.kinds import Brought, Done, Fate, Given, Outcome
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.people import queries as people
from skillmark.people.actions import applicants
from skillmark.people.relations import references_to
from skillmark.standards import queries as standards

OCCUPATIONS_HIGHEST, OWN_HIGHEST = Decimal(7), Decimal(10)  # the level scale of O*NET; the highest matching accepts
EVENTS = StatusEvent._meta.label
PART = 1000  # ids in one IN (…)


@action
def store_applicants(actor: Actor, whole: Brought, piece: Sequence[Given], dry: bool, now: datetime) -> list[Outcome]:
    """Add the applicants of a piece, each to the people of the campaign once."""
    campaign = None if whole.about_id is None else leading.led(actor, whole.about_id)
    scale = whole.keep("scale", lambda _: _scale(actor, campaign))
    outcomes = applicants.store_applicants(actor, whole, piece, scale, dry, now)
    if campaign is None:
        return outcomes
    told_of = [one.subject_id for one in outcomes if one.subject_id is not None]
    already = queries.person_ids(actor, campaign.pk, told_of)
    fresh = [person_id for person_id in told_of if person_id not in already]
    joined: dict[UUID, UUID] = dict.fromkeys(fresh, campaign.pk)
    if fresh and not dry:
        today = people.today(actor, now)
        events = leading.note_status(
            actor, campaign_id=campaign.pk, person_ids=fresh, state=State.APPLIED, happened_on=today, now=now
        )
        joined = {event.person_id: event.pk for event in events}
    return [_with_event(one, joined) for one in outcomes]


def _scale(actor: Actor, campaign: Campaign | None) -> applicants.Scale:
    if campaign is None:
        return applicants.Scale()
    from_occupations = campaign.framework.reference_source_id is not None
    return applicants.Scale(
        standards.self_rating_identifiers(actor, campaign.framework_id),
        OCCUPATIONS_HIGHEST if from_occupations else OWN_HIGHEST,
    )


def _with_event(one: Outcome, joined: dict[UUID, UUID]) -> Outcome:
    if one.subject_id not in joined:
        return one
    facts = {**one.before.get("facts", {}), EVENTS: [str(joined[one.subject_id])]}
    fate = Fate.CHANGED if one.fate is Fate.SAME else one.fate
    return replace(one, fate=fate, before={**one.before, "facts": facts})


def applicant_dependencies(actor: Actor, done: Sequence[Done], now: datetime) -> list[applicants.Problem]:
    """On whom something depends by now: also whoever has gone on in the campaign since."""
    brought = {person_id: kept["facts"][EVENTS][0] for person_id, kept in done if EVENTS in kept.get("facts", {})}
    return applicants.applicant_dependencies(actor, done, now, also=_gone_on(actor, brought))


def _gone_on(actor: Actor, brought: dict[UUID, str]) -> set[UUID]:
    """Who of those the file brought into a campaign stands in any other record of it."""
    events = StatusEvent.objects.within(actor).filter(pk__in=list(brought.values())[:1])
    campaign_id = events.values_list("campaign_id", flat=True).first()
    if campaign_id is None:
        return set()
    own = {UUID(pk) for pk in brought.values()}
    found: set[UUID] = set()
    for model, person in references_to(people.Person):
        for path in _paths_to_campaign(model):
            rows = model._default_manager.within(actor).filter(**{path: campaign_id})  # type: ignore[attr-defined]
            named = rows.values_list("pk", person).iterator()
            found.update(person_id for pk, person_id in named if person_id in brought and pk not in own)
    return found


def _paths_to_campaign(model: type[Model]) -> Iterator[str]:
    """How the rows of a table name their campaign: themselves, or by what they belong to."""
    for field in model._meta.concrete_fields:
        if field.related_model is Campaign:
            yield field.name
        elif isinstance(field.related_model, type):
            further = field.related_model._meta.concrete_fields
            yield from (f"{field.name}__{one.name}" for one in further if one.related_model is Campaign)


@action
def undo_applicants(actor: Actor, done: Sequence[Done], now: datetime) -> None:
    """Take them out of the campaign, and put back or take away what the file brought of them."""
    require(actor, "people.person.import")
    ids = [UUID(pk) for _, kept in done for pk in kept.get("facts", {}).get(EVENTS, ())]
    left: set[UUID] = set()
    for start in range(0, len(ids), PART):
        events = StatusEvent.objects.within(actor).filter(pk__in=ids[start : start + PART])
        left.update(events.values_list("campaign_id", flat=True))
        events.delete()
    for campaign_id in left:
        campaign = leading.led(actor, campaign_id)
        leading.note_applicants(actor, campaign, people.today(actor, now), now)
        audit.record(actor, "campaigns.applicants.taken_back", campaign, people=len(ids))
    applicants.undo_applicants(actor, done, now)
