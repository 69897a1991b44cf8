"""Whoever confirms again what became too old judges it anew: she sees the earlier marks once hers are in."""

from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape

import pytest
from django.urls import reverse
from tests.assessment import looking
from tests.assessment.factories import TO_STANDARD, Bench, bench, mark, observe
from tests.people import factories as people

from skillmark.assessment import actions, queries
from skillmark.foundation import sources
from skillmark.foundation.roles import Role
from skillmark.foundation.scopes import NotFound

pytestmark = pytest.mark.django_db
HALF_A_YEAR = [{"kind": "practical_test", "count": 2, "independent": 1, "months": 6}]
LATER = datetime(2026, 9, 3, 15, 0, tzinfo=UTC)  # six months and a day after the marks
SEEN = "It held at 6 bar."
ABOVE = TO_STANDARD | {"1": 3}


@dataclass(frozen=True)
class Lapsed:
    where: Bench
    lead: people.Member
    third: people.Member
    sitting: queries.Sitting

    def read(self, member: people.Member) -> tuple[int, bool, bool]:
        """How many ratings she sees, whether her page tells a mark, and what an assessor wrote."""
        sitting = queries.sitting(member.actor, self.sitting.pk)
        address = reverse("assessment:attempt", args=[self.where.place.slug, sitting.pk])
        page = unescape(member.client().get(address).content.decode())
        marks = page.split("How it was checked")[1]
        levels = [level for row in sitting.task.rubric.criteria for level in row["levels"]]
        tells = any(level["quality"] in marks for level in levels if level["score"] == 3)
        return len(queries.ratings_seen(member.actor, sitting)), tells, SEEN in page


@pytest.fixture
def lapsed(monkeypatch: pytest.MonkeyPatch) -> Lapsed:
    where = bench(policy=HALF_A_YEAR, limit=2)
    sitting = where.sitting()
    observe(where.first, sitting, SEEN)
    mark(where.first, sitting, ABOVE)
    mark(where.second, sitting, ABOVE)
    monkeypatch.setattr(sources, "now", lambda: LATER)
    lead = people.member(where.place, Role.TALENT_LEAD, name="Ruth Adeyemi")
    return Lapsed(where, lead, people.member(where.place, Role.ASSESSOR, name="Noor Haddad"), sitting)


def test_nobody_who_may_confirm_it_again_sees_the_earlier_marks_before_hers_are_in(lapsed: Lapsed) -> None:
    where = lapsed.where
    assurer = people.member(where.place, Role.QUALITY_ASSURER, name="Hana Sato")
    for reader in (lapsed.lead, assurer, where.candidate):
        assert lapsed.read(reader) == (2, True, True)
    assert lapsed.read(where.second) == (0, False, False)
    assert lapsed.read(lapsed.third) == (0, False, False)
    assert lapsed.read(where.first) == (0, False, True)  # her own words, which she wrote
    actions.rate(lapsed.third.actor, sitting_id=lapsed.sitting.pk, scores=TO_STANDARD, now=LATER)
    assert lapsed.read(lapsed.third) == (3, True, True)
    assert lapsed.read(where.second) == (0, False, False)
    actions.rate(where.second.actor, sitting_id=lapsed.sitting.pk, scores=TO_STANDARD, now=LATER)
    assert lapsed.read(where.second) == (4, True, True)
    assert lapsed.read(where.first) == (4, True, True)  # nothing waits for her any more


def test_figures_and_second_looks_tell_her_nothing_either(lapsed: Lapsed) -> None:
    where, quality = lapsed.where, looking.assurer_of(lapsed.where)
    both = people.member(where.place, Role.TALENT_LEAD, Role.ASSESSOR, name="Lea Moss")
    plan = looking.drawn(where, quality)
    unit = looking.again(quality, plan)

    def reads(member: people.Member) -> tuple[int, int]:
        compared = queries.agreement(member.actor, where.task.pk).compared
        return len(compared), len(queries.second_looks(member.actor, plan))

    assert [reads(member) for member in (lapsed.lead, quality, both)] == [(1, 1), (1, 1), (0, 0)]
    with pytest.raises(NotFound):
        queries.marked_again(both.actor, unit.pk)
    actions.rate(both.actor, sitting_id=lapsed.sitting.pk, scores=TO_STANDARD, now=LATER)
    assert reads(both) == (1, 1)


def test_what_is_not_too_old_is_read_as_ever(lapsed: Lapsed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "now", lambda: datetime(2026, 9, 2, 15, 0, tzinfo=UTC))
    assert lapsed.read(lapsed.third) == (2, True, True)
