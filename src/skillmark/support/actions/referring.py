"""A referral: asked of her, released by her, answered by the receiver, received, and what came of it. She takes it
back at any time: what the receiver held is closed to him at once, and nothing that happened is lost.
"""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from skillmark.foundation import access, audit, links, sources
from skillmark.foundation.models import CapabilityLink
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.kernel.values import told
from skillmark.people import queries as people
from skillmark.support import queries, rules, sealing
from skillmark.support.access import REFERRAL
from skillmark.support.actions.shared import refused, said, worked_on
from skillmark.support.models import Case, Referral, Sight
from skillmark.support.rules import Outcome, Passed, Refusal, State


@action
def refer(
    actor: Actor,
    *,
    case_id: UUID,
    need_id: UUID,
    offer_id: UUID,
    purpose: str,
    says: str = "",
    passes: Collection[Passed],
    release_ends_on: date,
    now: datetime,
) -> Referral:
    """Write a referral and ask her: nothing goes out before she agrees to what, to whom, for what and until when.

    Raises BadInput where the offer helps with something else or has no place, and for a release that has run out
    before it began or lasts longer than a year.
    """
    found = worked_on(actor, case_id)
    about = queries.need(actor, found, need_id)
    offer = queries.offer(actor, offer_id)
    today = people.today(actor, now)
    purpose = said(purpose, "purpose", told("say what it is for"))
    if offer.domain != about.domain or not queries.places(actor, [offer])[0].left:
        raise refused("offer", told("has no place for this need"))
    if not today < release_ends_on <= today + timedelta(days=rules.LONGEST_RELEASE_DAYS):
        raise refused("release_ends_on", told("has to be a day to come, at most a year from now"))
    referral_id = sources.new_id()
    content = {
        "offer": str(offer.pk),
        "provider": offer.provider,
        "title": offer.title,
        "domain": about.domain.value,
        "purpose": purpose,
        "passes": sorted(one.value for one in passes),
        "says": said(says, "says"),
    }
    row: Referral = Referral.objects.record(
        actor,
        now=now,
        id=referral_id,
        case=found,
        need=about.need,
        sealed=sealing.seal(found, referral_id, content),
        state=State.ASKED.value,
        place=sealing.place_of(offer.pk),
        release_ends_on=release_ends_on,
    )
    audit.record(actor, "support.referral.asked", row, case=case_id, release_ends_on=release_ends_on)
    return row


@action
def release(actor: Actor, *, referral_id: UUID, agrees: bool, now: datetime) -> Referral:
    """A member of the team notes what she signed on paper: agreed, or not.

    Raises BadInput once it was answered, and for a yes of somebody with a log-in: she gives that on her own page.
    """
    row = _worked_on(actor, referral_id, now)
    return _released(actor, row, agrees=agrees, on_paper=True, now=now)


@action
def release_own(holder: Actor, *, referral_id: UUID, agrees: bool, now: datetime) -> Referral:
    """She answers on her own page. Raises NotFound, and BadInput once it was answered or its time is over."""
    access.require(holder, "support.own.decide")
    row = queries.own_referral(holder, referral_id, lock=True)
    return _released(holder, row, agrees=agrees, on_paper=False, now=now)


@action
def stop(actor: Actor, *, referral_id: UUID, now: datetime) -> Referral:
    """A member of the team notes that she takes it back, or calls it off. Raises BadInput where there is nothing to."""
    row = _worked_on(actor, referral_id, now)
    return _stopped(actor, row, now)


@action
def stop_own(holder: Actor, *, referral_id: UUID, now: datetime) -> Referral:
    """She takes it back on her own page, at once and without a reason. Raises NotFound, BadInput."""
    access.require(holder, "support.own.decide")
    return _stopped(holder, queries.own_referral(holder, referral_id, lock=True), now)


@action
def answer(
    actor: Actor, *, referral_id: UUID, accepts: bool, refusal: Refusal | None = None, says: str = "", now: datetime
) -> Referral:
    """The receiver takes her, or says why not; having said yes he may still say no until it begins.

    Raises NotFound once she took it back, BadInput for any other second answer and for a refusal without its reason.
    """
    row = queries.released(actor, referral_id)
    access.require(actor, "support.referral.answer", row)
    row = Referral.objects.within(actor).select_for_update().get(pk=row.pk)
    asked = queries.asked(actor, row, people.today(actor, now))
    takes_it_back = asked.seen.state is State.ACCEPTED and not accepts
    if asked.seen.state is not State.SENT and not takes_it_back:
        raise refused("referral", told("was answered already"))
    if not accepts and refusal is None:
        raise refused("refusal", told("choose a reason"))
    content = sealing.Opened(row.case).content(row.pk, row.sealed)
    reason = "" if accepts or refusal is None else refusal.value
    content |= {"refusal": reason, "refusal_says": said(says, "says")}
    row.sealed = sealing.seal(row.case, row.pk, content)
    row.state, row.answered_at = (State.ACCEPTED if accepts else State.REFUSED).value, now
    row.save(update_fields=["sealed", "state", "answered_at"])
    audit.record(actor, "support.referral.answered", row, accepted=accepts)
    return row


