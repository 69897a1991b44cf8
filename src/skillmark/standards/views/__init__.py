"""Pages of standards."""

from skillmark.standards.views.alignment import align, alignments, own_alignments
from skillmark.standards.views.analysis import analysis, rate, reasons
from skillmark.standards.views.behaviours import behaviours
from skillmark.standards.views.consistency import consistent
from skillmark.standards.views.exchange import (
    bring_framework,
    coming_framework,
    imported,
    imported_framework,
    package,
)
from skillmark.standards.views.frameworks import (
    choose,
    document,
    framework,
    frameworks,
    load,
    own_framework,
    publish,
    published,
    published_case,
    published_document,
    published_jsonld,
    published_to_print,
    requirements,
)
from skillmark.standards.views.ladders import set_step, steps
from skillmark.standards.views.own import (
    keep_self_assessment,
    own_self_assessment,
    own_self_assessments,
    self_assessment_page,
    self_result,
)
from skillmark.standards.views.starting import proposals, set_back, start_blank, start_described, start_esco
from skillmark.standards.views.tasks import add_task, work_task
from skillmark.standards.views.validation import (
    disputes,
    validate,
)
from skillmark.standards.views.versions import (
    add_line,
    differences,
    from_text,
    in_use,
    line,
    lines,
    retire,
    revise,
    tracing,
)
from skillmark.standards.views.wording import reading

__all__ = [
    "add_line",
    "add_task",
    "align",
    "alignments",
    "analysis",
    "behaviours",
    "bring_framework",
    "choose",
    "coming_framework",
    "consistent",
    "differences",
    "disputes",
    "document",
    "framework",
    "frameworks",
    "from_text",
    "imported",
    "imported_framework",
    "in_use",
    "keep_self_assessment",
    "line",
    "lines",
    "load",
    "own_alignments",
    "own_framework",
    "own_self_assessment",
    "own_self_assessments",
    "package",
    "proposals",
    "publish",
    "published",
    "published_case",
    "published_document",
    "published_jsonld",
    "published_to_print",
    "rate",
    "reading",
    "reasons",
    "requirements",
    "retire",
    "revise",
    "self_assessment_page",
    "self_result",
    "set_back",
    "set_step",
    "start_blank",
    "start_described",
    "start_esco",
    "steps",
    "tracing",
    "validate",
    "work_task",
]
