"""Frameworks in and out, lossless: one neutral package between the formats.

Pure: the caller opens files and hands over their bytes.
"""

from skillmark.kernel.skills.exchange.case import (
    association_json,
    case_json,
    document_json,
    item_json,
    kept_package,
    package_of,
    read_case,
    rubric_json,
)
from skillmark.kernel.skills.exchange.package import (
    Association,
    Criterion,
    Definition,
    Document,
    Item,
    Level,
    Link,
    Package,
    Rubric,
)

__all__ = [
    "Association",
    "Criterion",
    "Definition",
    "Document",
    "Item",
    "Level",
    "Link",
    "Package",
    "Rubric",
    "association_json",
    "case_json",
    "document_json",
    "item_json",
    "kept_package",
    "package_of",
    "read_case",
    "rubric_json",
]
