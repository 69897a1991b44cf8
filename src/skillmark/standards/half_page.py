"""The half page by which a group is asked to publish a version: what changes, for whom, and what it is asked."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skillmark.foundation.roles import Actor
from skillmark.standards import affected, queries, showing
from skillmark.standards.models import Framework, Rubric

Mark = tuple[int, str]  # the least score that passes, and what that level is called


def what_changes(found: Framework) -> str:
    return _(
        "From then on people are measured by this standard for “%(title)s”: its tasks, how they are marked, "
        "its pass mark and its must-haves. It cannot be changed afterwards, only replaced by a new version."
    ) % {"title": found.title}


def for_whom(actor: Actor, found: Framework) -> str:
    """Whoever is measured by it, and where a version is in force who and what uses that one, counted."""
    said = _("Everybody who applies for “%(title)s”, does that work here or trains for it.") % {"title": found.title}
    before = queries.before(actor, found)
    users = affected.by(actor, before.pk) if before else {}
    if before is None or not any(users.values()):
        return said
    counts = "; ".join(f"{kind}: {len(hits)}" for kind, hits in users.items() if hits)
    stays = _(
        "Version %(version)s is used by (%(counts)s); what was earned or offered under it names that version and stays."
    ) % {"version": before.version, "counts": counts}
    return f"{said}\n{stays}"


def asked(found: Framework) -> str:
    return _(
        "Yes or no to version %(version)s as it stands, with the pass marks named above. After a yes it is in force "
        "once management, those who do the work and an outside partner have signed it."
    ) % {"version": found.version}


def pass_marks(actor: Actor, found: Framework) -> str:
    """Each pass mark that a yes sets or changes, in sentences; that none changes, where none does."""
    before = queries.before(actor, found)
    now = _marks(found)
    was = {reference: mark for reference, (_name, mark) in _marks(before).items()} if before else {}
    if not was:
        return _all_set(list(now.values()))
    told = []
    for reference, (name, mark) in now.items():
        if reference not in was:
            told.append(_("The pass mark of “%(task)s”, which is new: %(mark)s.") % {"task": name, "mark": _said(mark)})
        elif was[reference] != mark:
            told.append(
                _("The pass mark of “%(task)s” changes from %(was)s to %(mark)s.")
                % {"task": name, "was": _said(was[reference]), "mark": _said(mark)}
            )
    return "\n".join(told) or _("No pass mark changes.")


def _all_set(marks: Sequence[tuple[str, Mark]]) -> str:
    by_mark: dict[Mark, list[str]] = {}
    for name, mark in marks:
        by_mark.setdefault(mark, []).append(name)
    if len(by_mark) == 1:
        (mark,) = by_mark
        return ngettext(
            "A yes sets the pass mark of its one task: %(mark)s on every line.",
            "A yes sets one pass mark for all its %(count)s tasks: %(mark)s on every line.",
            len(marks),
        ) % {"count": len(marks), "mark": _said(mark)}
    said = [
        _("A yes sets the pass mark %(mark)s for: %(tasks)s.")
        % {"mark": _said(mark), "tasks": "; ".join(f"“{name}”" for name in names)}
        for mark, names in sorted(by_mark.items())
    ]
    return "\n".join(said)


def _marks(found: Framework) -> dict[str, tuple[str, Mark]]:
    """Of each task (reference) its statement and pass mark, in the standard's order."""
    rows = found.rubrics.select_related("work_task").order_by("work_task__position")
    return {row.work_task.reference: (row.work_task.statement, (row.pass_mark, _quality(row))) for row in rows}


def _quality(row: Rubric) -> str:
    levels = row.criteria[0]["levels"] if row.criteria else []
    return next((str(level["quality"]) for level in levels if level["score"] == row.pass_mark), "")


def _said(mark: Mark) -> str:
    score, quality = mark
    return _("“%(quality)s” (%(score)s)") % {"quality": showing.said(quality), "score": score}
