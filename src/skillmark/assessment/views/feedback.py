"""The page on which somebody who judged an attempt says what to show next time."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from skillmark.assessment import actions, queries, showing, words
from skillmark.assessment.forms import NextTimeForm
from skillmark.foundation import access, sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import about, page
from skillmark.kernel.values import BadInput
from skillmark.people import queries as people
from skillmark.ui.sentences import in_words


@page("assessment.feedback.give", at_tablet=True)
def next_time(request: HttpRequest, actor: Actor, sitting_id: UUID) -> HttpResponse:
    sitting = queries.sitting(actor, sitting_id)
    about(request, sitting.person_id)
    access.require(actor, "assessment.feedback.give", sitting)
    now = sources.now()
    back = redirect("assessment:attempt", request.workspace_slug, sitting_id)  # type: ignore[attr-defined]
    if not queries.tells(actor, sitting, people.today(actor, now)):
        judged = queries.result(sitting).stage is queries.Stage.NOT_PASSED
        messages.error(request, words.REFUSALS["had_no_part" if judged else "not_to_tell"])
        return back
    form = NextTimeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.tell_next_time(actor, sitting_id=sitting_id, text=form.cleaned_data["text"], now=now)
            said = _("It is kept, and a message tells that it is there. Now the task can be tried again.")
            messages.success(request, said)
            return back
        except BadInput as bad:
            form.add_error("text", in_words(bad.problems[0].message))
    context = {
        "form": form,
        "sitting": sitting,
        "shown": showing.attempt_page(actor, sitting, _("Assessor")),
        "said": sitting.next_time.order_by("recorded_at", "id"),
    }
    return render(request, "assessment/next_time.html", context)
