"""What can be earned, and awarding it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from skillmark.credentials import actions, queries, showing, words
from skillmark.credentials.forms import AwardForm, DefineForm, RetireForm
from skillmark.foundation import access, signer, sources
from skillmark.foundation.access import Forbidden
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.governance import queries as decisions
from skillmark.kernel.values import BadInput
from skillmark.people import queries as people
from skillmark.standards import queries as standards
from skillmark.ui.sentences import in_words


@page("credentials.achievement.read")
def achievements(request: HttpRequest, actor: Actor) -> HttpResponse:
    usable = [one for one in standards.frameworks(actor) if standards.is_usable(actor, one)]
    earned = list(queries.achievements(actor))
    endorsed = queries.endorsed(actor, earned, sources.now())
    of_us = endorsed.get(None, [])
    may_define = access.may_ever(actor, "credentials.achievement.define")
    untold = queries.without_work(actor, earned) if may_define else {}
    steps = queries.counts_for(
        actor, {one.pk: queries.of_achievement(one) for one in earned}, actor.person_id, sources.now()
    )
    context = {
        "achievements": [
            (
                one,
                showing.endorsement_lines([*endorsed.get(one.pk, []), *of_us]),
                [words.no_task(name, task) for name, task in untold.get(one.pk, [])],
                words.counting(steps[one.pk], own=True),
            )
            for one in earned
        ],
        "frameworks": usable,
        "may_define": may_define,
        "may_list": access.may_ever(actor, "credentials.record.list"),
    }
    return render(request, "credentials/achievements.html", context)


@page("credentials.achievement.define")
def define(request: HttpRequest, actor: Actor, framework_id: UUID) -> HttpResponse:
    framework = standards.framework(actor, framework_id)
    names = [(one.reference, one.name) for one in standards.competencies(actor, framework_id)]
    form = DefineForm(names, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.define_achievement(
                actor,
                framework_id=framework_id,
                public_name=form.cleaned_data["public_name"],
                competencies=form.cleaned_data["competencies"],
                renewal_months=form.cleaned_data["renewal_months"],
                terms=form.terms(),
                now=sources.now(),
            )
            messages.success(request, _("From now on it can be earned."))
            return redirect("credentials:achievements", _slug(request))
        except standards.NotPublished as refused:
            form.add_error(None, standards.why_not_usable(refused))
        except BadInput as bad:
            form.add_error("competencies", in_words(bad.problems[0].message))
    return render(request, "credentials/define.html", {"form": form, "framework": framework})


@page("credentials.achievement.define")
def retire(request: HttpRequest, actor: Actor, achievement_id: UUID) -> HttpResponse:
    earned = queries.achievement(actor, achievement_id)
    others = [
        (str(one.pk), f"{one.public_name} ({one.framework.title}, {one.version})")
        for one in queries.achievements(actor)
        if one.retired_at is None and one.pk != earned.pk
    ]
    form = RetireForm(others, request.POST or None)
    if earned.retired_at is not None:
        return redirect("credentials:achievements", _slug(request))
    if not queries.may_retire(actor, earned):
        messages.info(request, _("A group decides first whether this is awarded no more. Then come back here."))
        return redirect(decisions.address_to_ask(_slug(request), decisions.Question.RETIRE_ACHIEVEMENT, earned))
    if request.method == "POST" and form.is_valid():
        successor = form.cleaned_data["successor"]
        actions.retire_achievement(
            actor, achievement_id=achievement_id, successor_id=UUID(successor) if successor else None, now=sources.now()
        )
        messages.success(request, _("From now on nobody earns it. Everybody who holds it is told."))
        return redirect("credentials:achievements", _slug(request))
    holders = queries.in_force(actor, sources.now()).filter(award__achievement=earned).values("person_id").distinct()
    context = {
        "form": form,
        "earned": earned,
        "holders": holders.count(),
        "cancel_url": reverse("credentials:achievements", args=[_slug(request)]),
    }
    return render(request, "credentials/retire.html", context)


@page("credentials.record.award")
def award(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Choose who earned what; where something is missing, it is said, and nothing is signed."""
    persons = people.to_choose(actor, without=[actor.person_id])
    earned = [
        (str(one.pk), f"{one.public_name} ({one.version})")
        for one in queries.achievements(actor)
        if not one.retired_at and not hasattr(one, "stack")
    ]
    form = AwardForm(persons, earned, request.POST or None, initial={"person": request.GET.get("person", "")})
    lacks: list[str] = []
    if request.method == "POST" and form.is_valid():
        person_id, achievement_id = UUID(form.cleaned_data["person"]), UUID(form.cleaned_data["achievement"])
        try:
            record = actions.award(actor, person_id=person_id, achievement_id=achievement_id, now=sources.now())
            messages.success(request, _("Signed. Its holder can keep it, show it and take it along."))
            return redirect("credentials:record", _slug(request), record.pk)
        except actions.NotProven as refused:
            wanted = queries.achievement(actor, achievement_id)
            names = {reference: name for reference, name, _address in wanted.alignments}
            lacks = words.lacks(refused.missing, names)
        except actions.NeedsGuardian:
            form.add_error("person", _("First a guardian has to agree. Note the consent on this person's page."))
        except (signer.SignerUnavailable, signer.SignerRefused):
            messages.warning(request, _("Nobody signs just now. The award is kept and will be signed by itself."))
            return redirect("credentials:records", _slug(request))
        except Forbidden:
            form.add_error("person", _("Nobody awards a record to themselves."))
    may_many = access.may_ever(actor, "credentials.record.award_many")
    context = {"form": form, "lacks": lacks, "earned": earned, "may_award_many": may_many}
    return render(request, "credentials/award.html", context)


def _slug(request: HttpRequest) -> str:
    return str(request.workspace_slug)  # type: ignore[attr-defined]
