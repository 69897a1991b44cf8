"""Who may give which confirmation, of what, and who is told why not: a way of checking is a rule, not a label."""

from typing import Any

import pytest
from django.urls import reverse
from tests.assessment.factories import (
    NOW,
    TO_STANDARD,
    TWO_ONE_INDEPENDENT,
    Bench,
    assurer,
    bench,
    hand_in,
    leads,
    mark,
    outsider,
    stage,
    works_beside,
)
from tests.credentials.factories import achievement, signing
from tests.foundation.test_videos import mp4
from tests.people import factories as people
from tests.people.factories import Member
from tests.people.test_links import asked

from skillmark.assessment import actions, queries, rules
from skillmark.assessment.models import LayerKind, Rating
from skillmark.assessment.queries import Sitting, Stage
from skillmark.assessment.queries.givers import cannot_be_given
from skillmark.assessment.rules import Giver, HandedIn
from skillmark.credentials import actions as credentials
from skillmark.foundation import links
from skillmark.foundation.roles import Role
from skillmark.kernel.values import BadInput
from skillmark.people import queries as people_queries

TEST, SUPERVISOR, PORTFOLIO = LayerKind.PRACTICAL_TEST, LayerKind.SUPERVISOR_CONFIRMATION, LayerKind.PORTFOLIO
RECORDED, PEER, AUDIT, THIRD = (
    LayerKind.RECORDED_DEMONSTRATION, LayerKind.PEER, LayerKind.AUDIT, LayerKind.THIRD_PARTY,
)  # fmt: skip
NOTHING, FILE, VIDEO = HandedIn(), HandedIn(file=True), HandedIn(file=True, recording=True)
ASSESSOR = Giver(assesses=True)
SIX = [{"kind": kind.value, "count": 1, "independent": 0} for kind in (SUPERVISOR, PORTFOLIO, RECORDED)] + [
    {"kind": kind.value, "count": 1, "independent": 1} for kind in (PEER, AUDIT, THIRD)
]


@pytest.mark.parametrize(
    ("giver", "shown", "open_to_her"),
    [
        (ASSESSOR, NOTHING, {TEST}),
        (ASSESSOR, FILE, {TEST, PORTFOLIO}),
        (ASSESSOR, VIDEO, {TEST, PORTFOLIO, RECORDED}),
        (Giver(leads=True), VIDEO, {TEST, SUPERVISOR, PORTFOLIO, RECORDED}),
        (Giver(asked=True, outside=True), FILE, {TEST, PORTFOLIO, THIRD}),
        (Giver(asked=True), NOTHING, {TEST}),
        (Giver(same_unit=True), VIDEO, {PEER}),
        (Giver(same_unit=True, leads=True), NOTHING, {TEST, SUPERVISOR}),
        (Giver(assesses=True, same_unit=True, led=True), NOTHING, {TEST}),
        (Giver(assures=True), VIDEO, {AUDIT}),
        (Giver(assures=True, leads=True), NOTHING, {TEST, SUPERVISOR}),
        (Giver(assures=True, led=True), NOTHING, set()),
        (Giver(outside=True), NOTHING, {THIRD}),
        (Giver(), VIDEO, set()),
    ],
)
def test_a_confirmation_is_given_by_who_is_what_it_says_of_what_was_handed_in(
    giver: Giver, shown: HandedIn, open_to_her: set[LayerKind]
) -> None:
    assert {kind for kind in LayerKind if rules.lacks(kind, giver, shown) is None} == open_to_her


def test_a_supervisor_asked_twice_or_to_be_independent_is_no_policy() -> None:
    for layer in ({"count": 2}, {"count": 1, "independent": 1}):
        layers = rules.layers_of([*TWO_ONE_INDEPENDENT, {"kind": "supervisor_confirmation", **layer}])
        with pytest.raises(BadInput):
            rules.checked_givers(layers)
    rules.checked_givers(rules.layers_of(SIX))


def refused(member: Member, sitting: Sitting, kind: LayerKind | None = None) -> str:
    with pytest.raises(actions.CannotRate) as caught:
        actions.rate(member.actor, sitting_id=sitting.pk, scores=TO_STANDARD, kind=kind, now=NOW)
    return caught.value.reason


