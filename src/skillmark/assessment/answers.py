"""What assessment answers when higher floors ask."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skillmark.assessment import queries, showing, showing_layers, words
from skillmark.assessment.held import erase, lasting, personal_data
from skillmark.assessment.models import (
    AssessmentTask,
    CutPanel,
    EvidenceKind,
    PriorLearning,
    Sitting,
)
from skillmark.assessment.queries.appeals import claim_declined, hands_in_claim
from skillmark.assessment.queries.design import pools_in_public
from skillmark.foundation import access
from skillmark.foundation.answers import Due, Happened, Hit, TaskSetting
from skillmark.foundation.roles import Actor, Role
from skillmark.governance import queries as decisions
from skillmark.people import queries as people
from skillmark.ui.words import word

SECOND = (Role.QUALITY_ASSURER, Role.ASSESSOR, Role.TALENT_LEAD)  # of whom a second decision can be asked
SECOND_ON_CLAIMS = (Role.QUALITY_ASSURER, Role.TALENT_LEAD)
SHORT = 80  # letters of what is to be done, on the page “Today”


def due_for(actor: Actor, now: datetime) -> list[Due]:
    """Attempts that wait for the actor's marks or judgement, and what looking again asks of her."""
    slug = people.slug(actor)
    told = []
    for one in queries.waiting_for(actor):
        whose = showing.whose(actor, one.sitting)
        marks = _("Mark attempt %(name)s") if whose.label else _("Mark %(name)s’s attempt")
        title = _("Settle a difference: %(name)s") if one.to_settle else marks
        address = reverse("assessment:settle" if one.to_settle else "assessment:score", args=[slug, one.sitting.pk])
        told.append(Due(title=title % {"name": whose.label or whose.name}, url=address))
    told += _due_to_arrange(actor, slug) + _due_to_answer(actor, slug)
    return [*told, *_due_for_quality(actor, slug), *_due_to_qualify(actor, slug, now), *_due_of_panels(actor, slug)]


def _due_to_arrange(actor: Actor, slug: str) -> list[Due]:
    """Needs that wait for an answer; what they are stands on their own page alone."""
    return [
        Due(
            title=_("Say whether what %(name)s needs is arranged") % {"name": asked.sitting.person.name},
            url=reverse("assessment:answer_accommodation", args=[slug, asked.pk]),
        )
        for asked in queries.needs_to_answer(actor)
    ]


def _due_to_answer(actor: Actor, slug: str) -> list[Due]:
    """Claims of prior learning that wait for whoever leads."""
    return [
        Due(
            title=_("Answer a claim of prior learning: %(name)s") % {"name": claim.person.name},
            url=reverse("assessment:claim", args=[slug, claim.pk]),
        )
        for claim in queries.claims_to_answer(actor)
    ]


def _due_to_qualify(actor: Actor, slug: str, now: datetime) -> list[Due]:
    """What she shows, or shows again, so that she may go on marking."""
    told = []
    for one in queries.to_show(actor, people.today(actor, now)):
        name = one.rule.framework.title if one.rule.framework else words.QUALIFICATIONS["reading"]
        address = reverse("assessment:own_qualification", args=[slug])
        told.append(Due(title=_("Show that you are qualified: %(what)s") % {"what": name}, url=address, by=one.until))
    return told


def _due_of_panels(actor: Actor, slug: str) -> list[Due]:
    """Pass marks she is asked to estimate, and panels that wait for whoever leads."""
    told = []
    to_estimate, to_move = queries.panels_at_work(actor)
    for panel in to_estimate:
        title = _("Set a pass mark with others: %(task)s") % {"task": panel.task.work_task.statement}
        told.append(Due(title=title, url=reverse("assessment:estimate", args=[slug, panel.pk])))
    for panel in to_move:
        title = _("Everybody on the panel has answered: %(task)s") % {"task": panel.task.work_task.statement}
        told.append(Due(title=title, url=reverse("assessment:cut_panel", args=[slug, panel.pk])))
    return told


def _due_for_quality(actor: Actor, slug: str) -> list[Due]:
    """What an assurer is to mark again, what somebody is to do about a finding, and findings to follow or close."""
    told = []
    for plan in queries.plans_to_mark(actor):
        title = ngettext("Mark %(number)s attempt again", "Mark %(number)s attempts again", plan.left)
        address = reverse("assessment:sample", args=[slug, plan.pk])
        told.append(Due(title=title % {"number": plan.left}, url=address, by=plan.due_on))
    for asked in queries.to_do(actor):
        address = reverse("assessment:note_done", args=[slug, asked.pk])
        told.append(Due(title=Truncator(asked.text).chars(SHORT), url=address, by=asked.due_on))
    if access.may_ever(actor, "assessment.finding.close"):
        for finding in queries.open_findings(actor):
            address = reverse("assessment:finding", args=[slug, finding.pk])
            told.append(Due(title=_("A finding waits: say what follows"), url=address))
    return told


def timeline(actor: Actor, person_id: UUID) -> list[Happened]:
    """When a person tried what, for those who may see it."""
    slug = people.slug(actor)
    return [
        Happened(
            people.today(actor, sitting.recorded_at),
            _("Tried: %(task)s") % {"task": sitting.task.work_task.statement},
            _("Task"),
            reverse("assessment:attempt", args=[slug, sitting.pk]),
        )
        for sitting in queries.sittings_of(actor, person_id)
    ]


def search(actor: Actor, text: str) -> list[Hit]:
    """Tasks that people can be asked to show."""
    if not access.may_ever(actor, "assessment.task.read"):
        return []
    address = reverse("assessment:tasks", args=[people.slug(actor)])
    found: list[AssessmentTask] = list(queries.tasks(actor).filter(work_task__statement__icontains=text)[:20])
    return [Hit(title=capfirst(task.work_task.statement), kind=_("Task"), url=address) for task in found]


