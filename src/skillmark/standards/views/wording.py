"""How a standard reads: what shuts people out, what is hard to read, what nobody found needed."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from skillmark.foundation import access
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.standards import queries, showing_wording


@page("standards.framework.read")
def reading(request: HttpRequest, actor: Actor, framework_id: UUID) -> HttpResponse:
    """Read by the rules of the language each text is written in, whichever the page is shown in."""
    found = queries.framework(actor, framework_id)
    read = queries.reading(actor, framework_id)
    slug = request.workspace_slug  # type: ignore[attr-defined]
    changeable = queries.is_changeable(found)
    editable = changeable and access.may(actor, "standards.line.edit", found)
    context = {
        "framework": found,
        "passages": showing_wording.passages(read, slug, editable=editable),
        "unneeded": showing_wording.unneeded(read),
        "asked": read.asked,
        "may_argue": changeable and access.may(actor, "standards.reason.give", found),
    }
    return render(request, "standards/reading.html", context)
