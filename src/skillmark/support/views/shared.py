"""What several pages of support need."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format

from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import View
from skillmark.foundation.sealing import Unreadable
from skillmark.kernel.values import BadInput
from skillmark.support.queries import Case
from skillmark.ui.forms import refuse
from skillmark.ui.tables import Text


def slug_of(request: HttpRequest) -> str:
    """The workspace of the address."""
    slug: str = request.workspace_slug  # type: ignore[attr-defined]
    return slug


def address(request: HttpRequest, name: str, **rest: object) -> str:
    return reverse(f"support:{name}", kwargs={"workspace": slug_of(request), **rest})


def sent(request: HttpRequest) -> Any:
    """What a form is bound to: one without a field is sent empty."""
    return request.POST if request.method == "POST" else None


def day(when: Any) -> str:
    return "" if when is None else date_format(when)


def opens(case_of: Callable[..., Case]) -> Callable[[View], View]:
    """A page that opens the case which `case_of` finds by the rest of the address. Where another installation sealed
    it, its team is led to the page of the case, which says so and what to do.
    """

    def declare(view: View) -> View:
        @wraps(view)
        def opened(request: HttpRequest, actor: Actor, **rest: Any) -> HttpResponse:
            try:
                return view(request, actor, **rest)
            except Unreadable:
                return redirect(address(request, "case", case_id=case_of(actor, **rest).pk))

        return opened

    return declare


def form_page(
    request: HttpRequest,
    form: forms.Form,
    do: Callable[[dict[str, Any]], object],
    *,
    title: Text,
    go: Text,
    done: Text,
    back: str,
    lead: Text = "",
    notice: Text = "",
    **context: object,
) -> HttpResponse:
    """A page with one form: `do` is done with what was sent; what it refuses stands at its field."""
    if request.method == "POST" and form.is_valid():
        try:
            do(form.cleaned_data)
        except BadInput as bad:
            refuse(form, bad)
        else:
            messages.success(request, str(done))
            return redirect(back)
    said = {"form": form, "title": title, "go": go, "back_url": back, "lead": lead, "notice": notice}
    return render(request, "support/form.html", said | context, status=400 if form.errors else 200)
