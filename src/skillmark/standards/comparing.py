"""A version as it is compared with another: its whole published text, and what its page tells beside that."""

from collections.abc import Mapping
from typing import Any

from skillmark.kernel import skills
from skillmark.kernel.skills.changes import Compared
from skillmark.standards import carrying, stored
from skillmark.standards import settings as settings_of_tasks
from skillmark.standards.models import Framework


def compared(found: Framework, set_by: Mapping[str, Mapping[str, Any]], *, as_shown: bool) -> Compared:
    """`set_by`: who found each pass mark. `as_shown`: with how its tasks are shown and its results checked, which are
    set only once a version is used. The caller has read the version in its own scope.
    """
    standard, pass_marks = stored.with_pass_marks(found)
    said = carrying.said(found)
    shown = settings_of_tasks.of(found.pk) if as_shown else {}
    tasks: dict[str, dict[str, Any]] = {}
    for reference, mark in pass_marks.items():
        tasks[reference] = {"pass_mark": mark, "pass_mark_by": set_by.get(reference, {})}
        tasks[reference]["panel"] = said["tasks"].get(reference, {})
        setting = shown.get(reference)
        if setting is not None:
            tasks[reference]["shown"] = {
                "method": setting.way, "conditions": setting.conditions, "tools": setting.tools
            }  # fmt: skip
    reasons = (stored.basis(found) or {"reasons": {}})["reasons"]
    requirements = {
        line.competency_id: {
            "kind": line.kind.value,
            "reason": reasons.get(line.competency_id), "panel": said["requirements"].get(line.competency_id, {})
        }
        for line in standard.indicators
    }  # fmt: skip
    beside: dict[str, Any] = {"panels": said["panels"]}
    if as_shown:
        beside["checked"] = settings_of_tasks.pass_rule(found.pk)
    return Compared(skills.standard_json(standard), beside, tasks, requirements)
