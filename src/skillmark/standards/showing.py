"""How a standard is put on a page: whole sentences and tables in the reader's language.

What the kernel wrote in English (rubric skeleton, the rule, “ask your state”) is looked up in the catalogue as it
stands, so a text that a panel has changed is shown as the panel wrote it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from skillmark.foundation.answers import TaskSetting
from skillmark.kernel.skills import (
    Benchmark,
    DraftStandard,
    Indicator,
    Kind,
    LegalKind,
    LegalRequirement,
    Refusal,
    RubricCriterion,
    RubricCriterionLevel,
)
from skillmark.kernel.skills.self_assessment import own_words
from skillmark.standards import words
from skillmark.standards.models import Competency, Framework, ReferenceOccupation
from skillmark.ui.tables import Column, Table
from skillmark.ui.words import word

NEEDS_ONE = "The work seems to need one: "
HIGHEST_PUBLISHED = 7  # of O*NET's level scale


@dataclass(frozen=True, slots=True)
class TaskShown:
    """One task with everything that opens beneath it."""

    anchor: str
    title: SafeString
    task: Benchmark
    rubric: Table
    pass_mark: str
    set_by: str
    setting: TaskSetting | None


@dataclass(frozen=True, slots=True)
class LegalShown:
    """What the law asks: what is known of it, and the kinds nobody has looked up."""

    table: Table | None
    unknown: list[str]


def said(text: str) -> str:
    """A text in the reader's language where the catalogue has it, else as it stands."""
    return _(text) if text else ""


def language_of_texts(framework: Framework) -> str:
    """The language of the source's own statements, for a screen reader; empty where the source does not say."""
    return "en" if framework.reference_source_id else ""


def tasks(
    standard: DraftStandard,
    pass_marks: dict[str, int],
    set_by: Mapping[str, Mapping[str, Any]] | None,
    settings: Mapping[str, TaskSetting],
    language: str,
) -> list[TaskShown]:
    """The tasks in the standard's order. `set_by`: where a panel found the pass mark (`queries.pass_marks_set_by`);
    `settings`: how each is shown, where people are asked to show it (`settings.of`).
    """
    return [
        TaskShown(
            anchor(task.task_id),
            format_html("<span{}>{}</span>", _lang(language), task.statement),
            task,
            _rubric_table(task),
            _pass_mark(task.rubric, pass_marks[task.task_id]),
            _set_by(set_by.get(task.task_id)) if set_by is not None else "",
            settings.get(task.task_id),
        )
        for task in standard.tasks
    ]


def legal(lines: Sequence[LegalRequirement]) -> LegalShown:
    """A row for whatever something is known of; the kinds nobody has looked up are only named."""
    looked_up = [line for line in lines if line.known or line.text.startswith(NEEDS_ONE)]
    return LegalShown(
        _legal_table(looked_up) if looked_up else None,
        [_legal_kind(line.kind) for line in lines if line not in looked_up],
    )


def _legal_table(lines: Sequence[LegalRequirement]) -> Table:
    return Table(
        caption=_("What the law asks"),
        hidden_caption=True,
        columns=[Column(_("What")), Column(_("In words")), Column(_("Where")), Column(_("According to"))],
        rows=[
            [_legal_kind(line.kind), _legal_text(line), capfirst(said(line.place)), _according_to(line)]
            for line in lines
        ],
    )


def indicator_table(standard: DraftStandard, language: str) -> Table:
    """The first-pass indicators, in the order in which they were chosen."""
    statements = {task.task_id: task.statement for task in standard.tasks}
    return Table(
        caption=_("First-pass indicators"),
        hidden_caption=True,
        order=_("most important first") if standard.rule else _("as in the requirements file"),
        columns=[
            Column(_("Competency")),
            Column(_("Level needed")),
            Column(_("Weight"), numeric=True),
            Column(_("Tasks it may stand for")),
        ],
        rows=[
            [
                _named(indicator, language),
                _level(indicator, language),
                indicator.weight,
                _suggested(indicator, statements, language),
            ]
            for indicator in standard.indicators
        ],
    )


def refusal(refused: Refusal, occupation: ReferenceOccupation) -> str:
    """Why the rule drafts nothing, in the reader's language."""
    names = {"title": refused.title, "code": refused.job_id}
    if not occupation.rated:
        return (
            _("%(title)s (%(code)s) has no ratings, so there is nothing to draft from. Choose a related occupation.")
            % names
        )
    relevant = sum(1 for rating in occupation.ratings if rating[3])
    return _(
        "%(title)s (%(code)s) has only %(found)s rated elements that matter to it, and a draft needs three. "
        "Choose a related occupation."
    ) % (names | {"found": relevant})


def anchor(task_id: str) -> str:
    """The place of a task on its page."""
    return "task-" + "".join(letter if letter.isalnum() else "-" for letter in task_id)


def _legal_kind(kind: LegalKind) -> str:
    return {
        LegalKind.LICENCE: _("Licence"),
        LegalKind.REGISTRY: _("Registry entry"),
        LegalKind.BACKGROUND_CHECK: _("Background check"),
        LegalKind.MINIMUM_AGE: _("Minimum age"),
        LegalKind.RIGHT_TO_WORK: _("Right to work"),
    }[kind]


def _legal_text(line: LegalRequirement) -> str:
    if not line.known and line.text.startswith(NEEDS_ONE):
        return _("The work seems to need one: %(quoted)s") % {"quoted": line.text.removeprefix(NEEDS_ONE)}
    return said(line.text)


