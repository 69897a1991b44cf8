"""How somebody stands by the rules that say who may mark and who reads records."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from skillmark.assessment import rules
from skillmark.assessment.models import Calibration, QualificationKind, QualificationRule, TrainingNote
from skillmark.foundation import access, sources
from skillmark.foundation.roles import Actor, Role
from skillmark.people import queries as people

ASKED = {
    QualificationKind.ASSESSING: (Role.ASSESSOR,),
    QualificationKind.READING: (Role.RECRUITER, Role.LINE_MANAGER),
}


@dataclass(frozen=True, slots=True)
class Qualified:
    """How one person stands by one rule; `until` is her last day where she ever passed."""

    person_id: UUID
    name: str
    rule: QualificationRule
    standing: rules.Standing
    until: date | None


def qualification_rules(actor: Actor) -> list[QualificationRule]:
    """The rules in force: of each standard, then for reading records."""
    access.require(actor, "assessment.task.read")
    found: QuerySet[QualificationRule] = QualificationRule.objects.within(actor).select_related("framework")
    latest = {(rule.kind, rule.framework_id): rule for rule in found.order_by("version")}
    return sorted(latest.values(), key=lambda rule: (rule.kind, rule.framework.title if rule.framework else ""))


def qualification_rule(actor: Actor, kind: QualificationKind, framework_id: UUID | None) -> QualificationRule | None:
    """The rule in force; None where nobody has made one."""
    wanted = (kind.value, framework_id)
    return next((rule for rule in qualification_rules(actor) if (rule.kind, rule.framework_id) == wanted), None)


def qualifying_of(rule: QualificationRule) -> rules.Qualifying:
    return rules.Qualifying(rule.samples, rule.pass_percent, rule.limit, rule.months, rule.demanded)


def stand(actor: Actor, asked: Sequence[tuple[QualificationRule, Mapping[UUID, str]]], day: date) -> list[Qualified]:
    """How people, by id and name, stand by each of these rules on a day; the caller has made sure who asks."""
    everybody = {person_id for _, named in asked for person_id in named}
    notes = TrainingNote.objects.within(actor).filter(person_id__in=everybody, happened_on__lte=day)
    trained = set(notes.values_list("kind", "person_id"))
    tries = Calibration.objects.within(actor).filter(person_id__in=everybody, passed=True, happened_on__lte=day)
    passed: dict[tuple[str, UUID | None, UUID], list[date]] = {}
    for one in tries.select_related("rule"):
        if one.expires_on is not None:
            passed.setdefault((one.rule.kind, one.rule.framework_id, one.person_id), []).append(one.expires_on)
    told = []
    for rule, named in asked:
        for person_id, name in named.items():
            lasting = passed.get((rule.kind, rule.framework_id, person_id), [])
            stands = rules.standing((rule.kind, person_id) in trained, lasting, day)
            told.append(Qualified(person_id, name, rule, stands, max(lasting, default=None)))
    return told


def is_trained(actor: Actor, person_id: UUID, kind: QualificationKind, day: date) -> bool:
    """Whether her training was noted by a day; the caller has made sure who asks."""
    notes = TrainingNote.objects.within(actor).filter(person_id=person_id, kind=kind, happened_on__lte=day)
    return notes.exists()


def barred(actor: Actor, day: date | None = None) -> frozenset[UUID]:
    """Standards on which the actor does not mark, since she would have to be qualified and is not; today, as with
    roles, where no day is given.
    """
    if actor.person_id is None:
        return frozenset()
    made = QualificationRule.objects.within(actor).filter(kind=QualificationKind.ASSESSING).order_by("version")
    latest: dict[UUID | None, QualificationRule] = {rule.framework_id: rule for rule in made}
    asked = [rule for rule in latest.values() if rule.demanded and rule.framework_id is not None]
    if not asked:
        return frozenset()
    herself = {actor.person_id: ""}
    found = stand(actor, [(rule, herself) for rule in asked], day or people.today(actor, sources.now()))
    return frozenset(
        one.rule.framework_id
        for one in found
        if one.standing is not rules.Standing.QUALIFIED and one.rule.framework_id is not None
    )


def bars_reading(actor: Actor) -> bool:
    """Whether the actor reads no applicants' records today, since she would have to be qualified and is not."""
    if actor.person_id is None:
        return False
    made = QualificationRule.objects.within(actor).filter(kind=QualificationKind.READING)
    rule = made.order_by("version").last()
    if rule is None or not rule.demanded:
        return False
    [found] = stand(actor, [(rule, {actor.person_id: ""})], people.today(actor, sources.now()))
    return found.standing is not rules.Standing.QUALIFIED
