"""What credentials answers when higher floors ask."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from skillmark.credentials import actions, queries, words
from skillmark.credentials.delegation import WhyNot
from skillmark.credentials.models import (
    Achievement,
    AwardingPerson,
    Delegation,
    Endorsement,
    OutsideRecord,
    PartnerAsk,
    SignedRecord,
    SigningTraining,
)
from skillmark.foundation import access, sources
from skillmark.foundation.answers import Citation, Due, Happened, Hit
from skillmark.foundation.roles import Actor, Role
from skillmark.governance import queries as decisions
from skillmark.people import queries as people
from skillmark.standards import queries as standards

SOON = timedelta(days=90)  # before the last day of a record: time to be assessed again


def due_for(actor: Actor, now: datetime) -> list[Due]:
    """Records whose last day is near, for those who award them and for their holders; records of nobody, for those who
    bring them.
    """
    slug, zone = people.slug(actor), ZoneInfo(actor.time_zone)
    told = []
    awards, own = access.may_ever(actor, "credentials.record.award"), []
    for record in queries.ending(actor, now, now + SOON):
        address = reverse("credentials:record", args=[slug, record.pk])
        by = record.valid_until.astimezone(zone).date()
        if awards and not record.is_renewed:
            title = _("%(name)s’s record is due for renewal") % {"name": record.person.name}
            told.append(Due(title=title, url=address, by=by))
        if record.person_id == actor.person_id:
            title = _("Have your record renewed: %(name)s") % {"name": record.award.achievement.public_name}
            own.append(Due(title=title, url=address, by=by))
    if access.may_ever(actor, "credentials.record.revoke"):
        for record in queries.to_look_at(actor, now):
            title = _("A record that %(name)s’s certificate rests on was withdrawn") % {"name": record.person.name}
            if record.revoked_at is not None:
                title = _("Look again at a record after an appeal: %(name)s") % {"name": record.person.name}
            told.append(Due(title=title, url=reverse("credentials:record", args=[slug, record.pk]), by=None))
        for record, over in queries.doubted(actor):
            name = {"name": record.person.name}
            doubt = _("An attempt that %(name)s’s record rests on does not count any more") % name
            title = doubt if over else _("An attempt that %(name)s’s record rests on is looked at again") % name
            told.append(Due(title=title, url=reverse("credentials:record", args=[slug, record.pk]), by=None))
    told += own
    for ask in queries.asked_of(actor).filter(agreed_at=None, ended_at=None):
        title = _("Answer for %(name)s") % {"name": ask.organisation.public_name}
        told.append(Due(title=title, url=reverse("credentials:answer_partner", args=[slug, ask.pk]), by=ask.ends))
    if access.may_ever(actor, "credentials.signing.train") and queries.why_not_today(actor, now) is WhyNot.UNTRAINED:
        told.append(Due(title=_("Do the training in signing"), url=reverse("credentials:training", args=[slug])))
    if access.may_ever(actor, "credentials.outside.name"):
        for stray in queries.outside_records(actor).filter(person=None, word="valid"):
            address = reverse("credentials:whose", args=[slug, stray.pk])
            by = (stray.recorded_at + timedelta(days=actions.UNATTRIBUTED_DAYS)).astimezone(zone).date()
            told.append(Due(title=_("Whose is this record? %(name)s") % {"name": stray.name}, url=address, by=by))
    return told


def personal_data(actor: Actor, person_id: UUID) -> list[dict[str, Any]]:
    """A person's records, those signed here and those of others, as documents; her leaves to sign and her training."""
    signed = SignedRecord.objects.within(actor).filter(person_id=person_id).prefetch_related("reminders")
    tried = AwardingPerson.objects.within(actor).filter(person_id=person_id).select_related("awarding__achievement")
    brought = OutsideRecord.objects.within(actor).filter(person_id=person_id).order_by("recorded_at", "id")
    return [
        *(
            {
                "kind": "record",
                "recorded_at": record.recorded_at,
                "values": {
                    "document": record.document,
                    "withdrawn_at": record.revoked_at,
                    "reason": record.revocation_reason,
                    "replaced_by": record.replaced_by_id,
                    "reminded_days": sorted(one.days for one in record.reminders.all()),
                },
            }
            for record in signed.order_by("recorded_at", "id")
        ),
        *(
            {
                "kind": "awarding",
                "recorded_at": row.recorded_at,
                "values": {
                    "achievement": row.awarding.achievement.public_name,
                    "done_at": row.done_at,
                    "award": row.award_id,
                    "left_out": row.left_out,
                },
            }
            for row in tried.order_by("recorded_at", "id")
        ),
        *(
            {
                "kind": "outside",
                "recorded_at": record.recorded_at,
                "values": {
                    "name": record.name,
                    "document": record.document,
                    "verdict": record.word,
                    "checked": record.checked_at,
                },
            }
            for record in brought
        ),
        *_signing_of(actor, person_id),
    ]


