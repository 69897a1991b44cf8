"""Agreement is said with its range from ten attempts on, opens to the marks beneath, and tells nobody too early."""

import pytest
from django.urls import reverse
from tests.assessment.factories import NOW, TO_STANDARD, Bench, bench, mark
from tests.people import factories as people

from skillmark.assessment import queries, rules
from skillmark.assessment.models import Rating, Sitting
from skillmark.foundation.access import Forbidden
from skillmark.foundation.roles import Role
from skillmark.foundation.scopes import NotFound

LEVELS = [(0, 0), (1, 1), (2, 2), (3, 3), (0, 1), (1, 0), (2, 3), (3, 2), (1, 1), (2, 2)]


def rated(where: Bench, pairs: list[tuple[int, int]]) -> None:
    """Attempts with these marks on the first criterion, written as the action writes them; all open before the first is
    marked, since nobody tries again without being told what to show.
    """
    for sitting, pair in zip([where.sitting() for _ in pairs], pairs, strict=True):
        for member, level in zip((where.first, where.second), pair, strict=True):
            Rating.objects.record(
                where.program, now=NOW, happened_on=NOW.date(), sitting=sitting, assessor_id=member.person_id,
                kind="practical_test", role="assessor", independent=True, scores=TO_STANDARD | {"1": level},
            )  # fmt: skip


def test_fewer_than_ten_attempts_say_nothing() -> None:
    found = rules.figures([(2, 2)] * 9)
    assert (found.attempts, found.too_few, found.kappa, found.alpha, found.icc) == (9, True, None, None, None)


def test_an_attempt_with_one_mark_is_not_counted() -> None:
    assert rules.figures([*LEVELS, (3,)]).attempts == 10


def test_ten_attempts_have_all_three_figures_each_within_its_range() -> None:
    found = rules.figures(LEVELS)
    assert found.kappa is not None
    assert found.alpha is not None
    assert found.icc is not None
    assert found.kappa.agreed == 6
    assert found.kappa.kappa is not None
    assert found.alpha.alpha is not None
    for figure, interval in (
        (float(found.kappa.kappa), found.kappa.interval),
        (found.alpha.alpha, found.alpha.interval),
        (found.icc.icc, found.icc.interval),
    ):
        assert interval is not None
        assert interval.low <= figure <= interval.high


def test_marks_that_are_all_alike_have_no_figure() -> None:
    found = rules.figures([(2, 2)] * 10)
    assert found.kappa is not None
    assert found.kappa.kappa is None


def test_an_assessor_is_compared_with_the_others() -> None:
    assert rules.against_others(1, [0, 3, 1]) == [3, 0, 1]


@pytest.mark.django_db
def test_an_attempt_that_waits_for_marks_tells_nothing() -> None:
    where = bench()
    lead = people.member(where.place, Role.TALENT_LEAD)
    mark(where.first, where.sitting())
    found = queries.agreement(lead.actor, where.task.pk)
    assert found.compared == ()
    assert found.raters == ()


@pytest.mark.django_db
def test_those_who_mark_do_not_read_how_others_mark() -> None:
    where, other = bench(), bench()
    with pytest.raises(Forbidden):
        queries.agreement(where.first.actor, where.task.pk)
    stranger = people.member(other.place, Role.TALENT_LEAD)
    with pytest.raises(NotFound):
        queries.agreement(stranger.actor, where.task.pk)


@pytest.mark.django_db
def test_figures_open_to_the_marks_they_come_from() -> None:
    where = bench(limit=0)
    rated(where, LEVELS)
    assurer = people.member(where.place, Role.QUALITY_ASSURER)
    found = queries.agreement(assurer.actor, where.task.pk)
    assert found.whole.attempts == 10
    assert [name for _, name, _ in found.raters] == ["Ida Berg", "Owen Pratt"]
    assert sum(one.differs for one in found.compared) == 4
    shown = (
        assurer.client().get(reverse("assessment:agreement", args=[where.place.slug, where.task.pk])).content.decode()
    )
    assert "6 of 10" in shown
    assert "All marks are alike" in shown
    for sitting in Sitting.objects.within(where.program):
        assert reverse("assessment:attempt", args=[where.place.slug, sitting.pk]) in shown
