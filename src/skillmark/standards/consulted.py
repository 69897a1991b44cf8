"""A draft as everybody reads it who is asked for a comment: one thing a line, in plain text."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from skillmark.kernel.skills import DraftStandard
from skillmark.standards import showing


def lines(standard: DraftStandard) -> list[str]:
    """The description, then each task with what an assessor looks at, then each requirement; never an empty line."""
    return [line for line in _all(standard) if line.strip()]


def _all(standard: DraftStandard) -> Iterator[str]:
    yield showing.said(standard.description)
    for number, task in enumerate(standard.tasks, start=1):
        yield _("Task %(number)s: %(statement)s") % {"number": number, "statement": task.statement}
        for criterion in task.rubric:
            looked_at, best = showing.said(criterion.category), criterion.levels[-1]
            yield _("Task %(number)s, looked at: %(what)s. At its best: %(description)s") % {
                "number": number,
                "what": looked_at,
                "description": showing.said(best.description),
            }
    for indicator in standard.indicators:
        said = (
            _("%(name)s, level %(level)s, a must: %(description)s")
            if indicator.essential
            else _("%(name)s, level %(level)s: %(description)s")
        )
        yield said % {"name": indicator.name, "level": indicator.level, "description": indicator.description}
