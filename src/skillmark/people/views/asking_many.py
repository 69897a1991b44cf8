"""Asking many at once: choosing whom and what, looking it over, and what became of each."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from skillmark.foundation import links, sources
from skillmark.foundation.access import may, may_ever
from skillmark.foundation.models import CapabilityLink
from skillmark.foundation.roles import Actor
from skillmark.foundation.routes import page
from skillmark.people import actions, queries
from skillmark.people.access import SIGNING
from skillmark.people.forms.asking import AskManyForm
from skillmark.people.models import AskedPerson, Asking, Person
from skillmark.people.queries.messages import brought_by
from skillmark.people.rules import Way
from skillmark.people.views.persons import found_people
from skillmark.people.views.shared import slug_of
from skillmark.people.words import LEFT_OUT, WAYS, how_sent
from skillmark.ui import lists
from skillmark.ui.tables import Column, Link, Table


@page("people.link.ask_many")
def ask_many(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The list of people as it was narrowed, some or all of whom are asked for one thing."""
    found, tasks = found_people(request, actor), _tasks(actor)
    shown = lists.part(request, found)
    posted = request.POST if request.method == "POST" else None
    form = AskManyForm(tasks, posted, initial={"what": tasks[0][0] if len(tasks) == 1 else ""})
    ticked = _ids(request.POST.getlist("person"))
    if posted is not None and form.is_valid():
        given = form.cleaned_data
        chosen = found.items.values_list("pk", flat=True) if given["everybody"] else ticked  # type: ignore[union-attr]
        purpose, _slash, text = given["what"].partition("/")
        try:
            made = actions.prepare_asking(
                actor,
                purpose=purpose,
                text_id=UUID(text) if text else None,
                person_ids=chosen,
                days=given["days"],
                now=sources.now(),
            )
        except actions.TooMany as most:
            form.add_error(None, _("At most %(most)s people are asked at once. Narrow the list.") % {"most": most})
        else:
            if made.asked.exists():
                return redirect("people:asked_many", workspace=slug_of(request), asking_id=made.pk)
            form.add_error("everybody", _("Tick the people you ask, or everybody in the list."))
    context = {"form": form, "found": found, "page": shown, "tasks": tasks, "table": _people(shown, ticked)}
    return render(request, "people/ask_many.html", context, status=400 if form.errors else 200)


@page("people.link.ask_many")
def asked_many(request: HttpRequest, actor: Actor, asking_id: UUID) -> HttpResponse:
    """Before it is sent, who will be reached and how; afterwards, what became of each."""
    shown = queries.asking(actor, asking_id)
    if request.method == "POST":
        actions.send_asking(actor, asking_id=asking_id, now=sources.now())
        messages.success(request, _("Sent. What becomes of each stands below."))
        return redirect("people:asked_many", workspace=slug_of(request), asking_id=asking_id)
    return _preview(request, actor, shown) if shown.sent_at is None else _result(request, actor, shown)


def _tasks(actor: Actor) -> list[tuple[str, str]]:
    """What this reader may ask of somebody, as (`purpose` or `purpose/text`, what it is called)."""
    found = [
        (purpose, str(doing.title)) for purpose, doing in links.asked_of_many().items() if may_ever(actor, doing.asking)
    ]
    signing = [(f"{SIGNING}/{text.pk}", _("Sign: %(title)s") % {"title": text.title}) for text in
               queries.texts_for_many(actor)]  # fmt: skip
    return [*found, *signing]


def _ids(given: Iterable[str]) -> set[UUID]:
    """Those of the ticked that are ids at all."""
    found = set()
    for text in given:
        try:
            found.add(UUID(text))
        except ValueError:
            continue
    return found


def _people(shown: "Page[Person]", ticked: set[UUID]) -> Table:
    has_units = any(person.unit for person in shown)
    rows = [[_box(person, person.pk in ticked), *([person.unit or ""] if has_units else [])] for person in shown]
    columns = [Column(_("Ask")), *([Column(_("Unit"))] if has_units else [])]
    return Table(caption=_("People"), columns=columns, rows=rows, hidden_caption=True, row_headers=False)


def _box(person: Person, is_ticked: bool) -> SafeString:
    return format_html(
        '<div class="govuk-checkboxes govuk-checkboxes--small"><div class="govuk-checkboxes__item">'
        '<input class="govuk-checkboxes__input" type="checkbox" name="person" value="{0}" id="person-{0}"{1}>'
        '<label class="govuk-label govuk-checkboxes__label" for="person-{0}">{2}</label></div></div>',
        person.pk,
        SafeString(" checked") if is_ticked else "",
        person.name,
    )


