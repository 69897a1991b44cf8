"""A study registered, its lottery drawn and locked, people asked again, and figures released."""

from datetime import UTC, date, datetime
from hashlib import sha256

import pytest
from django.urls import reverse
from tests.hiring.factories import NOW, Setting, ranked, setting
from tests.people import factories as places

from skillmark.campaigns import queries as campaigns
from skillmark.campaigns.queries import StepName
from skillmark.foundation import access, erasure
from skillmark.foundation.models import AuditRow
from skillmark.foundation.roles import Actor, Role
from skillmark.foundation.scopes import NotFound, PublicScope
from skillmark.hiring import actions as hiring_actions
from skillmark.hiring import queries as hiring
from skillmark.kernel.disclosure import attack
from skillmark.kernel.impact import Eligible, hash_of_eligible
from skillmark.outcomes import actions, documents, queries, rules
from skillmark.outcomes.queries import Answer, Lot, Lottery, Verdict
from skillmark.people import actions as people_actions

MINIMUM = 10


def drawn() -> tuple[Setting, queries.Lottery]:
    made, _ = ranked(openings=4)
    actions.register_study(made.actor, campaign_id=made.campaign.pk, now=NOW)
    lottery = actions.draw_lottery(made.actor, campaign_id=made.campaign.pk, seed="7", now=NOW)
    assert lottery is not None
    return made, lottery


@pytest.mark.django_db
def test_a_plan_is_registered_once_and_before_anybody_knows_an_outcome() -> None:
    made, _ = ranked()
    study = actions.register_study(made.actor, campaign_id=made.campaign.pk, now=NOW)
    assert study.recorded_at.date() < study.outcome_observed_from
    assert rules.digest_of(study.plan) == study.plan_hash
    assert [one["months"] for one in study.plan["follow_ups"]] == [6, 9, 12]
    with pytest.raises(actions.CannotRegister, match="registered"):
        actions.register_study(made.actor, campaign_id=made.campaign.pk, now=NOW)


@pytest.mark.django_db
def test_a_plan_cannot_be_registered_once_the_first_outcome_could_be_known() -> None:
    made, _ = ranked()
    with pytest.raises(actions.CannotRegister, match="observed"):
        actions.register_study(made.actor, campaign_id=made.campaign.pk, now=datetime(2026, 10, 7, tzinfo=UTC))


@pytest.mark.django_db
def test_a_plan_needs_to_know_who_could_be_ready() -> None:
    made = setting()
    with pytest.raises(actions.CannotRegister, match="no_run"):
        actions.register_study(made.actor, campaign_id=made.campaign.pk, now=NOW)


@pytest.mark.django_db
def test_seats_go_to_the_smallest_draws_among_the_eligible_whatever_their_rank() -> None:
    made, lottery = drawn()
    run = hiring.latest_run(made.actor, made.campaign.pk)
    assert run is not None
    eligible = sorted(one.known_as for one in hiring.candidates(made.actor, run.pk) if one.eligible)
    expected = sorted((sha256(f"7\n{name}".encode()).hexdigest(), name) for name in eligible)
    rows = list(documents.lottery_rows(made.actor, lottery))
    assert [(row[2], row[0]) for row in rows] == expected
    assert [row[3] for row in rows] == ["treatment"] * 4 + ["comparison"] * (len(eligible) - 4)
    assert queries.lottery_verdict(made.actor, lottery) is Verdict.UNALTERED


@pytest.mark.django_db
def test_those_drawn_have_the_seats() -> None:
    made, lottery = drawn()
    won = {lot.person_id for lot in queries.lots(made.actor, lottery) if lot.arm == "treatment"}
    seats = list(campaigns.seats(made.actor, made.campaign.pk))
    assert {seat.person_id for seat in seats} == won
    assert [seat.number for seat in seats] == [1, 2, 3, 4]


@pytest.mark.django_db
def test_a_lottery_is_drawn_once() -> None:
    made, lottery = drawn()
    again = actions.draw_lottery(made.actor, campaign_id=made.campaign.pk, seed="8", now=NOW)
    assert again is not None
    assert again.pk == lottery.pk
    assert again.seed == "7"


