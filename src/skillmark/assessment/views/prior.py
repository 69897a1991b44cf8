"""Pages of prior learning: claim it, hand something in, answer, withdraw, and what came of it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from skillmark.assessment import actions, queries, words
from skillmark.assessment.forms import AnswerClaimForm, BeginClaimForm, ClaimEvidenceForm, ClaimForm
from skillmark.assessment.models import PriorLearning
from skillmark.assessment.queries import PriorKind, PriorStatus
from skillmark.assessment.queries.appeals import must_be_tried
from skillmark.assessment.views.attempts import whom_to_ask
from skillmark.foundation import access, files, sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import about, page
from skillmark.foundation.scopes import NotFound
from skillmark.governance import queries as decisions
from skillmark.kernel.values import BadInput
from skillmark.people import queries as people
from skillmark.standards import queries as standards
from skillmark.ui import lists
from skillmark.ui.forms import refuse
from skillmark.ui.sentences import in_words
from skillmark.ui.tables import Column, Link, Table
from skillmark.ui.templatetags.skillmark import status


@page("assessment.prior.list")
def claims(request: HttpRequest, actor: Actor) -> HttpResponse:
    found = lists.find(
        request,
        queries.claims(actor),
        text=["person__name", "framework__title"],
        orders=[
            lists.Order("latest", _("The latest first"), ("-recorded_at", "-id")),
            lists.Order("name", _("By name"), ("person__name", "-recorded_at", "-id")),
        ],
    )
    shown = lists.part(request, found)
    table = Table(
        caption=_("Claims"),
        columns=[Column(_("Who")), Column(_("Standard")), Column(_("How it stands")), Column(_("Since"))],
        rows=[
            [
                Link(claim.person.name, _address(request, claim.pk)),
                standards.named(claim.framework),
                status(*words.PRIOR[claim.status.value]),
                date_format(claim.recorded_at, "DATE_FORMAT"),
            ]
            for claim in shown
        ],
        order=found.sort.label,
        hidden_caption=True,
    )
    may_claim = access.may_ever(actor, "assessment.prior.claim")
    return lists.answer(
        request, "assessment/claims.html", {"page": shown, "found": found, "may_claim": may_claim}, table
    )


@page("assessment.prior.claim")
def begin_claim(request: HttpRequest, actor: Actor) -> HttpResponse:
    """For whom and against which standard; what was done comes on the next page."""
    frameworks = [(str(one.pk), standards.named(one)) for one in queries.claimable(actor)]
    whom = queries.whom_to_claim_for(actor)
    form = BeginClaimForm(whom, frameworks, request.POST or None, initial={"person": str(actor.person_id or "")})
    if request.method == "POST" and form.is_valid():
        return redirect(
            "assessment:make_claim", _slug(request), form.cleaned_data["person"], form.cleaned_data["framework"]
        )
    return render(request, "assessment/begin_claim.html", {"form": form, "any": frameworks and whom})


@page("assessment.prior.claim")
def make_claim(request: HttpRequest, actor: Actor, person_id: UUID, framework_id: UUID) -> HttpResponse:
    person = people.anyone(actor, person_id)
    if not access.may(actor, "assessment.prior.claim", person):
        raise NotFound(str(person_id))
    about(request, person_id)
    framework = standards.framework(actor, framework_id)
    names = [(one.reference, one.name) for one in standards.competencies(actor, framework_id)]
    asked = queries.required(framework)
    form = ClaimForm([one for one in names if one[0] in asked], request.POST or None)
    if not standards.is_usable(actor, framework):
        messages.error(request, _("This version of the standard measures nobody any more. Choose the one in force."))
        return redirect("assessment:begin_claim", _slug(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        claim = actions.claim_prior_learning(
            actor,
            person_id=person_id,
            framework_id=framework_id,
            competencies=given["competencies"],
            kind=PriorKind(given["kind"]),
            text=given["text"],
            place=given["place"],
            period=given["period"],
            now=sources.now(),
        )
        messages.success(request, _("Noted. Now add what shows it: a file, or words of somebody who saw it."))
        return redirect("assessment:claim", _slug(request), claim.pk)
    context = {"form": form, "person": person, "framework": framework, "own": actor.person_id == person_id}
    return render(request, "assessment/make_claim.html", context)


@page("assessment.prior.read")
def claim(request: HttpRequest, actor: Actor, claim_id: UUID) -> HttpResponse:
    found = queries.claim(actor, claim_id)
    about(request, found.person_id)
    waits, own = found.status is PriorStatus.WAITS, actor.person_id == found.person_id
    context = {
        "way": _way(actor, found) if own else None,
        "bound": waits and must_be_tried(actor, found),
        "claim": found,
        "state": words.PRIOR[found.status.value],
        "kind": words.PRIOR_KINDS[found.kind],
        "names": queries.names_of(found),
        "evidence": [(one, words.EVIDENCE[one.kind]) for one in queries.claim_evidence(found)],
        "answer": getattr(found, "answer", None),
        "sittings": queries.sittings_of_claim(actor, found),
        "retired": waits and not standards.is_usable(actor, found.framework),
        "own": own,
        "may_list": access.may_ever(actor, "assessment.prior.list"),
        "may_add": waits and access.may(actor, "assessment.prior.claim", found),
        "may_answer": waits and access.may(actor, "assessment.prior.answer", found),
        "may_withdraw": waits and access.may(actor, "assessment.prior.withdraw", found),
    }
    return render(request, "assessment/claim.html", context)


@page("assessment.prior.claim")
def claim_evidence(request: HttpRequest, actor: Actor, claim_id: UUID) -> HttpResponse:
    found = queries.claim(actor, claim_id)
    about(request, found.person_id)
    access.require(actor, "assessment.prior.claim", found)
    form = ClaimEvidenceForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        brought = form.cleaned_data.get("file")
        try:
            actions.add_prior_evidence(
                actor,
                claim_id=claim_id,
                text=form.cleaned_data["observation"],
                content=brought.read() if brought else b"",
                file_name=brought.name if brought else "",
                others=form.on_it().get("others"),
                now=sources.now(),
            )
            messages.success(request, _("Kept."))
            return redirect("assessment:claim", _slug(request), claim_id)
        except BadInput as bad:
            refuse(form, bad)
    return render(request, "assessment/claim_evidence.html", {"form": form, "claim": found})


@page("assessment.prior.read")
def claim_file(request: HttpRequest, actor: Actor, claim_id: UUID, evidence_id: UUID) -> HttpResponse:
    """A file that was handed in with a claim, for those who may see it."""
    found = queries.claim(actor, claim_id)
    about(request, found.person_id)
    file_id = next(
        (one.file_id for one in queries.claim_evidence(found) if one.pk == evidence_id and one.file_id), None
    )
    if file_id is None:
        raise NotFound(str(evidence_id))
    return files.attachment(*files.shown(actor, file_id))


@page("assessment.prior.answer")
def answer_claim(request: HttpRequest, actor: Actor, claim_id: UUID) -> HttpResponse:
    found = queries.claim(actor, claim_id)
    about(request, found.person_id)
    access.require(actor, "assessment.prior.answer", found)
    tasks = [(str(task.pk), capfirst(task.work_task.statement)) for task in queries.tasks_for(actor, found)]
    bound = must_be_tried(actor, found)
    initial = {"tasks": [task_id for task_id, _name in tasks]}
    form = AnswerClaimForm(tasks, request.POST or None, bound=bound, initial=initial)
    if request.method == "POST" and form.is_valid() and _answered(request, actor, claim_id, form):
        return redirect("assessment:claim", _slug(request), claim_id)
    context = {
        "form": form,
        "claim": found,
        "names": queries.names_of(found),
        "kind": words.PRIOR_KINDS[found.kind],
        "bound": bound,
    }
    return render(request, "assessment/answer_claim.html", context)


@page("assessment.prior.withdraw")
def withdraw_claim(request: HttpRequest, actor: Actor, claim_id: UUID) -> HttpResponse:
    found = queries.claim(actor, claim_id)
    about(request, found.person_id)
    access.require(actor, "assessment.prior.withdraw", found)
    if request.method == "POST":
        try:
            actions.withdraw_prior_learning(actor, claim_id=claim_id, now=sources.now())
            messages.success(request, _("Withdrawn. Nobody answers it any more."))
        except BadInput as bad:
            messages.error(request, in_words(bad.problems[0].message))
        return redirect("assessment:claim", _slug(request), claim_id)
    return render(request, "assessment/withdraw_claim.html", {"claim": found})


@page("assessment.own.read", scope="holder")
def own_claims(request: HttpRequest, holder: Actor) -> HttpResponse:
    lines = [
        (claim, *words.PRIOR[claim.status.value], _holder_s_way(holder, claim)) for claim in queries.own_claims(holder)
    ]
    return render(request, "assessment/own_claims.html", {"lines": lines, "places": people.own_workspaces(holder)})


def _way(actor: Actor, found: PriorLearning) -> decisions.Way | None:
    """Where she asks for a second decision on an answer; None for any that is not against her."""
    if found.status is not PriorStatus.DECLINED:
        return None
    return decisions.way_to_appeal(actor, found._meta.label_lower, found.pk, sources.now())


def _holder_s_way(holder: Actor, found: PriorLearning) -> decisions.Way | None:
    """The same from her own list; None for whoever has left the workspace."""
    if found.status is not PriorStatus.DECLINED:
        return None
    try:
        return _way(people.own_actor(holder, found.workspace.slug), found)
    except NotFound:
        return None


def _answered(request: HttpRequest, actor: Actor, claim_id: UUID, form: AnswerClaimForm) -> bool:
    """Whether the answer was taken; the form says why not."""
    given = form.cleaned_data
    try:
        if form.is_accepted:
            opened = actions.accept_prior_learning(
                actor,
                claim_id=claim_id,
                task_ids=[UUID(task_id) for task_id in given["tasks"]],
                sentence=given["sentence"],
                now=sources.now(),
            )
            messages.success(request, _("Accepted. Attempts that are open now: %(number)s.") % {"number": len(opened)})
        else:
            actions.decline_prior_learning(actor, claim_id=claim_id, sentence=given["sentence"], now=sources.now())
            messages.success(
                request, _("Answered. The person it is about is told, and reads why on the page of the claim.")
            )
    except standards.NotPublished as unusable:
        retired = queries.claim(actor, claim_id).framework.status == standards.Status.RETIRED
        newer = _("A newer version of this standard is in force. Say so, and ask for a claim against that.")
        form.add_error(None, standards.why_not_usable(unusable) if retired else newer)
    except actions.NoPolicy:
        form.add_error(None, _("First say how results on this standard are checked."))
    except actions.NotTold as refused:
        form.add_error("tasks", whom_to_ask(actor, refused.sittings[0]))
    except BadInput as bad:
        refuse(form, bad)
    return form.is_valid()


def _address(request: HttpRequest, claim_id: UUID) -> str:
    return reverse("assessment:claim", args=[_slug(request), claim_id])


def _slug(request: HttpRequest) -> str:
    return str(request.workspace_slug)  # type: ignore[attr-defined]
