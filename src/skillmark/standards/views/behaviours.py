"""The page of the behaviours that are described already."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from skillmark.foundation import access, sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.kernel.values import BadInput
from skillmark.standards import actions, queries, showing
from skillmark.standards import behaviours as described
from skillmark.standards.views.versions import back, too_late
from skillmark.ui.sentences import in_words


@page("standards.line.edit")
def behaviours(request: HttpRequest, actor: Actor, framework_id: UUID) -> HttpResponse:
    """Each behaviour with its levels and one press to add it, in the language of the standard's own texts, else in
    that of whoever adds it.
    """
    found = queries.framework(actor, framework_id)
    access.require(actor, "standards.line.edit", found)
    written_in = showing.language_of_texts(found)
    language = written_in or translation.get_language() or ""
    if request.method == "POST":
        key = request.POST.get("add", "")
        try:
            made = actions.add_behaviour(
                actor, framework_id=framework_id, key=key, language=language, now=sources.now()
            )
        except (actions.NotADraft, actions.AlreadyAsked):
            return too_late(request, framework_id)
        except BadInput as bad:
            messages.error(request, in_words(bad.sentence()))
        else:
            said = {"name": made.competency.name}
            messages.success(request, _("“%(name)s” is a line now, with a task to watch and how it is marked.") % said)
            return back(request, "lines", framework_id)
    taken = {competency.reference for competency in queries.competencies(actor, framework_id)}
    context = {
        "framework": found,
        "language": written_in,
        "editable": queries.is_changeable(found),
        "found": [
            {"behaviour": each, "taken": each.code in taken} for each in described.in_language(language).values()
        ],
    }
    return render(request, "standards/behaviours.html", context)
