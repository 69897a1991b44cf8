"""A pass mark comes from people who know the work: apart, in rounds, and its record stays."""

from fractions import Fraction

import pytest
from django.urls import reverse
from tests.assessment.factories import NOW, TO_STANDARD, Bench, bench
from tests.assessment.looking import where_lead
from tests.people import factories as people
from tests.people.factories import Member

from skillmark.assessment import actions, answers, queries, rules
from skillmark.assessment.actions import CannotRate
from skillmark.assessment.models import NeverChanged
from skillmark.assessment.queries import CutPanel
from skillmark.foundation.access import Forbidden
from skillmark.foundation.roles import Role
from skillmark.foundation.scopes import NotFound
from skillmark.kernel.values import BadInput

pytestmark = pytest.mark.django_db
LOWER = {"1": 1, "2": 1, "3": 2, "4": 2}


def asked(where: Bench) -> tuple[CutPanel, list[Member]]:
    members = [where.first, where.second, people.member(where.place, Role.WORKER, name="Ana Ruiz")]
    panel = actions.open_cut_panel(
        where.program, task_id=where.task.pk, person_ids=[one.person_id for one in members], now=NOW
    )
    return panel, members


def answer(panel: CutPanel, members: list[Member], *levels: dict[str, int]) -> None:
    for member, given in zip(members, levels, strict=True):
        actions.estimate(member.actor, panel_id=panel.pk, levels=given, now=NOW)


def read(where: Bench, panel: CutPanel) -> CutPanel:
    return queries.cut_panel(where.program, panel.pk)


@pytest.mark.parametrize(
    ("numerator", "level"), [(0, 1), (1, 1), (6, 2), (8, 2), (9, 3), (12, 3)], ids=lambda value: str(value)
)
def test_the_level_is_rounded_up_and_never_nought(numerator: int, level: int) -> None:

    assert rules.level_for(Fraction(numerator, 12), 3) == level


def test_what_a_round_comes_to_is_told_once_all_have_answered() -> None:
    where = bench()
    panel, members = asked(where)
    answer(panel, members[:2], TO_STANDARD, LOWER)
    assert [(one.given, one.found) for one in queries.rounds_of(read(where, panel))] == [(2, None)]
    answer(panel, members[2:], TO_STANDARD)
    (only,) = queries.rounds_of(read(where, panel))
    assert only.found is not None
    assert (only.found.cut, only.found.possible) == (Fraction(8 + 6 + 8, 3), 12)
    assert [one.mean * 3 for one in only.found.items] == [5, 5, 6, 6]


def test_an_estimate_stands_and_is_given_once_a_round() -> None:
    where = bench()
    panel, members = asked(where)
    given = actions.estimate(members[0].actor, panel_id=panel.pk, levels=LOWER, now=NOW)
    with pytest.raises(CannotRate):
        actions.estimate(members[0].actor, panel_id=panel.pk, levels=TO_STANDARD, now=NOW)
    given.levels = TO_STANDARD
    with pytest.raises(NeverChanged):
        given.save()


def test_in_the_next_round_everybody_answers_again_knowing_the_means() -> None:
    where = bench()
    panel, members = asked(where)
    answer(panel, members, TO_STANDARD, LOWER, TO_STANDARD)
    actions.next_round(where.program, panel_id=panel.pk, now=NOW)
    page = members[0].client().get(reverse("assessment:estimate", args=[where.place.slug, panel.pk])).content.decode()
    assert "1.67 of 3" in page
    assert "Owen Pratt" not in page
    answer(panel, members, TO_STANDARD, TO_STANDARD, TO_STANDARD)
    first, second = queries.rounds_of(read(where, panel))
    assert first.found is not None
    assert second.found is not None
    assert (first.found.cut < second.found.cut, second.found.error) == (True, 0.0)


def test_nobody_moves_a_panel_on_before_all_have_answered_nor_without_end() -> None:
    where = bench()
    panel, members = asked(where)
    answer(panel, members[:2], TO_STANDARD, LOWER)
    with pytest.raises(BadInput):
        actions.next_round(where.program, panel_id=panel.pk, now=NOW)
    with pytest.raises(BadInput):
        actions.close_cut_panel(where.program, panel_id=panel.pk, pass_mark=2, reason="So.", now=NOW)
    answer(panel, members[2:], TO_STANDARD)
    for _round in range(2):
        actions.next_round(where.program, panel_id=panel.pk, now=NOW)
        answer(panel, members, TO_STANDARD, LOWER, TO_STANDARD)
    with pytest.raises(BadInput):
        actions.next_round(where.program, panel_id=panel.pk, now=NOW)


