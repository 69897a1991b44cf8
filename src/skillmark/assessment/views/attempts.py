"""Pages of assessment: what waits, marking, settling a difference, and an attempt as everybody may see it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from skillmark.assessment import actions, ladders, queries, rules, showing, words
from skillmark.assessment.forms import OpenForm, ScoreForm, SettleForm
from skillmark.assessment.models import LayerKind, Sitting
from skillmark.assessment.queries.sittings import in_whole, own_stale, stale
from skillmark.foundation import access, sources, waiting
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import about, page
from skillmark.governance import queries as decisions
from skillmark.kernel.values import BadInput
from skillmark.people import queries as people
from skillmark.standards import queries as standards
from skillmark.ui import lists
from skillmark.ui.forms import refuse
from skillmark.ui.tables import Column, Link, Table
from skillmark.ui.templatetags.skillmark import status

ASSESSOR, OBSERVER = gettext_lazy("Assessor"), gettext_lazy("Observer")
POOL = "pool:"  # before the id, among the tasks that can be chosen


@page("assessment.sitting.list")
def attempts(request: HttpRequest, actor: Actor) -> HttpResponse:
    found = lists.find(
        request,
        queries.sittings_by_name(actor),
        text=["shown_name", "task__work_task__statement"],
        orders=[
            lists.Order("latest", _("The latest first"), ("-recorded_at", "-id")),
            lists.Order("name", _("By name"), ("shown_name", "-recorded_at", "-id")),
        ],
    )
    shown = lists.part(request, found)
    # where the whole list is kept as a file, its page has been read already
    page: Any = found.items if lists.asked_for(request) else shown.object_list
    shown.object_list = in_whole(actor, page, found.sort.by)
    old = stale(actor, shown)
    table = Table(
        caption=_("All attempts"),
        columns=[Column(_("Who")), Column(_("Task")), Column(_("How it stands")), Column(_("Since"))],
        rows=[
            [
                Link(
                    str(showing.whose(actor, sitting)), reverse("assessment:attempt", args=[_slug(request), sitting.pk])
                ),
                showing.task_as_marked(sitting, sitting.pk in old),
                status(*words.STAGES[queries.result(sitting).stage.value]),
                date_format(sitting.recorded_at, "DATE_FORMAT"),
            ]
            for sitting in shown
        ],
        order=found.sort.label,
        hidden_caption=True,
    )
    context = {
        "waiting": [(one, showing.whose(actor, one.sitting)) for one in queries.waiting_for(actor)],
        "kept": queries.results_are_kept(actor),
        "page": shown,
        "found": found,
        "may_start": access.may_ever(actor, "assessment.sitting.open"),
        "may_compare": access.may_ever(actor, "assessment.agreement.read"),
        "may_qualify": access.may_ever(actor, "assessment.qualification.read"),
        "calibrates": access.may_ever(actor, "assessment.calibration.do"),
        "may_assure": access.may_ever(actor, "assessment.sample.read"),
        "may_rate": access.may_ever(actor, "assessment.sitting.rate"),
    }
    return lists.answer(request, "assessment/attempts.html", context, table)


@page("assessment.sitting.open")
def start(request: HttpRequest, actor: Actor) -> HttpResponse:
    tasks = _tasks_by_standard(actor)
    persons = people.to_choose(actor, without=[actor.person_id])
    form = OpenForm(tasks, persons, request.POST or None, initial={"person": request.GET.get("person", "")})
    if request.method == "POST" and form.is_valid():
        try:
            sittings = _opened(actor, form.cleaned_data["task"], UUID(form.cleaned_data["person"]))
            if len(sittings) > 1:
                messages.success(request, _("%(number)s attempts are open.") % {"number": len(sittings)})
                return redirect("assessment:attempts", _slug(request))
            return redirect("assessment:attempt", _slug(request), sittings[0].pk)
        except actions.NoPolicy:
            form.add_error("task", _("First say how results on this standard are checked."))
        except standards.NotInUse as retired:
            form.add_error("task", standards.why_not_usable(retired))
        except actions.NotTold as refused:
            form.add_error("person", whom_to_ask(actor, refused.sittings[0]))
    return render(request, "assessment/start.html", {"form": form, "tasks": tasks})


def _tasks_by_standard(actor: Actor) -> list[tuple[str, list[tuple[str, str]]]]:
    """What can be tried, tasks before pools, under the version of the standard it belongs to; none of one retired."""
    groups: dict[str, list[tuple[str, str]]] = {}
    retired = standards.Status.RETIRED
    for task in queries.tasks(actor).exclude(framework__status=retired):
        groups.setdefault(standards.named(task.framework), []).append(
            (str(task.pk), capfirst(task.work_task.statement))
        )
    for pool in (each for each in queries.pools(actor) if each.framework.status != retired):
        groups.setdefault(standards.named(pool.framework), []).append(
            (f"{POOL}{pool.pk}", _("Drawn from: %(name)s") % {"name": pool.name})
        )
    return list(groups.items())


@page("assessment.sitting.read", at_tablet=True)
def attempt(request: HttpRequest, actor: Actor, sitting_id: UUID) -> HttpResponse:
    sitting = queries.sitting(actor, sitting_id)
    about(request, sitting.person_id)
    chance = _chance(actor, sitting)
    to_rate, called = chance.kinds, OBSERVER if sitting.task.observers else ASSESSOR
    shown = showing.attempt_page(actor, sitting, called, may_mark=bool(to_rate))
    own, waits = actor.person_id == sitting.person_id, shown.stage == rules.Stage.WAITS_FOR_ASSESSORS
    today = people.today(actor, sources.now())
    way = decisions.way_to_appeal(actor, sitting._meta.label_lower, sitting.pk, sources.now()) if own else None
    context = {
        "way": way,
        "counting": _counting(actor, sitting),
        "again_by_others": own and sitting.opened_by_id is None and bool(decisions.hands_before(actor, sitting.pk)),
        "shown": shown,
        "sitting": sitting,
        "whose": showing.whose(actor, sitting),
        "method": words.METHODS[sitting.task.method],
        "drawn": queries.drawn_for(actor, sitting),
        "claim": _claim_seen(actor, sitting),
        "stale": bool(stale(actor, [sitting])),
        "own": own,
        "reader_id": actor.person_id,
        "to_rate": to_rate,
        "again": to_rate and shown.stage == rules.Stage.PASSED,
        # told before she looks for the button
        "kept_from": words.refusal(chance.why, chance.part) if chance.why in words.TOLD_BEFORE else "",
        "to_settle": _to_settle(actor, sitting),
        "to_tell": queries.tells(actor, sitting, today),
        "said": sitting.next_time.order_by("recorded_at", "id"),
        "may_add": access.may(actor, "assessment.evidence.add", sitting),
        "needs": [(need, *words.NEEDS[need.status.value]) for need in queries.needs_seen(actor, sitting)],
        "may_ask_need": waits and access.may(actor, "assessment.accommodation.ask", sitting),
        "may_answer_need": waits and access.may(actor, "assessment.accommodation.answer", sitting),
        "may_ask": waits and access.may(actor, "assessment.sitting.ask", sitting),
    }
    return render(request, "assessment/attempt.html", context)


@page("assessment.sitting.rate", at_tablet=True)
@waiting.can_wait
def score(request: HttpRequest, actor: Actor, sitting_id: UUID) -> HttpResponse:
    sitting = queries.sitting(actor, sitting_id)
    about(request, sitting.person_id)
    access.require(actor, "assessment.sitting.rate", sitting)
    kinds = queries.open_to(actor, sitting) or _given_before(request, actor, sitting)
    if not kinds:
        return _not_taken(request, sitting_id, _why_not(actor, sitting))
    ways = [(kind.value, words.WAYS[kind.value]) for kind in kinds]
    form = ScoreForm(ways, sitting.task, request.POST or None)
    if request.method == "POST" and form.is_valid():
        kind = LayerKind(form.cleaned_data.get("way") or kinds[0].value)
        try:
            actions.rate(
                actor,
                sitting_id=sitting_id,
                scores=form.marks(),
                kind=kind,
                seen=form.cleaned_data.get("observation", ""),
                judgement=form.judged(),
                confirmed=form.confirmation(),
                observed=form.observed(),
                now=sources.now(),
            )
            return waiting.taken(request, _("Your marks are kept. Thank you."), _on_from(request, actor, sitting_id))
        except BadInput as bad:
            refuse(form, bad)
        except actions.CannotRate as refused:
            return _not_taken(request, sitting_id, words.refusal(refused.reason, refused.part))
    if waiting.waited(request):
        return waiting.refused(waiting.faults(form))
    context = {
        "form": form,
        "sitting": sitting,
        "whose": showing.whose(actor, sitting),
        "again": queries.result(sitting).stage is rules.Stage.PASSED,
        "method": words.METHODS[sitting.task.method],
        "pass_word": showing.pass_word(sitting),
    }
    return render(request, "assessment/score.html", context)


@page("assessment.sitting.settle")
def settle(request: HttpRequest, actor: Actor, sitting_id: UUID) -> HttpResponse:
    sitting = queries.sitting(actor, sitting_id)
    about(request, sitting.person_id)
    access.require(actor, "assessment.sitting.settle", sitting)
    if not _to_settle(actor, sitting):
        messages.error(request, words.REFUSALS["not_waiting"])
        return redirect("assessment:attempt", _slug(request), sitting_id)
    shown = showing.attempt_page(actor, sitting, OBSERVER if sitting.task.observers else ASSESSOR)
    unsettled = {line.position for line in shown.criteria if line.open}
    criteria = [row for row in sitting.task.rubric.criteria if str(row["position"]) in unsettled]
    form = SettleForm(criteria, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.settle(
                actor,
                sitting_id=sitting_id,
                scores=form.marks(),
                reason=form.cleaned_data["reason"],
                now=sources.now(),
            )
            messages.success(request, _("The difference is settled. Both ratings stay as they were given."))
            return redirect(_on_from(request, actor, sitting_id))
        except actions.CannotRate as refused:
            messages.error(request, words.REFUSALS[refused.reason])
        return redirect("assessment:attempt", _slug(request), sitting_id)
    return render(
        request,
        "assessment/settle.html",
        {"form": form, "sitting": sitting, "shown": shown, "whose": showing.whose(actor, sitting)},
    )


@page("assessment.own.read", scope="holder")
def own(request: HttpRequest, holder: Actor) -> HttpResponse:
    lines, found = [], queries.own_sittings(holder)
    old = own_stale(holder, found)
    for sitting in found:
        result = queries.result(sitting)
        day = people.day_in(sitting.workspace, sources.now())
        layers = [showing.layer_line(state) for state in queries.layers_on(holder, sitting, day)]
        lines.append((sitting, sitting.pk in old, layers, *words.STAGES[result.stage.value]))
    return render(request, "assessment/own.html", {"lines": lines})


def _counting(actor: Actor, sitting: Sitting) -> list[standards.Counting]:
    """What it counts for on the ladder and in the review; nothing while the reader may not know whose it is."""
    if queries.name_is_hidden(actor, sitting):
        return []
    return ladders.counts_for(actor, sitting.task.framework, sitting.task.shows, sitting.person_id)


def _claim_seen(actor: Actor, sitting: Sitting) -> Any:
    """The claim of prior learning it came of, for whoever may read that; else None."""
    seen = sitting.claim is not None and access.may(actor, "assessment.prior.read", sitting.claim)
    return sitting.claim if seen else None


def _opened(actor: Actor, chosen: str, person_id: UUID) -> list[Sitting]:
    """The attempts at a task, or at what is drawn from a pool."""
    if chosen.startswith(POOL):
        pool_id = UUID(chosen.removeprefix(POOL))
        return actions.draw_tasks(actor, pool_id=pool_id, person_id=person_id, now=sources.now())
    return [actions.open_sitting(actor, task_id=UUID(chosen), person_id=person_id, now=sources.now())]


def _given_before(request: HttpRequest, actor: Actor, sitting: Sitting) -> tuple[LayerKind, ...]:
    """The way in which she marked it already, where the same may have been sent again; none to open the page anew."""
    before = queries.own_rating(actor, sitting) if request.method == "POST" else None
    if before is None or request.POST.get("way", before.kind) != before.kind:
        return ()
    return (LayerKind(before.kind),)


def _not_taken(request: HttpRequest, sitting_id: UUID, why: Any) -> HttpResponse:
    if waiting.waited(request):
        return waiting.refused([why])
    messages.error(request, why)
    return redirect("assessment:attempt", _slug(request), sitting_id)


def _on_from(request: HttpRequest, actor: Actor, sitting_id: UUID) -> str:
    """After the last marks: where it was not passed, on to what to show next time, while she remembers."""
    judged = queries.sitting(actor, sitting_id)
    to_tell = queries.tells(actor, judged, people.today(actor, sources.now()))
    return reverse("assessment:next_time" if to_tell else "assessment:attempt", args=[_slug(request), sitting_id])


def whom_to_ask(actor: Actor, sitting: Sitting) -> str:
    """Why she cannot try again yet, and whom to ask."""
    able = queries.who_tells(actor, sitting, people.today(actor, sources.now()))
    said = {"task": sitting.task.work_task.statement, "names": ", ".join(person.name for person in able)}
    if queries.results_are_kept(actor) and actor.person_id not in {person.pk for person in able}:
        if not able:
            return _("An assessor says first whether “%(task)s” can be tried now.") % said
        return _("One of these says first whether “%(task)s” can be tried now: %(names)s.") % said
    if not able:
        return _("“%(task)s” was not passed the last time. First an assessor says what to show next time.") % said
    return (
        _("“%(task)s” was not passed the last time. First one of these says what to show next time: %(names)s.") % said
    )


def _to_settle(actor: Actor, sitting: Sitting) -> bool:
    if actor.person_id in (None, sitting.person_id) or not access.may(actor, "assessment.sitting.settle", sitting):
        return False
    if any(one.assessor_id == actor.person_id for one in queries.given(sitting)):
        return False
    if sitting.task.framework_id in queries.barred(actor) or actor.person_id in queries.helpers(sitting):
        return False
    unsettled = queries.result(sitting).stage is rules.Stage.NEEDS_MODERATION
    return unsettled and queries.independent(actor, sitting) and queries.may_mark_anew(actor, sitting)


def _chance(actor: Actor, sitting: Sitting) -> queries.Chance:
    """In which ways the reader may mark it; none, and no reason, for whoever does not mark what this person shows."""
    if actor.person_id in (None, sitting.person_id) or not access.may(actor, "assessment.sitting.rate", sitting):
        return queries.Chance(())
    return queries.chance(actor, sitting)


def _why_not(actor: Actor, sitting: Sitting) -> Any:
    """Why she may not mark it, as a sentence."""
    if actor.person_id == sitting.person_id:
        return words.REFUSALS[actions.CannotRate.OWN]
    found = queries.chance(actor, sitting)
    return words.refusal(found.why, found.part)


def _slug(request: HttpRequest) -> str:
    return str(request.workspace_slug)  # type: ignore[attr-defined]