@action
def note_sight(actor: Actor, *, referral_id: UUID, now: datetime) -> None:
    """The receiver has it on the screen: she is told on which days."""
    row = queries.released(actor, referral_id)
    access.require(actor, "support.referral.answer", row)
    sight = Sight(
        id=sources.new_id(), workspace_id=row.workspace_id, recorded_at=now, referral=row,
        day=people.today(actor, now),
    )  # fmt: skip
    Sight.objects.within(actor).bulk_create([sight], ignore_conflicts=True)  # at most once a day


@action
def begin_service(
    actor: Actor, *, referral_id: UUID, starts_on: date, ends_on: date | None = None, now: datetime
) -> Referral:
    """She receives it from a day on. Raises BadInput before the receiver accepted, and for an end before the start."""
    row = _worked_on(actor, referral_id, now)
    if row.state != State.ACCEPTED:
        raise refused("referral", told("was not accepted yet, or has begun"))
    if ends_on is not None and ends_on < starts_on:
        raise refused("ends_on", told("lies before the start"))
    row.state, row.starts_on, row.ends_on = State.RECEIVED.value, starts_on, ends_on
    row.save(update_fields=["state", "starts_on", "ends_on"])
    audit.record(actor, "support.service.begun", row)
    return row


@action
def end_service(
    actor: Actor, *, referral_id: UUID, outcome: Outcome, says: str = "", ends_on: date, now: datetime
) -> Referral:
    """It is over: what came of it. The receiver reads nothing of her any more, and her place is free.

    Raises BadInput where it never began or would end before it did.
    """
    row = _worked_on(actor, referral_id, now)
    if row.state != State.RECEIVED or row.starts_on is None:
        raise refused("referral", told("is no service that runs"))
    if ends_on < row.starts_on:
        raise refused("ends_on", told("lies before the start"))
    content = sealing.Opened(row.case).content(row.pk, row.sealed)
    content |= {"outcome": outcome.value, "outcome_says": said(says, "says")}
    row.sealed = sealing.seal(row.case, row.pk, content)
    row.state, row.ends_on = State.ENDED.value, ends_on
    row.save(update_fields=["sealed", "state", "ends_on"])
    _end_link(actor, row, now)
    audit.record(actor, "support.service.ended", row)
    return row


def _worked_on(actor: Actor, referral_id: UUID, now: datetime) -> Referral:
    row = queries.referral(actor, referral_id, people.today(actor, now), lock=True).referral
    worked_on(actor, row.case_id)
    return row


def _released(actor: Actor, row: Referral, *, agrees: bool, on_paper: bool, now: datetime) -> Referral:
    there = queries.inside(row.case)
    if row.state != State.ASKED:
        raise refused("referral", told("was answered already"))
    if row.release_ends_on < people.today(there, now):
        raise refused("referral", told("would have ended before today: the team has to ask again"))
    if agrees and on_paper and row.case.person.account_id is not None:
        raise refused("agrees", told("is for this person to say, who has a log-in and agrees on their own page"))
    row.state = (State.SENT if agrees else State.DECLINED).value
    row.agreed_at, row.agreed_on_paper = (now, on_paper) if agrees else (None, False)
    if agrees:
        link, _secret = links.open_link(
            there,
            purpose=REFERRAL,
            subject=row,
            person_id=row.person_id,
            expires_at=_end_of(there, row.release_ends_on),
            single_use=False,
            now=now,
        )
        row.link_id = link.pk
    row.save(update_fields=["state", "agreed_at", "agreed_on_paper", "link_id"])
    audit.record(actor, "support.referral.released" if agrees else "support.referral.declined", row, on_paper=on_paper)
    return row


def _stopped(actor: Actor, row: Referral, now: datetime) -> Referral:
    if row.state not in rules.OPEN:
        raise refused("referral", told("has ended already"))
    row.state, row.stopped_at = State.STOPPED.value, now
    row.save(update_fields=["state", "stopped_at"])
    _end_link(actor, row, now)
    audit.record(actor, "support.referral.stopped", row)
    return row


def stop_all(actor: Actor, found: Case, now: datetime) -> None:
    """Call off whatever is on its way in a case, without opening it: nobody can any more, or nobody is left to."""
    for row in found.referrals.select_for_update().filter(state__in=rules.OPEN):
        _stopped(actor, row, now)


def _end_link(actor: Actor, row: Referral, now: datetime) -> None:
    there = queries.inside(row.case)
    if row.link_id is None:
        return
    if CapabilityLink.objects.within(there).filter(pk=row.link_id, ended_at=None).exists():
        links.end_link(there, link_id=row.link_id, now=now)


def _end_of(there: Actor, day: date) -> datetime:
    """The first instant after a day where the workspace is."""
    zone = ZoneInfo(people.workspace(there).time_zone)
    return datetime.combine(day + timedelta(days=1), datetime.min.time(), tzinfo=zone)