def _signing_of(actor: Actor, person_id: UUID) -> list[dict[str, Any]]:
    """The leaves to sign that she was given or gave, and the training she did."""
    leaves = Delegation.objects.within(actor).filter(Q(delegate_id=person_id) | Q(delegated_by_id=person_id))
    done = SigningTraining.objects.within(actor).filter(person_id=person_id)
    return [
        *(
            {
                "kind": "leave to sign",
                "recorded_at": row.recorded_at,
                "values": {
                    "given_by_her": row.delegated_by_id == person_id,
                    "from": row.starts,
                    "until": row.ends,
                    "ended_at": row.ended_at,
                },
            }
            for row in leaves.order_by("recorded_at", "id")
        ),
        *(
            {
                "kind": "asked for an organisation",
                "recorded_at": row.recorded_at,
                "values": {"organisation": row.organisation.public_name, "agreed_at": row.agreed_at},
            }
            for row in PartnerAsk.objects.within(actor)
            .filter(Q(person_id=person_id) | Q(asked_by_id=person_id))
            .select_related("organisation")
            .order_by("recorded_at", "id")
        ),
        *(
            {"kind": "endorsement", "recorded_at": row.recorded_at, "values": {"document": row.document}}
            for row in Endorsement.objects.within(actor).filter(person_id=person_id).order_by("recorded_at", "id")
        ),
        *(
            {
                "kind": "training in signing",
                "recorded_at": row.recorded_at,
                "values": {"version": row.version, "done_on": row.done_on},
            }
            for row in done.order_by("version")
        ),
    ]


def erase(actor: Actor, person_id: UUID, now: datetime) -> None:
    """Her documents go; their places on the lists stay withdrawn, naming nobody."""
    actions.forget(actor, person_id, now)


def timeline(actor: Actor, person_id: UUID) -> list[Happened]:
    """When a person's records were signed or withdrawn, for those who may see them."""
    slug, kind = people.slug(actor), _("Record")
    rows: list[Happened] = []
    for record in queries.records_of(actor, person_id):
        name = {"name": record.award.achievement.public_name}
        address = reverse("credentials:record", args=[slug, record.pk])
        rows.append(Happened(people.today(actor, record.valid_from), _("Record: %(name)s") % name, kind, address))
        if record.revoked_at:
            title = (_("Record renewed: %(name)s") if record.replaced else _("Record withdrawn: %(name)s")) % name
            rows.append(Happened(people.today(actor, record.revoked_at), title, kind, address))
    return rows


def search(actor: Actor, text: str) -> list[Hit]:
    """What can be earned, by name."""
    if not access.may_ever(actor, "credentials.achievement.read"):
        return []
    address = reverse("credentials:achievements", args=[people.slug(actor)])
    found: list[Achievement] = list(queries.achievements(actor).filter(public_name__icontains=text)[:20])
    return [Hit(title=one.public_name, kind=_("What you can earn"), url=address) for one in found]


def affected_by(actor: Actor, framework_id: UUID) -> list[Hit]:
    """What can be earned on a version of a standard, certificates whose rule asks for it, and holders of records in
    force on it: those this reader may see.
    """
    slug = people.slug(actor)
    return [*_earned_on(actor, framework_id, slug), *_held_on(actor, framework_id, slug)]


def _earned_on(actor: Actor, framework_id: UUID, slug: str) -> list[Hit]:
    if not access.may_ever(actor, "credentials.achievement.read"):
        return []
    found = list(queries.achievements(actor).filter(framework_id=framework_id, retired_at=None))
    address = reverse("credentials:achievements", args=[slug])
    return [
        *(Hit(f"{one.public_name} ({one.version})", _("What you can earn"), address) for one in found),
        *(
            Hit(
                rule.certificate.public_name,
                _("Certificate earned by a rule"),
                reverse("credentials:stack", args=[slug, rule.certificate_id]),
            )
            for rule in queries.stacks_on(actor, framework_id)
        ),
    ]


