"""What hiring answers when higher floors and the front door ask."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from skillmark.campaigns import queries as campaigns
from skillmark.campaigns.queries import StepName
from skillmark.foundation import sources
from skillmark.foundation.access import may, may_ever
from skillmark.foundation.answers import Citation, Due, Happened, Hit, Lasting
from skillmark.foundation.roles import Actor, Role
from skillmark.governance import queries as decisions
from skillmark.hiring import queries, reasons, rules, showing
from skillmark.hiring.models import FitEntry, FitRun, Invitation, Posting
from skillmark.people import queries as people

MOST_HITS = 20  # a search that finds more asks for a longer word


def personal_data(actor: Actor, person_id: UUID) -> list[dict[str, Any]]:
    """What we computed of a person and from what, and when she was invited. The caller has made sure who reads."""
    entries = FitEntry.objects.within(actor).filter(person_id=person_id).select_related("run__framework")
    invited = Invitation.objects.within(actor).filter(person_id=person_id).select_related("campaign")
    decided = Invitation.objects.within(actor).filter(invited_by_id=person_id)
    opened = Posting.objects.within(actor).filter(opened_by_id=person_id)
    return [
        *(
            {"kind": "fit", "recorded_at": row.recorded_at, "values": _entry_values(row)}
            for row in entries.order_by("recorded_at", "id")
        ),
        *(
            {
                "kind": "invitation",
                "recorded_at": row.recorded_at,
                "values": {"programme": row.campaign.public_name, "happened_on": row.happened_on.isoformat()},
            }
            for row in invited.order_by("recorded_at", "id")
        ),
        *(
            {"kind": "invitation_decided", "recorded_at": row.recorded_at, "values": {}}
            for row in decided.order_by("recorded_at", "id")
        ),
        *(
            {"kind": "job_opened", "recorded_at": row.recorded_at, "values": {"title": row.title}}
            for row in opened.order_by("recorded_at", "id")
        ),
    ]


def erase(actor: Actor, person_id: UUID, now: datetime) -> None:
    """Her entries go and those behind her move up, as if ranked without her; how many went is kept."""
    _take_out(actor, FitEntry.objects.within(actor).filter(person_id=person_id))
    Invitation.objects.within(actor).filter(person_id=person_id).update(replaces=None)
    Invitation.objects.within(actor).filter(person_id=person_id).delete()
    Invitation.objects.within(actor).filter(invited_by_id=person_id).update(invited_by=None)
    Posting.objects.within(actor).filter(opened_by_id=person_id).update(opened_by=None)


def _take_out(actor: Actor, entries: QuerySet[FitEntry]) -> None:
    for entry in entries.order_by("id"):
        others = FitEntry.objects.within(actor).filter(run_id=entry.run_id)
        others.filter(rank__gt=entry.rank).update(rank=F("rank") - 1)
        others.filter(position__gt=entry.position).update(position=F("position") - 1)
        others.filter(path_position__gt=entry.path_position).update(path_position=F("path_position") - 1)
        FitRun.objects.within(actor).filter(pk=entry.run_id).update(erased=F("erased") + 1)
        entry.delete()


def due_for(actor: Actor, now: datetime) -> list[Due]:
    """Campaigns whose applicants nobody has looked at yet, and people to invite after an upheld appeal."""
    if not may(actor, "hiring.fit.run"):
        return []
    slug = people.slug(actor)
    waiting = [
        Due(
            _("See who could succeed: %(title)s") % {"title": campaign.title},
            reverse("hiring:fit", kwargs={"workspace": slug, "campaign_id": campaign.pk}),
        )
        for campaign in campaigns.between(actor, StepName.APPLICANTS, StepName.FIT)
    ]
    return [*waiting, *_to_invite(actor, slug)]


def _to_invite(actor: Actor, slug: str) -> list[Due]:
    """Whose appeal was upheld and who is not invited yet: a person decides, so she is asked and nothing happens by
    itself. What is appealed is the campaign.
    """
    if not may_ever(actor, "hiring.person.invite") or not may(actor, "governance.appeal.set"):
        return []
    upheld = decisions.upheld_appeals(actor, FitEntry._meta.label_lower).exclude(Q(person_id=actor.person_id))
    invited = Invitation.objects.within(actor).filter(
        campaign_id=OuterRef("matter_id"), person_id=OuterRef("person_id")
    )
    return [
        Due(
            _("Invite after an appeal: %(name)s") % {"name": one.person.name if one.person else ""},
            reverse("hiring:invite", kwargs={"workspace": slug, "campaign_id": one.matter_id}),
        )
        for one in upheld.exclude(Exists(invited))
    ]


def judged(actor: Actor, subject_type: str, subject_id: UUID) -> decisions.Judged | None:
    """That somebody is not eligible yet by the latest list of a campaign, for her to ask for a second decision. Who
    invited others had part in it. Whoever decides reads the reasons, and no list.
    """
    if subject_type != FitEntry._meta.label_lower:
        return None
    entry = queries.entry_judged(actor, subject_id)
    if entry is None:
        return None
    named = showing.names(actor, entry.run.framework_id)
    missing = reasons.reasons(entry, named, {})
    return decisions.Judged(
        person_id=entry.person_id,
        title=entry.run.framework.title,
        url=reverse("hiring:own_fit", kwargs={"entry_id": entry.pk}),
        told_on=people.today(actor, entry.run.recorded_at),
        against=rules.is_not_eligible_yet(
            unmet_verified=entry.unmet_verified, eligible=entry.eligible, invited=queries.is_invited(actor, entry)
        ),
        hands=queries.who_invited(actor, entry.run.campaign_id) - {entry.person_id},
        matter_id=entry.run.campaign_id,
        decides=(Role.TALENT_LEAD, Role.QUALITY_ASSURER, Role.STEERING_MEMBER),
        reads=(),
        facts=reasons.in_words(missing, reasons.in_the_way(entry, named)),
        follows=_("Whoever leads is asked to send an invitation to a first task."),
    )


def timeline(actor: Actor, person_id: UUID) -> list[Happened]:
    """When she was invited, for herself and for those who see whom a campaign can invite."""
    if person_id != actor.person_id and not may(actor, "hiring.fit.read"):
        return []
    invited = Invitation.objects.within(actor).filter(person_id=person_id).select_related("campaign")
    return [
        Happened(
            row.happened_on,
            _("Invited to a first task: %(programme)s") % {"programme": row.campaign.public_name},
            _("Invitation"),
        )
        for row in invited
    ]


def search(actor: Actor, text: str) -> list[Hit]:
    """Open jobs whose title contains the text, by title, for those who may open the list."""
    if not text.strip() or not may(actor, "hiring.job.read"):
        return []
    slug = people.slug(actor)
    found = Posting.objects.within(actor).filter(title__icontains=text.strip()).order_by("title", "id")
    return [
        Hit(
            row.title,
            _("Open job"),
            reverse("hiring:postings", kwargs={"workspace": slug, "campaign_id": row.campaign_id}),
        )
        for row in found[:MOST_HITS]
    ]


def doors(actor: Actor, campaign_id: UUID) -> dict[str, str]:
    """Where the steps of hiring are done: step name → address."""
    place = {"workspace": people.slug(actor), "campaign_id": campaign_id}
    return {
        StepName.FIT.value: reverse("hiring:fit", kwargs=place),
        StepName.PLAN.value: reverse("hiring:plan", kwargs=place),
        StepName.POSTING.value: reverse("hiring:open_job", kwargs=place),
    }


def _entry_values(row: FitEntry) -> dict[str, Any]:
    return {
        "job": row.run.framework.title,
        "held": row.holdings,
        "tried": row.tried,
        "past_jobs": row.past_jobs,
        "rank": row.rank,
        "missing": row.missing,
        "missing_verified": row.missing_verified,
        "modules": row.module_ids,
        "unclosable": row.unclosable,
    }


def published() -> list[Hit]:
    """Public scope: the jobs open today, the one that closes first on top; a demonstration's stay open to look at."""
    found = queries.on_the_board(sources.now())
    return [
        Hit(job.title, job.employer.public_name, reverse("hiring:public_posting", args=[job.pk])) for job in found[:20]
    ]


