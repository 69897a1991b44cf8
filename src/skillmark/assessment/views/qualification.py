"""Pages of being qualified: who is, by which rule, what was trained, and marking samples whose marks are agreed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from skillmark.assessment import actions, queries, rules, showing, words
from skillmark.assessment.forms import QualifyingForm, ReferenceForm, TrainingForm, WrittenForm, sample_forms
from skillmark.assessment.models import QualificationKind
from skillmark.foundation import access, files, sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.foundation.scopes import NotFound
from skillmark.kernel.values import BadInput
from skillmark.people import queries as people
from skillmark.standards import queries as standards
from skillmark.ui.sentences import in_words
from skillmark.ui.tables import Column, Table
from skillmark.ui.templatetags.skillmark import status


@page("assessment.qualification.read")
def qualified(request: HttpRequest, actor: Actor) -> HttpResponse:
    today = people.today(actor, sources.now())
    samples: dict[tuple[str, UUID | None], list[Any]] = {}
    for sample in queries.all_references(actor):
        samples.setdefault((sample.kind, sample.framework_id), []).append(sample)
    found = {(rule.kind, rule.framework_id): rule for rule in queries.qualification_rules(actor)}
    asked: list[tuple[Any, Any]] = [(frame.title, frame.pk) for frame in standards.frameworks(actor)]
    stand = queries.standings(actor, today)
    sections = [
        {
            "title": title,
            "framework_id": framework_id,
            "rule": found.get((kind, framework_id)),
            "samples": samples.get((kind, framework_id), []),
            "table": _standings(
                [row for row in stand if (row.rule.kind, row.rule.framework_id) == (kind, framework_id)]
            ),
        }
        for title, framework_id, kind in [
            *((title, framework_id, QualificationKind.ASSESSING.value) for title, framework_id in asked),
            (words.QUALIFICATIONS["reading"], None, QualificationKind.READING.value),
        ]
    ]
    context = {"sections": sections, "may_set": access.may_ever(actor, "assessment.qualification.set")}
    return render(request, "assessment/qualified.html", context)


def _standings(rows: list[queries.Qualified]) -> Table:
    return Table(
        caption=_("Who is qualified"),
        columns=[Column(_("Who")), Column(_("How it stands")), Column(_("Until"))],
        rows=[
            [
                row.name,
                status(*words.STANDINGS[row.standing]),
                date_format(row.until, "DATE_FORMAT") if row.until else "",
            ]
            for row in rows
        ],
        hidden_caption=True,
    )


@page("assessment.qualification.set")
def set_assessing_rule(request: HttpRequest, actor: Actor, framework_id: UUID) -> HttpResponse:
    framework = standards.framework(actor, framework_id)
    return _set_rule(request, actor, QualificationKind.ASSESSING, framework_id, framework.title)


@page("assessment.qualification.set")
def set_reading_rule(request: HttpRequest, actor: Actor) -> HttpResponse:
    return _set_rule(request, actor, QualificationKind.READING, None, words.QUALIFICATIONS["reading"])


def _set_rule(
    request: HttpRequest, actor: Actor, kind: QualificationKind, framework_id: UUID | None, title: Any
) -> HttpResponse:
    before = queries.qualification_rule(actor, kind, framework_id)
    known = queries.qualifying_of(before) if before else rules.FIRST_RULE
    initial = {name: getattr(known, name) for name in QualifyingForm.base_fields}
    marking = kind is QualificationKind.ASSESSING
    form = QualifyingForm(request.POST or None, initial=initial, marking=marking)
    if request.method == "POST" and form.is_valid():
        wanted = form.qualifying()
        actions.set_qualification_rule(actor, kind=kind, framework_id=framework_id, wanted=wanted, now=sources.now())
        messages.success(request, _("From now on this says who is qualified."))
        return redirect("assessment:qualified", _slug(request))
    return render(request, "assessment/set_qualifying.html", {"form": form, "title": title})


@page("assessment.qualification.set")
def take_reference(request: HttpRequest, actor: Actor, framework_id: UUID) -> HttpResponse:
    framework = standards.framework(actor, framework_id)
    attempts = [
        (
            str(sitting.pk),
            f"{capfirst(sitting.task.work_task.statement)} ({date_format(sitting.recorded_at, 'DATE_FORMAT')}): "
            f"{words.STAGES[queries.result(sitting).stage.value][0]}",
        )
        for sitting in queries.possible_references(actor, framework_id)
    ]
    form = ReferenceForm(attempts, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.take_as_reference(actor, sitting_id=UUID(form.cleaned_data["attempt"]), now=sources.now())
            messages.success(request, _("Assessors are given it from now on, without any name."))
            return redirect("assessment:qualified", _slug(request))
        except BadInput as bad:
            form.add_error(None, in_words(bad.problems[0].message))
    return render(
        request, "assessment/take_reference.html", {"form": form, "framework": framework, "attempts": attempts}
    )


@page("assessment.qualification.set")
def write_reference(request: HttpRequest, actor: Actor) -> HttpResponse:
    answers = [(str(place), words.READINGS[code]) for place, code in enumerate(rules.READINGS)]
    form = WrittenForm(answers, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_reference(actor, text=form.cleaned_data["text"], claims=form.claims(), now=sources.now())
            messages.success(request, _("Whoever reads records is given it from now on."))
            return redirect("assessment:qualified", _slug(request))
        except BadInput as bad:
            form.add_error(None, in_words(bad.problems[0].message))
    return render(request, "assessment/write_reference.html", {"form": form})


@page("assessment.qualification.set")
def reference(request: HttpRequest, actor: Actor, sample_id: UUID) -> HttpResponse:
    """A reference sample with what is agreed, for whoever may take it out of use."""
    sample = queries.reference(actor, sample_id)
    if request.method == "POST":
        actions.retire_reference(actor, sample_id=sample_id, now=sources.now())
        messages.success(request, _("Nobody is given it any more."))
        return redirect("assessment:qualified", _slug(request))
    context = {"sample": sample, "agreed": showing.agreed_of(sample)}
    return render(request, "assessment/reference.html", context)


@page("assessment.training.note")
def note_training(request: HttpRequest, actor: Actor) -> HttpResponse:
    today = people.today(actor, sources.now())
    persons = people.to_choose(actor, without=[actor.person_id])
    form = TrainingForm(persons, words.QUALIFICATIONS.items(), request.POST or None, initial={"on": today})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.note_training(
                actor, person_id=UUID(said["person"]), kind=form.trained_for, text=said["text"], on=said["on"],
                now=sources.now(),
            )  # fmt: skip
            messages.success(request, _("The training is noted."))
            return redirect("assessment:qualified", _slug(request))
        except BadInput as bad:
            form.add_error(None, in_words(bad.problems[0].message))
    return render(request, "assessment/note_training.html", {"form": form})


@page("assessment.calibration.do")
def own_qualification(request: HttpRequest, actor: Actor) -> HttpResponse:
    found = queries.own_standings(actor, people.today(actor, sources.now()))
    lines = [
        (
            one.rule.framework.title if one.rule.framework else words.QUALIFICATIONS["reading"],
            one,
            *words.STANDINGS[one.standing],
            one.standing is not rules.Standing.UNTRAINED,
        )
        for one in found
    ]
    return render(request, "assessment/own_qualification.html", {"lines": lines})


@page("assessment.calibration.do")
def calibrate(request: HttpRequest, actor: Actor, rule_id: UUID) -> HttpResponse:
    rule = _rule_of_hers(actor, rule_id)
    samples = queries.given_to_show(actor, rule)
    asked = [(sample.pk, showing.criteria_of(sample)) for sample in samples]
    forms = sample_forms(asked, request.POST or None)
    judged = [form.is_valid() for form in forms.values()]  # each of them, so that each says what is missing
    if request.method == "POST" and judged and all(judged):
        marks = {str(sample_id): form.marks() for sample_id, form in forms.items()}
        try:
            kept = actions.calibrate(actor, rule_id=rule_id, marks=marks, now=sources.now())
            return redirect("assessment:calibrated", _slug(request), kept.pk)
        except actions.CannotRate as refused:
            messages.error(request, words.REFUSALS[refused.reason])
        except BadInput as bad:
            messages.error(request, in_words(bad.problems[0].message))
        return redirect("assessment:own_qualification", _slug(request))
    shown = queries.shown_of(actor, samples)
    parts = [
        (sample, forms[sample.pk], [(row, words.EVIDENCE[row.kind]) for row in shown[sample.pk]]) for sample in samples
    ]
    return render(request, "assessment/calibrate.html", {"rule": rule, "parts": parts})


@page("assessment.calibration.do")
def calibrated(request: HttpRequest, actor: Actor, calibration_id: UUID) -> HttpResponse:
    kept = queries.calibration(actor, calibration_id)
    again = reverse("assessment:calibrate", args=[_slug(request), kept.rule_id])
    return render(request, "assessment/calibrated.html", {"kept": kept, "again": again})


@page("assessment.calibration.do")
def reference_file(request: HttpRequest, actor: Actor, evidence_id: UUID) -> HttpResponse:
    """A file that belongs to a reference sample the reader is given."""
    return files.attachment(*files.shown(actor, queries.reference_file(actor, evidence_id)))


def _rule_of_hers(actor: Actor, rule_id: UUID) -> Any:
    """The rule in force that is about the reader. Raises NotFound."""
    today = people.today(actor, sources.now())
    found = next((row.rule for row in queries.own_standings(actor, today) if row.rule.pk == rule_id), None)
    if found is None:
        raise NotFound(str(rule_id))
    return found


def _slug(request: HttpRequest) -> str:
    return str(request.workspace_slug)  # type: ignore[attr-defined]
