"""Pages of standards."""

from skillmark.standards.views.alignment import align, alignments
from skillmark.standards.views.analysis import analysis, rate, reasons
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
    published_document,
    requirements,
)
from skillmark.standards.views.validation import (
    disputes,
    validate,
)
from skillmark.standards.views.versions import add_line, differences, from_text, line, lines, revise

__all__ = [
    "add_line",
    "align",
    "alignments",
    "analysis",
    "bring_framework",
    "choose",
    "coming_framework",
    "differences",
    "disputes",
    "document",
    "framework",
    "frameworks",
    "from_text",
    "imported",
    "imported_framework",
    "line",
    "lines",
    "load",
    "own_framework",
    "package",
    "publish",
    "published",
    "published_document",
    "rate",
    "reasons",
    "requirements",
    "revise",
    "validate",
]