def _preview(request: HttpRequest, actor: Actor, shown: Asking) -> HttpResponse:
    asked = list(queries.asked_persons(actor, shown).values_list("person_id", flat=True))
    everybody = queries.prospects(actor, shown, asked, sources.now())
    reached = [one for one in everybody if one.way is not None]
    found = lists.find(
        request,
        everybody,
        text=["name"],
        orders=[lists.Order("name", _("By name"), ("name",))],
        choices=[lists.Choice("stands", _("How"), "stands", _choices(one.stands for one in everybody))],
    )
    part = lists.part(request, found)
    table = Table(
        caption=_("Who is asked, and how"),
        columns=[Column(_("Who")), Column(_("How, or why not"))],
        rows=[[one.name, WAYS[one.way] if one.way else LEFT_OUT[one.left_out]] for one in part],
        order=found.sort.label,
    )
    context = {
        "asking": shown,
        "found": found,
        "page": part,
        "counts": _counts(one.stands for one in everybody),
        "reached": len(reached),
        "all": len(everybody),
    }
    return lists.answer(request, "people/ask_many_preview.html", context, table)


def _result(request: HttpRequest, actor: Actor, shown: Asking) -> HttpResponse:
    rows = queries.asked_persons(actor, shown)
    found = lists.find(
        request,
        rows,
        text=["person__name"],
        orders=[lists.Order("name", _("By name"), ("person__name", "person_id"))],
        choices=[
            lists.Choice("left_out", _("Why not"), "left_out", [
                (reason, str(LEFT_OUT[reason])) for reason in
                rows.exclude(left_out="").order_by("left_out").values_list("left_out", flat=True).distinct()
            ])
        ],
    )  # fmt: skip
    part = lists.part(request, found)
    table = Table(
        caption=_("What became of each"),
        columns=[Column(_("Who")), Column(_("How it stands")), Column(_("Look"))],
        rows=_stand(request, actor, list(part)),
        order=found.sort.label,
    )
    slips = links.still_open(links.asked_by(actor).filter(on_paper=True), sources.now())
    got = rows.exclude(link_id=None)
    context = {
        "asking": shown,
        "found": found,
        "page": part,
        "done": rows.exclude(done_at=None).count(),
        "all": rows.count(),
        "asked": got.count(),
        "slips": slips.filter(pk__in=got.values("link_id")).count(),
        "counts": _counts(rows.exclude(left_out="").values_list("left_out", flat=True)),
    }
    return lists.answer(request, "people/asked_many.html", context, table)


def _stand(request: HttpRequest, actor: Actor, rows: Sequence[AskedPerson]) -> list[list[Any]]:
    slug, zone = slug_of(request), ZoneInfo(queries.workspace(actor).time_zone)
    ids = [row.link_id for row in rows if row.link_id]
    made = {link.pk: link for link in CapabilityLink.objects.within(actor).filter(pk__in=ids)}
    sent = brought_by(actor, ids)
    return [[row.person.name, _said(row, made, sent, zone), _look(actor, row, made, slug)] for row in rows]


def _said(row: AskedPerson, made: dict[UUID, CapabilityLink], sent: dict[UUID, Any], zone: ZoneInfo) -> str | Promise:
    if row.done_at is None:
        return _("Waits.")
    if row.left_out or row.link_id is None:
        return LEFT_OUT.get(row.left_out, "")
    link = made.get(row.link_id)
    if link is not None and link.used_at is not None:
        return _("Done.")
    if link is not None and link.on_paper:
        return WAYS[Way.SLIP]
    return how_sent(sent[row.link_id], zone, exact=False) if row.link_id in sent else ""


def _look(actor: Actor, row: AskedPerson, made: dict[UUID, CapabilityLink], slug: str) -> Link | str:
    """Where the delivery of each is told: the slip itself, or the messages to her for whoever may read them."""
    link = made.get(row.link_id) if row.link_id else None
    if link is None:
        return ""
    if link.on_paper:
        return Link(_("Slip"), f"{reverse('people:slips', args=[slug])}?link={link.pk}", row.person.name)
    if may(actor, "people.message.read", row.person):
        return Link(_("Delivery"), reverse("people:messages", args=[slug, row.person_id]), row.person.name)
    return Link(_("Delivery"), reverse("people:sent_messages", args=[slug]), row.person.name)


def _choices(stands: Iterable[str]) -> list[tuple[str, str]]:
    return [(code, said) for code, said, _count in _counts(stands)]


def _counts(stands: Iterable[str]) -> list[tuple[str, str, int]]:
    """(code, what it says, how many), the ways first."""
    counted = Counter(stands)
    said = {**{way.value: text for way, text in WAYS.items()}, **LEFT_OUT}
    return [(code, str(text), counted[code]) for code, text in said.items() if counted[code]]
