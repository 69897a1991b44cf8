"""Pages of standards."""

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
    "choose",
    "document",
    "framework",
    "frameworks",
    "load",
    "own_framework",
    "publish",
    "published",
    "published_document",
    "requirements",
]
