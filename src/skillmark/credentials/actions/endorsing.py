"""Asking other organisations, and what they answer: an endorsement, signed by itself, or to certify together."""

import hashlib
import json
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from skillmark.credentials import partners, queries
from skillmark.credentials.actions.lists import mark_withdrawn, publish, take_places
from skillmark.credentials.models import Achievement, Endorsement, PartnerAsk
from skillmark.credentials.partners import Kind, Partner, Statement
from skillmark.foundation import access, audit, outbox, signer, signing, sources
from skillmark.foundation.models import SigningKey
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.scopes import NotFound
from skillmark.foundation.work import action
from skillmark.kernel import vc
from skillmark.kernel.values import BadInput, told
from skillmark.kernel.vc.multibase import did_key, key_method
from skillmark.people import actions as people_actions
from skillmark.people import queries as people

ASKED = "credentials.partner_asked"


class NoEndorsement(Exception):
    """A file that was brought is no endorsement that could be kept; `reason` is the verdict's own sentence, if any."""

    def __init__(self, why: str, reason: str = "") -> None:
        self.why, self.reason = why, reason
        super().__init__(f"{why} {reason}".strip())


@action
def ask_partner(
    actor: Actor,
    *,
    kind: Kind,
    organisation: str,
    person_id: UUID,
    achievement_id: UUID | None,
    starts: date,
    ends: date,
    now: datetime,
) -> PartnerAsk:
    """Ask a person who acts for an organisation of the partnership, which is noted where it is not known yet.

    Nobody asks herself. Raises NotFound; BadInput for days that make no sense, for the workspace's own organisation,
    and where nothing is named that could be certified together.
    """
    person = people.anyone(actor, person_id)
    access.require(actor, "credentials.partner.ask", person)
    name = organisation.strip()
    if not name or name in (people.profile(actor).name, people.profile(actor).public_name):
        raise BadInput.of(told("name another organisation"), file="partner", column="organisation")
    if kind is Kind.CERTIFY and achievement_id is None:
        raise BadInput.of(told("choose what is certified together"), file="partner", column="achievement")
    if ends < max(starts, people.today(actor, now)) or ends - starts > timedelta(days=partners.LONGEST_DAYS):
        raise BadInput.of(told("ends before it begins, or lasts too long"), file="partner", column="ends")
    known = people.organisations(actor).filter(name=name).first()
    asked: PartnerAsk = PartnerAsk.objects.record(
        actor,
        now=now,
        kind=kind.value,
        organisation=known or people_actions.add_organisation(actor, name=name, kind="partner", now=now),
        person=person,
        asked_by_id=actor.person_id,
        achievement=queries.achievement(actor, achievement_id) if achievement_id else None,
        starts=starts,
        ends=ends,
    )
    audit.record(actor, "credentials.partner.asked", asked, kind=kind.value, organisation=asked.organisation_id)
    people_actions.tell(
        actor,
        person_id=person_id,
        event=ASKED,
        parameters={"asked_by": people.profile(actor).public_name, "certify": int(kind is Kind.CERTIFY)},
        now=now,
    )
    return asked


@action
def give_endorsement(actor: Actor, *, ask_id: UUID, statement: Statement, now: datetime) -> Endorsement:
    """Endorse what was asked, signed with the key of the organisation she acts for; given before, what is there.

    Raises NotFound for what was ended or asked for something else; SignerUnavailable.
    """
    ask = _open(actor, ask_id, Kind.ENDORSE)
    if ask.agreed_at is not None:
        return ask.endorsement
    whole_second = now.replace(microsecond=0)
    key, partner = _as(actor, ask, now)
    place = take_places(actor, key.number, 1, now)[0]
    own = did_key(bytes(signing.key_in_force(actor.workspace_id, now).public))
    endorsement_id, earned = sources.new_id(), ask.achievement
    until = datetime.combine(ask.ends + timedelta(days=1), time(), ZoneInfo(people.workspace(actor).time_zone))
    document = partners.endorsement(
        endorsement_id=endorsement_id,
        partner=partner,
        subject_id=earned.pk.urn if earned else own,
        subject_name=earned.public_name if earned else people.profile(actor).public_name,
        statement=statement,
        list_address=place.status_list.address,
        index=place.index,
        valid_from=whole_second,
        valid_until=until.astimezone(ZoneInfo("UTC")),
        demonstration=actor.demonstration,
    )
    signed = vc.issue(
        document,
        sign=lambda data: signer.sign(ask.workspace_id, key.number, data),
        verification_method=key_method(partner.issuer),
        created=whole_second,
    )
    given = _keep(actor, signed, earned, now, id=endorsement_id, ask=ask, key_number=key.number, place=place)
    ask.agreed_at = now
    ask.save(update_fields=["agreed_at"])
    publish(actor, list_id=place.status_list_id, now=now)
    audit.record(actor, "credentials.endorsement.given", given, ask=ask.pk)
    outbox.announce("credentials.endorsement.given", given)
    return given


@action
def agree_to_certify(actor: Actor, *, ask_id: UUID, now: datetime) -> PartnerAsk:
    """From its first day on, records of this are signed by her organisation too. Raises NotFound; SignerUnavailable."""
    ask = _open(actor, ask_id, Kind.CERTIFY)
    if ask.agreed_at is None:
        _as(actor, ask, now)  # its key is there before the first record wants it
        ask.agreed_at = now
        ask.save(update_fields=["agreed_at"])
        audit.record(actor, "credentials.partner.agreed", ask, organisation=ask.organisation_id)
        outbox.announce("credentials.partner.agreed", ask)
    return ask


