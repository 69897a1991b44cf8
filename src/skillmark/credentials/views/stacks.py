"""Certificates that are earned by themselves: published, what somebody still lacks, and what follows a withdrawal."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from skillmark.credentials import actions, queries, words
from skillmark.credentials.forms import StackForm, StandsForm
from skillmark.foundation import access, sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import about, page
from skillmark.foundation.scopes import NotFound
from skillmark.kernel.values import BadInput
from skillmark.ui.sentences import in_words


@page("credentials.achievement.define")
def define_stack(request: HttpRequest, actor: Actor) -> HttpResponse:
    earned = [
        (str(one.pk), f"{one.public_name} ({one.framework.title}, {one.version})")
        for one in queries.achievements(actor)
        if one.retired_at is None
    ]
    form = StackForm(earned, request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            rule = actions.publish_stack(
                actor,
                public_name=given["public_name"],
                every=[UUID(one) for one in given["every"]],
                some=[UUID(one) for one in given["some"]],
                count=given["count"] or 0,
                days=given["days"],
                now=sources.now(),
            )
            messages.success(request, _("Published. From now on it is earned by itself."))
            return redirect("credentials:stack", _slug(request), rule.certificate_id)
        except BadInput as bad:
            form.add_error(None, in_words(bad.sentence()))
    return render(request, "credentials/define_stack.html", {"form": form, "enough": len(earned) > 1})


@page("credentials.achievement.read")
def stack(request: HttpRequest, actor: Actor, achievement_id: UUID) -> HttpResponse:
    """What the certificate asks for, and what the reader herself still lacks."""
    rule = queries.stack_of(actor, achievement_id)
    asked = queries.asked_by(actor, [rule])
    names = {one.pk: one.public_name for one in asked.values()}
    needs = queries.needs_of(rule)
    standing = queries.standing(actor, actor.person_id, rule, sources.now()) if actor.person_id else None
    context = {
        "certificate": rule.certificate,
        "rule": rule,
        "every": [names[one] for one in needs.every],
        "some": [names[one] for one in needs.some],
        "standing": standing,
        "lacks": words.stack_lacks(standing, names) if standing else [],
        "holds": [(names[one], held.valid_from) for one, held in standing.counting.items()] if standing else [],
    }
    return render(request, "credentials/stack.html", context)


@page("credentials.record.revoke")
def stands(request: HttpRequest, actor: Actor, record_id: UUID) -> HttpResponse:
    """A record it rests on was withdrawn: the certificate stands all the same, with the reason."""
    record = queries.record(actor, record_id)
    about(request, record.person_id)
    access.require(actor, "credentials.record.revoke", record)
    stacked = queries.stacked(record)
    if stacked is None or stacked.questioned_at is None:
        raise NotFound(str(record_id))
    form = StandsForm(request.POST or None)
    back = reverse("credentials:record", args=[_slug(request), record_id])
    if request.method == "POST" and form.is_valid():
        actions.settle(actor, record_id=record_id, reason=form.cleaned_data["reason"], now=sources.now())
        messages.success(request, _("Noted. The certificate stands."))
        return redirect(back)
    return render(
        request, "credentials/stands.html", {"form": form, "record": record, "stacked": stacked, "cancel_url": back}
    )


def _slug(request: HttpRequest) -> str:
    return str(request.workspace_slug)  # type: ignore[attr-defined]