def confirm(member: Member, sitting: Sitting, kind: LayerKind) -> Rating:
    return actions.rate(member.actor, sitting_id=sitting.pk, scores=TO_STANDARD, kind=kind, now=NOW)


@pytest.mark.django_db
def test_six_assessors_with_one_note_confirm_nothing_that_they_are_not() -> None:
    where = bench(policy=SIX)
    sitting = where.sitting()
    actions.add_evidence(where.first.actor, sitting_id=sitting.pk, text="Saw it.", now=NOW)
    assert {kind: refused(where.first, sitting, kind) for kind in LayerKind if kind is not TEST} == {
        SUPERVISOR: "not_supervisor", PORTFOLIO: "no_file", RECORDED: "no_recording", PEER: "not_colleague",
        AUDIT: "not_assurer", THIRD: "not_outside",
    }  # fmt: skip
    assert queries.waiting_for(where.second.actor) == []
    assert not Rating.objects.within(where.program).exists()


@pytest.mark.django_db
def test_whoever_is_it_confirms_it_and_the_record_says_as_what() -> None:
    where = bench(policy=SIX)
    sitting, wanted = where.sitting(), achievement(where)
    boss = leads(where, people.member(where.place, Role.LINE_MANAGER, name="Bea Lund"))
    colleague = works_beside(where, people.member(where.place, Role.ASSESSOR, name="Hana Sato"))
    hand_in(where, sitting)
    assert refused(where.second, sitting, RECORDED) == "no_recording"
    confirm(where.first, sitting, PORTFOLIO)
    hand_in(where, sitting, mp4(), "seal.mp4")
    given = [
        confirm(boss, sitting, SUPERVISOR), confirm(where.second, sitting, RECORDED), confirm(colleague, sitting, PEER),
        confirm(assurer(where), sitting, AUDIT),
    ]  # fmt: skip
    award = {"person_id": where.candidate.person_id, "achievement_id": wanted.pk, "now": NOW}
    with signing(), pytest.raises(credentials.NotProven):
        credentials.award(where.program, **award)
    given.append(confirm(outsider(where), sitting, THIRD))
    assert [(one.role, one.independent) for one in given] == [
        ("line_manager", False), ("assessor", True), ("colleague", True), ("quality_assurer", True), ("outside", True),
    ]  # fmt: skip
    assert stage(where, sitting.pk) is Stage.PASSED
    with signing():
        document = credentials.award(where.program, **award).document
    for said in (
        "given 1: a colleague from the same part of the workplace, independent.", "given 1: a quality assurer, indep",
        "given 1: somebody from outside the workplace, independent.", "given 1: a line manager.",
    ):  # fmt: skip
        assert said in document, said


@pytest.mark.django_db
def test_who_was_asked_by_link_is_outside_only_without_a_place_here() -> None:
    where = bench(policy=[*TWO_ONE_INDEPENDENT, {"kind": "third_party", "count": 1, "independent": 1}])
    sitting, customer = where.sitting(), people.person(where.place, "Sol Vega", email="sol@example.org")
    actor = links.holder_of(asked(where, sitting, customer))
    assert THIRD in queries.open_to(actor, queries.sitting(actor, sitting.pk))
    unit = people_queries.Unit.objects.record(where.program, now=NOW, name="Line 2")
    people_queries.Person.objects.within(where.program).filter(pk=customer.pk).update(unit=unit)
    assert queries.open_to(actor, queries.sitting(actor, sitting.pk)) == (TEST,)


def marked_before(scores: dict[str, int]) -> tuple[Bench, Sitting, Member]:
    """Marked by all, one of them an assessor of this place as somebody from outside: from before that was a rule."""
    where = bench(policy=[*TWO_ONE_INDEPENDENT, {"kind": "third_party", "count": 1, "independent": 1}])
    sitting, third = where.sitting(), people.member(where.place, Role.ASSESSOR, name="Una Holm")
    Rating.objects.record(
        where.program, now=NOW, happened_on=NOW.date(), sitting=sitting, assessor_id=third.person_id, kind=THIRD,
        role="assessor", independent=True, scores=scores,
    )  # fmt: skip
    actions.add_evidence(where.first.actor, sitting_id=sitting.pk, text="Saw it.", now=NOW)
    mark(where.first, sitting, scores)
    mark(where.second, sitting, scores)
    return where, sitting, third