def _according_to(line: LegalRequirement) -> str:
    source = capfirst(said(line.source))
    return f"{source}, {line.date:%Y-%m-%d}" if line.date else source


def _rubric_table(task: Benchmark) -> Table:
    levels = task.rubric[0].levels
    return Table(
        caption=_("How it is marked"),
        hidden_caption=True,
        columns=[Column(_("What is looked at")), *(Column(_quality(level)) for level in levels)],
        rows=[
            [_looked_at(criterion), *(said(level.description) for level in criterion.levels)]
            for criterion in task.rubric
        ],
    )


def _looked_at(criterion: RubricCriterion) -> SafeString:
    """What is looked at, and how much it counts."""
    weight = _("weight %(weight)s") % {"weight": criterion.weight}
    return format_html('{}<br><span class="govuk-hint">{}</span>', said(criterion.category), weight)


def _quality(level: RubricCriterionLevel) -> str:
    return f"{level.score} · {said(level.quality)}"


def _pass_mark(rubric: Sequence[RubricCriterion], least: int) -> str:
    quality = next((level.quality for level in rubric[0].levels if level.score == least), "")
    return _("“%(quality)s” (%(score)s) or better on every line; a strong line never makes up for a weak one.") % {
        "quality": said(quality),
        "score": least,
    }


def _set_by(source: Mapping[str, Any] | None) -> str:
    """Where a pass mark comes from, naming the group and none of its people."""
    if source is None:
        return _("No panel has set it: it stands as the whole text does, by the vote on it.")
    on = date_format(date.fromisoformat(source["on"]), "DATE_FORMAT")
    names = {"seats": source["seats"], "body": source["body"], "day": on}
    if source["method"] == "angoff":
        told = _("Found by a panel of %(seats)s (modified Angoff); set by “%(body)s” on %(day)s.")
    else:
        told = _("Found by a panel of %(seats)s (modified Angoff and borderline group); set by “%(body)s” on %(day)s.")
    return told % names


def _named(indicator: Indicator, language: str) -> SafeString:
    """Its name, how firmly it is asked, and what it means."""
    same = indicator.description in ("", indicator.name)
    about = SafeString("") if same else _beneath(indicator.description, language)
    return format_html(
        "{}<br>{}{}{}", in_language(indicator.name, language), _firmness(indicator), about, used_for(indicator)
    )


def in_language(text: str, language: str) -> SafeString:
    """A text of the standard, told a screen reader in which language it is."""
    return format_html("<span{}>{}</span>", _lang(language), text)


def used_for(indicator: Indicator | Competency) -> SafeString:
    """What a competency counts for beside the job, as smaller lines under what a cell says first."""
    told = []
    if indicator.review_item:
        told.append(_("Feeds “%(item)s” in the performance review") % {"item": indicator.review_item})
    if indicator.ladder_step:
        told.append(_("Counts for the step “%(step)s”") % {"step": indicator.ladder_step})
    return format_html_join("", '<br><span class="govuk-hint">{}</span>', ((each,) for each in told))


def _level(indicator: Indicator, language: str) -> SafeString:
    """The level: out of seven where its publisher has so many, what it looks like in the words of whoever wrote them,
    and the published examples.
    """
    names = {"level": indicator.level, "highest": HIGHEST_PUBLISHED}
    told = _("%(level)s of %(highest)s") % names if indicator.anchors else _("Level %(level)s") % names
    beneath = [(_lang(language), point.level, ": ", point.description) for point in indicator.anchors]
    words = own_words(indicator)
    own = format_html("<br>{}", in_language(words, language)) if words else ""
    examples = format_html_join("", '<br><span class="govuk-hint"{}>{}{}{}</span>', beneath)
    if not examples:
        return format_html("{}{}", told, own)
    heading = format_html('<br><span class="govuk-hint">{}</span>', _("Published examples of levels:"))
    return format_html("{}{}{}{}", told, own, heading, examples)


def _firmness(indicator: Indicator) -> SafeString:
    marks: list[tuple[str, Any]] = [("blue", _("Must-have")) if indicator.essential else ("grey", word("asset"))]
    if indicator.kind is not Kind.UNSORTED:
        marks.append(("grey", words.KINDS[indicator.kind]))
    if indicator.low_confidence:
        marks.append(("amber", _("Low confidence")))
    if indicator.below_cut:
        marks.append(("grey", _("Below the cut")))
    return format_html_join(" ", '<strong class="status status--{}">{}</strong>', marks)


def _suggested(indicator: Indicator, statements: dict[str, str], language: str) -> SafeString | str:
    if not indicator.suggested_tasks:
        return _("none found")
    return format_html_join(
        "",
        '<a href="#{}"{}>{}</a>{}<br>',
        (
            (
                anchor(task.task_id),
                _lang(language),
                _short(statements[task.task_id]),
                "" if task.score is None else f" ({task.score / 10_000:.2f})",
            )
            for task in indicator.suggested_tasks
        ),
    )


def _short(statement: str, longest: int = 45) -> str:
    """The beginning of a statement, cut between two words, without the “can” they all begin with."""
    statement = statement.removeprefix("can ")
    if len(statement) <= longest:
        return statement
    return statement[:longest].rsplit(" ", 1)[0].rstrip(",;") + "…"


def _beneath(text: str, language: str) -> SafeString:
    """A smaller line under what a cell says first."""
    return format_html('<br><span class="govuk-hint"{}>{}</span>', _lang(language), text)


def _lang(language: str) -> Any:
    return format_html(' lang="{}"', language) if language else ""
