"""Who confirms what in a demonstration: each way of checking is given by somebody who is what it says."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from skillmark.assessment import actions as assessment
from skillmark.assessment import queries as attempts
from skillmark.assessment.queries import LayerKind
from skillmark.campaigns.queries import Template
from skillmark.config.mainjob.staff import Staff, acting
from skillmark.foundation import sources
from skillmark.foundation.roles import Actor, Role
from skillmark.kernel.values import BadInput
from skillmark.people import actions as people
from skillmark.people.queries import Person

NAMES = {
    LayerKind.PRACTICAL_TEST: "Sample Assessor",
    LayerKind.THIRD_PARTY: "Sample Visitor",
    LayerKind.AUDIT: "Sample Assurer",
}
ELSEWHERE = "Harbour College (SAMPLE)"
FILE, FILE_NAME = b"SAMPLE: the log of the whole task, as the person who did it kept it.\n", "log.txt"
# nobody of a demonstration has a place in a part of the workplace, and there is no recording to hand in
NOT_SHOWN = (LayerKind.PEER, LayerKind.RECORDED_DEMONSTRATION)


@dataclass
class Confirming:
    """Those who confirm: the staff as far as it goes, and invented people beside it where a programme asks for more."""

    actor: Actor
    staff: Staff
    others: dict[LayerKind, list[Person]] = field(default_factory=dict)

    def all_of(self, template: Template, sitting_id: UUID, person_id: UUID) -> None:
        """Give an attempt every confirmation that the programme asks for, each by another person."""
        place = 0
        assessors = 0
        for layer in template.layers:
            kind = kind_of(layer.kind)
            for number in range(layer.count):
                who = self._giver(kind, assessors if _by_assessors(kind) else number, person_id)
                assessors += _by_assessors(kind)
                if kind is LayerKind.PORTFOLIO and number == 0:
                    self._hand_in(sitting_id, person_id)
                mark(who, sitting_id, short=place % 2, kind=kind)
                place += 1

    def _giver(self, kind: LayerKind, number: int, person_id: UUID) -> Actor:
        if kind is LayerKind.SUPERVISOR_CONFIRMATION:
            manager = self.staff.by_role[Role.LINE_MANAGER].pk
            people.set_manager(self.actor, person_id=person_id, manager_id=manager, now=sources.now())
            return replace(acting(self.actor, manager, Role.LINE_MANAGER), reports=frozenset({person_id}))
        role = Role.QUALITY_ASSURER if kind is LayerKind.AUDIT else Role.ASSESSOR
        known: Sequence[Person] = {
            LayerKind.THIRD_PARTY: (),
            LayerKind.AUDIT: (self.staff.by_role[Role.QUALITY_ASSURER],),
        }.get(kind, (self.staff.by_role[Role.ASSESSOR], self.staff.second_assessor))
        if number < len(known):
            return acting(self.actor, known[number].pk, role)
        return acting(self.actor, self._other(kind, number - len(known), role).pk, role)

    def _other(self, kind: LayerKind, number: int, role: Role) -> Person:
        """An invented person of whom there are as many as are asked for."""
        alike = kind if kind in NAMES else LayerKind.PRACTICAL_TEST
        added = self.others.setdefault(alike, [])
        while len(added) <= number:
            now = sources.now()
            person: Person = people.add_person(self.actor, name=f"{NAMES[alike]} {len(added) + 1}", now=now)
            people.grant_role(self.actor, person_id=person.pk, role=role, now=now)
            if alike is LayerKind.THIRD_PARTY:
                people.record_employment(
                    self.actor, person_id=person.pk, title="Instructor", organisation=ELSEWHERE, now=now
                )
            added.append(person)
        return added[number]

    def _hand_in(self, sitting_id: UUID, person_id: UUID) -> None:
        """The person herself: what another hands in, an assessor sees only once all marks are in."""
        herself = Actor(scope=self.actor.scope, person_id=person_id, demonstration=self.actor.demonstration)
        assessment.add_evidence(
            herself, sitting_id=sitting_id, content=FILE, file_name=FILE_NAME, others=False, now=sources.now()
        )


def kind_of(said: str) -> LayerKind:
    """The way of checking that a programme writes in words. Raises BadInput for one that nobody knows."""
    try:
        return LayerKind(said.replace(" ", "_"))
    except ValueError:
        known = ", ".join(kind.replace("_", " ") for kind in LayerKind.values)
        raise BadInput.of(f"“{said}” is no way of checking; there are {known}", file="verification") from None


def require_shown(template: Template) -> None:
    """Raises BadInput for a way of checking that nobody gives in a demonstration."""
    for layer in template.layers:
        if kind_of(layer.kind) in NOT_SHOWN:
            said = f"“{layer.kind}” is asked for, which a demonstration does not show; choose another programme"
            raise BadInput.of(said, file=f"{template.name}.toml", column="verification")


def mark(assessor: Actor, sitting_id: UUID, *, short: int, kind: LayerKind | None = None) -> None:
    """Full marks but for `short` on the last criterion: two people seldom see the same."""
    criteria = attempts.rubric(attempts.sitting(assessor, sitting_id))
    scores = {criterion.criterion_id: criterion.top for criterion in criteria}
    scores[criteria[-1].criterion_id] -= short
    assessment.rate(assessor, sitting_id=sitting_id, scores=scores, kind=kind, now=sources.now())


def _by_assessors(kind: LayerKind) -> bool:
    return kind in (LayerKind.PRACTICAL_TEST, LayerKind.PORTFOLIO)