@action
def end_partner(actor: Actor, *, ask_id: UUID, now: datetime) -> PartnerAsk:
    """Decline it, take it back, or certify no more together from now on; either side may. What was signed stays."""
    ask: PartnerAsk = one(PartnerAsk.objects.within(actor), ask_id, lock=True)
    access.require(actor, "credentials.partner.end", ask)
    if ask.ended_at is None:
        ask.ended_at = now
        ask.save(update_fields=["ended_at"])
        audit.record(actor, "credentials.partner.ended", ask, organisation=ask.organisation_id)
    return ask


@action
def withdraw_endorsement(actor: Actor, *, endorsement_id: UUID, now: datetime) -> Endorsement:
    """Whoever gave it takes it back for her organisation: whoever checks it from now on is told."""
    row: Endorsement = one(Endorsement.objects.within(actor).select_related("place"), endorsement_id)
    access.require(actor, "credentials.endorsement.withdraw", row)
    if row.revoked_at is None and row.place is not None:
        row.revoked_at = now
        row.save(update_fields=["revoked_at"])
        mark_withdrawn(actor, row.place, now)
        audit.record(actor, "credentials.endorsement.withdrawn", row)
        outbox.announce("credentials.endorsement.withdrawn", row)
    return row


@action
def bring_endorsement(actor: Actor, *, data: bytes, now: datetime) -> Endorsement:
    """Keep an endorsement that was signed elsewhere; brought before, what is there, shown again if it was put away.

    Raises NoEndorsement unless it is genuine, in date, not known to be withdrawn, of somebody else, and about something
    that can be earned here or about this workspace as an issuer.
    """
    access.require(actor, "credentials.endorsement.bring")
    verdict = vc.verify(data, at=now, status=vc.StatusLists(queries.list_loader(actor)))
    document = _parsed(data)
    status_unknown = verdict.verdict == "undetermined" and verdict.reason().check == "status"
    if document is None or "EndorsementCredential" not in str(document.get("type")):
        raise NoEndorsement("no_endorsement")
    if verdict.verdict != "valid" and not status_unknown:
        raise NoEndorsement("not_valid", verdict.reason().message)
    if verdict.check("trust").code == "sample_key" and not actor.demonstration:
        raise NoEndorsement("sample")
    if verdict.issuer in queries.own_issuers(actor.workspace_id):
        raise NoEndorsement("own")
    try:
        earned = queries.subject_of(actor, document)
    except NotFound:
        raise NoEndorsement("something_else") from None
    digest = hashlib.sha256(data).hexdigest()
    before: Endorsement | None = Endorsement.objects.within(actor).filter(digest=digest).first()
    if before is not None and before.put_away_at is None:
        return before
    if before is not None:
        before.put_away_at = None
        before.save(update_fields=["put_away_at"])
    kept = before or _keep(actor, document, earned, now, text=data.decode())
    audit.record(actor, "credentials.endorsement.brought", kept)
    return kept


@action
def put_away_endorsement(actor: Actor, *, endorsement_id: UUID, now: datetime) -> Endorsement:
    """One that was brought is shown with no record any more. It stays genuine, and may be brought again.

    Raises NotFound, also for one given here: only whoever gave it takes it back.
    """
    row: Endorsement = one(Endorsement.objects.within(actor).filter(place=None), endorsement_id, lock=True)
    access.require(actor, "credentials.endorsement.put_away", row)
    if row.put_away_at is None:
        row.put_away_at = now
        row.save(update_fields=["put_away_at"])
        audit.record(actor, "credentials.endorsement.put_away", row)
    return row


def _keep(
    actor: Actor,
    document: dict[str, object],
    earned: Achievement | None,
    now: datetime,
    text: str = "",
    **given: object,
) -> Endorsement:
    text = text or json.dumps(document, ensure_ascii=False, indent=2)
    issuer = document["issuer"]
    profile = issuer if isinstance(issuer, dict) else {"id": issuer}
    kept: Endorsement = Endorsement.objects.record(
        actor,
        now=now,
        person_id=actor.person_id if given else None,
        achievement=earned,
        issuer=str(profile["id"]),
        issuer_name=str(profile.get("name") or profile["id"])[:300],
        document=text,
        digest=hashlib.sha256(text.encode()).hexdigest(),
        valid_from=_instant(document.get("validFrom")),
        valid_until=_instant(document.get("validUntil")),
        **given,
    )
    return kept


def _open(actor: Actor, ask_id: UUID, kind: Kind) -> PartnerAsk:
    held: PartnerAsk = one(PartnerAsk.objects.within(actor).filter(kind=kind, ended_at=None), ask_id, lock=True)
    access.require(actor, "credentials.partner.answer", held)
    return held


def _as(actor: Actor, ask: PartnerAsk, now: datetime) -> tuple[SigningKey, Partner]:
    key = signing.key_in_force(actor.workspace_id, now, owner=ask.organisation_id)
    return key, Partner(did_key(bytes(key.public)), ask.organisation.public_name)


def _parsed(data: bytes) -> dict[str, object] | None:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _instant(text: object) -> datetime | None:
    return datetime.fromisoformat(str(text)) if text else None
