"""What was asked of other organisations, what they agreed to, and their endorsements, checked when they are read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from skillmark.credentials.models import Achievement, Endorsement, PartnerAsk
from skillmark.credentials.partners import Kind
from skillmark.credentials.queries.lists import list_loader, own_issuers
from skillmark.credentials.queries.stolen import stolen_from
from skillmark.foundation import access
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor, program
from skillmark.foundation.scopes import NotFound
from skillmark.kernel import vc
from skillmark.people import queries as people


@dataclass(frozen=True, slots=True)
class Checked:
    """An endorsement with what checking it just now came to. `stolen`: its key was in other hands as it was signed."""

    endorsement: Endorsement
    verdict: vc.Verdict
    stolen: bool

    @property
    def stands(self) -> bool:
        return self.verdict.verdict == "valid" and not self.stolen


def partner_asks(actor: Actor) -> "QuerySet[PartnerAsk]":
    """Everything that was asked of other organisations, the latest first."""
    access.require(actor, "credentials.partner.read")
    return _whole(PartnerAsk.objects.within(actor)).order_by("-recorded_at", "-id")


def partner_ask(actor: Actor, ask_id: UUID) -> PartnerAsk:
    """One that the reader may see: she leads, or it was asked of her. Raises NotFound."""
    found: PartnerAsk = one(_whole(PartnerAsk.objects.within(actor)), ask_id)
    if not (
        access.may(actor, "credentials.partner.read", found) or access.could(actor, "credentials.partner.answer", found)
    ):
        raise NotFound(str(ask_id))
    return found


def asked_of(actor: Actor) -> "QuerySet[PartnerAsk]":
    """What the reader is asked for an organisation, or has agreed to for it, the latest first."""
    rows: QuerySet[PartnerAsk] = PartnerAsk.objects.within(actor)
    if actor.person_id is None:
        return rows.none()
    return _whole(rows.filter(person_id=actor.person_id)).order_by("-recorded_at", "-id")


def agreements(actor: Actor, achievement: Achievement, now: datetime) -> list[PartnerAsk]:
    """By which other organisations certify what is signed now of this achievement, the oldest first."""
    today = people.today(actor, now)
    rows = PartnerAsk.objects.within(actor).filter(
        kind=Kind.CERTIFY,
        achievement=achievement,
        agreed_at__lte=now,
        ended_at=None,
        starts__lte=today,
        ends__gte=today,
    )
    found: dict[UUID, PartnerAsk] = {}
    for row in rows.select_related("organisation").order_by("agreed_at", "id"):
        found.setdefault(row.organisation_id, row)
    return list(found.values())


def endorsed(actor: Actor, achievements: Sequence[Achievement], now: datetime) -> dict[UUID | None, list[Checked]]:
    """The endorsements of these achievements and, under None, of the workspace as an issuer, each checked as it is
    read; by name.
    """
    rows: QuerySet[Endorsement] = Endorsement.objects.within(actor).filter(put_away_at=None)
    rows = rows.filter(Q(achievement=None) | Q(achievement__in=achievements)).select_related("achievement", "ask")
    found: dict[UUID | None, list[Checked]] = {}
    status = vc.StatusLists(list_loader(actor))
    for row in rows.order_by("issuer_name", "id"):
        found.setdefault(row.achievement_id, []).append(checked(row, status, now))
    return found


def endorsements_of(achievement: Achievement, now: datetime) -> list[Checked]:
    """Those of one achievement and of its issuer, for whoever reads a record of it, in whatever scope."""
    within = program(achievement.workspace_id, "endorsements shown", demonstration=achievement.workspace.demonstration)
    found = endorsed(within, [achievement], now)
    return [*found.get(achievement.pk, []), *found.get(None, [])]


def checked(row: Endorsement, status: vc.StatusLists, now: datetime) -> Checked:
    verdict = vc.verify(row.document.encode(), at=now, status=status)
    since = stolen_from(row.issuer, row.valid_from or now)
    return Checked(row, verdict, stolen=since is not None)


def endorsement(actor: Actor, endorsement_id: UUID) -> Endorsement:
    """One that the reader may withdraw: she gave it. Raises NotFound."""
    rows = Endorsement.objects.within(actor).select_related("achievement", "ask", "place")
    found: Endorsement = one(rows, endorsement_id)
    if not access.could(actor, "credentials.endorsement.withdraw", found):
        raise NotFound(str(endorsement_id))
    return found


def brought_endorsement(actor: Actor, endorsement_id: UUID) -> Endorsement:
    """One that was signed elsewhere and is shown here. Raises NotFound."""
    rows = Endorsement.objects.within(actor).filter(place=None, put_away_at=None).select_related("achievement")
    found: Endorsement = one(rows, endorsement_id)
    access.require(actor, "credentials.endorsement.put_away", found)
    return found


def published_endorsement(endorsement_id: UUID) -> Endorsement:
    """Public scope: it is a public statement that names nobody. Raises NotFound, also for one that was put away."""
    return one(Endorsement.objects.across_workspaces().filter(put_away_at=None), endorsement_id)


def subject_of(actor: Actor, document: dict[str, object]) -> Achievement | None:
    """The achievement that an endorsement is about; None for the workspace as an issuer. Raises NotFound where it is
    about anything else.
    """
    subject = document.get("credentialSubject")
    named = subject.get("id") if isinstance(subject, dict) else None
    if named in own_issuers(actor.workspace_id, partners=False):
        return None
    rows: QuerySet[Achievement] = Achievement.objects.within(actor)
    try:
        return one(rows, UUID(str(named).removeprefix("urn:uuid:")))
    except ValueError:
        raise NotFound(str(named)[:80]) from None


def _whole(rows: "QuerySet[PartnerAsk]") -> "QuerySet[PartnerAsk]":
    return rows.select_related("organisation", "person", "asked_by", "achievement", "endorsement")
