"""How a standard reads: what shuts people out, what is hard to read, what nobody found needed."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from skillmark.foundation import access
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.kernel.skills.wording import Language
from skillmark.standards import queries, showing, showing_wording

OTHER: dict[str, Language] = {"en": "es", "es": "en"}


@page("standards.framework.read")
def reading(request: HttpRequest, actor: Actor, framework_id: UUID) -> HttpResponse:
    """In the source's own language where it says which; else in the reader's, or in the one she asks for."""
    found = queries.framework(actor, framework_id)
    read = queries.reading(actor, framework_id, request.GET.get("language") or translation.get_language())
    slug = request.workspace_slug  # type: ignore[attr-defined]
    changeable = queries.is_changeable(found)
    editable = changeable and access.may(actor, "standards.line.edit", found)
    context = {
        "framework": found,
        "language": read.language,
        "other": "" if showing.language_of_texts(found) else OTHER[read.language],
        "passages": showing_wording.passages(read, slug, editable=editable),
        "unneeded": showing_wording.unneeded(read),
        "asked": read.asked,
        "may_argue": changeable and access.may(actor, "standards.reason.give", found),
    }
    return render(request, "standards/reading.html", context)
