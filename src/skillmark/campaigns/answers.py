"""What campaigns answer when higher floors ask."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skillmark.campaigns import programmes, queries
from skillmark.campaigns.models import Campaign, CohortSeat, Responsibility, StatusEvent
from skillmark.campaigns.states import DropReason, Duty, State
from skillmark.campaigns.words import DUTIES, REASONS, STATES
from skillmark.feedback.queries import Kind, Subject
from skillmark.foundation.access import may
from skillmark.foundation.answers import Due, Happened, Hit
from skillmark.foundation.roles import Actor
from skillmark.governance import queries as decisions
from skillmark.governance.reviewed import Paper, Pile
from skillmark.people import queries as people
from skillmark.standards import queries as standards

STANDARD = standards.Framework._meta.label_lower
MOST_HITS = 20  # a search that finds more asks for a longer word


def personal_data(actor: Actor, person_id: UUID) -> list[dict[str, Any]]:
    """Where she stood in which programme, her seats, the campaigns she leads: `{"kind", "recorded_at", "values"}`."""
    events = StatusEvent.objects.within(actor).filter(person_id=person_id).order_by("recorded_at", "id")
    taken = CohortSeat.objects.within(actor).filter(person_id=person_id).order_by("recorded_at", "id")
    led = Campaign.objects.within(actor).filter(owner_id=person_id).order_by("recorded_at", "id")
    duties = Responsibility.objects.within(actor).filter(person_id=person_id).order_by("recorded_at", "id")
    return [
        *(
            {
                "kind": "status",
                "recorded_at": event.recorded_at,
                "values": {
                    "programme": event.campaign.public_name,
                    "what": str(STATES[State(event.state)]),
                    "reason": str(REASONS[DropReason(event.reason)]) if event.reason else "",
                    "on": event.happened_on.isoformat(),
                },
            }
            for event in events.select_related("campaign")
        ),
        *(
            {
                "kind": "seat",
                "recorded_at": seat.recorded_at,
                "values": {
                    "programme": seat.cohort.campaign.public_name,
                    "number": seat.number,
                    "starts": seat.starts_on.isoformat(),
                    "hours": str(seat.hours),
                },
            }
            for seat in taken.select_related("cohort__campaign")
        ),
        *({"kind": "led", "recorded_at": found.recorded_at, "values": {"title": found.title}} for found in led),
        *(
            {
                "kind": "duty",
                "recorded_at": duty.recorded_at,
                "values": {
                    "title": duty.campaign.title,
                    "what": str(DUTIES[Duty(duty.duty)]),
                    "on": duty.happened_on.isoformat(),
                },
            }
            for duty in duties.select_related("campaign")
        ),
    ]


def erase(actor: Actor, person_id: UUID, now: datetime) -> None:
    """Her seat is free again and her steps are gone; a campaign she led, or answered for, has nobody there any more."""
    CohortSeat.objects.within(actor).filter(person_id=person_id).delete()
    events = StatusEvent.objects.within(actor).filter(person_id=person_id)
    events.update(replaces=None)  # a correction protects what it corrects; both go
    events.delete()
    Campaign.objects.within(actor).filter(owner_id=person_id).update(owner=None)
    Responsibility.objects.within(actor).filter(person_id=person_id).update(person=None)


def due_for(actor: Actor, now: datetime) -> list[Due]:
    """For who leads campaigns: jobs that nobody promised yet, and seats that are not open though jobs are promised."""
    if not may(actor, "campaigns.jobs.promise"):
        return []
    slug = people.slug(actor)
    due = []
    every = queries.totals(actor)
    to_widen = queries.pilots_to_widen(actor, [found.campaign for found in every])
    for found in every:
        if found.campaign.pk in to_widen:
            said = _("A group has decided: widen the trial %(title)s") % {"title": found.campaign.title}
            due.append(_due(said, "widen", slug, found.campaign))
        counted = queries.template_of(found.campaign).seats_stand_on in programmes.COUNTED
        missing = found.campaign.openings - found.promised if counted else 0
        if missing > 0:
            said = ngettext(
                "%(n)s job is not promised yet: %(title)s", "%(n)s jobs are not promised yet: %(title)s", missing
            )
            due.append(_due(said % {"n": missing, "title": found.campaign.title}, "promise", slug, found.campaign))
        elif found.seats == 0:
            said = _("No seats are open yet: %(title)s") % {"title": found.campaign.title}
            due.append(_due(said, "open_cohort", slug, found.campaign))
    return due


def timeline(actor: Actor, person_id: UUID) -> list[Happened]:
    """What happened to her in programmes, without reasons.

    Raises NotFound for whoever may not see the person; empty for whoever may not see the people of campaigns.
    """
    person = people.person(actor, person_id)
    if person.pk != actor.person_id and not may(actor, "campaigns.members.read"):
        return []
    events = StatusEvent.objects.within(actor).filter(person_id=person_id, replaced_by=None).select_related("campaign")
    return [
        Happened(
            event.happened_on,
            _("%(programme)s: %(state)s")
            % {"programme": event.campaign.public_name, "state": STATES[State(event.state)]},
            _("Programme"),
        )
        for event in events.order_by("happened_on", "recorded_at", "id")
    ]


def search(actor: Actor, text: str) -> list[Hit]:
    """Campaigns whose title contains the text, for those who may open them."""
    if not text.strip() or not may(actor, "campaigns.campaign.read"):
        return []
    slug = people.slug(actor)
    found = queries.campaigns(actor).filter(title__icontains=text.strip())[:MOST_HITS]
    return [Hit(campaign.title, _("Campaign"), _address("campaign", slug, campaign)) for campaign in found]


def affected_by(actor: Actor, framework_id: UUID) -> list[Hit]:
    """Campaigns that lead to this version of a standard, the one that starts last on top."""
    if not may(actor, "campaigns.campaign.read"):
        return []
    slug = people.slug(actor)
    found = queries.campaigns(actor).filter(framework_id=framework_id)
    return [Hit(campaign.title, _("Campaign"), _address("campaign", slug, campaign)) for campaign in found]


def subject_of_vote(actor: Actor, subject_type: str, subject_id: UUID) -> Hit | None:
    """The campaign a group is asked about."""
    if subject_type != Campaign._meta.label_lower or not may(actor, "campaigns.campaign.read"):
        return None
    found = queries.campaigns(actor).filter(pk=subject_id).first()
    return Hit(found.title, _("Campaign"), _address("campaign", people.slug(actor), found)) if found else None


def subject_of_feedback(actor: Actor, subject_type: str, subject_id: UUID) -> Subject | None:
    """The campaign that somebody would change something about, by the name that may stand in a message."""
    if subject_type != Campaign._meta.label_lower or not may(actor, "campaigns.campaign.read"):
        return None
    found = queries.campaigns(actor).filter(pk=subject_id).first()
    if found is None:
        return None
    address = _address("campaign", people.slug(actor), found)
    return Subject(subject_type, found.pk, str(found.pk), found.public_name, Kind.SUPPORT, address)


def agenda(actor: Actor, now: datetime, body_id: UUID | None = None) -> list[Hit]:
    """What the market says of jobs whose standard is in force, noted since it was published or reviewed, the oldest
    first: for the group that looks after the standard.
    """
    if not may(actor, "campaigns.signal.read"):
        return []
    found = queries.signals_of_standards(actor)
    if not found:
        return []
    care = decisions.care(actor, STANDARD)
    page = reverse("campaigns:signals", args=[people.slug(actor)])
    return [
        Hit(
            title=_("%(standard)s: %(says)s (%(source)s, %(day)s)")
            % {
                "standard": framework.title,
                "says": signal.says,
                "source": signal.source_title,
                "day": date_format(signal.happened_on),
            },
            kind=_("Market signal"),
            url=f"{page}?{urlencode({'text': signal.says})}",
        )
        for signal, framework in found
        if care.concerns(body_id, framework.lineage)
    ]


def review_piles(actor: Actor, subject_type: str, lineage: str, since: datetime | None) -> list[Pile]:
    """What the market said of the job of a standard since its last review."""
    if subject_type != STANDARD or not may(actor, "campaigns.signal.read"):
        return []
    page = reverse("campaigns:signals", args=[people.slug(actor)])
    papers = [
        Paper(
            title=signal.says,
            says=signal.source_title,
            url=f"{page}?{urlencode({'text': signal.says})}",
            record_id=signal.pk,
            on=signal.happened_on,
        )
        for signal in queries.signals_before_review(actor, lineage, since)
    ]
    return [Pile("signals", _("Market signals"), papers)]


def noted_since(actor: Actor, framework: standards.Framework) -> list[Hit]:
    """How many market signals were noted of the job of a version since it is in force, with the list of just these."""
    if not may(actor, "campaigns.signal.read"):
        return []
    count = queries.signals(actor).filter(queries.noted_since(framework)).count()
    if not count:
        return []
    title = ngettext(
        "%(count)s market signal was noted since this version is in force",
        "%(count)s market signals were noted since this version is in force",
        count,
    )
    page = reverse("campaigns:signals", args=[people.slug(actor)])
    return [Hit(title % {"count": count}, _("Market signal"), f"{page}?{urlencode({'since': str(framework.pk)})}")]


def _due(title: str, page: str, slug: str, campaign: Campaign) -> Due:
    return Due(title, _address(page, slug, campaign), by=campaign.starts_on)


def _address(page: str, slug: str, campaign: Campaign) -> str:
    return reverse(f"campaigns:{page}", kwargs={"workspace": slug, "campaign_id": campaign.pk})


ANSWERS: dict[str, Callable[..., Any]] = {
    "personal_data": personal_data,
    "erase": erase,
    "due_for": due_for,
    "timeline": timeline,
    "search": search,
    "affected_by": affected_by,
    "subject_of_vote": subject_of_vote,
    "subject_of_feedback": subject_of_feedback,
    "agenda": agenda,
    "review_piles": review_piles,
    "noted_since": noted_since,
}
