"""Lines with who made them, and what differs between two versions, put on a page."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

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
from skillmark.standards import queries, showing_sources, words
from skillmark.standards.models import EditedPart, Framework, LineEdit, LineVerb
from skillmark.ui.tables import Column, Link, Table
from skillmark.ui.words import word


def lines(actor: Actor, found: Framework, slug: str, *, linked: bool) -> Table:
    """The requirements of a version with who proposed each and who changed it; `linked`, each leads to its form."""
    edits = queries.contributions(actor, found, EditedPart.REQUIREMENT)
    rows = found.requirements.select_related("competency").order_by("position")
    return Table(
        caption=_("What the job asks"),
        order=_("as in the standard"),
        columns=[
            Column(_("Line")),
            Column(_("Kind")),
            Column(_("Level needed"), numeric=True),
            Column(_("Asked")),
            Column(_("By whom")),
        ],
        rows=[
            [
                _name(row.competency.name, "line", slug, row.pk, linked),
                words.KINDS[row.competency.kind],
                row.level,
                _("Must-have") if row.essential else word("asset"),
                by_whom(edits.get(row.competency.reference, []), found),
            ]
            for row in rows
        ],
    )


def tasks(actor: Actor, found: Framework, slug: str, *, linked: bool) -> Table:
    """The tasks of a version, as its lines."""
    edits = queries.contributions(actor, found, EditedPart.TASK)
    return Table(
        caption=_("The tasks"),
        order=_("as in the standard"),
        columns=[Column(_("Task")), Column(word("cut_score"), numeric=True), Column(_("By whom"))],
        rows=[
            [
                _name(row.statement, "work_task", slug, row.pk, linked),
                row.rubric.pass_mark,
                by_whom(edits.get(row.reference, []), found),
            ]
            for row in queries.work_tasks(actor, found.pk)
        ],
    )


def by_whom(edits: Sequence[LineEdit], found: Framework) -> SafeString | str:
    """Who proposed a line and who changed it, in this version and before it; one nobody touched is the source's."""
    if not edits:
        return _("from the source")
    return format_html_join("", "{}<br>", ((_edit(edit, found),) for edit in edits))


def _name(name: str, page: str, slug: str, pk: UUID, linked: bool) -> Link | str:
    return Link(name, reverse(f"standards:{page}", args=[slug, pk])) if linked else name


def changes(found: Sequence[LineChange]) -> list[dict[str, Any]]:
    """Each difference with its part, verb and fields in words."""
    return [
        {
            "part": _parts()[change.part],
            "verb": _verbs()[change.verb],
            "colour": {Verb.ADDED: "green", Verb.DROPPED: "red", Verb.CHANGED: "amber"}[change.verb],
            "name": change.name,
            "fields": [
                (_field(one.field), _in_words(one.field, one.before), _in_words(one.field, one.after))
                for one in change.fields
            ],
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


def _edit(edit: LineEdit, found: Framework) -> SafeString | str:
    told = {
        LineVerb.PROPOSED: _("proposed by %(name)s, %(day)s"),
        LineVerb.CHANGED: _("changed by %(name)s, %(day)s"),
        LineVerb.DROPPED: _("dropped by %(name)s, %(day)s"),
        LineVerb.SET_BACK: _("set back to work by %(name)s, %(day)s"),
    }[LineVerb(edit.verb)]
    name = edit.person.name if edit.person else _("somebody forgotten, or the program")
    said = told % {"name": name, "day": date_format(localtime(edit.recorded_at), "DATE_FORMAT")}
    if edit.framework_id != found.pk:
        said += " " + _("(in version %(version)s)") % {"version": edit.framework.version}
    sentence = edit.fields.get("sentence", ["", ""])[1]
    return format_html("{}{}", said, showing_sources.quoted(sentence) if sentence else "")


def _parts() -> dict[Part, str]:
    return {
        Part.STANDARD: _("The whole"),
        Part.TASK: _("Task"),
        Part.REQUIREMENT: _("Requirement"),
        Part.LEGAL: _("What the law asks"),
    }


def _verbs() -> dict[Verb, str]:
    return {Verb.ADDED: _("New"), Verb.DROPPED: _("Gone"), Verb.CHANGED: _("Changed")}


def _field(name: str) -> str:
    """What a field is called; of a panel, with its version. One that has no word of its own yet keeps its name."""
    known = _fields()
    first, _dot, rest = name.partition(".")
    if first == "panels":
        version, _dot, figure = rest.partition(".")
        named = {"version": version, "figure": known.get(f"panel.{figure}", figure)}
        return _("Panel of version %(version)s: %(figure)s") % named
    if name in known:
        return known[name]
    if first in known and rest:
        return f"{known[first]}: {rest.replace('_', ' ')}"
    return name.replace("_", " ").replace(".", ": ")


def _in_words(field: str, text: str) -> str:
    """A code among the values in words; any other value as it stands."""
    if field == "kind" and text:
        return str(words.KINDS[text])
    return {"true": _("yes"), "false": _("no")}.get(text, text)


def _fields() -> dict[str, str]:
    return {
        "job_id": _("The job’s code"),
        "title": _("Title"),
        "description": _("In more words"),
        "rule": _("The rule by which this was drafted"),
        "rule.sentences": _("The rule by which this was drafted"),
        "source": _("Source"),
        "source.title": _("Source"),
        "source.version": _("Version of its source"),
        "source.licence": _("Licence"),
        "checked": _("How results are checked"),
        "order": _("Place in the order"),
        "below_core": _("Taken because core tasks were few"),
        "standard_assumed": _("The plain standard was added"),
        "pass_mark_by": _("Who set the pass mark"),
        "shown.method": _("In what way it is shown"),
        "shown.conditions": _("Conditions"),
        "shown.tools": _("Tools"),
        "reason": _("Why it stays"),
        "below_cut": _("Below the cut"),
        "low_confidence": _("Low confidence"),
        "importance": _("Importance in the source"),
        "published_level": _("Level in the source"),
        "suggested_tasks": _("Tasks it may stand for"),
        "anchors": _("Published examples"),
        "panel": _("What the panel said"),
        "panel.version": _("Panel of version"),
        "panel.cut": _("The cut"),
        "panel.closed_on": _("Closed on"),
        "panel.supervisors": _("Supervisors among them"),
        "panel.raters": _("People who answered"),
        "panel.mean": _("Importance, 1 to 5"),
        "panel.spread": _("Spread of the importance"),
        "panel.r_wg": _("Agreement (r_wg)"),
        "panel.content_validity_ratio": _("Called essential (ratio)"),
        "panel.critical_ratio": _("What chance gives"),
        "panel.frequency": _("How often, 1 to 5"),
        "panel.needed_at_entry": _("Needed on the first day"),
        "panel.below_cut": _("Below the cut"),
        "panel.icc.value": _("Agreement as a whole (ICC)"),
        "panel.icc.low": _("Agreement as a whole, at least"),
        "panel.icc.high": _("Agreement as a whole, at most"),
        "panel.icc.raters": _("People in that agreement"),
        "panel.icc.lines": _("Lines in that agreement"),
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
        "kind": _("Kind"),
        "rationale": _("Why the job needs it"),
        "sentence": _("In the description of the job"),
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
