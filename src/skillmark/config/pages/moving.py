"""Taking a whole workspace along; and, of a trial, deleting it in the same step."""

from typing import Any

from django import forms
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from skillmark.config.installation.moving import kept
from skillmark.foundation import access, sources, trials
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page


class DeleteForm(forms.Form):
    """The name, typed: nobody deletes by a slip."""

    name = forms.CharField(label=gettext_lazy("The name of this workspace, as it stands above"), max_length=200)

    def __init__(self, *arguments: Any, wanted: str, **others: Any) -> None:
        super().__init__(*arguments, **others)
        self.wanted = wanted

    def clean_name(self) -> str:
        typed = " ".join(self.cleaned_data["name"].split())
        if typed != " ".join(self.wanted.split()):
            raise forms.ValidationError(_("This is not its name. Nothing was deleted."))
        return typed


@never_cache
@page("foundation.workspace.export")
def take_along(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What goes along and what stays; the button makes the file."""
    if request.method == "POST":
        return _asked(request, actor, delete=False)
    trial = trials.is_trial(actor.workspace_id)
    return render(request, "house/take_along.html", {"trial": trial, "days": kept.KEPT.days})


@never_cache
@page("foundation.workspace.delete")
def delete_trial(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The name is typed, the file is made and read back, and then the trial is gone."""
    if not trials.is_trial(actor.workspace_id):
        return redirect("house:take_along", workspace=request.workspace_slug)  # type: ignore[attr-defined]
    name = kept.name_of(actor)
    form = DeleteForm(request.POST or None, wanted=name)
    if request.method == "POST" and form.is_valid():
        return _asked(request, actor, delete=True)
    context = {"form": form, "name": name}
    return render(request, "house/delete_trial.html", context, status=400 if form.errors else 200)


@never_cache
@page("house.front.read", scope="public")
def taken(request: HttpRequest, actor: Actor, secret: str) -> HttpResponse:
    """How far the file is, then the file. Whoever has its address may fetch it; it opens with its key alone."""
    found = kept.standing(secret, sources.now())
    if found is None:
        raise Http404
    context = {"found": found, "here": request.path, "fetch": reverse("house:fetch_taken", args=[secret])}
    return render(request, "house/taken.html", context)


@never_cache
@page("house.front.read", scope="public")
def fetch_taken(request: HttpRequest, actor: Actor, secret: str) -> HttpResponse:
    found = kept.standing(secret, sources.now())
    if found is None or found.file is None:
        raise Http404
    file = found.file.open("rb")
    answer = FileResponse(file, as_attachment=True, filename="workspace.skillmark", content_type="application/x-age")
    answer["X-Content-Type-Options"] = "nosniff"
    return answer  # type: ignore[return-value]


def _asked(request: HttpRequest, actor: Actor, *, delete: bool) -> HttpResponse:
    access.require(actor, "foundation.workspace.export")
    asked = kept.ask(actor, delete=delete, now=sources.now())
    address = request.build_absolute_uri(reverse("house:taken", args=[asked.secret]))
    context = {"key": asked.key, "address": address, "deleted": delete, "days": kept.KEPT.days}
    return render(request, "house/take_along_key.html", context)