def affected_by(actor: Actor, framework_id: UUID) -> list[Hit]:
    """Tasks that people are asked to show by this version of a standard."""
    if not access.may_ever(actor, "assessment.task.read"):
        return []
    address = reverse("assessment:tasks", args=[people.slug(actor)])
    return [Hit(capfirst(task.work_task.statement), _("Task"), address) for task in queries.tasks(actor, framework_id)]


def assessed(actor: Actor, framework_ids: Iterable[UUID]) -> dict[UUID, dict[str, int]]:
    """The highest level of each competency that a task of a standard shows, by standard."""
    wanted = set(framework_ids)
    found: dict[UUID, dict[str, int]] = {framework_id: {} for framework_id in wanted}
    for task in queries.tasks(actor).filter(framework_id__in=wanted):
        levels = found[task.framework_id]
        for reference, level in task.shows.items():
            levels[reference] = max(levels.get(reference, 0), level)
    return found


def task_settings(framework_id: UUID) -> dict[str, TaskSetting]:
    """How each task (reference) of a version is shown. The caller has read the version in its own scope."""
    return {
        task.work_task.reference: TaskSetting(
            method=task.method,
            way=str(words.METHODS[task.method]),
            explained=str(words.METHODS_EXPLAINED[task.method]),
            conditions=task.conditions,
            tools=task.tools,
        )
        for task in queries.tasks_in_public(framework_id)
    }


def pass_rule(framework_id: UUID) -> list[str]:
    """How results on a version are checked, in sentences. The caller has read the version in its own scope."""
    policy = queries.policy_in_public(framework_id)
    if policy is None:
        return []
    return [*showing_layers.rule_lines(policy), *showing_layers.pool_lines(pools_in_public(framework_id))]


def subject_of_vote(actor: Actor, subject_type: str, subject_id: UUID) -> Hit | None:
    """The panel whose pass mark a group is asked about, for whoever reads its record."""
    if subject_type != CutPanel._meta.label_lower or not access.may(actor, "assessment.cut.read"):
        return None
    found = queries.cut_panels(actor).filter(pk=subject_id, closed_at__isnull=False).first()
    if found is None:
        return None
    title = Truncator(_("Set the pass mark: %(task)s") % {"task": found.task.work_task.statement}).chars(200)
    return Hit(title, word("cut_score"), reverse("assessment:cut_panel", args=[people.slug(actor), found.pk]))


def judged(actor: Actor, subject_type: str, subject_id: UUID) -> decisions.Judged | None:
    """An attempt that was judged, for whoever was tried to ask for a second decision. She was told with the last marks,
    or later by what to show next time. Or a claim of prior learning that was declined, for whose it is.
    """
    if subject_type == PriorLearning._meta.label_lower:
        return _judged_of_claim(actor, subject_id)
    if subject_type != Sitting._meta.label_lower:
        return None
    found = queries.attempt_judged(actor, subject_id)
    if found is None or found.settled_at is None:
        return None
    told_at = max([found.settled_at, *(one.recorded_at for one in found.next_time.all())])
    facts = [_("Below the pass mark: %(criterion)s") % {"criterion": name} for name in queries.below_the_mark(found)]
    if any(rating.lacking for rating in found.ratings.all()):
        facts.append(_("What was shown could not be relied on."))
    return decisions.Judged(
        person_id=found.person_id,
        title=capfirst(found.task.work_task.statement),
        url=reverse("assessment:attempt", args=[people.slug(actor), found.pk]),
        told_on=people.today(actor, told_at),
        against=queries.can_be_appealed(found),
        hands=queries.hands_in(found),
        matter_id=found.pk,
        decides=SECOND,
        reads=SECOND,
        facts=facts,
        follows=_("Others than before mark it again, on the same evidence. Nothing has to be shown again."),
    )


def _judged_of_claim(actor: Actor, claim_id: UUID) -> decisions.Judged | None:
    """What a claim says stands among the facts: an assurer, who decides where whoever leads may not, opens no claim."""
    found = claim_declined(actor, claim_id)
    if found is None:
        return None
    evidence = queries.claim_evidence(found)
    number = sum(one.kind == EvidenceKind.FILE for one in evidence)
    handed_in = ngettext("Handed in with it: %(number)s file", "Handed in with it: %(number)s files", number)
    return decisions.Judged(
        person_id=found.person_id,
        title=_("Prior learning: %(standard)s") % {"standard": found.framework.title},
        url=reverse("assessment:claim", args=[people.slug(actor), found.pk]),
        told_on=people.today(actor, found.answer.recorded_at),
        against=True,
        hands=hands_in_claim(found),
        matter_id=found.pk,
        decides=SECOND_ON_CLAIMS,
        reads=(Role.TALENT_LEAD,),
        facts=[
            _("Declined: %(why)s") % {"why": found.answer.sentence},
            _("What was claimed: %(text)s (%(place)s, %(period)s)")
            % {"text": found.text, "place": found.place, "period": found.period},
            *(_("Seen: %(text)s") % {"text": one.text} for one in evidence if one.text),
            *([handed_in % {"number": number}] if number else []),
        ],
        follows=_("The claim is put again with all that was handed in, and has to be tried by tasks of the standard."),
    )


ANSWERS = {
    "judged": judged,
    "due_for": due_for,
    "personal_data": personal_data,
    "erase": erase,
    "timeline": timeline,
    "search": search,
    "lasting": lasting,
    "affected_by": affected_by,
    "assessed": assessed,
    "task_settings": task_settings,
    "pass_rule": pass_rule,
    "subject_of_vote": subject_of_vote,
}
