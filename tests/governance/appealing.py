"""What was judged of people, to appeal against: a table in place of what higher contexts answer."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from tests.governance.factories import NOW
from tests.people import factories as people

from skillmark.foundation import sources
from skillmark.foundation.models import Workspace
from skillmark.foundation.roles import Actor, Role
from skillmark.governance import actions, judgements
from skillmark.governance.models import Appeal, AppealAnswer
from skillmark.governance.queries import Judged

KIND = "test.judgement"
TOLD = date(2026, 3, 2)
WORDS = "The gauge had not been checked."


@dataclass
class House:
    """A workspace with whoever leads, whoever was judged, whoever judged, and somebody from quality."""

    place: Workspace
    lead: people.Member
    her: people.Member
    marked: people.Member
    quality: people.Member
    said: dict[UUID, Judged] = field(default_factory=dict)

    def judged(self, who: people.Member | None = None, hands: Iterable[people.Member] = (), **given: object) -> UUID:
        """A new record in which somebody was judged."""
        record_id = sources.new_id()
        hers = Judged(
            person_id=(who or self.her).person_id,
            title="Mount a mechanical seal",
            url="/somewhere/",
            told_on=TOLD,
            against=True,
            hands=frozenset(one.person_id for one in hands or [self.marked]),
            matter_id=record_id,
            decides=(Role.QUALITY_ASSURER, Role.TALENT_LEAD, Role.ASSESSOR),
            reads=(Role.QUALITY_ASSURER,),
            facts=["Below the pass mark: Tightness"],
        )
        self.said[record_id] = replace(hers, **given)  # type: ignore[arg-type]
        return record_id

    def appeal(self, record_id: UUID | None = None, who: people.Member | None = None, **given: object) -> Appeal:
        values = {"subject_type": KIND, "text": WORDS, "now": NOW, **given}
        subject_id = record_id or self.judged(who)
        return actions.file_appeal((who or self.her).actor, subject_id=subject_id, **values)  # type: ignore[arg-type]

    def named(self, found: Appeal, who: people.Member | None = None) -> Appeal:
        person_id = (who or self.quality).person_id
        return actions.name_decider(self.lead.actor, appeal_id=found.pk, person_id=person_id, now=NOW)

    def decided(self, found: Appeal, *, upheld: bool = True, days: int = 1) -> AppealAnswer:
        return actions.decide_appeal(
            self.quality.actor,
            appeal_id=found.pk,
            upheld=upheld,
            reason="It was not checked for two years.",
            now=NOW + timedelta(days=days),
        )


def house(monkeypatch: pytest.MonkeyPatch) -> House:
    place = people.workspace()
    made = House(
        place,
        people.member(place, Role.TALENT_LEAD, name="Ruth Adeyemi"),
        people.member(place, Role.WORKER, name="Rosa Castell"),
        people.member(place, Role.ASSESSOR, name="Ida Berg"),
        people.member(place, Role.QUALITY_ASSURER, name="Owen Pratt"),
    )

    def answer(actor: Actor, subject_type: str, subject_id: UUID) -> Judged | None:
        return made.said.get(subject_id) if subject_type == KIND and actor.workspace_id == place.pk else None

    installed: dict[str, Callable[..., Judged | None]] = {"test": answer}
    monkeypatch.setattr(judgements, "_judgements", installed)
    return made
