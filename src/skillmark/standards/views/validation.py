"""Pages of ongoing validation: say of each line whether it is right, and answer who said it is not."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from skillmark.feedback import queries as feedback
from skillmark.foundation import access, sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.kernel.values import BadInput
from skillmark.standards import actions, queries
from skillmark.standards.models import LineVote
from skillmark.ui.sentences import in_words

NOT_HERS = gettext_lazy("Those who hold this job, and those who lead them, say whether its lines are right.")


@page("standards.line.validate")
def validate(request: HttpRequest, actor: Actor, framework_id: UUID) -> HttpResponse:
    """Each line with one tap to confirm it, and a box for what is wrong."""
    found = queries.framework(actor, framework_id)
    if request.method == "POST":
        return _said(request, actor, framework_id)
    own, counts = queries.own_votes(actor, framework_id), queries.confirmations(actor, framework_id)
    earlier = queries.own_history(actor, framework_id)
    said = [*own.values(), *(vote for votes in earlier.values() for vote in votes)]
    changes = feedback.because_of(actor, LineVote._meta.label_lower, [vote.pk for vote in said])
    rows = [
        {
            "line": line,
            "own": own.get(line.pk),
            "counts": counts.get(line.pk, (0, 0)),
            "changes": changes.get(own[line.pk].pk, []) if line.pk in own else [],
            "earlier": [(vote, changes.get(vote.pk, [])) for vote in earlier.get(line.pk, [])],
        }
        for line in queries.competencies(actor, framework_id)
    ]
    context = {
        "framework": found,
        "rows": rows,
        "longest": LineVote.longest,
        "not_hers": NOT_HERS,
        "may_say": queries.may_say(actor, found, sources.now()),
    }
    return render(request, "standards/validate.html", context)


@page("standards.dispute.answer")
def disputes(request: HttpRequest, actor: Actor, framework_id: UUID) -> HttpResponse:
    """What waits for the next review, without names: what is said counts, not who said it."""
    found = queries.framework(actor, framework_id)
    access.require(actor, "standards.dispute.answer", found)
    if request.method == "POST":
        try:
            vote_id = UUID(request.POST.get("vote", ""))
            text = request.POST.get("answer", "")
            actions.answer_dispute(actor, vote_id=vote_id, text=text, now=sources.now())
            messages.success(request, _("The answer stands beside the line, for whoever asked."))
        except BadInput as bad:
            messages.error(request, in_words(bad.sentence()))
        except ValueError:
            messages.error(request, _("Choose what you answer."))
        return redirect("standards:disputes", request.workspace_slug, framework_id)  # type: ignore[attr-defined]
    waiting = list(queries.open_disputes(actor, framework_id))
    changes = feedback.because_of(actor, LineVote._meta.label_lower, [vote.pk for vote in waiting])
    context = {
        "framework": found,
        "waiting": [(vote, changes.get(vote.pk, [])) for vote in waiting],
        "longest": LineVote.longest,
    }
    return render(request, "standards/disputes.html", context)


def _said(request: HttpRequest, actor: Actor, framework_id: UUID) -> HttpResponse:
    agrees = "confirm" in request.POST
    try:
        competency_id = UUID(request.POST.get("confirm") or request.POST.get("dispute", ""))
        reason = "" if agrees else request.POST.get(f"reason-{competency_id.hex}", "")
        actions.say(actor, competency_id=competency_id, agrees=agrees, reason=reason, now=sources.now())
        messages.success(request, _("Thank you: you confirmed it.") if agrees else _("It waits for the next review."))
    except actions.NotHerWork:
        messages.error(request, NOT_HERS)
    except actions.NotInForce:
        messages.error(request, _("Only lines of the version in force are confirmed or disputed."))
    except BadInput as bad:
        messages.error(request, in_words(bad.sentence()))
    except ValueError:
        messages.error(request, _("Choose a line."))
    return redirect("standards:validate", request.workspace_slug, framework_id)  # type: ignore[attr-defined]
