"""Pages of standards: choose a job, read its standard, put it to the vote; the published face."""

import io
from collections.abc import Mapping
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from skillmark.feedback import queries as feedback
from skillmark.foundation import access, sources
from skillmark.foundation.answers import TaskSetting
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.governance import actions as votes
from skillmark.governance import queries as decisions
from skillmark.kernel import skills
from skillmark.kernel.skills.as_package import as_json_ld
from skillmark.kernel.skills.exchange import case_json
from skillmark.kernel.values import BadInput, write_table
from skillmark.people import queries as people
from skillmark.standards import (
    actions,
    archives,
    half_page,
    news,
    queries,
    reviewing,
    rules,
    settings,
    showing,
    showing_basis,
    showing_sources,
    stored,
)
from skillmark.standards.forms import DatabaseForm, OccupationForm, OwnFrameworkForm, PublishForm
from skillmark.standards.models import OUT_OF_USE, Framework, Status
from skillmark.ui.sentences import in_words


@page("standards.framework.read")
def frameworks(request: HttpRequest, actor: Actor) -> HttpResponse:
    context = {
        "frameworks": queries.frameworks(actor),
        "may_draft": access.may(actor, "standards.framework.draft"),
        "may_load": access.may(actor, "standards.occupation.load"),
        "in_use": queries.occupation_source(actor),
    }
    return render(request, "standards/frameworks.html", context)


@page("standards.framework.draft")
def choose(request: HttpRequest, actor: Actor) -> HttpResponse:
    text = request.GET.get("q", "").strip()
    found = queries.occupations(actor, text)
    form = OccupationForm(found, request.POST or None) if found else None
    if request.method == "POST" and form is not None and form.is_valid():
        code = form.cleaned_data["occupation_code"]
        drafted = actions.draft_standard(actor, occupation_code=code, now=sources.now())
        if isinstance(drafted, Framework):
            messages.success(
                request, _("The first draft stands. Every line of it is for your panel to keep, edit or drop.")
            )
            return _to(request, "framework", drafted)
        form.add_error("occupation_code", showing.refusal(drafted, queries.occupation(actor, code)))
    context = {
        "text": text,
        "found": found,
        "form": form,
        "source": queries.occupation_source(actor),
        "most": queries.MOST_FOUND,
    }
    return render(request, "standards/choose.html", context)


@page("standards.framework.draft")
def own_framework(request: HttpRequest, actor: Actor) -> HttpResponse:
    form = OwnFrameworkForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        package, table = form.cleaned_data["package"], form.cleaned_data["requirements"]
        try:
            read = skills.read_case_package(package, name=package.name)
            drafted = actions.draft_from_case(
                actor,
                package=read,
                requirements=skills.read_case_requirements(table, read, name=table.name),
                requirements_name=table.name,
                job_id=form.cleaned_data["job_id"].strip() or None,
                now=sources.now(),
            )
            messages.success(
                request, _("The first draft stands. Every line of it is for your panel to keep, edit or drop.")
            )
            return _to(request, "framework", drafted)
        except BadInput as bad:
            form.add_error(None, in_words(bad.sentence()))
    return render(request, "standards/own_framework.html", {"form": form})


@page("standards.occupation.load")
def load(request: HttpRequest, actor: Actor) -> HttpResponse:
    form = DatabaseForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        archive = form.cleaned_data["archive"]
        try:
            database = archives.from_zip(archive, name=archive.name)
            source = actions.load_occupations(actor, database=database, now=sources.now())
            counted = {"count": source.occupations.count(), "source": source.title}
            messages.success(request, _("%(count)s occupations are loaded from %(source)s.") % counted)
            return redirect("standards:frameworks", request.workspace_slug)  # type: ignore[attr-defined]
        except BadInput as bad:
            form.add_error("archive", in_words(bad.sentence()))
    return render(request, "standards/load.html", {"form": form, "in_use": queries.occupation_source(actor)})


