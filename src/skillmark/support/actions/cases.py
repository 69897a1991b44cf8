"""A case is opened and closed; who is on its team; what the team writes down."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from skillmark.campaigns import queries as campaigns
from skillmark.foundation import access, audit, sources
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor, Role
from skillmark.foundation.work import action
from skillmark.kernel.values import told
from skillmark.people import actions as people_actions
from skillmark.people import queries as people
from skillmark.support import queries, rules, sealing
from skillmark.support.actions.referring import stop_all
from skillmark.support.actions.shared import house, refused, said, worded, worked_on
from skillmark.support.actions.spending import tell_ledger
from skillmark.support.models import Case, CaseNote

IN = (campaigns.State.ENROLLED, campaigns.State.STARTED)


@action
def open_case(
    actor: Actor,
    *,
    person_id: UUID,
    organisation_id: UUID,
    campaign_id: UUID | None = None,
    within_days: int = rules.ASSESS_WITHIN_DAYS,
    now: datetime,
) -> Case:
    """Open a case in the hands of an organisation's team; whoever opens it is the first on it.

    Her needs are to be assessed so many days after she enrolled in the campaign, or from today where she is in none.
    Raises NotFound, and BadInput where that team has an open case of hers or she never came to the campaign. An open
    case that has lost its last member is closed first: nobody could read it, close it or be brought onto it.
    """
    person = people.person(actor, person_id)
    access.require(actor, "support.case.open", person)
    organisation = one(people.organisations(actor), organisation_id)
    today = people.today(actor, now)
    held = Case.objects.within(actor).select_for_update()
    for before in held.filter(person=person, organisation=organisation, closed_on=None):
        if queries.team(actor, before, today).exists():
            raise refused("person", told("has an open case with this team"))
        stop_all(actor, before, now)
        _close(actor, before, today)
    case_id = sources.new_id()
    found: Case = Case.objects.record(
        actor,
        now=now,
        id=case_id,
        person=person,
        organisation=organisation,
        campaign_id=campaign_id,
        opened_by_id=actor.person_id,
        key=sealing.new_key(case_id),
        opened_on=today,
        assess_by=rules.assess_by(_enrolled(actor, campaign_id, person_id) or today, within_days),
    )
    audit.record(actor, "support.case.opened", found, person=person_id, organisation=organisation_id)
    if actor.person_id is not None:
        _give(actor, found, actor.person_id, None, now, tell=False)
    return found


@action
def join_team(actor: Actor, *, case_id: UUID, person_id: UUID, ends: date | None = None, now: datetime) -> None:
    """Bring another coach onto the team, until a day or without end. Raises BadInput for anybody else and a day that
    has passed.
    """
    found, today = worked_on(actor, case_id), people.today(actor, now)
    if str(person_id) not in dict(queries.may_join(actor, found, today)):
        raise refused("person", told("is no coach here, or is on the team already"))
    if ends is not None and ends < today:
        raise refused("ends", told("has to be a day to come"))
    _give(actor, found, person_id, ends, now)


@action
def leave_team(actor: Actor, *, case_id: UUID, person_id: UUID, now: datetime) -> None:
    """Take somebody off the team, at once. Raises BadInput where nobody would be left on it, or only until a day:
    without a team nobody reads the case.
    """
    found = worked_on(actor, case_id)
    grants = list(queries.team(actor, found, people.today(actor, now)))
    hers = [grant for grant in grants if grant.person_id == person_id]
    if not hers:
        raise refused("person", told("is not on the team"))
    if not any(grant.ends is None for grant in grants if grant not in hers):
        raise refused(
            "person",
            told("is the only one on the team without a last day: bring in somebody else first, or close the case"),
        )
    for grant in hers:
        people_actions.end_role(house(actor), grant_id=grant.pk, now=now)
    audit.record(actor, "support.team.left", found, member=person_id)


@action
def close_case(actor: Actor, *, case_id: UUID, now: datetime) -> Case:
    """Close it. Raises BadInput while a referral is on its way or a service runs: each has an end of its own first.
    Where another installation sealed the case, nobody can look for that end: they are stopped.
    """
    found, today = worked_on(actor, case_id), people.today(actor, now)
    if not sealing.can_be_opened(found):
        stop_all(actor, found, now)
    rows = found.referrals.values_list("state", "release_ends_on")
    if any(rules.is_on_its_way(rules.State(state), ends_on, today) for state, ends_on in rows):
        raise refused("case", told("has a referral on its way or a service that runs: end it first"))
    return _close(actor, found, today)


@action
def write_note(
    actor: Actor,
    *,
    case_id: UUID,
    words: str,
    hours: Decimal = Decimal(0),
    replaces: UUID | None = None,
    now: datetime,
) -> CaseNote:
    """Write something down for the team; hours spent on it are told to the campaign's ledger, where there is one.

    Raises BadInput without words, and NotFound for a note to be corrected that is another case's or was corrected.
    """
    found = worked_on(actor, case_id)
    text = said(words, "words", told("say what happened"))
    before = one(CaseNote.objects.within(actor).filter(case=found, replaced_by=None), replaces) if replaces else None
    note_id, today = sources.new_id(), people.today(actor, now)
    note: CaseNote = CaseNote.objects.record(
        actor,
        now=now,
        id=note_id,
        case=found,
        sealed=sealing.seal(found, note_id, worded(actor, found, text)),
        author_id=actor.person_id,
        happened_on=today,
        replaces=before,
    )
    audit.record(actor, "support.note.written", note, case=case_id)
    if hours:
        tell_ledger(actor, found, hours=hours, money_minor=0, currency="", happened_on=today, now=now)
    return note


def _close(actor: Actor, found: Case, today: date) -> Case:
    found.closed_on = today
    found.save(update_fields=["closed_on"])
    audit.record(actor, "support.case.closed", found)
    return found


def _give(actor: Actor, found: Case, person_id: UUID, ends: date | None, now: datetime, *, tell: bool = True) -> None:
    people_actions.grant_role(
        house(actor), person_id=person_id, role=Role.CASE_MANAGER, over=found.case_id, ends=ends, tell=tell, now=now
    )
    audit.record(actor, "support.team.joined", found, member=person_id, ends=ends)


def _enrolled(actor: Actor, campaign_id: UUID | None, person_id: UUID) -> date | None:
    if campaign_id is None:
        return None
    campaigns.campaign(actor, campaign_id)
    events = list(campaigns.log(actor, campaign_id, person_id))
    if not events:
        raise refused("campaign", told("is not one this person is in"))
    return min((event.happened_on for event in events if event.state in IN), default=None)
