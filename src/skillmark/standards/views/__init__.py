"""Pages of standards."""

from skillmark.standards.views.analysis import analysis, rate, reasons
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

__all__ = [
    "analysis",
    "choose",
    "document",
    "framework",
    "frameworks",
    "load",
    "own_framework",
    "publish",
    "published",
    "published_document",
    "rate",
    "reasons",
    "requirements",
]