@pytest.mark.django_db
def test_a_swapped_lot_is_noticed() -> None:
    made, lottery = drawn()
    lots = list(queries.lots(made.actor, lottery))
    lots[0].arm, lots[-1].arm = lots[-1].arm, lots[0].arm
    lots[0].save(update_fields=["arm"])
    lots[-1].save(update_fields=["arm"])
    assert queries.lottery_verdict(made.actor, lottery) is Verdict.ALTERED


@pytest.mark.django_db
def test_after_an_erasure_the_draw_still_verifies_and_names_nobody() -> None:
    made, lottery = drawn()
    erased = next(lot for lot in queries.lots(made.actor, lottery) if lot.arm == "comparison")
    person_id = erased.person_id
    erasure.erase(made.actor, person_id, NOW)
    kept = queries.lots(made.actor, lottery).get(position=erased.position)
    assert (kept.person_id, kept.known_as, kept.draw, kept.salt) == (None, "", None, None)
    assert queries.lottery_verdict(made.actor, lottery) is Verdict.UNALTERED_WITHOUT_ERASED
    assert not queries.follow_ups(made.actor, made.campaign.pk).filter(person_id=person_id).exists()
    address = reverse("outcomes:lottery", kwargs={"workspace": made.where.slug, "campaign_id": made.campaign.pk})
    shown = places.member(made.where, Role.EVALUATOR).client().get(address).content.decode()
    assert "1 person was erased since" in shown
    kept.arm = "treatment"
    kept.save(update_fields=["arm"])
    assert queries.lottery_verdict(made.actor, lottery) is Verdict.ALTERED


