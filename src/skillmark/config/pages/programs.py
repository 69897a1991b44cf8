"""Programs that act for somebody: the tokens of hers in a workspace, making one, ending one."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from skillmark.config.pages.abilities import in_words, within_reach
from skillmark.foundation import access, sources, tokens
from skillmark.foundation.models import ApiToken
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.ui.tables import Column, Link, Table

DAYS = ((30, gettext_lazy("30 days")), (90, gettext_lazy("90 days")), (365, gettext_lazy("A year")))


class ProgramForm(forms.Form):
    """What it is called, what it may do, for how long."""

    name = forms.CharField(
        label=gettext_lazy("What is the program called?"),
        help_text=gettext_lazy("For example: payroll, nightly."),
        max_length=100,
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("How long may it act for you?"),
        coerce=int,
        choices=DAYS,
        initial=30,
        widget=forms.RadioSelect,
    )

    def __init__(self, *arguments: Any, actor: Actor, **others: Any) -> None:
        super().__init__(*arguments, **others)
        self.parts = {f"may_{place}": part for place, part in enumerate(within_reach(actor).items())}
        for name, (title, choices) in self.parts.items():
            self.fields[name] = forms.MultipleChoiceField(
                label=str(title), choices=choices, required=False, widget=forms.CheckboxSelectMultiple
            )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        given["permissions"] = [permission for name in self.parts for permission in given.get(name, [])]
        if not given["permissions"] and not any(name in self.errors for name in self.parts):
            self.add_error(next(iter(self.parts), "name"), _("Choose at least one thing it may do."))
        return given


@page("foundation.token.keep")
def programs(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The reader's own tokens, newest first, those that ended too."""
    now = sources.now()
    table = Table(
        caption=_("Programs that act for you"),
        columns=[Column(_("Name")), Column(_("May")), Column(_("Until")), Column(_("Change"))],
        rows=[
            [row.name, in_words(row.permissions), _until(row, now), _end(request, row, now)]
            for row in tokens.own_tokens(actor)
        ],
        order=_("Newest first"),
        hidden_caption=True,
    )
    may_open = access.may_ever(actor, "foundation.token.open")
    return render(request, "house/programs.html", {"table": table, "may_open": may_open})


@never_cache
@page("foundation.token.open")
def add_program(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Make a token. Its text is in the answer to the form alone: it is kept nowhere, so no page shows it again."""
    now = sources.now()
    form = ProgramForm(request.POST or None, actor=actor)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        made, text = tokens.open_token(
            actor,
            name=given["name"],
            permissions=given["permissions"],
            expires_at=now + timedelta(days=given["days"]),
            now=now,
        )
        address = request.build_absolute_uri("/api/v1/me")
        return render(request, "house/program_made.html", {"program": made, "secret": text, "address": address})
    return render(request, "house/add_program.html", {"form": form}, status=400 if form.errors else 200)


@page("foundation.token.keep")
def end_program(request: HttpRequest, actor: Actor, token_id: UUID) -> HttpResponse:
    shown = tokens.own_token(actor, token_id)
    slug = request.workspace_slug  # type: ignore[attr-defined]
    if request.method == "POST":
        tokens.end_token(actor, token_id=token_id, now=sources.now())
        messages.success(request, _("The program acts for you no more."))
        return redirect("house:programs", workspace=slug)
    context = {"program": shown, "cancel_url": reverse("house:programs", kwargs={"workspace": slug})}
    return render(request, "house/end_program.html", context)


def _until(row: ApiToken, now: datetime) -> str:
    if row.ended_at is not None:
        return _("ended on %(day)s") % {"day": date_format(row.ended_at, "DATE_FORMAT")}
    if row.expires_at <= now:
        return _("ran out on %(day)s") % {"day": date_format(row.expires_at, "DATE_FORMAT")}
    return date_format(row.expires_at, "DATE_FORMAT")


def _end(request: HttpRequest, row: ApiToken, now: datetime) -> Link | str:
    if row.ended_at is not None or row.expires_at <= now:
        return ""
    slug = request.workspace_slug  # type: ignore[attr-defined]
    address = reverse("house:end_program", kwargs={"workspace": slug, "token_id": row.pk})
    return Link(_("End"), address, row.name)
