"""Lines with who made them, and what differs between two versions, put on a page."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from skillmark.foundation.answers import Hit
from skillmark.foundation.roles import Actor
from skillmark.kernel.skills.changes import LineChange, Part, Verb
from skillmark.kernel.skills.wording import Finding, Flag
from skillmark.standards import queries
from skillmark.standards.models import EditedPart, Framework, LineEdit, LineVerb
from skillmark.ui.tables import Column, Link, Table
from skillmark.ui.words import word


def lines(actor: Actor, found: Framework, slug: str) -> Table:
    """The requirements of a draft, each leading to its form, with who proposed it and who changed it."""
    edits = queries.edits(actor, found.pk)
    rows = found.requirements.select_related("competency").order_by("position")
    return Table(
        caption=_("What the job asks"),
        order=_("as in the standard"),
        columns=[Column(_("Line")), Column(_("Level needed"), numeric=True), Column(_("Asked")), Column(_("By whom"))],
        rows=[
            [
                Link(row.competency.name, reverse("standards:line", args=[slug, row.pk])),
                row.level,
                _("Must-have") if row.essential else word("asset"),
                by_whom(edits.get(row.competency.reference, [])),
            ]
            for row in rows
        ],
    )


def tasks(actor: Actor, found: Framework, slug: str) -> Table:
    """The tasks of a draft, each leading to its form, with who proposed it and who changed it."""
    edits = queries.edits(actor, found.pk, EditedPart.TASK)
    return Table(
        caption=_("The tasks"),
        order=_("as in the standard"),
        columns=[Column(_("Task")), Column(word("cut_score"), numeric=True), Column(_("By whom"))],
        rows=[
            [
                Link(row.statement, reverse("standards:work_task", args=[slug, row.pk])),
                row.rubric.pass_mark,
                by_whom(edits.get(row.reference, [])),
            ]
            for row in queries.work_tasks(actor, found.pk)
        ],
    )


def by_whom(edits: Sequence[LineEdit]) -> SafeString | str:
    """Who proposed a line and who changed it; a line nobody touched comes from the source or the version before."""
    if not edits:
        return _("from the source, or the version before")
    return format_html_join("", "{}<br>", ((_edit(edit),) for edit in edits))


def changes(found: Sequence[LineChange]) -> list[dict[str, Any]]:
    """Each difference with its part, verb and fields in words."""
    return [
        {
            "part": _parts()[change.part],
            "verb": _verbs()[change.verb],
            "colour": {Verb.ADDED: "green", Verb.DROPPED: "red", Verb.CHANGED: "amber"}[change.verb],
            "name": change.name,
            "fields": [(_fields().get(one.field, one.field), one.before, one.after) for one in change.fields],
        }
        for change in found
    ]


def affected(hits: Sequence[Hit], caption: str = "") -> Table:
    """Who and what uses a version, kind by kind."""
    return Table(
        caption=caption or _("Who uses the version before"),
        hidden_caption=True,
        order=_("kind by kind"),
        columns=[Column(_("Kind")), Column(_("What"))],
        rows=[[hit.kind, Link(hit.title, hit.url)] for hit in hits],
    )


def _edit(edit: LineEdit) -> SafeString | str:
    told = {
        LineVerb.PROPOSED: _("proposed by %(name)s, %(day)s"),
        LineVerb.CHANGED: _("changed by %(name)s, %(day)s"),
        LineVerb.DROPPED: _("dropped by %(name)s, %(day)s"),
    }[LineVerb(edit.verb)]
    name = edit.person.name if edit.person else _("somebody forgotten, or the program")
    return format_html("{}", told % {"name": name, "day": date_format(localtime(edit.recorded_at), "DATE_FORMAT")})


def _parts() -> dict[Part, str]:
    return {
        Part.STANDARD: _("The whole"),
        Part.TASK: _("Task"),
        Part.REQUIREMENT: _("Requirement"),
        Part.LEGAL: _("What the law asks"),
    }


def _verbs() -> dict[Verb, str]:
    return {Verb.ADDED: _("New"), Verb.DROPPED: _("Gone"), Verb.CHANGED: _("Changed")}


def _fields() -> dict[str, str]:
    return {
        "title": _("Title"),
        "description": _("In more words"),
        "rule": _("The rule by which this was drafted"),
        "source": _("Source"),
        "statement": _("Statement"),
        "source_statement": _("In the source"),
        "sample_task": _("Sample task"),
        "core": _("Core task"),
        "rubric": _("How it is marked"),
        "pass_mark": word("cut_score"),
        "name": _("Name"),
        "level": _("Level needed"),
        "weight": _("Weight"),
        "essential": _("Must-have"),
        "descriptor": _("What this level looks like"),
        "review_item": _("Item of the performance review that it feeds"),
        "ladder_step": _("Step of a ladder that it counts for"),
        "examples": _("Published examples"),
        "text": _("In words"),
        "place": _("Where"),
        "date": _("Day"),
        "known": _("Looked up"),
    }


def findings(found: Sequence[Finding], language: str) -> list[dict[str, str]]:
    """What a text says that shuts people out, each passage with why and what to say instead."""
    return [
        {"passage": each.passage, "language": language, "why": _why(each)[0], "instead": _why(each)[1]}
        for each in found
    ]


def _why(found: Finding) -> tuple[str, str]:
    return {
        Flag.DEGREE: (
            _("A degree stands in for ability, and shuts out whoever learnt the work another way."),
            _("Name the task that has to be shown. Keep a licence only where the law asks for one."),
        ),
        Flag.YEARS: (
            _("Years say how long somebody was there, not what she can do."),
            _("Say what a person has to be able to do on the first day, and how well."),
        ),
        Flag.GENDERED: (
            _("Some readers will think that they are not meant."),
            _("Use a word for everybody, or “you”."),
        ),
        Flag.EXCLUDES: (
            _("It shuts people out by age, origin, body or family, which may also be against the law."),
            _("Leave it out, or say what the work itself asks."),
        ),
        Flag.UNNEEDED: (
            _("It is often asked for and seldom needed."),
            _("Keep it only with the task that cannot be done without it, and say which aids can stand in."),
        ),
        Flag.HARD_TO_READ: (
            _("It is harder to read than most people who do the work would like (measured: %(grade)s).")
            % {"grade": found.grade},
            _("Shorter sentences and everyday words."),
        ),
    }[found.flag]
