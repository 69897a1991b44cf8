"""How results are checked: saying it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from skillmark.assessment import actions, queries, words
from skillmark.assessment.forms import PolicyForm, as_given
from skillmark.assessment.queries.givers import cannot_be_given
from skillmark.foundation import sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.governance import queries as decisions
from skillmark.kernel.values import BadInput
from skillmark.people import queries as people
from skillmark.standards import queries as standards
from skillmark.ui.sentences import in_words

READY_POLICY = {"count_practical_test": 2, "independent_practical_test": 1}


@page("assessment.policy.set")
def set_policy(request: HttpRequest, actor: Actor, framework_id: UUID) -> HttpResponse:
    slug, framework = people.slug(actor), standards.framework(actor, framework_id)
    policy = queries.policy(actor, framework_id)
    if not queries.may_change_policy(actor, framework, policy):
        messages.info(request, _("A group decides first whether results are checked differently. Then come back here."))
        return redirect(decisions.address_to_ask(slug, decisions.Question.CHANGE_POLICY, framework))
    initial = as_given(policy) if policy else READY_POLICY
    nobody = {kind.value: lack.value for kind, lack in cannot_be_given(actor).items()}
    form = PolicyForm(policy.apart if policy else [], nobody, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_policy(
                actor,
                framework_id=framework_id,
                layers=form.layers(),
                apart=form.apart(),
                blind=form.cleaned_data["blind"],
                now=sources.now(),
            )
            messages.success(request, _("From now on attempts are checked like this."))
            for kind in (layer["kind"] for layer in form.layers() if layer["kind"] in nobody):
                messages.warning(request, f"{words.WAYS[str(kind)]}: {words.NOBODY[nobody[str(kind)]]}")
            return redirect("assessment:tasks", slug)
        except BadInput as bad:
            form.add_error(None, _why(bad))
    ways = form.ways()
    context = {"form": form, "framework": framework, "ways": ways, "others": [way for way in ways if not way.counts]}
    return render(request, "assessment/set_policy.html", context)


def _why(bad: BadInput) -> str:
    """What is wrong with it; of numbers, what they must come to."""
    problem = bad.problems[0]
    if problem.column in ("count", "independent"):
        return _("It takes at least two people, and at least one of them independent.")
    if problem.column == "apart":
        return _("What is kept apart does not fit: %(why)s.") % {"why": in_words(problem.message)}
    return in_words(problem.message)
