"""Registering a study, drawing its lottery, and asking people again."""

from datetime import date, datetime
from uuid import UUID

from skillmark.campaigns import actions as campaign_actions
from skillmark.campaigns import queries as campaigns
from skillmark.campaigns.queries import Campaign, StepName
from skillmark.foundation import access, audit, sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.hiring import queries as hiring
from skillmark.outcomes import rules
from skillmark.outcomes.models import Answer, FollowUp, FollowUpAnswer, Lot, Lottery, Study
from skillmark.outcomes.queries import studies as queries
from skillmark.people import queries as people

SEED_BYTES = 16  # 128 bits: nobody picks a seed that favours somebody
SALT_BYTES = 16  # 128 bits: nobody tries them all out to learn whose a sealed lot was


class CannotRegister(Exception):
    """A study may not be registered now. `reason` ∈ no_run, registered, outcomes_known, observed."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@action
def register_study(actor: Actor, *, campaign_id: UUID, now: datetime) -> Study:
    """Fix how a campaign will be measured, before anybody can know an outcome. It never changes afterwards.

    Raises CannotRegister without a run of fit, a second time, or once an outcome is known or could be.
    """
    access.require(actor, "outcomes.study.register")
    campaign = campaigns.campaign(actor, campaign_id, lock=True)
    run = hiring.latest_run(actor, campaign_id)
    if run is None:
        raise CannotRegister("no_run")
    if queries.study(actor, campaign_id) is not None:
        raise CannotRegister("registered")
    if queries.outcomes_known(actor, campaign_id):
        raise CannotRegister("outcomes_known")
    plan = queries.plan_for(actor, campaign, run)
    if queries.observed_already(plan, people.today(actor, now)):
        raise CannotRegister("observed")
    study: Study = Study.objects.record(
        actor,
        now=now,
        campaign=campaign,
        run_id=run.pk,
        plan=plan,
        plan_hash=rules.digest_of(plan),
        outcome_observed_from=date.fromisoformat(plan["outcome_observed_from"]),
        registered_by_id=actor.person_id,
    )
    audit.record(actor, "outcomes.study.registered", study, plan=study.plan_hash, campaign=campaign_id)
    campaign_actions.note_step(
        actor, campaign_id=campaign_id, step=StepName.MEASUREMENT, happened_on=people.today(actor, now),
        figures={"eligible": plan["eligible"]},
        url_name="outcomes:measurement", url_arguments=[str(campaign_id)], now=now,
    )  # fmt: skip
    return study


@action
def draw_lottery(actor: Actor, *, campaign_id: UUID, seed: str | None = None, now: datetime) -> Lottery | None:
    """Give the seats by lot among the eligible of the registered plan, once, and lock it; follow-ups are scheduled.

    Where seats are enough for everybody nobody is drawn (None), and those planned for a seat are followed up. Asked
    again, the draw that was held is given. The ranking plays no part: only who is eligible and the seed do. Raises
    CannotRegister (no_run) without a registered study. `seed` None: drawn from the system's randomness.
    """
    campaign = campaigns.campaign(actor, campaign_id, lock=True)
    access.require(actor, "outcomes.lottery.draw", campaign)
    study = queries.study(actor, campaign_id)
    if study is None:
        raise CannotRegister("no_run")
    held = queries.lottery(actor, campaign_id)
    if held is not None:
        return held
    candidates = hiring.candidates(actor, study.run_id)
    eligible = {candidate.known_as: candidate for candidate in candidates if candidate.eligible}
    seats = study.plan["seats"]
    if not rules.lottery_is_needed(len(eligible), seats):
        schedule_follow_ups(actor, campaign_id=campaign_id, now=now)
        return None
    locked = rules.draw(list(eligible), seats, seed if seed is not None else sources.random_bytes(SEED_BYTES).hex())
    pairs = [list(pair) for pair in locked.seats]
    salts = [sources.random_bytes(SALT_BYTES).hex() for _ in locked.drawn]
    seals = [rules.seal_of(salt, lot) for salt, lot in zip(salts, locked.drawn, strict=True)]
    lottery: Lottery = Lottery.objects.record(
        actor,
        now=now,
        study=study,
        seed=locked.seed,
        seats=pairs,
        people=len(locked.drawn),
        locked_hash=rules.locked_hash(locked.seed, pairs, seals),
        drawn_by_id=actor.person_id,
    )
    Lot.objects.across_workspaces().bulk_create(
        Lot(
            id=sources.new_id(),
            workspace_id=campaign.workspace_id,
            recorded_at=now,
            lottery=lottery,
            person_id=eligible[lot.person_id].person_id,
            known_as=lot.person_id,
            stratum=lot.stratum,
            draw=lot.draw,
            salt=salt,
            seal=seal,
            arm=lot.arm,
            position=position,
        )
        for position, (lot, salt, seal) in enumerate(zip(locked.drawn, salts, seals, strict=True), start=1)
    )
    audit.record(
        actor, "outcomes.lottery.drawn", lottery, people=lottery.people, seats=seats, locked=lottery.locked_hash
    )
    _seat(actor, campaign, [eligible[lot.person_id] for lot in locked.drawn if lot.arm == rules.TREATMENT], now)
    schedule_follow_ups(actor, campaign_id=campaign_id, now=now)
    return lottery


@action
def schedule_follow_ups(actor: Actor, *, campaign_id: UUID, now: datetime) -> int:
    """Ask everybody with a seat again at the template's months, and after a lottery everybody who was in it, so that
    the groups can be compared. Those asked already are passed over; gives how many were added.
    """
    campaign = campaigns.campaign(actor, campaign_id)
    access.require(actor, "outcomes.follow_up.note", campaign)
    held = queries.lottery(actor, campaign_id)
    if held is not None:
        asked_again = [lot.person_id for lot in queries.lots(actor, held) if lot.person_id is not None]
    else:
        asked_again = list(campaigns.seats(actor, campaign_id).values_list("person_id", flat=True))
    asked = set(FollowUp.objects.within(actor).filter(campaign=campaign).values_list("person_id", "months"))
    fresh = [
        FollowUp(
            id=sources.new_id(),
            workspace_id=campaign.workspace_id,
            recorded_at=now,
            campaign=campaign,
            person_id=person_id,
            months=months,
            due_on=day,
        )
        for person_id in asked_again
        for months, day in queries.follow_up_days(campaign)
        if (person_id, months) not in asked
    ]
    FollowUp.objects.across_workspaces().bulk_create(fresh)
    audit.record(actor, "outcomes.follow_ups.scheduled", campaign, count=len(fresh))
    figures = {"follow_ups": len(asked) + len(fresh)} | ({} if held is None else {"drawn": _drawn(held)})
    campaign_actions.note_step(
        actor, campaign_id=campaign_id, step=StepName.MEASUREMENT, happened_on=people.today(actor, now),
        figures=figures, url_name="outcomes:measurement", url_arguments=[str(campaign_id)], now=now,
    )  # fmt: skip
    return len(fresh)


@action
def note_follow_up(
    actor: Actor, *, follow_up_id: UUID, answer: Answer, happened_on: date, now: datetime
) -> FollowUpAnswer:
    """Note what a follow-up came to. A later answer replaces the one before it; neither is ever changed."""
    follow_up = queries.follow_up(actor, follow_up_id, lock=True)
    access.require(actor, "outcomes.follow_up.note", follow_up)
    return _note(actor, follow_up, answer, happened_on, now)


@action
def answer_follow_up(actor: Actor, *, follow_up_id: UUID, answer: Answer, now: datetime) -> FollowUpAnswer:
    """She says herself how she is today, asked by link. Kept as said by her, and replaced as any other answer."""
    follow_up = queries.follow_up(actor, follow_up_id, lock=True)
    access.require(actor, "outcomes.follow_up.answer", follow_up)
    return _note(actor, follow_up, answer, people.today(actor, now), now)


def _note(actor: Actor, follow_up: FollowUp, answer: Answer, happened_on: date, now: datetime) -> FollowUpAnswer:
    before = FollowUpAnswer.objects.within(actor).filter(follow_up=follow_up, replaced_by=None).first()
    noted: FollowUpAnswer = FollowUpAnswer.objects.record(
        actor,
        now=now,
        follow_up=follow_up,
        answer=answer.value,
        happened_on=happened_on,
        noted_by_id=actor.person_id,
        replaces=before,
    )
    audit.record(actor, "outcomes.follow_up.noted", noted, follow_up=follow_up.pk)
    return noted


def _drawn(lottery: Lottery) -> int:
    return sum(count for _, count in lottery.seats)


def _seat(actor: Actor, campaign: Campaign, drawn: list[hiring.Candidate], now: datetime) -> None:
    """The seats of the cohort go to those drawn, for good, numbered by hours, cost and rank; no plan moves them."""
    cohort = campaigns.cohorts(actor, campaign.pk).first()
    if cohort is None:
        return
    ordered = sorted(drawn, key=lambda candidate: candidate.path_position)
    campaign_actions.seat_people(
        actor,
        cohort_id=cohort.pk,
        seats=[
            campaign_actions.SeatPlan(
                candidate.person_id, number, cohort.starts_on, candidate.hours, candidate.cost_minor
            )
            for number, candidate in enumerate(ordered, start=1)
        ],
        now=now,
    )
    campaign_actions.lock_seats(actor, cohort_id=cohort.pk, now=now)
