"""Signed statements about a group: published by whoever leads, read and checked by anybody."""

import json
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from skillmark.credentials import actions, checking, queries, words
from skillmark.credentials.forms import RevokeForm, StatementForm
from skillmark.foundation import signer, sources
from skillmark.foundation.access import may_ever
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page

JSON_LD = "application/vc"


@page("credentials.statement.read")
def statements(request: HttpRequest, actor: Actor) -> HttpResponse:
    now = sources.now()
    context = {
        "lines": [(one, one.valid_until <= now) for one in queries.statements(actor)],
        "may_publish": may_ever(actor, "credentials.statement.publish"),
    }
    return render(request, "credentials/statements.html", context)


@page("credentials.statement.publish")
def publish_statement(request: HttpRequest, actor: Actor) -> HttpResponse:
    now = sources.now()
    jobs = queries.jobs_to_state(actor, now)
    earned = [(str(one.pk), f"{one.public_name} ({one.version})") for one in queries.achievements(actor)]
    form = StatementForm(jobs, earned, request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = actions.state(
                actor, achievement_id=UUID(given["achievement"]), job=given["job"], months=given["months"], now=now
            )
            messages.success(request, _("Signed and published. Anybody who has the address can check it."))
            return redirect("credentials:statement", made.pk)
        except actions.MayNotBeTold as refused:
            form.add_error(None, words.NOT_STATED[refused.why.value])
        except (signer.SignerUnavailable, signer.SignerRefused):
            messages.warning(request, _("Nobody signs just now. The statement is kept and will be signed by itself."))
            return redirect("credentials:statements", _slug(request))
    return render(request, "credentials/publish_statement.html", {"form": form, "jobs": jobs, "earned": earned})


@page("credentials.statement.publish")
def withdraw_statement(request: HttpRequest, actor: Actor, statement_id: UUID) -> HttpResponse:
    found = queries.statement(actor, statement_id)
    form = RevokeForm(request.POST or None)
    form.fields["reason"].help_text = _("It is kept here. The public list names nothing.")
    back = reverse("credentials:statements", args=[_slug(request)])
    if request.method == "POST" and form.is_valid():
        actions.withdraw_statement(
            actor, statement_id=statement_id, reason=form.cleaned_data["reason"], now=sources.now()
        )
        messages.success(request, _("The statement is withdrawn. Whoever checks it from now on is told so."))
        return redirect(back)
    context = {"form": form, "statement": found, "said": words.stated(found), "cancel_url": back}
    return render(request, "credentials/withdraw_statement.html", context)


@page("credentials.published.read", scope="public")
def statement(request: HttpRequest, actor: Actor, statement_id: UUID) -> HttpResponse:
    """The statement for anybody, checked anew each time."""
    found = queries.published_statement(statement_id)
    document = json.loads(found.document)
    verdict = checking.check(found.document.encode(), sources.now())
    context = {"statement": found, "told": words.told(verdict, document), "said": words.stated(found)}
    return render(request, "credentials/statement.html", context)


@page("credentials.published.read", scope="public")
def statement_json(request: HttpRequest, actor: Actor, statement_id: UUID) -> HttpResponse:
    found = queries.published_statement(statement_id)
    headers = {"Content-Disposition": 'attachment; filename="statement.json"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(found.document, content_type=JSON_LD, headers=headers)


def _slug(request: HttpRequest) -> str:
    return str(request.workspace_slug)  # type: ignore[attr-defined]