def _held_on(actor: Actor, framework_id: UUID, slug: str) -> list[Hit]:
    if not access.may_ever(actor, "credentials.record.list"):
        return []
    found = queries.records(actor).filter(award__achievement__framework_id=framework_id, revoked_at=None)
    return [
        Hit(record.person.name, _("Record"), reverse("credentials:record", args=[slug, record.pk])) for record in found
    ]


def cites(actor: Actor) -> list[Citation]:
    """What can be earned today, and signed statements about it that anybody can read, with the version each is of."""
    if not (
        access.may_ever(actor, "credentials.achievement.define") and access.may(actor, "credentials.statement.read")
    ):
        return []
    slug, now = people.slug(actor), sources.now()
    return [
        Citation(
            name,
            _("A published statement") if published else _("What you can earn"),
            reverse("credentials:statement", args=[which])
            if published
            else reverse("credentials:achievements", args=[slug]),
            reverse("credentials:withdraw_statement" if published else "credentials:retire", args=[slug, which]),
            framework_id,
            frozenset(reference for reference, *_rest in alignments),
            None if published else partial(_define_on, slug),
        )
        for which, name, framework_id, alignments, published in queries.cited(actor, now)
    ]


def _define_on(slug: str, framework_id: UUID) -> str:
    return reverse("credentials:define", args=[slug, framework_id])


def subject_of_vote(actor: Actor, subject_type: str, subject_id: UUID) -> Hit | None:
    """What can be earned, which a group is asked about."""
    if subject_type != Achievement._meta.label_lower or not access.may(actor, "credentials.achievement.read"):
        return None
    earned = queries.achievements(actor).filter(pk=subject_id).first()
    if earned is None:
        return None
    return Hit(
        title=f"{earned.public_name} ({earned.version})",
        kind=_("What you can earn"),
        url=reverse("credentials:achievements", args=[people.workspace(actor).slug]),
    )


def judged(actor: Actor, subject_type: str, subject_id: UUID) -> decisions.Judged | None:
    """That a record was withdrawn, for its holder to ask for a second decision, while nothing was signed in its place.
    She is told by a message, and reads the reason on its page.
    """
    if subject_type != SignedRecord._meta.label_lower:
        return None
    found = queries.withdrawn_record(actor, subject_id)
    if found is None or found.revoked_at is None:
        return None
    now = sources.now()
    follows = _(
        "It is signed anew, or whoever leads is asked what is missing for that. The withdrawn one stays withdrawn."
    )
    return decisions.Judged(
        person_id=found.person_id,
        title=found.award.achievement.public_name,
        url=reverse("credentials:record", args=[people.slug(actor), found.pk]),
        told_on=people.today(actor, found.revoked_at),
        against=queries.awarded_since(actor, found, now) is None,
        hands=queries.hands_in_withdrawing(actor, found),
        matter_id=found.pk,
        decides=(Role.TALENT_LEAD, Role.QUALITY_ASSURER),
        reads=(Role.TALENT_LEAD, Role.QUALITY_ASSURER),
        facts=[found.revocation_reason],
        follows=follows if found.valid_until is None or found.valid_until > now else "",
    )


def earned(actor: Actor, framework_id: UUID, person_ids: frozenset[UUID], since: date) -> int:
    """How many records the people of a campaign earned for its standard since it began."""
    return queries.earned(actor, framework_id, person_ids, since=since)


def counts_for(
    actor: Actor, framework: standards.Framework, competencies: Collection[str], person_id: UUID
) -> list[standards.Counting]:
    """What an attempt counts for, for whoever may read the records of the person who made it."""
    if not access.may(actor, "credentials.record.read", people.anyone(actor, person_id)):
        return []
    found = queries.counts_for(actor, {framework.pk: (framework, competencies)}, person_id, sources.now())
    return words.counting(found[framework.pk], own=actor.person_id == person_id)


ANSWERS = {
    "earned": earned,
    "counts_for": counts_for,
    "judged": judged,
    "subject_of_vote": subject_of_vote,
    "cites": cites,
    "due_for": due_for,
    "personal_data": personal_data,
    "erase": erase,
    "timeline": timeline,
    "search": search,
    "affected_by": affected_by,
    "leave": actions.let_accounts_keep_nothing,
}