@page("standards.framework.read")
def framework(request: HttpRequest, actor: Actor, framework_id: UUID) -> HttpResponse:
    found = queries.framework(actor, framework_id)
    drafted, in_force = found.status == Status.DRAFT, found.status == Status.PUBLISHED
    may_change = queries.is_changeable(found) and access.may(actor, "standards.reason.give", found)
    reviewed = None if drafted else decisions.review_of(actor, *reviewing.subject_of(found), sources.now())
    may_publish = drafted and access.may(actor, "standards.framework.publish", found)
    usable = rules.usable(found.status, demonstration=actor.demonstration)  # of another nobody shows a task
    shown = _shown(found, settings.of(found.pk) if usable else {})
    lacking = [line for line in shown["standard"].indicators if not line.suggested_tasks]
    versions = list(queries.versions_with_set_back(actor, found.lineage))
    context = shown | {
        "untraced": lacking if may_change and not actor.demonstration else [],
        "versions": versions,
        "news": news.of(actor, found) if in_force else [],
        "may_publish": may_publish,
        "decision": getattr(found.proposal, "decision", None) if found.proposal else None,
        "set_back": next(one for one in versions if one.pk == found.pk) if drafted else None,
        "not_as_voted": drafted and not queries.is_as_voted(found),
        "comments": decisions.running(actor, found._meta.label_lower, found.pk) if drafted else None,
        "may_consult": may_publish and access.may_ever(actor, "governance.consultation.lead"),
        "unargued": [line for line in queries.to_argue(found) if not line.reason] if may_change else [],
        "may_change": may_change,
        "may_read_contributors": access.may(actor, "standards.contributor.read", found),
        "may_validate": in_force
        and access.may(actor, "standards.line.validate")
        and queries.may_say(actor, found, sources.now()),
        "ended": queries.retirement(found),
        "may_retire": in_force and access.may(actor, "standards.framework.retire", found),
        "retiring": in_force and queries.may_retire(actor, found),
        "may_revise": in_force and access.may(actor, "standards.line.edit", found),
        "review": reviewed,
        "may_set_review": reviewed is None and in_force and bool(decisions.bodies_to_review_with(actor)),
        "review_subject": reviewing.subject_of(found),
        "said_changes": [] if drafted else feedback.changes_about(actor, found._meta.label_lower, found.pk),
        "is_public": (found.status != Status.DRAFT or actor.demonstration) and not actor.sample,
    }
    return render(request, "standards/framework.html", context)


@page("standards.framework.read")
def document(request: HttpRequest, actor: Actor, framework_id: UUID) -> HttpResponse:
    return _json(queries.standard_document(actor, framework_id), "standard.json")


@page("standards.framework.read")
def requirements(request: HttpRequest, actor: Actor, framework_id: UUID) -> HttpResponse:
    out = io.StringIO(newline="")
    write_table(
        out, skills.REQUIREMENT_COLUMNS, list(skills.requirement_rows(queries.requirements(actor, framework_id)))
    )
    return _download(out.getvalue(), "text/csv; charset=utf-8", "requirements.csv")


@page("standards.framework.publish")
def publish(request: HttpRequest, actor: Actor, framework_id: UUID) -> HttpResponse:
    found = queries.framework(actor, framework_id)
    access.require(actor, "standards.framework.publish", found)
    now = sources.now()
    zone = ZoneInfo(people.workspace(actor).time_zone)
    if found.status == Status.DRAFT and not found.requirements.exists():
        return _to_publish(request, actor, found, no_lines=True)
    if untraced := queries.untraced(actor, found) if found.status == Status.DRAFT else []:
        return _to_publish(request, actor, found, untraced=untraced)
    bodies = list(decisions.bodies(actor))
    initial = {
        "what_changes": half_page.what_changes(found),
        "for_whom": half_page.for_whom(actor, found),
        "asked": half_page.asked(found),
    }
    form = PublishForm(bodies, request.POST or None, initial=initial, now=now, zone=zone) if bodies else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            proposal = actions.ask_to_publish(
                actor,
                framework_id=framework_id,
                body_id=UUID(form.cleaned_data["body_id"]),
                title=_question(found),
                what_changes=form.cleaned_data["what_changes"],
                for_whom=form.cleaned_data["for_whom"],
                asked=form.cleaned_data["asked"],
                deadline=form.deadline(),
                now=now,
            )
        except actions.NotADraft:
            messages.error(
                request, _("This version is published, or a later one is in force, so there is nothing to ask.")
            )
            return _to(request, "framework", found)
        except actions.ReasonsMissing:
            messages.error(request, _("First write why some requirements stay; then the question can be put."))
            return _to(request, "reasons", found)
        except (actions.LinesUntraced, actions.NoLines):
            return _to(request, "publish", found)
        except actions.AlreadyAsked:
            messages.error(request, _("A group is voting on this version just now."))
            return _to(request, "framework", found)
        except votes.CommentsWait:
            messages.error(request, _("Public comments on this version come first: answer each, then publish them."))
            return _to(request, "framework", found)
        except votes.NobodyToSign:
            messages.error(
                request,
                _("Management, those who do the work and an outside partner sign a standard. Give each a seat."),
            )
            return redirect("governance:who_decides", request.workspace_slug)  # type: ignore[attr-defined]
        except votes.TooFewSeats:
            messages.error(
                request,
                _("Too few people sit in this group, or none who does the work, so no vote could pass. Give seats."),
            )
            return redirect("governance:who_decides", request.workspace_slug)  # type: ignore[attr-defined]
        messages.success(request, _("The question is put. The standard is published by itself when the vote passes."))
        return redirect("governance:proposal", request.workspace_slug, proposal.pk)  # type: ignore[attr-defined]
    return _to_publish(request, actor, found, form=form, pass_marks=half_page.pass_marks(actor, found))