def test_the_record_says_what_was_decided_and_why() -> None:
    where = bench()
    panel, members = asked(where)
    answer(panel, members, TO_STANDARD, LOWER, TO_STANDARD)
    for level, reason in ((0, "So."), (4, "So."), (2, " ")):
        with pytest.raises(BadInput):
            actions.close_cut_panel(where.program, panel_id=panel.pk, pass_mark=level, reason=reason, now=NOW)
    actions.close_cut_panel(where.program, panel_id=panel.pk, pass_mark=2, reason="A guard is never left.", now=NOW)
    again = read(where, panel)
    assert (again.pass_mark, again.reason) == (2, "A guard is never left.")
    assert queries.rounds_of(again)[0].found is not None
    where.task.rubric.refresh_from_db()
    assert where.task.rubric.pass_mark == 2  # in force is what the standard says
    with pytest.raises(BadInput):
        actions.close_cut_panel(where.program, panel_id=panel.pk, pass_mark=3, reason="Again.", now=NOW)
    with pytest.raises(NotFound):
        actions.estimate(members[0].actor, panel_id=panel.pk, levels=LOWER, now=NOW)


def test_a_panel_has_three_members_and_a_task_one_open_panel() -> None:
    where = bench()
    two = [where.first.person_id, where.second.person_id]
    with pytest.raises(BadInput):
        actions.open_cut_panel(where.program, task_id=where.task.pk, person_ids=[*two, two[0]], now=NOW)
    asked(where)
    with pytest.raises(BadInput):
        asked(where)


def test_levels_off_the_scale_or_left_out_are_refused() -> None:
    where = bench()
    panel, members = asked(where)
    for levels in ({"1": 2}, TO_STANDARD | {"4": 4}, TO_STANDARD | {"5": 1}):
        with pytest.raises(BadInput):
            actions.estimate(members[0].actor, panel_id=panel.pk, levels=levels, now=NOW)


def test_who_does_not_sit_on_it_finds_no_panel() -> None:
    where, other = bench(), bench()
    panel, _members = asked(where)
    for somebody in (where.candidate, other.first, where_lead(where)):
        with pytest.raises(NotFound):
            actions.estimate(somebody.actor, panel_id=panel.pk, levels=TO_STANDARD, now=NOW)
    with pytest.raises(NotFound):
        queries.cut_panel(where_lead(other).actor, panel.pk)
    with pytest.raises(Forbidden):
        queries.cut_panel(where.first.actor, panel.pk)


def test_today_tells_members_and_then_whoever_leads() -> None:
    where = bench()
    panel, members = asked(where)
    lead = where_lead(where)
    told = "Set a pass mark with others: "
    assert any(due.title.startswith(told) for due in answers.due_for(members[2].actor, NOW))
    answer(panel, members, TO_STANDARD, LOWER, TO_STANDARD)
    assert not any(due.title.startswith(told) for due in answers.due_for(members[2].actor, NOW))
    waits = [due.title for due in answers.due_for(lead.actor, NOW)]
    assert any(title.startswith("Everybody on the panel has answered: ") for title in waits)


def test_whoever_is_erased_holds_nobody_up_and_leaves_no_name() -> None:
    where = bench()
    panel, members = asked(where)
    answer(panel, members[:2], TO_STANDARD, LOWER)
    assert [row["kind"] for row in answers.personal_data(where.program, members[2].person_id)] == ["pass_mark"]
    answers.erase(where.program, members[2].person_id, NOW)
    assert queries.complete(read(where, panel))
    assert answers.personal_data(where.program, members[2].person_id) == []


def test_the_whole_way_by_the_pages() -> None:
    where = bench()
    lead, slug = where_lead(where), where.place.slug
    members = [where.first, where.second, people.member(where.place, Role.WORKER, name="Ana Ruiz")]
    leads = lead.client()
    sent = {"task": str(where.task.pk), "people": [str(one.person_id) for one in members]}
    opened = leads.post(reverse("assessment:open_cut_panel", args=[slug]), sent)
    assert opened.status_code == 302
    refused = leads.post(reverse("assessment:open_cut_panel", args=[slug]), sent)
    assert refused.status_code == 200
    panel = CutPanel.objects.within(where.program).get()
    for member, levels in zip(members, (TO_STANDARD, LOWER, TO_STANDARD), strict=True):
        given = {f"mark_{place}": str(level) for place, level in levels.items()}
        address = reverse("assessment:estimate", args=[slug, panel.pk])
        assert "You have answered in this round" in member.client().post(address, given, follow=True).content.decode()
    record = leads.get(opened["Location"]).content.decode()
    assert "Together: 7.33 of 12" in record
    assert "Ida Berg" not in record
    close = reverse("assessment:close_cut_panel", args=[slug, panel.pk])
    assert "rounded up" in leads.get(close).content.decode()
    decided = leads.post(close, {"pass_mark": "2", "reason": "It holds."}, follow=True).content.decode()
    assert "No group has set it yet." in decided
    assert "Decided" in leads.get(reverse("assessment:cut_panels", args=[slug])).content.decode()
    assert where.first.client().get(opened["Location"]).status_code == 403