def test_only_what_waits_or_was_passed_takes_marks() -> None:
    assert {stage for stage in Stage if stage.takes_marks} == {Stage.WAITS_FOR_ASSESSORS, Stage.PASSED}


@pytest.mark.django_db
def test_nobody_marks_anew_what_was_not_passed_though_an_old_mark_does_not_count() -> None:
    where, sitting, third = marked_before(TO_STANDARD | {"2": 0})
    assert stage(where, sitting.pk) is Stage.NOT_PASSED
    outside = outsider(where)
    assert queries.open_to(outside.actor, queries.sitting(outside.actor, sitting.pk)) == ()
    assert (refused(outside, sitting), refused(third, sitting)) == ("not_waiting", "already")


@pytest.mark.django_db
def test_whoever_confirms_anew_what_an_old_mark_does_not_sees_no_mark_before_hers() -> None:
    where, sitting, _third = marked_before(TO_STANDARD)
    outside = outsider(where)

    def seen() -> tuple[int, bool]:
        page = outside.client().get(address(where, sitting)).content.decode()
        return len(queries.ratings_seen(outside.actor, queries.sitting(outside.actor, sitting.pk))), "Saw it." in page

    assert seen() == (0, False)
    form = outside.client().get(reverse("assessment:score", args=[where.place.slug, sitting.pk])).content.decode()
    assert "does not count today" in form
    assert "too old" not in form
    confirm(outside, sitting, THIRD)
    assert seen() == (4, True)


@pytest.mark.django_db
def test_what_was_given_before_by_anybody_stays_and_is_signed_by_nobody() -> None:
    where, sitting, _third = marked_before(TO_STANDARD)
    assert stage(where, sitting.pk) is Stage.PASSED
    state = queries.proof_state(where.program, where.candidate.person_id, where.framework.pk)
    assert (state.satisfied, state.missing) == (False, (("third_party", 1),))
    page = where.candidate.client().get(address(where, sitting)).content.decode()
    assert "is not known to be what this asks for" in page
    confirm(outsider(where), sitting, THIRD)
    [attempt] = queries.proof_state(where.program, where.candidate.person_id, where.framework.pk).attempts
    assert [role for kind, role, _free in attempt.roles if kind == THIRD] == ["outside"]


def address(where: Bench, sitting: Sitting) -> str:
    return reverse("assessment:attempt", args=[where.place.slug, sitting.pk])


@pytest.mark.django_db
def test_candidate_and_assessor_read_who_gives_each_confirmation_and_whoever_may_not_why() -> None:
    where = bench(
        policy=[{"kind": "supervisor_confirmation", "count": 1}, {"kind": "peer", "count": 1, "independent": 1}]
    )
    sitting = where.sitting()
    for reader in (where.candidate, where.first):
        page = reader.client().get(address(where, sitting)).content.decode()
        assert "May still be given by: whoever leads the person; it is not recorded yet who that is." in page
        assert "it is not recorded yet which part that is." in page
    assert "Only whoever leads this person confirms as a supervisor." in page
    leads(where, where.first)
    page = where.first.client().get(address(where, sitting)).content.decode()
    assert "it is not recorded yet who that is" not in page
    assert "Mark it" in page


@pytest.mark.django_db
def test_the_form_says_which_confirmations_nobody_here_can_give_today() -> None:
    where = bench()
    lead = people.member(where.place, Role.TALENT_LEAD, name="Lea Moss")
    form = f"/w/{where.place.slug}/attempts/tasks/{where.framework.pk}/checking/"
    kinds = cannot_be_given(lead.actor)
    assert set(kinds) == {SUPERVISOR, PEER, AUDIT, THIRD}
    page = lead.client().get(form).content.decode()
    assert "Nobody here can give it today: of nobody it is recorded who leads her." in page
    asked_for: dict[str, Any] = {"count_practical_test": 2, "independent_practical_test": 1, "count_audit": 1}
    told = lead.client().post(form, asked_for, follow=True).content.decode()
    assert "Audit: Nobody here can give it today: nobody has the role of a quality assurer." in told
    leads(where, where.first)
    works_beside(where, where.second)
    assurer(where)
    outsider(where)
    assert cannot_be_given(lead.actor) == {}