def _to_publish(request: HttpRequest, actor: Actor, found: Framework, **shown: object) -> HttpResponse:
    flagged = len(queries.reading(actor, found.pk))
    return render(request, "standards/publish.html", {"framework": found, "flagged": flagged} | shown)


@page("standards.published.read", scope="public")
def published(request: HttpRequest, actor: Actor, framework_id: UUID) -> HttpResponse:
    found = queries.published_framework(framework_id)
    context = _in_public(found)
    return render(request, "standards/published.html", context)


@page("standards.published.read", scope="public")
def published_document(request: HttpRequest, actor: Actor, framework_id: UUID) -> HttpResponse:
    return _json(queries.published_document(framework_id), f"standard-{framework_id}.json")


@page("standards.published.read", scope="public")
def published_case(request: HttpRequest, actor: Actor, framework_id: UUID) -> HttpResponse:
    """As a CASE package."""
    return _json(case_json(queries.published_package(framework_id)), f"standard-{framework_id}-case.json")


@page("standards.published.read", scope="public")
def published_jsonld(request: HttpRequest, actor: Actor, framework_id: UUID) -> HttpResponse:
    """As linked data in the words of CTDL-ASN."""
    response = _json(as_json_ld(queries.published_package(framework_id)), f"standard-{framework_id}.jsonld")
    response["Content-Type"] = "application/ld+json"
    return response


@page("standards.published.read", scope="public")
def published_to_print(request: HttpRequest, actor: Actor, framework_id: UUID) -> HttpResponse:
    """To print: the same page, every task open with its sample task, its marks and its pass mark."""
    found = queries.published_framework(framework_id)
    context = _in_public(found)
    return render(request, "standards/published.html", context | {"whole": True})


def _in_public(found: Framework) -> dict[str, Any]:
    """What everybody reads of a version, on its page and in print."""
    return _shown(found, settings.of(found.pk), public=True) | {
        "demonstration": found.workspace.demonstration,
        "newer": queries.newer_version(found),
        "ended": queries.retirement(found),
        "review": _review_in_public(found),
        "pass_rule": settings.pass_rule(found.pk),
        "steps": queries.steps_in_public(found),
        "said_changes": feedback.public_changes_about(found.workspace_id, found._meta.label_lower, found.pk),
    }


def _review_in_public(found: Framework) -> decisions.InPublic | None:
    """When the standard was last reviewed and will be next; None for a version that is not in use any more."""
    if found.status in OUT_OF_USE:
        return None
    today = people.day_in(found.workspace, sources.now())
    return decisions.review_in_public(found.workspace_id, *reviewing.subject_of(found), today)


def _shown(found: Framework, shown_how: Mapping[str, TaskSetting], *, public: bool = False) -> dict[str, Any]:
    """What both faces of a standard show; the public one says who set each pass mark, too."""
    set_by = queries.pass_marks_set_by(found) if public else None
    standard, pass_marks = stored.with_pass_marks(found)
    language = showing.language_of_texts(found)
    return {
        "framework": found,
        "signed_on": decisions.signed_on(found.decision) if found.decision else None,
        "standard": standard,
        "language": language,
        "legal": showing.legal(standard.legal),
        "tasks": showing.tasks(standard, pass_marks, set_by, shown_how, language),
        "indicators": showing.indicator_table(standard, language),
        "where_from": showing_sources.where_from(found, standard, language),
        **showing_basis.context(found),
    }


def _question(found: Framework) -> str:
    title = _("Publish the standard “%(title)s”, version %(version)s") % {
        "title": found.title,
        "version": found.version,
    }
    return title[:200]  # the longest title of a proposal


def _to(request: HttpRequest, name: str, found: Framework) -> HttpResponse:
    return redirect(f"standards:{name}", request.workspace_slug, found.pk)  # type: ignore[attr-defined]


def _json(content: dict[str, Any], name: str) -> HttpResponse:
    response = JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def _download(text: str, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
