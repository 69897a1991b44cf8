"""How a standard reads, put on a page: each passage with where it stands, why it is flagged and what to say instead."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from skillmark.standards import showing_versions
from skillmark.standards.queries.wording import Part, Reading, Text

ADDRESSES = {Part.TASK: "standards:work_task", Part.LINE: "standards:line"}


def passages(reading: Reading, slug: str, *, editable: bool) -> list[dict[str, Any]]:
    """In the standard's order, each with the address where it is changed while this version is a draft."""
    return [
        {
            **showing_versions.findings([flag], text.language)[0],
            "where": _where(text),
            "name": text.name if text.part in ADDRESSES else "",
            "url": _address(text, slug) if editable else "",
            "whole": text.part is Part.WHOLE,
        }
        for text, flag in reading.passages
    ]


def unneeded(reading: Reading) -> list[dict[str, Any]]:
    """The requirements that no panel found needed, each with what one said and the reason that was written."""
    return [
        {"name": each.requirement.competency.name, "rated": rated, "reason": each.reason}
        for each, rated in reading.unneeded
    ]


def _where(text: Text) -> str:
    return {
        Part.STANDARD: _("Title and description"),
        Part.TASK: _("A task"),
        Part.LINE: _("A requirement"),
        Part.WHOLE: _("All of it together"),
    }[text.part]


def _address(text: Text, slug: str) -> str:
    name = ADDRESSES.get(text.part)
    return reverse(name, args=[slug, text.object_id]) if name else ""
