"""Awarding to many at once: choosing what, looking it over, and what became of each."""

from collections import Counter
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from skillmark.credentials import actions, queries, words
from skillmark.credentials.forms import AwardManyForm
from skillmark.credentials.models import Awarding, AwardingPerson
from skillmark.foundation import sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.ui import lists
from skillmark.ui.tables import Column, Link, Table


@page("credentials.record.award_many")
def award_many(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What is awarded; and what she awarded to many before."""
    earned = [
        (str(one.pk), f"{one.public_name} ({one.version})") for one in queries.achievements(actor) if not one.retired_at
    ]
    form = AwardManyForm(
        earned, request.POST or None, initial={"achievement": earned[0][0] if len(earned) == 1 else ""}
    )
    if request.method == "POST" and form.is_valid():
        made = actions.prepare_awarding(actor, achievement_id=UUID(form.cleaned_data["achievement"]), now=sources.now())
        return redirect("credentials:awarding", _slug(request), made.pk)
    context = {"form": form, "earned": earned, "before": list(queries.awardings(actor)[:20])}
    return render(request, "credentials/award_many.html", context, status=400 if form.errors else 200)


@page("credentials.record.award_many")
def awarding(request: HttpRequest, actor: Actor, awarding_id: UUID) -> HttpResponse:
    """Before it is started, how each stands; afterwards, what became of each."""
    shown = queries.awarding(actor, awarding_id)
    if request.method == "POST":
        actions.start_awarding(actor, awarding_id=awarding_id, now=sources.now())
        messages.success(request, _("Started. What becomes of each stands below."))
        return redirect("credentials:awarding", _slug(request), awarding_id)
    return _preview(request, actor, shown) if shown.started_at is None else _result(request, actor, shown)


def _preview(request: HttpRequest, actor: Actor, shown: Awarding) -> HttpResponse:
    found = _found(request, actor, shown)
    part = lists.part(request, found)
    names = {reference: name for reference, name, _address in shown.achievement.alignments}
    ids = [row.person_id for row in part]
    stands = {
        person_id: words.ready(prospect, names)
        for person_id, prospect in queries.prospects(actor, ids, shown.achievement, sources.now()).items()
    }
    table = Table(
        caption=_("Who has tried it, and how each stands"),
        columns=[Column(_("Who")), Column(_("How it stands"))],
        rows=[[row.person.name, stands.get(row.person_id, "")] for row in part],
        order=found.sort.label,
    )
    context = {"awarding": shown, "found": found, "page": part, "all": shown.people.count()}
    return lists.answer(request, "credentials/awarding_preview.html", context, table)


def _result(request: HttpRequest, actor: Actor, shown: Awarding) -> HttpResponse:
    rows = queries.awarding_people(actor, shown)
    found = _found(request, actor, shown, words.LEFT_OUT)
    part = lists.part(request, found)
    table = Table(
        caption=_("What became of each"),
        columns=[Column(_("Who")), Column(_("How it stands")), Column(_("Look"))],
        rows=[[row.person.name, words.became(row), _look(request, row)] for row in part],
        order=found.sort.label,
    )
    left_out = Counter(rows.exclude(left_out="").order_by().values_list("left_out", flat=True))
    context = {
        "awarding": shown,
        "found": found,
        "page": part,
        "all": rows.count(),
        "done": rows.exclude(done_at=None).exclude(award__record=None, left_out="").count(),
        "signed": rows.exclude(award__record=None).exclude(left_out="before").count(),
        "counts": [(code, said, left_out[code]) for code, said in words.LEFT_OUT.items() if left_out[code]],
    }
    return lists.answer(request, "credentials/awarding_result.html", context, table)


def _found(request: HttpRequest, actor: Actor, shown: Awarding, left_out: dict[str, Any] | None = None) -> Any:
    rows = queries.awarding_people(actor, shown)
    there = set(rows.exclude(left_out="").order_by().values_list("left_out", flat=True)) if left_out else set()
    choices = [(code, str(said)) for code, said in (left_out or {}).items() if code in there]
    return lists.find(
        request,
        rows,
        text=["person__name"],
        orders=[lists.Order("name", _("By name"), ("person__name", "person_id"))],
        choices=[lists.Choice("left_out", _("Why not"), "left_out", choices)] if choices else [],
    )


def _look(request: HttpRequest, row: AwardingPerson) -> Link | str:
    """The record; where something is missing, the page that says what."""
    slug = _slug(request)
    record = getattr(row.award, "record", None)
    if record is not None:
        return Link(_("Record"), reverse("credentials:record", args=[slug, record.pk]), row.person.name)
    if row.left_out == "missing":
        address = f"{reverse('credentials:award', args=[slug])}?person={row.person_id}"
        return Link(_("What is missing"), address, row.person.name)
    return ""


def _slug(request: HttpRequest) -> str:
    return str(request.workspace_slug)  # type: ignore[attr-defined]