def affected_by(actor: Actor, framework_id: UUID) -> list[Hit]:
    """Open jobs that cite this version of a standard."""
    if not may(actor, "hiring.job.read"):
        return []
    slug = people.slug(actor)
    found = queries.every_posting(actor).filter(framework_id=framework_id)
    return [Hit(row.title, _("Open job"), reverse("hiring:postings", args=[slug, row.campaign_id])) for row in found]


def cites(actor: Actor) -> list[Citation]:
    """Jobs that anybody can read today, with the version of the standard that each was made from."""
    if not may(actor, "hiring.job.read"):
        return []
    today, slug = people.today(actor, sources.now()), people.slug(actor)
    found = queries.every_posting(actor).filter(ended_at=None, closes_on__gte=today)
    return [
        Citation(
            row.title,
            _("Open job"),
            reverse("hiring:public_posting", args=[row.pk]),
            reverse("hiring:end_job", args=[slug, row.pk]),
            row.framework_id,
            renew=partial(_anew, slug, row.pk),
        )
        for row in found
    ]


def _anew(slug: str, posting_id: UUID, newer_id: UUID) -> str:
    """The page knows by itself which version is in force."""
    return reverse("hiring:open_anew", args=[slug, posting_id])


def lasting() -> dict[str, Lasting]:
    """What was computed of somebody and whom one invited."""
    return {
        "fit": Lasting("recorded", lambda actor, before: _before(FitEntry, actor, before), _drop_entries),
        "invitation": Lasting("recorded", lambda actor, before: _before(Invitation, actor, before), _drop_invitations),
    }


def _before(model: Any, actor: Actor, before: datetime) -> QuerySet[Any]:
    rows: QuerySet[Any] = model.objects.within(actor).filter(recorded_at__lt=before)
    return rows


def _drop_entries(actor: Actor, ids: Sequence[UUID], now: datetime) -> None:
    _take_out(actor, FitEntry.objects.within(actor).filter(pk__in=ids))


def _drop_invitations(actor: Actor, ids: Sequence[UUID], now: datetime) -> None:
    rows = Invitation.objects.within(actor)
    rows.filter(replaces__in=ids).update(replaces=None)
    rows.filter(pk__in=ids).delete()


ANSWERS: dict[str, Callable[..., Any]] = {
    "judged": judged,
    "personal_data": personal_data,
    "erase": erase,
    "due_for": due_for,
    "timeline": timeline,
    "search": search,
    "doors": doors,
    "published": published,
    "affected_by": affected_by,
    "cites": cites,
    "lasting": lasting,
}