@pytest.mark.django_db
def test_after_an_erasure_trying_every_number_tells_nothing_of_who_is_missing() -> None:
    """The seed is public, and so are the draws of the others: no hash that is kept may fit a guess."""
    made, lottery = drawn()
    lots = list(queries.lots(made.actor, lottery))
    erased = lots[len(lots) // 2]
    erasure.erase(made.actor, erased.person_id, NOW)
    kept = [*Lot.objects.within(made.actor).values_list("draw", "salt", "seal")]
    kept += [(held.seed, held.locked_hash) for held in Lottery.objects.within(made.actor)]
    kept += list(AuditRow.objects.filter(workspace_id=made.where.pk).values_list("facts"))
    told = " ".join(str(value) for row in kept for value in row)
    others = [lot for lot in lots if lot.pk != erased.pk]
    for number in range(1, 1000):
        guess = f"TW-{number:03}"
        draw = sha256(f"7\n{guess}".encode()).hexdigest()
        row = [erased.stratum, draw, erased.arm]
        everybody = sorted([row, *([lot.stratum, lot.draw, lot.arm] for lot in others)])
        listed = [Eligible(guess), *(Eligible(lot.known_as) for lot in others)]
        known = guess in {lot.known_as for lot in others}
        tried = {
            "draw": draw,
            "list": hash_of_eligible(listed),
            "lots": rules.digest_of({"seed": "7", "seats": lottery.seats, "lots": everybody}),
            "seal": rules.digest_of([guess, *row]),
        }
        assert known or [name for name, value in tried.items() if value in told] == [], guess


@pytest.mark.django_db
def test_a_lot_given_to_another_is_noticed() -> None:
    made, lottery = drawn()
    first, last = queries.lots(made.actor, lottery)[0], queries.lots(made.actor, lottery).last()
    assert last is not None
    first.known_as, last.known_as = last.known_as, first.known_as
    first.save(update_fields=["known_as"])
    last.save(update_fields=["known_as"])
    assert queries.lottery_verdict(made.actor, lottery) is Verdict.ALTERED


@pytest.mark.django_db
def test_a_name_that_was_only_wiped_is_no_erasure() -> None:
    made, lottery = drawn()
    queries.lots(made.actor, lottery).filter(position=3).update(known_as="")
    assert queries.lottery_verdict(made.actor, lottery) is Verdict.ALTERED


@pytest.mark.django_db
def test_a_participant_does_not_note_her_own_outcome() -> None:
    made, _ = drawn()
    own, another = (
        queries.follow_ups(made.actor, made.campaign.pk).filter(months=6).order_by("id")[number] for number in (0, 1)
    )
    account = places.account()
    people_actions.link_account(made.actor, person_id=own.person_id, account_id=account, now=NOW)
    people_actions.grant_role(
        made.actor, person_id=own.person_id, role=Role.EVALUATOR, starts=date(2026, 1, 1), now=NOW
    )
    herself = places.Member(own.person_id, account, made.where.slug)
    day = date(2026, 10, 6)

    def note(follow_up: queries.FollowUp) -> None:
        actions.note_follow_up(
            herself.actor, follow_up_id=follow_up.pk, answer=Answer.SAME_EMPLOYER, happened_on=day, now=NOW
        )

    with pytest.raises(access.Forbidden):
        note(own)
    note(another)
    pages = [
        reverse("outcomes:note_follow_up", kwargs={"workspace": made.where.slug, "follow_up_id": one.pk})
        for one in (own, another)
    ]
    assert [herself.client().get(page).status_code for page in pages] == [403, 200]
    listing = reverse("outcomes:follow_ups", kwargs={"workspace": made.where.slug, "campaign_id": made.campaign.pk})
    shown = herself.client().get(listing).content.decode()
    assert [page in shown for page in pages] == [False, True]


@pytest.mark.django_db
def test_a_release_never_shows_smaller_groups_than_the_workspace_or_an_earlier_release() -> None:
    made, _ = drawn()
    first = actions.release_figures(made.actor, campaign_id=made.campaign.pk, minimum=2, now=NOW)
    assert first.minimum == 10
    raised = actions.release_figures(made.actor, campaign_id=made.campaign.pk, minimum=20, now=NOW)
    assert raised.minimum == 20
    again = actions.release_figures(made.actor, campaign_id=made.campaign.pk, minimum=10, now=NOW)
    assert again.pk == raised.pk
    made.where.minimum_cell = 5
    made.where.save()
    table = actions.release_adverse_impact(made.actor, campaign_id=made.campaign.pk, minimum=5, now=NOW)
    assert table.minimum == 20, "it counts the same people"


@pytest.mark.django_db
def test_the_form_may_only_raise_the_minimum() -> None:
    made, _ = ranked()
    evaluator = places.member(made.where, Role.EVALUATOR).client()
    for page in ("figures", "fairness"):
        address = reverse(f"outcomes:{page}", kwargs={"workspace": made.where.slug, "campaign_id": made.campaign.pk})
        assert evaluator.post(address, {"minimum": "9"}).status_code == 400
    address = reverse("outcomes:figures", kwargs={"workspace": made.where.slug, "campaign_id": made.campaign.pk})
    assert 'value="10"' in evaluator.get(address).content.decode()
    assert evaluator.post(address, {"minimum": "12"}).status_code == 302
    assert [release.minimum for release in queries.releases(made.actor, made.campaign.pk)] == [12]


@pytest.mark.django_db
def test_days_are_those_of_the_workspace() -> None:
    """Two in the morning in Greenwich is the evening before in New York."""
    made, _ = ranked(openings=4)
    evening = datetime(2026, 10, 6, 2, tzinfo=UTC)
    study = actions.register_study(made.actor, campaign_id=made.campaign.pk, now=evening)
    assert study.outcome_observed_from == date(2026, 10, 6), "a first outcome could be known from tomorrow on"
    release = actions.release_figures(made.actor, campaign_id=made.campaign.pk, minimum=MINIMUM, now=evening)
    steps = campaigns.steps(made.actor, made.campaign.pk)
    assert {steps[name].happened_on for name in (StepName.MEASUREMENT, StepName.FIGURES)} == {date(2026, 10, 5)}
    figure = documents.statistics_context(release)["figures"][0]
    assert figure.as_of == date(2026, 10, 5)


@pytest.mark.django_db
def test_where_seats_are_enough_nobody_is_drawn_and_those_seated_are_asked_again() -> None:
    made, run = ranked(openings=200)
    assert run.seats == 200
    actions.register_study(made.actor, campaign_id=made.campaign.pk, now=NOW)
    assert actions.draw_lottery(made.actor, campaign_id=made.campaign.pk, now=NOW) is None
    assert list(documents.lottery_rows(made.actor, queries.lottery(made.actor, made.campaign.pk))) == []
    seated = campaigns.seats(made.actor, made.campaign.pk).count()
    assert queries.follow_ups(made.actor, made.campaign.pk).count() == 3 * seated > 0


@pytest.mark.django_db
def test_a_later_answer_replaces_the_one_before_it() -> None:
    made, _ = drawn()
    follow_up = queries.follow_ups(made.actor, made.campaign.pk)[0]
    day = date(2026, 10, 6)
    actions.note_follow_up(made.actor, follow_up_id=follow_up.pk, answer=Answer.NOT_REACHED, happened_on=day, now=NOW)
    actions.note_follow_up(made.actor, follow_up_id=follow_up.pk, answer=Answer.SAME_EMPLOYER, happened_on=day, now=NOW)
    (seen,) = [one for one in queries.follow_ups(made.actor, made.campaign.pk) if one.pk == follow_up.pk]
    assert [one.answer for one in seen.in_force] == ["same_employer"]
    assert queries.outcomes_known(made.actor, made.campaign.pk)


@pytest.mark.django_db
def test_a_release_withstands_the_attack_and_recomputes() -> None:
    made, _ = drawn()
    release = actions.release_figures(made.actor, campaign_id=made.campaign.pk, minimum=MINIMUM, now=NOW)
    assert attack(rules.releases_of(release.rows), minimum=MINIMUM).in_vain
    shown = [count for *_, count in release.rows if count is not None]
    assert all(count == 0 or count >= MINIMUM for count in shown)
    assert None in [row[3] for row in release.rows]
    assert queries.recomputed(made.actor, release.pk).same


@pytest.mark.django_db
def test_the_same_figures_are_one_release() -> None:
    made, _ = drawn()
    first = actions.release_figures(made.actor, campaign_id=made.campaign.pk, minimum=MINIMUM, now=NOW)
    second = actions.release_figures(made.actor, campaign_id=made.campaign.pk, minimum=MINIMUM, now=NOW)
    assert first.pk == second.pk


@pytest.mark.django_db
def test_reached_counts_come_from_published_cells_alone() -> None:
    made, _ = drawn()
    release = actions.release_figures(made.actor, campaign_id=made.campaign.pk, minimum=MINIMUM, now=NOW)
    reached = dict(rules.reached(release.rows))
    assert reached[rules.Step.APPLIED] == 80
    hidden = [row for row in release.rows if row[3] is None and row[0] == row[1] == "Total"]
    assert hidden, "with four seats the margin of seated people is below the minimum"
    html = documents.statistics_html(release)
    assert "Too few to show" in html
    assert "SAMPLE" in html
    assert "TW-0" not in html


@pytest.mark.django_db
def test_a_release_is_public_and_frozen() -> None:
    made, _ = drawn()
    release = actions.release_figures(made.actor, campaign_id=made.campaign.pk, minimum=MINIMUM, now=NOW)
    assert queries.published_release(release.pk).digest == release.digest
    release.minimum = 2
    with pytest.raises(Exception, match="append-only"):
        release.save()


@pytest.mark.django_db
def test_selection_rates_are_counted_by_the_one_reader_and_none_without_answers() -> None:
    made, _ = ranked(openings=20, demographics=True)
    table = actions.release_adverse_impact(made.actor, campaign_id=made.campaign.pk, minimum=MINIMUM, now=NOW)
    assert {rate.attribute for rate in table.rows} == {"sex", "age_band"}
    kept = queries.fairness(made.actor, made.campaign.pk)
    assert kept is not None
    assert [rate.row() for rate in kept[1]] == [rate.row() for rate in table.rows]
    for rate in table.rows:
        assert rate.n is None or rate.n == 0 or rate.n >= MINIMUM


@pytest.mark.django_db
def test_nothing_is_counted_before_anybody_is_ranked() -> None:
    made = setting()
    with pytest.raises(actions.NothingToCount):
        actions.release_figures(made.actor, campaign_id=made.campaign.pk, minimum=MINIMUM, now=NOW)


@pytest.mark.django_db
def test_a_stranger_reads_no_study() -> None:
    made, _ = drawn()
    with pytest.raises((access.Forbidden, NotFound)):
        queries.study(Actor(scope=PublicScope()), made.campaign.pk)


@pytest.mark.django_db
def test_computing_fit_again_moves_neither_the_study_nor_the_seats_that_were_drawn() -> None:
    made, lottery = drawn()
    won = {lot.person_id for lot in queries.lots(made.actor, lottery) if lot.arm == "treatment"}
    later = hiring_actions.run_fit(made.actor, campaign_id=made.campaign.pk, now=NOW)
    assert set(campaigns.seats(made.actor, made.campaign.pk).values_list("person_id", flat=True)) == won
    study = queries.study(made.actor, made.campaign.pk)
    assert study is not None
    assert study.run_id != later.pk
